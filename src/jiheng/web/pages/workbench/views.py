"""What waits for the person, which days are near, and how the projects in sight stand."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from jiheng.model import stage as lifecycle
from jiheng.model.result import Ratio

from ... import access, actions, calendar, clock, show
from ...models import Step, User
from ...problems import language
from ..projects.listing import line_of, summaries

MOST = 12  # to-dos, and projects, shown here
NOTICES = 6
VERBS = {
    "draft": ("去填报", "fill in"),
    "returned": ("被退回，去修改", "returned: mend it"),
    "submitted": ("去审核", "review"),
}


@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """``/``."""
    user, lang, today = access.person(request.user), language(), clock.today()
    todo = list(access.todo(user)[:200])
    projects = access.projects(user).order_by("-year", "unit__path", "pk")
    lines = [line_of(one) for one in summaries(user, list(projects[:MOST]))]
    late = [one for one in todo if calendar.light(one.due, today) == "red"]
    soon = [one for one in todo if calendar.light(one.due, today) == "amber"]
    notices = access.notifications(user)
    return render(
        request,
        "workbench/workbench.html",
        {
            "nav": "workbench", "items": [_case(one, lang) for one in todo[:MOST]],
            "todo": len(todo), "late": len(late), "soon": len(soon), "lines": lines,
            "projects": projects.count(), "whole": _whole(lines), "alarms": _alarms(lines),
            "notices": notices[:NOTICES], "offices": _offices(user, lang),
            "may_make": access.units(user).exists(),
        },
    )  # fmt: skip


def _case(step: Step, lang: str) -> dict[str, Any]:
    stage = step.definition
    name = stage.zh if lang == "zh" else stage.en
    verb = VERBS["submitted" if step.stage == "approval" else step.state][lang == "en"]
    return {
        "title": step.project.name, "more": f"{name} · {step.project.unit.name}",
        "url": show.where_to(step), "chip": verb,
        "chip_tone": "bad" if step.state == lifecycle.RETURNED else "info",
        "due": step.due, "late": calendar.light(step.due, clock.today()) == "red",
    }  # fmt: skip


def _offices(user: User, lang: str) -> list[str]:
    return [f"{one.organisation.name} · {show.role(one.role, lang)}"
            for one in access.memberships(user)]  # fmt: skip


def _whole(lines: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Paid and budget of the projects shown that have both, in yuan."""
    spent = [one["execution"] for one in lines if one.get("execution")]
    known = [one for one in spent if one.budget is not None]
    if not known:
        return None
    fen = sum(one.paid.num * 100 // one.paid.den for one in known)
    budget = sum(one.budget.num * 100 // one.budget.den for one in known)
    return {"paid": Ratio(fen, 100), "budget": Ratio(budget, 100), "rate": Ratio(fen, budget),
            "elapsed": known[0].elapsed, "count": len(known)}  # fmt: skip


def _alarms(lines: list[dict[str, Any]]) -> int:
    """Projects whose execution has a red or yellow light."""
    return sum(one["execution"].light in ("red", "yellow") for one in lines if one.get("execution"))


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Every notification, newest first."""
    user = access.person(request.user)
    page = Paginator(access.notifications(user), 30).get_page(request.GET.get("page"))
    return render(request, "workbench/notices.html", {"nav": "workbench", "page": page})


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """All of them have been seen."""
    actions.read_all_notifications(access.person(request.user))
    return HttpResponseRedirect("/")
