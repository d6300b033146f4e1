"""Who is what where, and which objects that puts in sight."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from jiheng.model import stage as lifecycle

from ..models import (
    Membership,
    Organisation,
    User,
)

Person = User | AnonymousUser
M = TypeVar("M", bound=Model)

OWN_UNIT = (lifecycle.PREPARER, lifecycle.UNIT_HEAD)
SUBTREE = (lifecycle.DEPARTMENT, lifecycle.FINANCE, lifecycle.EVALUATOR, lifecycle.AUDITOR)
NOBODY = Q(pk__in=[])


def memberships(user: Person) -> list[Membership]:
    """The person's roles with their offices, read once a request."""
    if not isinstance(user, User) or not user.is_active:
        return []
    kept: list[Membership] | None = getattr(user, "_memberships", None)
    if kept is None:
        kept = list(user.memberships.select_related("organisation"))
        user._memberships = kept  # type: ignore[attr-defined]
    return kept


def person(user: Person) -> User:
    """The signed-in person of a request (the middleware has asked everybody to sign in)."""
    if not isinstance(user, User):
        raise Http404
    return user


def forget(user: User) -> None:
    """Read the roles anew: they have changed."""
    vars(user).pop("_memberships", None)


def all_roles(user: Person) -> frozenset[str]:
    """Every role the person has anywhere."""
    return frozenset(one.role for one in memberships(user))


def roles(user: Person, unit: Organisation) -> frozenset[str]:
    """The person's roles over a unit: of the unit itself, or of an office above it."""
    found = set()
    for one in memberships(user):
        own = one.role in OWN_UNIT
        if one.organisation_id == unit.pk if own else unit.path.startswith(one.organisation.path):
            found.add(one.role)
    return frozenset(found)


def in_sight(user: Person, prefix: str = "") -> Q:
    """The condition that an object's unit is in sight; ``prefix`` leads to the unit."""
    parts = []
    for one in memberships(user):
        if one.role in OWN_UNIT:
            parts.append(Q(**{f"{prefix}pk": one.organisation_id}))
        elif one.role in SUBTREE:
            parts.append(Q(**{f"{prefix}path__startswith": one.organisation.path}))
    return reduce(or_, parts) if parts else NOBODY


def one_of(found: QuerySet[M], **key: object) -> M:
    """The object, or as if there were none."""
    try:
        one = found.filter(**key).first()
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if one is None:
        raise Http404
    return one
