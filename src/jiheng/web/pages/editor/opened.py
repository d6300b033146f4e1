"""The form of a stage on the preparer's desk: what is typed, since when, and whether it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from jiheng.documents.content import blank
from jiheng.model import stage as lifecycle

from ... import access
from ...forms import book
from ...models import Draft, Project, Step, User, Version

TYPED = ("appraisal", "declaration", "redeclaration", "adjustment")
"""Stages whose form is typed; the others hand in the form as it is, or a result."""


@dataclass(frozen=True)
class Opened:
    """``draft`` is None before the first save; ``before`` is the version handed in last."""

    project: Project
    step: Step
    draft: Draft | None
    before: Version | None
    content: dict[str, Any]
    may_type: bool

    @property
    def revision(self) -> int:
        return self.draft.revision if self.draft else 0


def opened(user: User, pk: int, stage: str) -> Opened:
    """Http404 for another unit's project, a stage not open, and for who does not see drafts."""
    if stage not in TYPED:
        raise Http404
    step = access.step_of(user, pk, stage)
    found = access.draft(user, pk, stage)
    project = step.project
    before = project.latest
    content = found.content if found else before.content if before else _empty(project)
    author = step.definition.author in access.roles(user, project.unit)
    free = step.state in (lifecycle.DRAFT, lifecycle.RETURNED)
    return Opened(project, step, found, before, content, author and free)


def _empty(project: Project) -> dict[str, Any]:
    words = {"synthetic": "合成数据 SYNTHETIC"} if project.synthetic else {}
    return blank(
        "hunan-county", book(), year=str(project.year), project_name=project.name,
        reporting_unit=project.unit.name, **words,
    )  # fmt: skip
