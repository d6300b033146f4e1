"""Addresses of the editor, and of a version as Word or Excel."""

from __future__ import annotations

from django.urls import path

from . import export, views

urlpatterns = [
    path("projects/<int:pk>/edit/<str:stage>/", views.edit, name="edit"),
    path("projects/<int:pk>/edit/<str:stage>/save/", views.save, name="edit-save"),
    path("projects/<int:pk>/edit/<str:stage>/check/", views.check, name="edit-check"),
    path("projects/<int:pk>/edit/<str:stage>/cost/", views.cost, name="edit-cost"),
    path("projects/<int:pk>/edit/<str:stage>/changes/", views.changes, name="edit-changes"),
    path("projects/<int:pk>/edit/<str:stage>/form.<str:kind>", export.draft, name="draft-form"),
    path(
        "projects/<int:pk>/versions/<int:number>/form.<str:kind>",
        export.version,
        name="version-form",
    ),
]
