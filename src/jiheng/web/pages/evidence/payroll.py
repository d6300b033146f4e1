"""Who was paid in which month: groups of people by month; one month person by person, by code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.model.result import Binding, Ratio
from jiheng.score.payroll import STATES, person_pay
from jiheng.score.records import Evidence

from ... import access, evidence, records
from ...forms import book
from .frame import as_of, counting, entered, frame, project_names, say, year_of, years

PAGE = 60
ONCE = "once"
WORDS = {
    "paid": ("按时", "in time", "good"),
    "late": ("晚发", "late", "warn"),
    "part": ("少发", "short", "warn"),
    "missing": ("未发", "missing", "bad"),
}


def rates(scope: access.Scope) -> dict[tuple[str, str], Binding]:
    """The bindings of monthly pay of the projects in sight, by project and row."""
    return {
        (one.code, one.ref): one
        for one in evidence.bindings()
        if one.measure == "rate_modal" and one.code in scope.codes
        and one.text("due", "days") != ONCE
    }  # fmt: skip


def _grace(scope: access.Scope, bound: Binding) -> int:
    """Days after the month's end in which a payment is still in time, as the measure has them."""
    items = set(bound.words("item"))
    for one in evidence.bindings():
        mine = one.code == bound.code and one.measure == "on_time_months"
        if mine and items & set(one.words("item")):
            return int(one.text("grace", "0"))
    return int(book().number("pay-grace-days"))


def _people(con: Any, scope: access.Scope, code: str, ref: str, day: date) -> Any:
    bound = rates(scope)[code, ref]
    return person_pay(Evidence(con, day.year, day, book(day)), bound, _grace(scope, bound))


def _grid(con: Any, scope: access.Scope, day: date) -> list[dict[str, Any]]:
    """(project, row, category, month) → how many people in which state."""
    found: list[dict[str, Any]] = []
    if not records.rows_of(con, con.table("person").limit(1)):
        return found
    for code, ref in sorted(rates(scope)):
        rows = _people(con, scope, code, ref, day)
        told = rows.group_by("category", "month", "state").aggregate(
            n=rows.count(), due=rows["due"].sum().cast("int64"), net=rows["net"].sum().cast("int64")
        )
        found += [{**one, "code": code, "ref": ref} for one in records.rows_of(con, told)]
    return found


def _month(con: Any, scope: access.Scope, code: str, ref: str, day: date, month: str) -> Any:
    rows = _people(con, scope, code, ref, day)
    return records.rows_of(con, rows.filter(rows["month"] == month).order_by("person_id"))


gridded, monthly = records.kept(_grid), records.kept(_month)


@require_safe
def grid(request: HttpRequest) -> HttpResponse:
    """``/evidence/payroll/``: a grid a project."""
    user, scope = entered(request)
    known = years(user)
    year = year_of(request, known)
    day = as_of(year)
    told = gridded(counting(scope), day) if scope.codes and evidence.store().tables() else []
    names = project_names(user, {one["code"] for one in told})
    bound, projects = rates(scope), []
    for code in sorted({one["code"] for one in told}):
        lines = _lines([one for one in told if one["code"] == code], year, bound)
        projects.append(_project(code, names.get(code, code), lines, year))
    return render(
        request, "evidence/payroll.html",
        frame(request, "payroll", projects=projects, year=year, years=known, day=day,
              people=scope.people, states=[(say(*WORDS[one][:2]), WORDS[one][2]) for one in STATES],
              months=list(range(1, 13))),
    )  # fmt: skip


def _lines(
    told: Sequence[Mapping[str, Any]], year: int, bound: Mapping[tuple[str, str], Binding]
) -> list[dict[str, Any]]:
    """A line a row of the form and category."""
    keys = sorted({(str(one["ref"]), str(one["category"] or "")) for one in told})
    made = []
    for ref, category in keys:
        mine = [
            one for one in told
            if one["ref"] == ref and str(one["category"] or "") == category
        ]  # fmt: skip
        item = "、".join(bound[str(mine[0]["code"]), ref].words("item"))
        cells = [_cell(mine, f"{year}-{n:02}") for n in range(1, 13)]
        made.append({"ref": ref, "label": f"{item} {category}", "cells": cells})
    return made


def _cell(told: Sequence[Mapping[str, Any]], month: str) -> dict[str, Any]:
    here = {str(one["state"]): one for one in told if one["month"] == month}
    count = {state: int(here[state]["n"]) if state in here else 0 for state in STATES}
    total = sum(count.values())
    state = "not-due"
    if total:
        state = "paid" if count["paid"] == total else "late"
        if count["part"] or count["missing"]:
            state = "missing" if count["missing"] == total else "part-paid"
    words = [f"{say(*WORDS[one][:2])} {count[one]}" for one in STATES if count[one]]
    sums = {key: Ratio(sum(int(one[key]) for one in here.values()), 100) for key in ("due", "net")}
    bad = count["late"] + count["part"] + count["missing"]
    return {"month": month, "state": state, "words": say("、", ", ").join(words), "total": total,
            "bad": bad, "count": count, **sums}  # fmt: skip


def _project(code: str, name: str, lines: list[dict[str, Any]], year: int) -> dict[str, Any]:
    cells = [one for line in lines for one in line["cells"]]
    odd = sum(1 for one in cells if one["bad"])
    people = sum(one["bad"] for one in cells)
    title = say("各月都按时足额发放", "Paid in full and in time, every month")
    if odd:
        title = say(f"{people} 人次晚发、少发或未发", f"{people} payments late, short or missing")
    data = {
        "args": [
            [line["label"] for line in lines],
            [f"{n}月" if say("1", "") else str(n) for n in range(1, 13)],
            [[(one["state"], one["words"]) for one in line["cells"]] for line in lines],
        ],
        "title": title,
    }
    return {"code": code, "name": name, "lines": lines, "data": data, "title": title}


@require_safe
def month(request: HttpRequest, code: str, ref: str, month: str) -> HttpResponse:
    """One month of one item, person by person: at the person's own unit only."""
    user, scope = entered(request)
    if code not in scope.own or (code, ref) not in rates(scope):
        raise Http404
    year, dash, number = month.partition("-")
    if not (dash and year.isdecimal() and number.isdecimal() and len(month) == 7):
        raise Http404
    if int(year) not in years(user) or not 1 <= int(number) <= 12:
        raise Http404
    told = monthly(scope, code, ref, as_of(int(year)), month)
    state = request.GET.get("state", "")
    chosen = [one for one in told if state not in STATES or one["state"] == state]
    rank = {name: at for at, name in enumerate(reversed(STATES))}
    chosen.sort(key=lambda one: (rank[one["state"]], one["person_id"]))
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    bound = rates(scope)[code, ref]
    counts = [
        (name, say(*WORDS[name][:2]), WORDS[name][2], sum(one["state"] == name for one in told))
        for name in STATES
    ]
    return render(
        request, "evidence/pay_month.html",
        frame(request, "payroll", page=page, code=code, ref=ref, month=month, counts=counts,
              item="、".join(bound.words("item")), state=state, total=len(told),
              name=project_names(user, {code}).get(code, code),
              lines=[_person(one) for one in page.object_list]),
    )  # fmt: skip


def _person(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, "due": Ratio(int(one["due"]), 100), "net": Ratio(int(one["net"]), 100),
            "word": say(*WORDS[one["state"]][:2]), "tone": WORDS[one["state"]][2]}  # fmt: skip
