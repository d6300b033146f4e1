"""Addresses of the analytics."""

from __future__ import annotations

from django.urls import path

from . import files, views

urlpatterns = [
    path("analytics/", views.analytics, name="analytics"),
    path("analytics/units/", views.units, name="analytics-units"),
    path("analytics/projects/", views.projects, name="analytics-projects"),
    path("analytics/rows/", views.rows, name="analytics-rows"),
    path("analytics/prices/", views.prices, name="analytics-prices"),
    path("analytics/<slug:name>.<str:ending>", files.table, name="analytics-file"),
]
