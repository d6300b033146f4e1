"""Addresses below /admin/."""

from __future__ import annotations

from django.urls import path

from . import audit, offices, people, policy

urlpatterns = [
    path("admin/", offices.home, name="administration"),
    path("admin/organisations/", offices.listing, name="organisations"),
    path("admin/organisations/new/", offices.new, name="organisation-new"),
    path("admin/organisations/<int:pk>/", offices.one, name="organisation"),
    path("admin/users/", people.listing, name="users"),
    path("admin/users/new/", people.new, name="user-new"),
    path("admin/users/<int:pk>/", people.one, name="user"),
    path("admin/users/<int:pk>/roles/", people.give, name="user-role-give"),
    path("admin/users/<int:pk>/roles/take/", people.take, name="user-role-take"),
    path("admin/users/<int:pk>/password/", people.password, name="user-password"),
    path("admin/users/<int:pk>/active/", people.active, name="user-active"),
    path("admin/users/<int:pk>/subject/", people.subject, name="user-subject"),
    path("admin/policies/", policy.policies, name="policies"),
    path("admin/calendar/", policy.days, name="calendar"),
    path("admin/audit/", audit.trail, name="audit"),
    path("admin/audit.csv", audit.export, name="audit-export"),
]
