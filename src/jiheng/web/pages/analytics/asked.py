"""What the address asks for: a year, an office, a stage; nothing of it for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from jiheng.model import stage as lifecycle

from ... import access
from ...models import Organisation, User
from ...problems import language

M = TypeVar("M", bound=Model)
LAST_YEAR = 9999


@dataclass(frozen=True)
class Asked:
    """The filter; ``user`` limits it to what is in sight."""

    user: User
    year: int | None
    unit: Organisation | None
    stage: str

    def on(
        self, found: QuerySet[M], project: str = "project__", *, years: bool = False,
        units: bool = False,
    ) -> QuerySet[M]:  # fmt: skip
        """The rows asked for; ``project`` leads there; ``years``, ``units``: all of them."""
        if self.year is not None and not years:
            found = found.filter(**{f"{project}year": self.year})
        if self.unit is not None and not units:
            found = found.filter(**{f"{project}unit__path__startswith": self.unit.path})
        if self.stage:
            found = found.filter(**{f"{project}stage": self.stage})
        return found

    @property
    def words(self) -> dict[str, str]:
        """It again, as a query."""
        said = {"year": str(self.year or ""), "unit": str(self.unit.pk if self.unit else "")}
        return {key: text for key, text in (said | {"stage": self.stage}).items() if text}


def asked(request: HttpRequest) -> Asked:
    """The filter of a request; words that mean nothing are left aside."""
    user, said = access.person(request.user), request.GET
    year, unit = said.get("year", ""), said.get("unit", "")
    office = None
    if unit.isdecimal() and len(unit) < 18:
        office = access.organisations(user).filter(pk=int(unit)).first()
    number = int(year) if year.isdecimal() and len(year) == 4 else None
    stage = said.get("stage", "")
    return Asked(user, number, office, stage if stage in lifecycle.BY_KEY else "")


def choices(one: Asked) -> dict[str, Any]:
    """What the filter offers."""
    years = access.projects(one.user).order_by().values_list("year", flat=True).distinct()
    offices = access.organisations(one.user).exclude(kind="finance").order_by("path")
    lang = language()
    return {
        "years": sorted(years, reverse=True), "offices": offices, "asked": one,
        "stages": [(stage.key, stage.zh if lang == "zh" else stage.en)
                   for stage in lifecycle.STAGES],
    }  # fmt: skip
