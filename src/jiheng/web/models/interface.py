"""Programs that talk to us: tokens they come with, addresses we tell."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Token(models.Model):
    """A key for the API; only its hash is kept. It can do what its owner can, within scopes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens"
    )
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.name


class Hook(models.Model):
    """An address that is told of moves. Only hosts of the allow-list are ever called."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hooks"
    )
    url = models.URLField(max_length=300)
    secret = models.CharField(max_length=64)
    events = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One message to one hook: written in the transaction of the move it tells of, sent after it.

    ``status`` is the last HTTP status (0: never got so far, ``text`` says why). No person's name
    and no text of a form is in ``body``.
    """

    WAITING, DONE, FAILED = "waiting", "done", "failed"
    STATES = [(WAITING, "等待发送"), (DONE, "已送达"), (FAILED, "未送达")]

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=24)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)
    attempts = models.IntegerField(default=0)
    status = models.IntegerField(default=0)
    text = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()
    next_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["state", "next_at"])]

    def __str__(self) -> str:
        return f"{self.event} {self.state}"
