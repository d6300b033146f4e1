"""What is irregular in the records: the rules over records, run on what the person may see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.audit import Audit, audit
from jiheng.model.finding import Finding
from jiheng.model.record import replace
from jiheng.model.tables import TABLES
from jiheng.rules.evidence import registry
from jiheng.rules.say import Voice

from ... import access, evidence, records
from ...forms import book
from ...problems import language
from .frame import as_of, counting, entered, frame, say, title, year_of, years

PAGE = 20
WORD = re.compile(r"[\w\-]+", re.ASCII)
STATES = {  # state: words, tone
    "open": ("未了结", "open", "bad"),
    "question": ("请说明", "to be explained", "warn"),
    "stands": ("属实", "stands", "info"),
    "closed": ("已了结", "closed", "good"),
}


def _audit(con: Any, scope: access.Scope, day: date) -> Audit:
    mine = [one for one in evidence.bindings() if one.code in scope.codes]
    return audit(con, mine, year=day.year, as_of=day, book=book(day))


audited = records.kept(_audit, 8)


def found(scope: access.Scope, year: int) -> Audit | None:
    """The audit of a year, kept while the records stay as they are; None without records."""
    if not scope.codes or not evidence.store().tables():
        return None
    made: Audit = audited(counting(scope), as_of(year))
    return made


def _voice() -> Voice:
    return Voice(language(), book(), registry())


def _state(name: str) -> tuple[str, str]:
    zh, en, tone = STATES.get(name, (name, name, ""))
    return say(zh, en), tone


@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """Rule by rule, how many in which state: asked for by the desk once it stands."""
    user, scope = entered(request)
    year = year_of(request, years(user))
    told = found(scope, year)
    voice, lines = _voice(), []
    if told:
        counts = Counter((one.code, one.state) for one in told.findings)
        for code in sorted({one.code for one in told.findings}):
            states = [(*_state(name), counts[code, name]) for name in STATES if counts[code, name]]
            lines.append({"code": code, "title": voice.title(code), "states": states})
    return render(
        request, "evidence/findings_summary.html",
        {"lines": lines, "told": told, "year": year, "counts": _counts(told),
         "crashed": _crashed(told, scope)},
    )  # fmt: skip


def _crashed(told: Audit | None, scope: access.Scope) -> list[str]:
    """Rules that broke, in words; an error may quote a row, so nobody's code is left in it."""
    said, hidden = _voice(), _veil(scope) if told and told.crashed else frozenset()
    return [str(_veiled(said.crashed(one), hidden)) for one in told.crashed] if told else []


def _counts(told: Audit | None) -> list[dict[str, Any]]:
    many = Counter(one.state for one in told.findings) if told else Counter()
    return [
        {"key": name, "text": f"{_state(name)[0]} {many[name]}", "tone": _state(name)[1],
         "number": many[name]}
        for name in STATES
        if many[name]
    ]  # fmt: skip


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """``/evidence/findings/``: each with its row, both sides and what to do."""
    user, scope = entered(request)
    known = years(user)
    year, state, code = year_of(request, known), request.GET.get("state", ""), request.GET.get(
        "code", ""
    )  # fmt: skip
    told = found(scope, year)
    chosen: Sequence[Finding] = told.findings if told else ()
    if state in STATES:
        chosen = [one for one in chosen if one.state == state]
    if code in registry():
        chosen = [one for one in chosen if one.code == code]
    rank = {name: number for number, name in enumerate(STATES)}
    chosen = sorted(chosen, key=lambda one: (rank.get(one.state, 9), one.code))
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    voice = _voice()
    return render(
        request,
        "evidence/findings.html",
        frame(
            request, "findings", page=page, year=year, years=known, state=state, code=code,
            lines=[_line(one, voice, scope) for one in page.object_list], told=told,
            states=[(name, _state(name)[0]) for name in STATES], counts=_counts(told),
            crashed=_crashed(told, scope),
            figures=[_veiled(voice.reason(one.code, one.verdict), _veil(scope))
                     for one in told.figures] if told else [],
            unchecked=[_unchecked(one.code, one.verdict.facts, voice) for one in told.open]
            if told else [],
        ),
    )  # fmt: skip


def _line(one: Finding, voice: Voice, scope: access.Scope) -> dict[str, Any]:
    """A finding in words. People are named (by code) to their own unit only."""
    hidden = _veil(scope)
    seen = replace(one, facts={name: _veiled(fact, hidden) for name, fact in one.facts.items()})
    table, _, key = one.place.ref.partition(":")
    state, tone = _state(one.state)
    hide = bool(hidden) and (table in records.PERSONAL or "person" in one.facts)
    return {
        "code": one.code, "title": voice.title(one.code), "sentence": voice.sentence(seen),
        "state": state, "tone": tone, "table": table, "where": title(table) if table in TABLES
        else table, "key": "" if hide else key, "also": len(one.also),
        "repair": voice.repair(one.code) if one.state in ("open", "question") else "",
        "severity": one.severity.value,
    }  # fmt: skip


def _people(con: Any, scope: access.Scope) -> frozenset[str]:
    rows = con.table("person").select("person_id").distinct()
    return frozenset(str(one["person_id"]) for one in records.rows_of(con, rows))


people_of = records.kept(_people, 8)


def _veil(scope: access.Scope) -> frozenset[str]:
    """Codes of people whom the person may not see one by one."""
    if scope.own == scope.codes:
        return frozenset()
    every: frozenset[str] = people_of(counting(scope))
    return every - people_of(scope) if scope.own else every


def _veiled(value: Any, hidden: frozenset[str]) -> Any:
    """A fact without anybody's code."""
    if isinstance(value, tuple):
        return tuple(_veiled(one, hidden) for one in value)
    if not isinstance(value, str):
        return value
    return WORD.sub(lambda word: "＊" if word[0] in hidden else word[0], value)


def _unchecked(code: str, facts: Mapping[str, Any], voice: Voice) -> str:
    name = str(facts.get("table", ""))
    what = title(name) if name in TABLES else name
    missing = say(f"没有“{what}”的记录", f"no records of {what}") if name else ""
    return f"{code} {voice.title(code)}：{missing}" if missing else f"{code} {voice.title(code)}"
