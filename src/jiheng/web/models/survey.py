"""Questions to the public, one-time invitations, and answers that nobody can be tied to."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .printed import PrintedField
from .project import Project


class Survey(models.Model):
    """A survey behind one indicator. ``questions``: [{"id", "text", "options": […]}]."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="surveys")
    ref = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    questions = PrintedField()
    frame = models.CharField(max_length=200, blank=True, default="")  # who is asked
    population = models.IntegerField(null=True, blank=True)
    opens = models.DateField()
    closes = models.DateField()
    slug = models.CharField(max_length=43, unique=True)  # of the public page
    synthetic = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)  # its answers are records since
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """A token that answers once; only its hash is kept, and never which answer it gave."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "used" if self.used else "open"


class Response(models.Model):
    """One anonymous answer: no person, no address, the day and not the hour.

    ``number`` is random: it says nothing of the order of arrival. ``flags``: what looks odd.
    """

    number = models.CharField(max_length=40, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    answers = models.JSONField()
    flags = models.JSONField(default=list)
    on = models.DateField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.on}"
