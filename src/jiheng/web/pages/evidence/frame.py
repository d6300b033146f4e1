"""What every page of the evidence desk begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from jiheng.model.tables import TABLES
from jiheng.score.labels import table as table_word

from ... import access, clock
from ...forms import book
from ...models import User
from ...problems import language

TABS = (
    ("desk", "总览", "Overview", "/evidence/"),
    ("findings", "记录核对", "Findings", "/evidence/findings/"),
    ("payroll", "发放", "Payroll", "/evidence/payroll/"),
    ("availability", "在线率", "Availability", "/evidence/availability/"),
    ("contracts", "合同", "Contracts", "/evidence/contracts/"),
    ("surveys", "问卷", "Surveys", "/surveys/"),
)


def entered(request: HttpRequest) -> tuple[User, access.Scope]:
    """The person and what he sees. Raises Http404 for those with no role over any unit."""
    user = access.person(request.user)
    if not access.reads_evidence(user):
        raise Http404
    return user, access.evidence_scope(user)


def counting(scope: access.Scope) -> access.Scope:
    """The scope for counts in which nobody is shown: people of all projects in sight."""
    return replace(scope, own=scope.codes)


def frame(request: HttpRequest, on: str, **more: Any) -> dict[str, Any]:
    """Context of every page."""
    zh = language() == "zh"
    tabs = [{"text": a if zh else b, "url": url, "on": key == on} for key, a, b, url in TABS]
    return {"nav": "evidence", "ev_tabs": tabs, **more}


def years(user: User) -> list[int]:
    """Fiscal years of the projects in sight, newest first; this year where there are none."""
    found = access.projects(user).order_by().values_list("year", flat=True).distinct()
    return sorted(found, reverse=True) or [clock.today().year]


def year_of(request: HttpRequest, known: Iterable[int]) -> int:
    """The year asked for, or the newest."""
    asked = request.GET.get("year", "")
    known = list(known)
    return int(asked) if asked.isdecimal() and int(asked) in known else known[0]


def as_of(year: int) -> date:
    """The day up to which a year is told."""
    return min(clock.today(), date(year, 12, 31))


def title(name: str) -> str:
    """What a table is called."""
    return TABLES[name].title if language() == "zh" else table_word(name, "en")


def column(name: str) -> str:
    """What a column is called: the first word that the policy knows for it."""
    words = book().topics["evidence"]["columns"].get(name) or ()
    return str(words[0]) if words and language() == "zh" else name


def say(zh: str, en: str) -> str:
    """One of two texts."""
    return zh if language() == "zh" else en


def project_names(user: User, codes: Iterable[str]) -> Mapping[str, str]:
    """Names of projects by their code in the records."""
    found = access.projects(user).filter(code__in=list(codes)).order_by("pk")
    return dict(found.values_list("code", "name"))
