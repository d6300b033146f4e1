"""The audit chain as a table (model/entry.py says what a digest covers)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from jiheng.model import entry as chain

from .immutable import Frozen


class Entry(Frozen):
    """One step somebody took. ``at`` is ISO text, so that it hashes alike on every database."""

    n = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.CharField(max_length=40)
    object = models.CharField(max_length=60, db_index=True)
    facts = models.JSONField(default=dict)
    prev = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta(Frozen.Meta):
        ordering = ("n",)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.n} {self.action} {self.object}"

    def record(self) -> chain.Entry:
        """As the model room knows it."""
        return chain.Entry(
            self.n, self.at, self.user_id, self.action, self.object, self.facts,
            self.prev, self.digest,
        )  # fmt: skip
