"""The draft of a project that a file is meant for, where one is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from jiheng.model import stage as lifecycle

from ... import access
from ...models import Project, Step, User

TYPED = ("appraisal", "declaration", "redeclaration", "adjustment")


@dataclass(frozen=True)
class Target:
    """A step with its author, and the revision of its draft."""

    project: Project
    step: Step
    revision: int

    @property
    def query(self) -> str:
        return f"?project={self.project.pk}&stage={self.step.stage}"

    @property
    def stage(self) -> lifecycle.Stage:
        """Its words."""
        return lifecycle.stage(self.step.stage)

    @property
    def url(self) -> str:
        return f"/projects/{self.project.pk}/edit/{self.step.stage}/"


def target(user: User, given: Mapping[str, str]) -> Target | None:
    """``project`` and ``stage`` of an address; None where none is named."""
    pk, stage = given.get("project", ""), given.get("stage", "")
    if not pk.isdecimal() or len(pk) > 9 or stage not in TYPED:
        return None
    step = access.step_of(user, int(pk), stage)
    if step.state not in (lifecycle.DRAFT, lifecycle.RETURNED):
        raise Http404
    draft = access.draft(user, int(pk), stage)
    return Target(step.project, step, draft.revision if draft else 0)


def targets(user: User) -> list[Target]:
    """Every form that waits for the person to be filled in."""
    found = access.todo(user).filter(
        stage__in=TYPED, state__in=(lifecycle.DRAFT, lifecycle.RETURNED)
    )
    made = []
    for step in found[:100]:
        if lifecycle.PREPARER in access.roles(user, step.project.unit):
            made.append(Target(step.project, step, 0))
    return made
