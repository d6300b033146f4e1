"""Addresses of uploads."""

from __future__ import annotations

from django.urls import path

from . import making, views

urlpatterns = [
    path("upload/", views.upload, name="upload"),
    path("upload/<int:pk>/", views.reading, name="upload-reading"),
    path("upload/<int:pk>/progress/", views.progress, name="upload-progress"),
    path("upload/<int:pk>/read/", views.again, name="upload-read"),
    path("upload/<int:pk>/original/", views.original, name="upload-original"),
    path("upload/<int:pk>/pages/<int:number>.png", views.page, name="upload-page"),
    path("upload/<int:pk>/make/", making.make, name="upload-make"),
]
