"""The list of projects in sight, and what a line says of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.model import stage as lifecycle
from jiheng.model.result import Ratio

from ... import access, calendar, clock, show, summing
from ...models import Project, Step, User
from ...problems import language

PAGE = 20


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every project in sight, by unit; ``q`` in its name, ``year``, ``stage``, ``unit``."""
    user = access.person(request.user)
    found, asked = access.projects(user), request.GET
    years = sorted(set(found.values_list("year", flat=True)), reverse=True)
    text, year = asked.get("q", "").strip(), asked.get("year", "")
    stage, unit = asked.get("stage", ""), asked.get("unit", "")
    if text:
        found = found.filter(name__icontains=text)
    if year.isdigit():
        found = found.filter(year=int(year))
    if stage in lifecycle.BY_KEY:
        found = found.filter(stage=stage)
    if unit.isdigit():
        found = found.filter(unit=int(unit))
    page = Paginator(found.order_by("-year", "unit__path", "pk"), PAGE).get_page(asked.get("page"))
    return render(
        request,
        "projects/listing.html",
        {
            "nav": "projects", "page": page, "groups": _by_unit(_lines(user, page.object_list)),
            "years": years, "year": year, "q": text, "stage": stage, "unit": unit,
            "units": access.organisations(user).filter(kind="unit").order_by("path"),
            "stages": [(one.key, one.zh if language() == "zh" else one.en)
                       for one in lifecycle.STAGES],
            "may_make": access.units(user).exists(),
            "asked": bool(text or year or stage or unit),
        },
    )  # fmt: skip


def _by_unit(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        groups[line["project"].unit.name].append(line)
    return [{"name": name, "lines": made} for name, made in groups.items()]


def _lines(user: User, projects: Iterable[Project]) -> list[dict[str, Any]]:
    """One line a project; the same number of queries for all of them."""
    return [line_of(one) for one in summaries(user, list(projects))]


def summaries(user: User, projects: Sequence[Project]) -> list[dict[str, Any]]:
    """Each with what was counted of its form in force and its last result, and its steps."""
    ids = [one.pk for one in projects]
    steps = defaultdict[int, list[Step]](list)
    for step in access.steps(user).filter(project__in=ids).defer("version__content"):
        steps[step.project_id].append(step)
    known = summing.of(user, projects)
    return [
        {"project": one, "summary": known.get(one.pk), "steps": steps[one.pk]} for one in projects
    ]


def line_of(made: dict[str, Any]) -> dict[str, Any]:
    """What a table says of a project."""
    known, lang = made["summary"], language()
    opened = [one for one in made["steps"] if one.state != lifecycle.APPROVED]
    steps = sorted(opened, key=lambda one: (one.due is None, one.due))
    made = made | {"step": steps[0] if steps else None, "budget": None, "errors": 0}
    if known:
        made |= {"errors": known.errors, "warnings": known.warnings, "rows": known.rows}
        if known.budget is not None:
            made["budget"] = Ratio(known.budget, 100)
    if known and known.as_of:
        made |= {"as_of": known.as_of, "execution": summing.execution(known),
                 "counted": summing.counted(known), "open": known.open}  # fmt: skip
    if made["step"]:
        step = made["step"]
        stage = step.definition
        made |= {"stage": stage.zh if lang == "zh" else stage.en, "state": step.state,
                 "waiting": show.role(step.waiting_for, lang),
                 "light": calendar.light(step.due, clock.today())}  # fmt: skip
    return made
