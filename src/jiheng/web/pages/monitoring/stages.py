"""绩效监控, 绩效自评, 部门/财政评价: one page each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ... import access, show
from ...evidence import SCHEME
from ...forms import report_of_version
from ...models import User
from ...outcome import POSSIBLE, Outcome, drawn, grouped, official, rows, summary
from ...results import result_of
from .common import Place, context, default_day, last_of, place, read


def _shown(here: Place, one: Outcome | None) -> dict[str, Any]:
    """The result, its rows in order of urgency, its money over the year."""
    if one is None:
        return {"outcome": None}
    made = {"outcome": one, "sum": summary(one), "groups": grouped(rows(one), here.lang),
            "possible": POSSIBLE}  # fmt: skip
    return made | curve(here.user, one)


def curve(user: User, one: Outcome) -> dict[str, Any]:
    """Paid against time, up to the day of the result."""
    project = one.assessment.project
    past = access.assessments(user).filter(project=project, as_of__lt=one.as_of)
    found = [*show.results(past.order_by("as_of", "pk")), (one.as_of, one.result)]
    report = report_of_version(one.assessment.version)
    state = show.State(project, one.form, report, found, one.lang)
    drawing = show.money_curve(state)
    return {"curve": drawing, "curve_title": show.money_title(state)} if drawing else {}


def _earlier(here: Place) -> list[date]:
    """Days of results that are not this step's own: to look at, not to hand in."""
    found = access.assessments(here.user).filter(project=here.project)
    if here.step is not None:
        found = found.exclude(step=here.step)
    return sorted(set(found.values_list("as_of", flat=True)))


@require_safe
def monitoring(request: HttpRequest, pk: int) -> HttpResponse:
    """``/projects/7/monitoring/?round=2``."""
    here = place(request, pk, "monitoring")
    found = last_of(here)
    one = read(here, found)
    made = context(here, "monitoring") | _shown(here, one)
    made |= {"day": default_day(here, found), "earlier": _earlier(here), "words": True}
    if one is not None:
        sheet = official(one, "monitoring")
        made |= {"sheet": sheet, "lines": drawn(sheet, one)}
    return render(request, "monitoring/monitoring.html", made)


@require_safe
def self_evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """``/projects/7/self-evaluation/``: the 自评表 as it is printed, filled in on the page."""
    here = place(request, pk, "self_evaluation")
    found = last_of(here)
    one = read(here, found)
    made = context(here, "self-evaluation") | {"outcome": one, "day": default_day(here, found)}
    made["earlier"] = _earlier(here)
    if one is not None:
        sheet = official(one, "self_evaluation")
        made |= {"sum": summary(one), "sheet": sheet, "lines": drawn(sheet, one),
                 "said": one.said,
                 "wanted": [row for row in rows(one) if row["needs"]]}  # fmt: skip
    return render(request, "monitoring/self_evaluation.html", made)


@require_safe
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """``/projects/7/evaluation/``: the result beside the unit's own, problems, a conclusion."""
    here = place(request, pk, "evaluation")
    found = last_of(here)
    made = context(here, "evaluation")
    one = read(here, found)
    own = access.assessments(here.user).filter(project=pk, kind="self", step__isnull=False)
    theirs = own.order_by("-made_at", "-pk").first()
    beside = result_of(theirs.result) if theirs else None
    made |= {
        "day": default_day(here, found or theirs), "outcome": one, "schemes": show.schemes(),
        "kinds": [("department", "部门评价" if here.lang == "zh" else "by the department"),
                  ("finance", "财政评价" if here.lang == "zh" else "by the finance bureau")],
        "scheme": found.scheme if found else SCHEME,
        "kind": found.kind if found else "department",
        "problems": list(access.rectifications(here.user).filter(project=pk)),
        "may_raise": bool(access.roles(here.user, here.project.unit)
                          & {"evaluator", "department_reviewer", "finance_reviewer"}),
    }  # fmt: skip
    if one is not None:
        made |= {"sum": summary(one), "groups": grouped(rows(one, beside), here.lang),
                 "own": beside, "conclusion": one.said.get("conclusion", "")}  # fmt: skip
        made |= curve(here.user, one)
    return render(request, "monitoring/evaluation.html", made)
