"""What the evidence came to, what has to be put right, and what was made public."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from .immutable import Frozen
from .printed import PrintedField
from .project import Project, Version
from .step import Step

KINDS = [
    ("monitoring", "绩效监控"),
    ("self", "绩效自评"),
    ("department", "部门评价"),
    ("finance", "财政评价"),
]


class Assessment(Frozen):
    """One result of ``jiheng.evaluate`` as JSON (web/results.py), of one version on one day."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="assessments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(
        Step, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    kind = models.CharField(max_length=12, choices=KINDS)
    as_of = models.DateField()
    scheme = models.CharField(max_length=40)
    result = PrintedField()
    head = models.CharField(max_length=64, blank=True, default="")  # of the evidence chain
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True
    )
    made_at = models.DateTimeField()

    class Meta(Frozen.Meta):
        ordering = ("project", "as_of", "pk")
        indexes = [models.Index(fields=["project", "kind", "as_of"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.as_of}"


class Rectification(models.Model):
    """A problem of an evaluation, the measure against it and when it was done."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="rectifications")
    problem = models.TextField(max_length=2000)
    ref = models.CharField(max_length=40, blank=True, default="")
    measure = models.TextField(max_length=2000, blank=True, default="")
    due: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    evidence_note = models.TextField(max_length=2000, blank=True, default="")

    class Meta:
        ordering = ("project", "pk")

    def __str__(self) -> str:
        return self.problem[:40]


class Publication(Frozen):
    """What anybody may read: the targets (``goal``) or the results (``result``)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=8, choices=[("goal", "目标公开"), ("result", "结果公开")])
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Frozen.Meta):
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.get_kind_display()
