"""A project, the immutable versions of its form, and the drafts people are typing."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .immutable import Frozen
from .organisation import Organisation
from .printed import PrintedField


class Project(models.Model):
    """One project of one unit in one fiscal year. What it costs is read from its form."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=60, blank=True, default="")
    year = models.IntegerField()
    synthetic = models.BooleanField(default=False)
    stage = models.CharField(max_length=24, default="declaration")  # the stage opened last
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-year", "unit", "pk")
        indexes = [models.Index(fields=["unit", "year"]), models.Index(fields=["year", "stage"])]

    def __str__(self) -> str:
        return self.name

    @property
    def baseline(self) -> Version | None:
        """The approved version in force, adjusted or not."""
        last = self.baselines.order_by("-number").first()
        return last.version if last else None

    @property
    def latest(self) -> Version | None:
        """The version handed in last."""
        return self.versions.order_by("-number").first()


class Version(Frozen):
    """What was handed in, as printed: content of documents/content.py. Never changed."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    content = PrintedField()
    digest = models.CharField(max_length=64, db_index=True)
    note = models.CharField(max_length=400, blank=True, default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    source_name = models.CharField(max_length=255, blank=True, default="")
    source_sha = models.CharField(max_length=64, blank=True, default="")

    class Meta(Frozen.Meta):
        ordering = ("project", "number")
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="web_version_once")
        ]

    def __str__(self) -> str:
        return f"v{self.number}"


class Draft(models.Model):
    """The form as it is being typed, one per stage. ``revision`` counts the saves."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="drafts")
    stage = models.CharField(max_length=24)
    content = PrintedField()
    revision = models.IntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()
    source_name = models.CharField(max_length=255, blank=True, default="")
    source_sha = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "stage"], name="web_draft_once")]

    def __str__(self) -> str:
        return f"{self.stage} r{self.revision}"
