"""Addresses of the reviewer."""

from __future__ import annotations

from django.urls import path

from . import bulk, decide, desk, queue

urlpatterns = [
    path("review/", queue.queue, name="review"),
    path("review/bulk/", bulk.begin, name="review-bulk"),
    path("review/bulk/<int:pk>/undo/", bulk.undo, name="review-undo"),
    path("review/<int:pk>/", desk.desk, name="review-step"),
    path("review/<int:pk>/decide/", decide.decide, name="review-decide"),
    path("review/<int:pk>/cell/", decide.cell, name="review-cell"),
    path("review/<int:pk>/cell/drop/", decide.drop, name="review-cell-drop"),
    path("review/<int:pk>/remark/", decide.remark, name="review-remark"),
    path("review/<int:pk>/resolve/<int:remark_pk>/", decide.resolve, name="review-resolve"),
]
