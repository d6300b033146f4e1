"""Addresses of what has to be put right."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("projects/<int:pk>/rectification/", views.page, name="rectification"),
    path("projects/<int:pk>/rectification/raise/", views.raise_problem, name="rectification-raise"),
    path("rectifications/<int:pk>/plan/", views.plan, name="rectification-plan"),
    path("rectifications/<int:pk>/done/", views.done, name="rectification-done"),
]
