"""Addresses that anybody may open."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("public/", views.index, name="public"),
    path("public/index.json", views.index_json, name="public-index"),
    path("public/<int:pk>/", views.project, name="public-project"),
    path("public/<int:pk>/<slug:kind>.<str:ending>", views.file, name="public-file"),
]
