"""The tree of offices: 财政局 – 主管部门 – 单位."""

from __future__ import annotations

from django.db import models

FINANCE, DEPARTMENT, UNIT = "finance", "department", "unit"
KINDS = [(FINANCE, "财政局"), (DEPARTMENT, "主管部门"), (UNIT, "单位")]


class Organisation(models.Model):
    """An office. ``path`` names it and all above it ("/1/4/9/"), so that a subtree is a prefix."""

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=200, db_index=True, default="")
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("path",)

    def __str__(self) -> str:
        return self.name

    def ancestry(self) -> list[int]:
        """Primary keys from the top down to this office."""
        return [int(part) for part in self.path.split("/") if part]
