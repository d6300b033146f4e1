"""Administration, and the audit chain."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from jiheng.model import stage as lifecycle

from ..models import (
    Entry,
    Organisation,
    User,
)
from .objects import project
from .roles import NOBODY, Person, memberships, one_of


def _administered(user: Person, prefix: str = "") -> Q:
    heads = [
        Q(**{f"{prefix}path__startswith": one.organisation.path})
        for one in memberships(user)
        if one.role == lifecycle.ADMINISTRATOR
    ]
    return reduce(or_, heads) if heads else NOBODY


def administered(user: Person) -> QuerySet[Organisation]:
    """Offices the person manages; none where he is no administrator."""
    return Organisation.objects.filter(_administered(user)).select_related("parent")


def organisation(user: Person, pk: int) -> Organisation:
    """One of them."""
    return one_of(administered(user), pk=pk)


def users(user: Person) -> QuerySet[User]:
    """People at those offices."""
    found = User.objects.filter(_administered(user, "memberships__organisation__"))
    return found.distinct().prefetch_related("memberships__organisation")


def user(user: Person, pk: int) -> User:
    """One of them."""
    return one_of(users(user), pk=pk)


def entries(user: Person) -> QuerySet[Entry]:
    """The audit chain: all of it, for auditors and administrators of a finance bureau only."""
    found = Entry.objects.select_related("user")
    return found if reads_entries(user) else found.none()


def reads_entries(user: Person) -> bool:
    """Whether the audit chain is open to the person."""
    readers = (lifecycle.AUDITOR, lifecycle.ADMINISTRATOR)
    return any(
        one.role in readers and one.organisation.parent_id is None for one in memberships(user)
    )


def history(user: Person, project_pk: int) -> QuerySet[Entry]:
    """What the chain says of one project in sight: the project and its steps."""
    one = project(user, project_pk)
    names = [f"project:{one.pk}", *(f"step:{pk}" for pk in one.steps.values_list("pk", flat=True))]
    return Entry.objects.filter(object__in=names).select_related("user")
