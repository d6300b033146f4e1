"""Evaluating from the records, and writing down why a row is where it is."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ... import access, actions, show, work
from ...models import Job
from ..projects.moves import back
from .common import KINDS


@require_POST
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an evaluation of a step; ``as_of``, ``kind`` and ``scheme`` as chosen."""
    user = access.person(request.user)
    step = access.step(user, pk)
    given = request.POST
    kind = given.get("kind") or KINDS.get(step.stage, ("",))[0]
    try:
        day = date.fromisoformat(given.get("as_of", ""))
    except ValueError as error:
        raise actions.Refusal(
            "截至日期", "不是一个日期", "请写成 2023-12-31", problem_en="is no date",
            remedy_en="Write it as 2023-12-31",
        ) from error  # fmt: skip
    actions.may_evaluate(user, step, day, kind)
    busy = access.jobs(user).filter(
        project=step.project, kind="evaluate", state__in=(Job.WAITING, Job.RUNNING)
    )
    if not busy.exists():
        scheme = given.get("scheme", "")
        work.evaluate_later(user, step.project, day, kind=kind, step=step,
                            scheme=scheme if scheme in show.schemes() else "")  # fmt: skip
    return back(request, show.where_to(step))


@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one text; htmx gets the box and the count again, a form without it the page."""
    user = access.person(request.user)
    step = access.step(user, pk)
    name, said = request.POST.get("ref", ""), request.POST.get("text", "")
    if name in ("completion", "conclusion") or "/" in name:
        actions.write_word(user, step, name, said)
    else:
        actions.explain_row(user, step, name, said)
    if not request.headers.get("HX-Request"):
        return back(request, show.where_to(step))
    return render(
        request,
        "monitoring/saved.html",
        {"ref": name, "step": step, "missing": actions.unexplained(step)},
    )
