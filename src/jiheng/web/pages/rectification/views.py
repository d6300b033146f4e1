"""Problems of an evaluation, the unit's measures, and what shows that they were put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ... import access, actions, calendar, clock
from ...forms import form_of_version
from ...models import Rectification
from ..monitoring.common import context, place
from ..projects.moves import back, say

RAISERS = frozenset({"evaluator", "department_reviewer", "finance_reviewer"})


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """``/projects/7/rectification/``."""
    here = place(request, pk, "rectification")
    mine = access.roles(here.user, here.project.unit)
    found = list(access.rectifications(here.user).filter(project=pk))
    version = here.project.baseline or here.project.latest
    today = clock.today()
    made = context(here, "rectification") | {
        "problems": [_problem(one, today) for one in found],
        "left": sum(one.done_at is None for one in found),
        "may_raise": bool(mine & RAISERS), "may_mend": "preparer" in mine,
        "rows": form_of_version(version).indicators if version else (),
        "chart": _timeline(found, here.lang, today), "next": request.path,
    }  # fmt: skip
    return render(request, "rectification/rectification.html", made)


def _problem(one: Rectification, today: date) -> dict[str, Any]:
    done = one.done_at is not None
    return {"one": one, "light": calendar.light(one.due, today, done=done), "done": done}


def _timeline(found: Sequence[Rectification], lang: str, today: date) -> dict[str, Any] | None:
    """A bar for every problem: from when it was raised to when it was put right, or is due."""
    spans, zh = [], lang == "zh"
    for number, one in enumerate(found, 1):
        first = min(timezone.localdate(one.raised_at), today)  # today stands still in a demo
        last = min(timezone.localdate(one.done_at), today) if one.done_at else one.due
        late = one.done_at is None and one.due is not None and one.due < today
        kind = "done" if one.done_at else "bad" if late else "open"
        end = max(first, last or today) + timedelta(days=int((last or today) <= first))
        spans.append((f"{number}. {one.problem[:12]}", first, end, kind))
    if not spans:
        return None
    left = sum(one.done_at is None for one in found)
    title = (f"{len(found)} 个问题，{left} 个未办结" if zh
             else f"{len(found)} problems, {left} still open")  # fmt: skip
    return {"args": [spans, []], "title": title, "now": today}


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise actions.Refusal(
            "期限", "不是一个日期", "请写成 2024-09-30", problem_en="is no date",
            remedy_en="Write it as 2024-09-30",
        ) from error  # fmt: skip


@require_POST
def raise_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """A problem found: by department, finance bureau or evaluator."""
    user = access.person(request.user)
    project = access.project(user, pk)
    given = request.POST
    actions.rectify(
        user, project, given.get("problem", ""), ref=given.get("ref", ""),
        measure=given.get("measure", ""), due=_day(given.get("due", "")),
    )  # fmt: skip
    say(request, ("已提出，填报人会收到通知", "Raised: the preparer is told"))
    return back(request, f"/projects/{project.pk}/rectification/")


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be done, and until when."""
    user = access.person(request.user)
    one = access.rectification(user, pk)
    given = request.POST
    actions.plan_measure(user, one, given.get("measure", ""), _day(given.get("due", "")))
    say(request, ("措施已保存", "The measure is kept"))
    return back(request, f"/projects/{one.project_id}/rectification/")


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """It is put right; where that can be seen."""
    user = access.person(request.user)
    one = access.rectification(user, pk)
    actions.mark_done(user, one, request.POST.get("evidence_note", ""))
    say(request, ("已办结", "Put right"))
    return back(request, f"/projects/{one.project_id}/rectification/")
