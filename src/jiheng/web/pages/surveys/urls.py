"""Addresses of the surveys; below /s/ nobody has to sign in."""

from __future__ import annotations

from django.urls import path

from . import phone, views

urlpatterns = [
    path("surveys/", views.listing, name="surveys"),
    path("surveys/new/", views.new, name="survey-new"),
    path("surveys/needed/", views.sample, name="survey-needed"),
    path("surveys/<int:pk>/", views.survey, name="survey"),
    path("surveys/<int:pk>/result/", views.result, name="survey-result"),
    path("surveys/<int:pk>/invite/", views.invite, name="survey-invite"),
    path("surveys/<int:pk>/close/", views.close, name="survey-close"),
    path("surveys/<int:pk>/keep/", views.keep, name="survey-keep"),
    path("s/<str:token>", phone.answer, name="survey-phone"),
]
