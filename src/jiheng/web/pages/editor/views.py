"""The editor: the page, and what its scripts ask for while somebody types."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from jiheng.model import stage as lifecycle
from jiheng.model.refusal import Refusal

from ... import access, actions
from ...changes import rows_between
from ...forms import checked_content, form_of, report_of
from ...models import User
from ...problems import language
from ...sheet import sheet_of
from . import cost as costs
from . import reading
from .opened import TYPED, Opened, opened
from .words import words

MOST_REMARKS = 200


@require_safe
def edit(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """The grid for its author; for the head of the unit, and once handed in, the form to read."""
    user, lang = access.person(request.user), language()
    at = opened(user, pk, stage)
    context = _frame(at, user)
    if not at.may_type:
        form = form_of(at.content)
        drawn = sheet_of(form, report_of(at.content), lang)
        return render(request, "editor/reading.html", context | drawn)
    seen = reading.checked(at.content, lang)
    start = {
        "content": at.content, "revision": at.revision, "columns": reading.columns(at.content),
        "levels": reading.levels(), "read": _plain(seen), "words": words(lang),
        "key": f"{user.pk}/{at.project.pk}/{stage}", "remarks": context["remarks"],
        "saved": localtime(at.draft.at).strftime("%H:%M:%S") if at.draft else "",
    }  # fmt: skip
    own = reading.fields(at.content)
    return render(
        request,
        "editor/edit.html",
        context | seen | {
            "start": start, "fields": [one for one in own if not one["long"] and not one["foot"]],
            "goals": [one for one in own if one["long"]], "content": at.content,
            "foot": [one for one in own if one["foot"] and not one["long"]],
            "columns": start["columns"],
        },
    )  # fmt: skip


def _frame(at: Opened, user: User) -> dict[str, Any]:
    stage = at.step.definition
    moves = access.moves(user, at.step)
    return {
        "nav": "projects", "project": at.project, "step": at.step, "draft": at.draft,
        "synthetic": at.project.synthetic, "before": at.before, "may_type": at.may_type,
        "stage": stage.zh if language() == "zh" else stage.en, "stage_key": stage.key,
        "may_submit": lifecycle.SUBMIT in moves, "may_withdraw": lifecycle.WITHDRAW in moves,
        "base": f"/projects/{at.project.pk}/edit/{stage.key}/", "remarks": _remarks(at, user),
    }  # fmt: skip


def _remarks(at: Opened, user: User) -> list[dict[str, Any]]:
    """What reviewers said of the project's form and nobody has called settled, at row numbers."""
    found = access.remarks(user).filter(step__project=at.project.pk, resolved_at=None)
    found = found.filter(step__stage__in=TYPED)
    numbers = {row.ref: row.number for row in form_of(at.content).indicators}
    made = []
    for one in found.order_by("at", "pk")[:MOST_REMARKS]:
        row = numbers.get(one.ref)
        cell = f"{row}/{one.column or 'name'}" if row else f"field/{one.ref}" if one.ref else ""
        made.append(
            {"pk": one.pk, "text": one.text, "by": one.by.name, "ref": one.ref, "cell": cell,
             "at": localtime(one.at).strftime("%m-%d %H:%M"), "reason": one.reason}
        )  # fmt: skip
    return made


@require_POST
def save(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """``{content, based_on}`` → ``{revision, at}``; 409 with both contents where it is stale."""
    user = access.person(request.user)
    at = opened(user, pk, stage)
    asked = _asked(request)
    based_on = asked.get("based_on")
    if not isinstance(based_on, int) or isinstance(based_on, bool):
        raise _unreadable()
    kept = actions.save_draft(user, at.step, asked.get("content") or {}, based_on=based_on)
    return _json({"revision": kept.revision, "at": localtime(kept.at).strftime("%H:%M:%S")})


@require_POST
def check(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """``{content}`` → findings by cell, the cards as HTML, counts; nothing is kept."""
    at = opened(access.person(request.user), pk, stage)
    content = checked_content(_asked(request).get("content"))
    seen = reading.checked(content, language())
    html = render_to_string("editor/cards.html", seen | {"may_type": at.may_type}, request)
    return _json(_plain(seen) | {"html": html})


@require_POST
def cost(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """Terms of quantity × rate × periods → the working and the text for the cell."""
    opened(access.person(request.user), pk, stage)
    return _json(costs.computed(_asked(request), language()))


@require_safe
def changes(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """What is different from the version handed in last."""
    user = access.person(request.user)
    at = opened(user, pk, stage)
    rows = rows_between(at.before.content, at.content, language()) if at.before else []
    return render(request, "editor/changes.html", _frame(at, user) | {"rows": rows})


def _plain(seen: dict[str, Any]) -> dict[str, Any]:
    """What the scripts need; the cards they get as HTML."""
    graves = [
        {key: one[key] for key in ("number", "anchor", "severity", "title", "where", "cell")}
        for one in seen["cards"]
    ]
    wanted = ("cells", "counts", "refs", "costs", "choices")
    return {key: seen[key] for key in wanted} | {"cards": graves}


def _asked(request: HttpRequest) -> dict[str, Any]:
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException) as error:
        raise _unreadable() from error
    if not isinstance(asked, dict):
        raise _unreadable()
    return asked


def _unreadable() -> Refusal:
    return Refusal(
        "绩衡", "请求的格式不对", "请刷新页面；没有保存的内容留在本机", problem_en="not a request",
        remedy_en="Reload the page; what was not saved stays on this computer",
    )  # fmt: skip


def _json(body: dict[str, Any]) -> JsonResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
