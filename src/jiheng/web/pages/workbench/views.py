"""What waits for the person, which days are near, and how the projects in sight stand."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, Sum
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
            "projects": projects.count(), "whole": _whole(user),
            "alarms": access.summaries(user).filter(light__in=("red", "yellow")).count(),
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


def _whole(user: User) -> dict[str, Any] | None:
    """Paid and budget of the last year of which results are known, in yuan."""
    known = access.summaries(user).filter(planned__gt=0, paid__isnull=False)
    year = known.order_by("-project__year").values_list("project__year", flat=True).first()
    if year is None:
        return None
    found = known.filter(project__year=year).aggregate(
        paid=Sum("paid"), planned=Sum("planned"), gone=Max("gone"), days=Max("days")
    )
    return {"paid": Ratio(found["paid"], 100), "budget": Ratio(found["planned"], 100),
            "rate": Ratio(found["paid"], found["planned"]),
            "elapsed": Ratio(found["gone"], found["days"])}  # fmt: skip


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
