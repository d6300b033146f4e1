"""Addresses of the projects."""

from __future__ import annotations

from django.urls import path

from . import charts, listing, moves, row, views

urlpatterns = [
    path("projects/", listing.listing, name="projects"),
    path("projects/<int:pk>/", views.living, name="project"),
    path("projects/<int:pk>/history/", views.history, name="project-history"),
    path("projects/<int:pk>/versions/<int:number>/", views.version, name="project-version"),
    path("projects/<int:pk>/rows/<str:ref>/", row.row, name="project-row"),
    path("projects/<int:pk>/charts/", charts.charts, name="project-charts"),
    path("projects/<int:pk>/open/", moves.open_stage, name="open-stage"),
    path("steps/<int:pk>/move/", moves.move, name="step-move"),
    path("steps/<int:pk>/remark/", moves.remark, name="step-remark"),
    path("remarks/<int:pk>/resolve/", moves.resolve, name="remark-resolve"),
]
