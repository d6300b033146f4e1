"""Addresses below /api/."""

from __future__ import annotations

from django.urls import path

from . import checks, evidence, hooks, projects, public, reference, spoken, steps
from .base import api

for one in (projects, steps, spoken, checks, evidence, hooks, public):
    api.add_router("", one.router)

urlpatterns = [
    path("docs", reference.page, name="api-docs"),
    path("v1/", api.urls),
]
