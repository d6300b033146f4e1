"""The projects in sight, and the page of one: what it promised and what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.model import stage as lifecycle
from jiheng.model.result import FormResult
from jiheng.score.notes import needs_reason

from ... import access, clock, show
from ...forms import form_of_version, report_of_version
from ...models import Project, Step, User, Version
from ...problems import language
from ...sheet import sheet_of

HISTORY = 50


def _version_of(project: Project) -> Version | None:
    return project.baseline or project.latest


@require_safe
def living(request: HttpRequest, pk: int) -> HttpResponse:
    """The living table: target, actual, progress, verdict, evidence, findings, points, per row."""
    user, lang = access.person(request.user), language()
    project = access.project(user, pk)
    steps = list(access.steps(user).filter(project=pk))
    version = _version_of(project)
    context = {
        "nav": "projects", "project": project, "version": version, "synthetic": project.synthetic,
        "track": show.track(project, steps, clock.today(), lang), "buttons": _buttons(user, steps),
        "tabs": _tabs(project, "living"), "may_open": may_open(user, project, steps),
        "adjust_hidden": [("stage", "adjustment")],
    }  # fmt: skip
    if version is None:
        return render(request, "projects/unsubmitted.html", context | {"steps": steps})
    found = list(access.assessments(user).filter(project=pk).order_by("as_of", "pk"))
    days = sorted({one.as_of for one in found if one.as_of <= clock.today()})
    until = _day(request.GET.get("as_of", ""), days)
    state = show.State(
        project, form_of_version(version), report_of_version(version),
        show.results(found, until) if days else [], lang,
    )  # fmt: skip
    return render(request, "projects/living.html", context | _living(state, days, until))


def _living(state: show.State, days: Sequence[date], until: date | None) -> dict[str, Any]:
    amount = state.form.amounts.get("budget_amount")
    counts = show.severities(state.report.findings)
    made: dict[str, Any] = {
        "form": state.form, "groups": show.living(state), "days": days, "until": until,
        "budget": amount.yuan if amount else None, "counts": counts, "result": state.last,
        "curve": show.money_curve(state),
    }  # fmt: skip
    if state.last:
        made["curve_title"] = show.money_title(state)
        made |= _told(state.last, state.lang)
    return made


def _told(result: FormResult, lang: str) -> dict[str, Any]:
    from jiheng.score.words import assumption

    codes = [*result.assumptions]
    for row in result.rows:
        codes += [*row.judgement.assumptions, *row.actual.assumptions, *row.points.assumptions]
    spent = result.execution
    return {
        "counted": show.counted(result), "execution": spent, "behind": show.behind(result),
        "judged": result.judged, "open": result.open, "total": result.total,
        "open_rows": result.open_rows, "grade": result.grade,
        "scheme": show.scheme(result.scheme),
        "needs": sum(needs_reason(row) for row in result.rows),
        "assumptions": [assumption(code, lang) for code in dict.fromkeys(codes)],
    }  # fmt: skip


def _day(text: str, days: Sequence[date]) -> date | None:
    try:
        wanted = date.fromisoformat(text)
    except ValueError:
        return days[-1] if days else None
    if wanted not in days:
        raise Http404
    return wanted


def _tabs(project: Project, on: str) -> list[dict[str, Any]]:
    base, zh = f"/projects/{project.pk}/", language() == "zh"
    named = (
        ("living", "指标", "Indicators", base),
        ("monitoring", "监控", "Monitoring", f"{base}monitoring/"),
        ("self-evaluation", "自评", "Self-evaluation", f"{base}self-evaluation/"),
        ("evaluation", "评价", "Evaluation", f"{base}evaluation/"),
        ("rectification", "整改", "Rectification", f"{base}rectification/"),
        ("history", "版本与留痕", "Versions and trail", f"{base}history/"),
    )
    return [{"text": a if zh else b, "url": url, "on": key == on} for key, a, b, url in named]


tabs = _tabs


def _buttons(user: User, steps: Sequence[Step]) -> list[dict[str, Any]]:
    """What the person may do now, step by step."""
    made, lang = [], language()
    for step in steps:
        moves = access.moves(user, step)
        stage = step.definition
        name = stage.zh if lang == "zh" else stage.en
        if moves:
            made.append({"step": step, "name": name, "moves": moves, "url": show.where_to(step)})
    return made


def may_open(user: User, project: Project, steps: Sequence[Step]) -> list[dict[str, str]]:
    """Stages the person may open by hand now."""
    closed = frozenset(one.stage for one in steps if one.state == lifecycle.APPROVED)
    busy = frozenset(one.stage for one in steps if one.state != lifecycle.APPROVED)
    mine, lang = access.roles(user, project.unit), language()
    return [
        {"key": one.key, "name": one.zh if lang == "zh" else one.en}
        for one in lifecycle.STAGES
        if one.author in mine
        and (one.repeats or not any(step.stage == one.key for step in steps))
        and lifecycle.may_open(one.key, closed, busy)
        and one.key not in ("appraisal", "declaration")
        and (one.key != "rectification" or "evaluation" in closed)
    ]


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Versions, baselines, and every entry of the audit chain on the project."""
    user = access.person(request.user)
    project = access.project(user, pk)
    versions = list(access.versions(user).filter(project=pk).order_by("-number"))
    baselines = {one.version_id: one for one in access.baselines(user).filter(project=pk)}
    page = Paginator(access.history(user, pk).order_by("-n"), HISTORY).get_page(
        request.GET.get("page")
    )
    from ...trail import said

    return render(
        request,
        "projects/history.html",
        {
            "nav": "projects", "project": project, "tabs": _tabs(project, "history"),
            "versions": [{"one": one, "baseline": baselines.get(one.pk)} for one in versions],
            "page": page, "entries": [said(one, language()) for one in page.object_list],
            "synthetic": project.synthetic,
        },
    )  # fmt: skip


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version as its office prints it, its findings, and what changed since the last."""
    from ...changes import rows_between

    user = access.person(request.user)
    project = access.project(user, pk)
    one = access.versions(user).filter(project=pk, number=number).first()
    if one is None:
        raise Http404
    before = access.versions(user).filter(project=pk, number__lt=number).order_by("-number").first()
    report = report_of_version(one)
    drawn = sheet_of(form_of_version(one), report, language())
    return render(
        request,
        "projects/version.html",
        {
            "nav": "projects", "project": project, "version": one, "before": before,
            "changes": rows_between(before.content, one.content, language()) if before else [],
            "synthetic": project.synthetic, **drawn,
        },
    )  # fmt: skip
