"""Batches of records in the evidence store: whose are in sight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiheng.model import stage as lifecycle

from ..models import Project
from .objects import projects
from .roles import Person, memberships

SEE_ALL = (lifecycle.FINANCE, lifecycle.EVALUATOR, lifecycle.AUDITOR)
IMPORTERS = (lifecycle.PREPARER, lifecycle.DEPARTMENT, lifecycle.FINANCE, lifecycle.EVALUATOR)


def sees_all_records(user: Person) -> bool:
    """Whether every batch is in sight: reviewers of the finance bureau."""
    return any(
        one.role in SEE_ALL and one.organisation.parent_id is None for one in memberships(user)
    )


def sees_batch(user: Person, entry: Mapping[str, Any]) -> bool:
    """Whether a batch is in sight: brought by the person, or only of projects in his sight."""
    if entry.get("by") == f"user:{user.pk}" or sees_all_records(user):
        return True
    names = {part for file in entry["files"] for part in [project_of(file)]}
    return bool(names) and names <= set(projects(user).values_list("code", flat=True)) - {""}


def project_of(file: Any) -> str:
    """The project code in the place of a file of the store."""
    name = file["name"] if isinstance(file, Mapping) else str(file)
    parts = name.replace("\\", "/").split("/")
    return parts[-2] if len(parts) > 1 else ""


def may_import(user: Person) -> bool:
    """Whether the person may bring records."""
    return any(one.role in IMPORTERS for one in memberships(user))


def may_verify(user: Person) -> bool:
    """Whether there is anything in sight whose records he may have verified."""
    return sees_all_records(user) or Project.objects.filter(pk__in=projects(user)).exists()
