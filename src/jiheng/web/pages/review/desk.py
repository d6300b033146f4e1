"""``/review/<step>/``: one form or result as its reviewer reads it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.model import stage as lifecycle
from jiheng.model.stage import APPROVE, ENDORSE, RETURN

from ... import access, calendar, clock, show
from ...changes import rows_between
from ...forms import form_of_version, report_of_version
from ...models import Step, User, Version
from ...outcome import drawn, grouped, official, outcome, rows, summary, words
from ...problems import language
from ...sheet import sheet_of
from ..monitoring import public
from ..monitoring.stages import curve
from . import reasons

TABS = ("now", "sheet", "last", "year", "remarks")
PRINTED = {"monitoring": ("监控表", "As printed"), "self_evaluation": ("自评表", "As printed")}


@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """``?tab=now|sheet|last|year|remarks&cell=C1/value``."""
    user, lang = access.person(request.user), language()
    step = access.step(user, pk)
    tab = request.GET.get("tab", "now")
    if tab not in TABS or (tab == "sheet" and step.stage not in PRINTED):
        raise Http404
    moves = access.moves(user, step)
    holds = _holds(step)
    made = _head(user, step, moves, lang) | {"tab": tab, "holds": holds}
    before, why = _before(user, step)
    made |= {"before": before, "adjusts": why}
    remarks = list(
        access.remarks(user).filter(step__project=step.project_id).order_by("-at", "-pk")
    )
    made["tabs"] = _tabs(step, tab, holds, len(remarks), before, lang)
    if tab == "remarks":
        made["remarks"] = [_remark(one, step, lang) for one in remarks]
        made["speaks"] = bool(access.roles(user, step.project.unit) - {"auditor"})
    elif tab == "last" and before is not None and step.version is not None:
        made["rows"] = rows_between(before.content, step.version.content, lang)
    elif tab == "year":
        made |= _last_year(user, step, lang)
    elif holds == "form":
        made |= _form(request, step, lang, bool({RETURN} & set(moves)), remarks)
    else:
        made |= _other(user, step, holds, lang)
    return render(request, "review/desk.html", made)


def _holds(step: Step) -> str:
    """What there is to read: form, result, problems, or what becomes public."""
    if step.stage in ("disclosure", "publication"):
        return "public"
    return step.definition.holds


def _head(user: User, step: Step, moves: tuple[str, ...], lang: str) -> dict[str, Any]:
    waiting = list(access.reviews(user).values_list("pk", flat=True)[:500])
    at = waiting.index(step.pk) if step.pk in waiting else -1
    counts = {"error": 0, "warning": 0, "info": 0}
    if step.version is not None:
        counts = show.severities(report_of_version(step.version).findings)
    stage = step.definition
    return {
        "nav": "review", "step": step, "project": step.project, "version": step.version,
        "synthetic": step.project.synthetic, "stage_name": stage.zh if lang == "zh" else stage.en,
        "waiting": show.role(step.waiting_for, lang), "moves": moves, "counts": counts,
        "may_endorse": ENDORSE in moves, "may_return": RETURN in moves,
        "may_approve": APPROVE in moves, "mine": bool({ENDORSE, RETURN, APPROVE} & set(moves)),
        "own": at < 0 and step.submitted_by_id == user.pk,
        "light": calendar.light(step.due, clock.today(), done=step.state == "approved"),
        "number": at + 1, "of": len(waiting),
        "before_pk": waiting[at - 1] if at > 0 else 0,
        "after_pk": waiting[at + 1] if 0 <= at < len(waiting) - 1 else 0,
    }  # fmt: skip


def _before(user: User, step: Step) -> tuple[Version | None, str]:
    """The version to compare with: of an adjustment the baseline it changes, with its reason."""
    if step.version is None or step.definition.holds != lifecycle.FORM:
        return None, ""
    if step.stage == "adjustment":
        found = access.adjustments(user).filter(step=step).first()
        if found is not None:
            return found.old_version, found.reason
    older = access.versions(user).filter(project=step.project_id, number__lt=step.version.number)
    return older.order_by("-number").first(), ""


def _tabs(
    step: Step, on: str, holds: str, remarks: int, before: Version | None, lang: str
) -> list[dict[str, Any]]:
    zh, base = lang == "zh", f"/review/{step.pk}/"
    first = ("本版", "This version") if holds == "form" else ("本次", "This")
    made = [{"text": first[not zh], "url": base, "on": on == "now"}]
    if step.stage in PRINTED:
        made.append({"text": PRINTED[step.stage][not zh], "url": f"{base}?tab=sheet",
                     "on": on == "sheet"})  # fmt: skip
    if holds == "form":
        last = "与基线对比" if step.stage == "adjustment" else "与上一版对比"
        last_en = (
            "Against the baseline" if step.stage == "adjustment" else "Against the version before"
        )
        count = None
        if before is not None and step.version is not None:
            from .lines import changed

            count = changed(before, step.version, lang)
        made += [
            {"text": last if zh else last_en, "url": f"{base}?tab=last", "on": on == "last",
             "count": count},
            {"text": "与上年对比" if zh else "Against last year", "url": f"{base}?tab=year",
             "on": on == "year"},
        ]  # fmt: skip
    made.append({"text": "意见" if zh else "Remarks", "url": f"{base}?tab=remarks",
                 "on": on == "remarks", "count": remarks})  # fmt: skip
    return made


def _remark(one: Any, step: Step, lang: str) -> dict[str, Any]:
    stage = one.step.definition
    name = stage.zh if lang == "zh" else stage.en
    return {
        "by": one.by.name, "at": one.at, "text": one.text, "resolved_at": one.resolved_at,
        "where": " · ".join(part for part in (name, one.ref) if part),
        "resolve_url": f"/review/{step.pk}/resolve/{one.pk}/",
    }  # fmt: skip


def _last_year(user: User, step: Step, lang: str) -> dict[str, Any]:
    """A project of the same unit and name in the year before."""
    project = step.project
    other = access.projects(user).filter(
        unit=project.unit, name=project.name, year=project.year - 1
    ).first()  # fmt: skip
    old = (other.baseline or other.latest) if other else None
    if old is None or step.version is None:
        return {"last_year": None, "year_before": project.year - 1}
    return {"last_year": other, "year_before": project.year - 1, "old": old,
            "rows": rows_between(old.content, step.version.content, lang)}  # fmt: skip


def _form(
    request: HttpRequest, step: Step, lang: str, may_return: bool, remarks: list[Any]
) -> dict[str, Any]:
    """The sheet with its findings, the picked cell, and the reasons gathered for a return."""
    if step.version is None:
        return {}
    form = form_of_version(step.version)
    held = reasons.gathered(request, step) if may_return else []
    marked: dict[str, int] = {}
    here = [(one.ref, one.column) for one in remarks
            if one.step_id == step.pk and one.resolved_at is None]  # fmt: skip
    for ref, column in [*here, *((one["ref"], one["column"]) for one in held)]:
        cell = f"{ref}/{column or 'name'}"
        marked[cell] = marked.get(cell, 0) + 1
    made = sheet_of(form, report_of_version(step.version), lang, marked)
    ref, _, column = request.GET.get("cell", "").partition("/")
    refs = {row.ref for row in form.indicators}
    picked = ref if ref in refs or ref in form.fields else ""
    made |= {
        "picked": picked, "picked_column": column,
        "picked_name": reasons.place_name(form, picked, column) if picked else "",
        "columns": reasons.columns(form) if picked in refs else [],
        "places": [(row.ref, f"{row.ref} {row.name}") for row in form.indicators],
        "reasons": [{**one, "name": reasons.place_name(form, one["ref"], one["column"])}
                    for one in held],
        "form_rows": len(form.indicators),
        "budget": form.amounts["budget_amount"].yuan if "budget_amount" in form.amounts else None,
    }  # fmt: skip
    return made


def _other(user: User, step: Step, holds: str, lang: str) -> dict[str, Any]:
    """A result with its explanations, problems with their measures, or what becomes public."""
    if holds == "public":
        kind = "goal" if step.stage == "disclosure" else "result"
        return public.parts(user, step.project, kind, lang)
    if holds == lifecycle.PROBLEMS:
        found = access.rectifications(user).filter(project=step.project_id)
        today = clock.today()
        return {"problems": [
            {"one": one, "done": one.done_at is not None,
             "light": calendar.light(one.due, today, done=one.done_at is not None)}
            for one in found
        ]}  # fmt: skip
    last = access.assessments(user).filter(step=step).order_by("-made_at", "-pk").first()
    if last is None:
        return {"outcome": None}
    said = words(access.explanations(user).filter(step=step))
    one = outcome(last, said, lang)
    made = {"outcome": one, "sum": summary(one), "groups": grouped(rows(one), lang),
            "missing": [], "said": said, "words": step.stage == "monitoring",
            **curve(user, one)}  # fmt: skip
    if step.stage in PRINTED:
        sheet = official(one, step.stage)
        made |= {"sheet": sheet, "lines": drawn(sheet, one)}
    return made
