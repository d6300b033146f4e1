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

from ... import access, calendar, clock, show
from ...forms import form_of_version, report_of_version
from ...models import Project, Step, User, Version
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
    """One line a project; three queries for all of them."""
    return [line_of(one) for one in summaries(user, list(projects))]


def summaries(user: User, projects: Sequence[Project]) -> list[dict[str, Any]]:
    """Each with its version in force, its open steps and its last result."""
    ids = [one.pk for one in projects]
    steps, today = defaultdict[int, list[Step]](list), clock.today()
    for step in access.steps(user).filter(project__in=ids):
        steps[step.project_id].append(step)
    versions: dict[int, Version] = {
        one.project_id: one
        for one in access.versions(user).filter(project__in=ids).order_by("number")
    }
    last: dict[int, Any] = {}
    for one in access.assessments(user).filter(project__in=ids, as_of__lte=today).order_by("as_of"):
        last[one.project_id] = one
    return [
        {
            "project": one, "version": versions.get(one.pk), "steps": steps[one.pk],
            "result": show.results([last[one.pk]])[0] if one.pk in last else None,
        }
        for one in projects
    ]  # fmt: skip


def line_of(summary: dict[str, Any]) -> dict[str, Any]:
    """What a table says of a project."""
    version, found, lang = summary["version"], summary["result"], language()
    opened = [one for one in summary["steps"] if one.state != lifecycle.APPROVED]
    steps = sorted(opened, key=lambda one: (one.due is None, one.due))
    made = summary | {"step": steps[0] if steps else None, "budget": None, "errors": 0}
    if version:
        form, report = form_of_version(version), report_of_version(version)
        amount = form.amounts.get("budget_amount")
        made["budget"] = amount.yuan if amount else None
        counts = show.severities(report.findings)
        made |= {"errors": counts["error"], "warnings": counts["warning"]}
    if found:
        day, result = found
        made |= {"as_of": day, "execution": result.execution, "counted": show.counted(result),
                 "rows": len(result.rows), "open": result.open, "total": result.total}  # fmt: skip
    if made["step"]:
        step = made["step"]
        stage = step.definition
        made |= {"stage": stage.zh if lang == "zh" else stage.en, "state": step.state,
                 "waiting": show.role(step.waiting_for, lang),
                 "light": calendar.light(step.due, clock.today())}  # fmt: skip
    return made
