"""What waits for whom, and what the person may do."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from jiheng.model import stage as lifecycle

from ..models import (
    Step,
)
from .objects import steps
from .roles import NOBODY, OWN_UNIT, Person, memberships, roles


def _waiting(user: Person, authors: bool, desks: bool) -> Q:
    parts = []
    for one in memberships(user):
        where = (
            Q(project__unit=one.organisation_id)
            if one.role in OWN_UNIT
            else Q(project__unit__path__startswith=one.organisation.path)
        )
        writes = [key for key, kind in lifecycle.BY_KEY.items() if kind.author == one.role]
        if authors and writes:
            todo = (lifecycle.DRAFT, lifecycle.RETURNED)
            parts.append(where & Q(stage__in=writes, state__in=todo))
        if desks:
            parts.append(where & Q(state=lifecycle.SUBMITTED, desk=one.role))
    return reduce(or_, parts) if parts else NOBODY


def queue(user: Person) -> QuerySet[Step]:
    """Steps on the person's desk, to endorse or return; his own submissions are not among them."""
    found = steps(user).filter(_waiting(user, authors=False, desks=True))
    return found.exclude(submitted_by=user.pk).order_by("due", "moved_at")


def todo(user: Person) -> QuerySet[Step]:
    """Everything that waits for the person: to fill in, to mend, to review."""
    own = Q(state=lifecycle.SUBMITTED, submitted_by=user.pk)
    found = steps(user).filter(_waiting(user, authors=True, desks=True))
    return found.exclude(own).order_by("due", "moved_at")


def reviews(user: Person) -> QuerySet[Step]:
    """What the person has to decide: the steps on his desk, and approvals that are his to give."""
    return todo(user).filter(Q(state=lifecycle.SUBMITTED) | Q(stage="approval"))


def moves(user: Person, step: Step) -> tuple[str, ...]:
    """What the person may do with a step, for the buttons of a page.

    The moves of model/stage.py in its order; his own submission he may withdraw, never endorse.
    """
    mine = roles(user, step.project.unit)
    legal = {
        move for role in mine for move in lifecycle.moves(step.stage, step.state, step.desk, role)
    }
    if step.submitted_by_id == user.pk or (step.version and step.version.made_by_id == user.pk):
        legal -= {lifecycle.ENDORSE, lifecycle.RETURN, lifecycle.APPROVE}
    return tuple(move for move in lifecycle.MOVES if move in legal)
