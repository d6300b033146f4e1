"""Whose records are whose in the one store of a place (docs/guide/evidence-pages.md).

A record is a unit's where it names a project of the unit, where a measure of such a project
counts it (its contract, roster, group of points, meter, survey: the bindings), or where the unit
imported it. A project's name in the records belongs to the unit that used it first, so that
nobody comes by records by naming his project like somebody else's.
"""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.model import stage as lifecycle
from jiheng.model.result import Binding

from ..models import Organisation, Project
from .objects import organisations, projects, units
from .roles import OWN_UNIT, SUBTREE, Person, memberships

READERS = (*OWN_UNIT, *SUBTREE)
CHECKERS = (*OWN_UNIT, lifecycle.FINANCE, lifecycle.AUDITOR)


@dataclass(frozen=True)
class Scope:
    """What of the store a person sees: a value, so that what is reckoned for it can be kept.

    ``codes``: projects in the records; ``own``: those at whose unit he works, the only ones whose
    people he sees one by one; ``offices``: codes of units whose imports are in sight; ``whole``:
    the totals of everything (people of the finance bureau).
    """

    codes: frozenset[str]
    own: frozenset[str]
    offices: frozenset[str]
    whole: bool

    @property
    def people(self) -> bool:
        """Whether anybody is shown one by one (by code; nobody's name is in the store)."""
        return bool(self.own)


def evidence_scope(user: Person) -> Scope:
    """What the person sees of the records; nothing for those without a role over any unit."""
    mine = [one for one in memberships(user) if one.role in READERS]
    found = frozenset(projects(user).exclude(code="").values_list("code", flat=True))
    seen = frozenset(organisations(user).values_list("pk", flat=True))
    works = frozenset(one.organisation_id for one in mine if one.role in OWN_UNIT)
    first = owners(found)
    return Scope(
        frozenset(code for code in found if first[code] in seen),
        frozenset(code for code in found if first[code] in works),
        frozenset(organisations(user).values_list("code", flat=True)),
        any(one.role in SUBTREE and one.organisation.parent_id is None for one in mine),
    )


def owners(codes: frozenset[str]) -> dict[str, int]:
    """The unit that used each name first."""
    found: dict[str, int] = {}
    for code, unit in (
        Project.objects.filter(code__in=codes).order_by("pk").values_list("code", "unit")
    ):
        found.setdefault(code, unit)
    return found


def unit_scope(unit: Organisation) -> Scope:
    """What is a unit's own: what may be imported for it."""
    found = frozenset(
        Project.objects.filter(unit=unit).exclude(code="").values_list("code", flat=True)
    )
    first = owners(found)
    own = frozenset(code for code in found if first[code] == unit.pk)
    return Scope(own, own, frozenset({unit.code}), False)


def other_codes(scope: Scope) -> frozenset[str]:
    """Names of projects in the records that are somebody else's."""
    every = Project.objects.exclude(code="").values_list("code", flat=True)
    return frozenset(every) - scope.codes


def reads_evidence(user: Person) -> bool:
    """Whether the desk is there for the person at all."""
    return any(one.role in READERS for one in memberships(user))


def import_units(user: Person) -> list[Organisation]:
    """Units for which the person may import: those he prepares for or heads."""
    found = units(user, lifecycle.PREPARER) | units(user, lifecycle.UNIT_HEAD)
    return list(found.distinct().order_by("path"))


def may_verify(user: Person) -> bool:
    """Whether the person may have the store verified."""
    return any(one.role in CHECKERS for one in memberships(user))


def may_lock(user: Person) -> bool:
    """A lock closes a month for everybody: finance, or the head of the only unit there is."""
    mine = memberships(user)
    if any(one.role == lifecycle.FINANCE and one.organisation.parent_id is None for one in mine):
        return True
    heads = {one.organisation_id for one in mine if one.role == lifecycle.UNIT_HEAD}
    every = set(Project.objects.exclude(code="").values_list("unit", flat=True).distinct())
    return bool(every) and every <= heads


def bound(bindings: tuple[Binding, ...], codes: frozenset[str], name: str) -> frozenset[str]:
    """Words that the bindings of these projects give a parameter."""
    return frozenset(word for one in bindings if one.code in codes for word in one.words(name))
