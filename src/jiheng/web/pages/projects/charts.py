"""Drawings of a project that need its records: asked for by the page once it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.evaluate import bound_to
from jiheng.model.form import Form
from jiheng.model.result import Ratio
from jiheng.score.numbers import percent
from jiheng.score.records import Evidence
from jiheng.score.series import Day, availability

from ... import access, clock, evidence, show
from ...forms import book, form_of_version
from ...problems import language

WAN = 10_000
KEEP = 64  # drawings kept by project, day and state of the records

Days = dict[str, tuple[Day, ...]]


@require_safe
def charts(request: HttpRequest, pk: int) -> HttpResponse:
    """Availability day by day, costs against the budget, surveys with their intervals."""
    user, lang = access.person(request.user), language()
    project = access.project(user, pk)
    version = project.baseline or project.latest
    if version is None:
        raise Http404
    form = evidence.year_of(form_of_version(version), project.year)
    found = access.assessments(user).filter(project=pk, as_of__lte=clock.today())
    results = dict(show.results(found.order_by("as_of", "pk")))
    day = _day(request.GET.get("as_of", ""), results)
    drawn: list[dict[str, Any]] = []
    if day:
        head = evidence.store().whole().head
        days = _availability(form, project.year, day, head)
        drawn = [*_costs(results[day], lang), *_surveys(results[day], lang), *_heat(days, lang)]
    return render(request, "projects/charts.html", {"charts": drawn})


def _day(text: str, known: Any) -> date | None:
    try:
        wanted = date.fromisoformat(text)
    except ValueError:
        return max(known, default=None)
    return wanted if wanted in known else None


def _availability(form: Form, year: int, day: date, head: str) -> Days:
    """Kept while the records stay as they are (``head``): a second of counting each."""
    bound = bound_to(form, evidence.bindings())
    asked = [one for one in bound.values() if one.measure == "availability"]
    groups = tuple(dict.fromkeys(word for one in asked for word in one.words("group")))
    return _days(groups, year, day, head) if groups else {}


@lru_cache(maxsize=KEEP)
def _days(groups: tuple[str, ...], year: int, day: date, head: str) -> Days:
    if "availability_daily" not in evidence.store().tables():
        return {}
    data = Evidence(evidence.engine(), year, day, book(day))
    return dict(availability(data, groups))


def _heat(days: Days, lang: str) -> list[dict[str, Any]]:
    if not days:
        return []
    down = [f"{name} {sum(1 for one in told if one.down)}" for name, told in days.items()]
    title = "有点位中断的日子：" if lang == "zh" else "Days with some point down: "
    first = next(iter(days.values()))[0].day
    rows = [(name, [one.share for one in told]) for name, told in days.items()]
    said = title + ("、" if lang == "zh" else ", ").join(down) + (" 天" if lang == "zh" else "")
    data = {"args": [rows], "title": said, "first": first, "target": Ratio(1)}
    return [{"kind": "heat", "title": said, "data": data, "wide": 1220, "full": True}]


def _costs(result: Any, lang: str) -> list[dict[str, Any]]:
    rows = [row for row in result.rows if row.measure == "cost_sum" and row.actual.value]
    spent, zh = result.execution, lang == "zh"
    if len(rows) < 2 or spent is None or spent.budget is None:
        return []
    parts = [(row.name, _wan(row.actual.value)) for row in rows]
    title = "各项成本合计与预算" if zh else "Costs, part by part, against the budget"
    words = {"cap_name": "预算" if zh else "budget", "unit": "万元" if zh else "10k yuan"}
    data = {"args": [parts, _wan(spent.budget)], "title": title, **words}
    return [{"kind": "waterfall", "title": title, "data": data, "wide": 620, "full": False}]


def _surveys(result: Any, lang: str) -> list[dict[str, Any]]:
    made = []
    for row in result.rows:
        ends, value, aim = row.actual.beside.get("ci"), row.actual.value, row.judgement.target
        if not isinstance(ends, tuple) or value is None:
            continue
        sure = row.judgement.demonstrated
        tail = ("区间在目标的一侧" if sure else "区间跨过目标，尚不能证明") if lang == "zh" else (
            "the interval is clear of the target" if sure else "not demonstrated")  # fmt: skip
        title = f"{row.name} {percent(value, aim)}{'，' if lang == 'zh' else ', '}{tail}"
        data = {"args": [value, *(Decimal(str(end)) for end in ends), aim], "title": title}
        made.append({"kind": "interval", "title": title, "data": data, "wide": 560, "full": False})
    return made


def _wan(money: Ratio) -> Ratio:
    return Ratio(money.num, money.den * WAN)
