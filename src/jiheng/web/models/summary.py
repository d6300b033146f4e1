"""What lists and charts need of forms and results, as columns that a database can count.

A cache, never the truth: every row can be made again from versions and assessments
(``python -m jiheng.web rebuild``). Money in fen, prices in millionths of a yuan, points in
hundredths; whole numbers only.
"""

from __future__ import annotations

from datetime import date

from django.db import models

from .project import Project, Version
from .result import Assessment, Publication


class Counts(models.Model):
    """How the rows of a result stand, and its money."""

    as_of: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    paid: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    planned: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    gone = models.IntegerField(default=0)  # days of the year gone, of ``days``
    days = models.IntegerField(default=0)
    light = models.CharField(max_length=8, blank=True, default="")
    met = models.IntegerField(default=0)
    not_met = models.IntegerField(default=0)
    pending = models.IntegerField(default=0)
    incomplete = models.IntegerField(default=0)
    cannot_judge = models.IntegerField(default=0)
    open = models.IntegerField(default=0)  # weight

    class Meta:
        abstract = True


class Summary(Counts):
    """A project: its form in force, and its last result."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="summary")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    made_from = models.CharField(max_length=64)  # of software and policy: other ones, made anew
    made_at = models.DateTimeField(db_index=True)
    budget: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    rows = models.IntegerField(default=0)
    errors = models.IntegerField(default=0)
    warnings = models.IntegerField(default=0)
    hints = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.project_id}"


class SummaryRow(models.Model):
    """An indicator of the form in force, and how it stands in the last result."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    family = models.CharField(max_length=40)
    standing = models.CharField(max_length=16, blank=True, default="")
    reason = models.CharField(max_length=40, blank=True, default="")
    weight = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["standing", "reason"]), models.Index(fields=["family"])]

    def __str__(self) -> str:
        return self.ref


class SummaryFinding(models.Model):
    """A finding that counts, of the form in force."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=12)
    severity = models.CharField(max_length=12)
    ref = models.CharField(max_length=60, blank=True, default="")  # of a row, or "" for the form
    name = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["code", "project"])]

    def __str__(self) -> str:
        return f"{self.code} {self.ref}"


class SummaryPrice(models.Model):
    """A unit price as a form states it (the prices that rule CRS02 compares)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    object = models.CharField(max_length=120)
    per = models.CharField(max_length=60)
    micro = models.BigIntegerField()
    text = models.CharField(max_length=120)
    ref = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["object", "per"])]

    def __str__(self) -> str:
        return self.object


class SummaryDay(models.Model):
    """What a project's payments and budget grew by since its result before, known on a day.

    Summed up over all days until one, they are the last known figures of all projects.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    paid = models.BigIntegerField()
    planned = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.day}"


class SummaryPublic(Counts):
    """A publication as the public list shows it: its name is covered already."""

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="summary"
    )
    made_from = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    judged = models.IntegerField(default=0)
    total = models.CharField(max_length=40, blank=True, default="")
    budget: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name
