"""What people are told, files they hand in, and work that goes on in the background."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .project import Project


class Notification(models.Model):
    """One line for one person. ``text_en`` says the same in English."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    text = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True, default="")
    url = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["user", "read_at"])]

    def __str__(self) -> str:
        return self.text[:40]


class Upload(models.Model):
    """A file somebody handed in; its bytes lie in the data folder under their digest."""

    sha = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """Work in the background, for a page to show how far it is. ``state`` as below."""

    WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
    STATES = [(WAITING, "等待"), (RUNNING, "进行中"), (DONE, "完成"), (FAILED, "未完成")]

    kind = models.CharField(max_length=24)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=1)
    text = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
