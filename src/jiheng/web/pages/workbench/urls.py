"""Addresses of the first page."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.workbench, name="workbench"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="notices-read"),
]
