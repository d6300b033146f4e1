"""Addresses of the evidence desk."""

from __future__ import annotations

from django.urls import path

from . import availability, bringing, contracts, findings, payroll, table, views

urlpatterns = [
    path("evidence/", views.desk, name="evidence"),
    path("evidence/coverage/", views.coverage, name="evidence-coverage"),
    path("evidence/verify/", views.verify, name="evidence-verify"),
    path("evidence/lock/", views.lock, name="evidence-lock"),
    path("evidence/jobs/<int:pk>/", views.job, name="evidence-job"),
    path("evidence/findings/", findings.listing, name="evidence-findings"),
    path("evidence/findings/summary/", findings.summary, name="evidence-findings-summary"),
    path("evidence/import/", bringing.choose, name="evidence-import"),
    path("evidence/import/<int:pk>/", bringing.preview, name="evidence-preview"),
    path("evidence/import/<int:pk>/errors.csv", bringing.errors, name="evidence-errors"),
    path("evidence/availability/", availability.groups, name="evidence-availability"),
    path("evidence/availability/point/<str:point>/", availability.point, name="evidence-point"),
    path("evidence/availability/<str:group>/", availability.group, name="evidence-group"),
    path("evidence/payroll/", payroll.grid, name="evidence-payroll"),
    path("evidence/payroll/<str:code>/<str:ref>/<str:month>/", payroll.month, name="evidence-pay"),
    path("evidence/contracts/", contracts.listing, name="evidence-contracts"),
    path("evidence/<slug:name>/", table.rows, name="evidence-table"),
]
