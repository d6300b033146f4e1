"""``/review/``: what waits for this reviewer, by how pressing it is."""

from __future__ import annotations

import itertools
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.model import stage as lifecycle

from ... import access
from ...models import Job, Step, User
from ...problems import language
from ..monitoring.jobs import work_of
from .lines import LIGHTS, lines

EACH = 30
MOST = 300  # steps that are checked to sort or choose by findings
SORTS = {
    "due": ("due",),
    "handed": ("moved_at",),
    "name": ("project__name",),
    "unit": ("project__unit__path", "project__name"),
    "stage": ("stage", "due"),
}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Filters stage, unit, findings (errors|clean), q; sort with - for descending; page."""
    user, lang = access.person(request.user), language()
    whole = access.reviews(user)
    asked = {key: request.GET.get(key, "").strip() for key in ("stage", "unit", "findings", "q")}
    sort = request.GET.get("sort", "") or "due"
    found = _chosen(whole, asked)
    page, shown = _page(user, found, asked["findings"], sort, request.GET.get("page"), lang)
    pending = _pending(request, user)
    for line in shown:
        line["pending"] = line["step"].pk in pending["steps"]
        line["bulk"] = not line["pending"] and line["step"].stage != "approval"
    stages = frozenset(whole.order_by().values_list("stage", flat=True).distinct())
    total = whole.count()
    return render(
        request,
        "review/queue.html",
        {
            "nav": "review", "page": page, "total": total, "asked": any(asked.values()), **asked,
            "chosen_stage": asked["stage"], "chosen_unit": asked["unit"], "sort": sort,
            "groups": _groups(shown, sort, lang), "heads": _heads(sort, lang),
            "stages": [(one.key, one.zh if lang == "zh" else one.en) for one in lifecycle.STAGES
                       if one.key in stages],
            "units": access.organisations(user).filter(kind="unit"),
            "work": pending["work"], "undo": pending["undo"], "undo_text": pending["text"],
            "mine": bool(_reviewing(user)), "most": MOST,
        },
    )  # fmt: skip


def _reviewing(user: User) -> frozenset[str]:
    return access.all_roles(user) & {
        lifecycle.UNIT_HEAD, lifecycle.DEPARTMENT, lifecycle.FINANCE
    }  # fmt: skip


def _chosen(whole: QuerySet[Step], asked: dict[str, str]) -> QuerySet[Step]:
    found = whole
    if asked["stage"] in lifecycle.BY_KEY:
        found = found.filter(stage=asked["stage"])
    if asked["unit"].isdigit():
        found = found.filter(project__unit=int(asked["unit"][:9]))
    if asked["q"]:
        found = found.filter(project__name__icontains=asked["q"][:80])
    return found


def _page(
    user: User, found: QuerySet[Step], findings: str, sort: str, number: str | None, lang: str
) -> tuple[Any, list[dict[str, Any]]]:
    """A page and its lines. By findings at most MOST steps are looked at, the most pressing."""
    key, down = sort.removeprefix("-"), sort.startswith("-")
    if findings in ("errors", "clean") or key == "errors":
        checked = lines(user, list(_sorted(found, "due", False)[:MOST]), lang)
        if findings:
            checked = [one for one in checked if bool(one["errors"]) == (findings == "errors")]
        if key == "errors":
            checked.sort(key=lambda one: int(one["errors"]), reverse=down)
        page = Paginator(checked, EACH).get_page(number)
        return page, list(page.object_list)
    ordered = Paginator(_sorted(found, key, down), EACH).get_page(number)
    return ordered, lines(user, list(ordered.object_list), lang)


def _sorted(found: QuerySet[Step], key: str, down: bool) -> QuerySet[Step]:
    names = SORTS.get(key, SORTS["due"])
    order = [F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True)
             for name in names]  # fmt: skip
    return found.order_by(*order, "moved_at", "pk")


def _groups(shown: list[dict[str, Any]], sort: str, lang: str) -> list[dict[str, Any]]:
    """By due light when sorted by date; one group otherwise."""
    if sort != "due":
        return [{"light": "", "name": "", "lines": shown}] if shown else []
    return [
        {"light": light, "name": LIGHTS[light][lang == "en"], "lines": list(own)}
        for light, own in itertools.groupby(shown, key=lambda one: str(one["light"]))
    ]


def _heads(sort: str, lang: str) -> list[dict[str, str]]:
    """Column heads that sort: pressed again, the other way round."""
    named = (
        ("name", "项目 / 单位", "Project / unit", ""), ("stage", "环节", "Stage", ""),
        ("handed", "提交", "Handed in", ""), ("due", "期限", "Due", ""),
        ("errors", "核对", "Findings", ""), ("", "与上版", "Changed", "num"),
    )  # fmt: skip
    made = []
    for key, zh, en, kind in named:
        on = sort.removeprefix("-") == key and bool(key)
        down = on and sort.startswith("-")
        made.append(
            {"text": zh if lang == "zh" else en, "kind": kind, "key": key,
             "next": f"-{key}" if on and not down else key,
             "sorted": ("descending" if down else "ascending") if on else "none"}
        )  # fmt: skip
    return made


def _pending(request: HttpRequest, user: User) -> dict[str, Any]:
    """Bulk work of this person that is about to be done or just was; how to call it off."""
    made: dict[str, Any] = {"steps": frozenset(), "work": None, "undo": "", "text": ""}
    held = request.session.get("bulk")
    if not held:
        return made
    job = access.jobs(user).filter(pk=held["job"]).first()
    if job is None:
        return made
    made["work"] = work_of(job, "/review/" if job.state in (Job.WAITING, Job.RUNNING) else "")
    if job.state == Job.WAITING:
        made |= {"undo": f"/review/bulk/{job.pk}/undo/", "steps": frozenset(held["steps"]),
                 "text": held["text"]}  # fmt: skip
    elif job.state == Job.RUNNING:
        made["steps"] = frozenset(held["steps"])
    else:
        del request.session["bulk"]  # told once
    return made
