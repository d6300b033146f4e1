"""Where a project stands in each stage, and what was said about it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from jiheng.model import stage as lifecycle

from .immutable import Frozen
from .project import Project, Version

STATES = [
    (lifecycle.DRAFT, "填报中"),
    (lifecycle.SUBMITTED, "审核中"),
    (lifecycle.RETURNED, "已退回"),
    (lifecycle.APPROVED, "已通过"),
]
STAGES = [(one.key, one.zh) for one in lifecycle.STAGES]


class Step(models.Model):
    """One stage of one project, in one round. ``desk`` is the reviewing role whose turn it is."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=24, choices=STAGES)
    round = models.IntegerField(default=1)
    state = models.CharField(max_length=12, choices=STATES, default=lifecycle.DRAFT)
    desk = models.CharField(max_length=24, blank=True, default="")
    skipped = models.BooleanField(default=False)
    due: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ("project", "opened_at", "pk")
        indexes = [models.Index(fields=["state", "desk"]), models.Index(fields=["due"])]
        constraints = [
            models.UniqueConstraint(fields=["project", "stage", "round"], name="web_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.definition.zh}" + (f"（{self.round}）" if self.round > 1 else "")

    @property
    def definition(self) -> lifecycle.Stage:
        """The stage as the table has it."""
        return lifecycle.BY_KEY[self.stage]

    @property
    def waiting_for(self) -> str:
        """The role that acts next, "" where nobody has to."""
        return lifecycle.whose(self.stage, self.state, self.desk)


class Remark(models.Model):
    """A word about one cell (``ref`` "C1", ``column`` "value"), a row, or the whole (ref "").

    ``reason``: it is a reason of a return.
    """

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="remarks")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True)
    ref = models.CharField(max_length=40, blank=True, default="")
    column = models.CharField(max_length=40, blank=True, default="")
    text = models.TextField(max_length=2000)
    reason = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:40]


class Explanation(models.Model):
    """Why a row is where it is, written while the result is with its author."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="explanations")
    ref = models.CharField(max_length=40)
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("ref",)
        constraints = [models.UniqueConstraint(fields=["step", "ref"], name="web_explained_once")]

    def __str__(self) -> str:
        return self.ref


class Baseline(Frozen):
    """The approved form. Number 1 is the approval, each further one an adjustment."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="baselines")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField()

    class Meta(Frozen.Meta):
        ordering = ("project", "number")
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="web_baseline_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Adjustment(models.Model):
    """Why a baseline is to change. What changes is derived from the two versions."""

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="adjustment")
    old_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    new_version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(max_length=2000)

    def __str__(self) -> str:
        return self.reason[:40]
