"""The page of one row: from its cell to its points, with the records it rests on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.model.form import Indicator
from jiheng.model.result import Ratio, RowResult
from jiheng.score.labels import basis, figure, table
from jiheng.score.notes import SIGNS, assumed, needs_reason, notes
from jiheng.score.numbers import actual, amount, is_wide, pair
from jiheng.score.words import assumption, standing

from ... import access, clock, show
from ...cards import card
from ...forms import form_of_version, report_of_version
from ...models import Project, User
from ...problems import language

SMALL = 100_000


@require_safe
def row(request: HttpRequest, pk: int, ref: str) -> HttpResponse:
    """``/projects/7/rows/C1/``."""
    user, lang = access.person(request.user), language()
    project = access.project(user, pk)
    version = project.baseline or project.latest
    if version is None:
        raise Http404
    form, report = form_of_version(version), report_of_version(version)
    refs = [one.ref for one in form.indicators]
    if ref not in refs:
        raise Http404
    here = refs.index(ref)
    printed = form.indicators[here]
    assessments = access.assessments(user).filter(project=pk, as_of__lte=clock.today())
    results = show.results(assessments.order_by("as_of", "pk"))
    found = [(day, one) for day, result in results for one in result.rows if one.ref == ref]
    voice = show.voice(lang)
    context = {
        "nav": "projects", "project": project, "row": printed, "synthetic": project.synthetic,
        "cells": _cells(printed, version.content), "version": version,
        "before": refs[here - 1] if here else "",
        "after": refs[here + 1] if here + 1 < len(refs) else "",
        "findings": [card(one, number, voice, report, lang)
                     for number, one in enumerate(show.own_findings(report, ref), 1)],
        "remarks": _remarks(user, project, ref, lang),
        "explanations": access.explanations(user).filter(step__project=pk, ref=ref),
        "changes": _cell_history(user, project, printed, lang),
        "remark_url": _remark_url(user, project),
    }  # fmt: skip
    if found:
        context |= _told(printed, found, lang)
    return render(request, "projects/row.html", context)


def _cells(printed: Indicator, content: dict[str, Any]) -> list[tuple[str, str]]:
    heads = content.get("heads", {})
    return [
        (heads.get(key) or field.label or key, field.raw)
        for key, field in printed.fields.items()
        if field.raw.strip()
    ]


def _told(printed: Indicator, found: Sequence[tuple[date, RowResult]], lang: str) -> dict[str, Any]:
    """Everything that is said of the last result, and how the figure grew."""
    day, last = found[-1]
    of, told, given = last.actual, last.judgement, last.points
    wide = is_wide(printed.target)

    def money(one: Ratio) -> str:
        return amount(one, of.unit, wide, told.target, lang, False)

    figures = [(figure(name, lang), _figure(value, of.unit, wide, lang))
               for name, value in of.beside.items()]  # fmt: skip
    other = [(figure(name, lang), money(value), "") for name, value in of.readings.items()]
    other += [(figure(one.name, lang), money(one.value), standing(one.standing.value, lang))
              for one in told.readings]  # fmt: skip
    return {
        "as_of": day, "result": last,
        "shape": show.shape(last, [{last.ref: one} for _, one in found]),
        "standing": told.standing.value, "standing_text": standing(told.standing.value, lang),
        "actual": actual(of, told, printed.target, lang),
        "exact": pair(of.value, of.unit) if of.value and of.value.den < SMALL else "",
        "target": money(told.target) if told.target else "", "sign": SIGNS.get(told.op, told.op),
        "basis": basis(of.basis, lang), "figures": figures, "other": other,
        "candidates": [(figure(name, lang), money(value)) for name, value in of.candidates.items()],
        "notes": list(notes(last, printed, lang)),
        "assumptions": [assumption(code, lang) for code in assumed(last)],
        "used": [{"table": table(one.table, lang), "name": one.table,
                  "conditions": _conditions(one.conditions)} for one in of.used],
        "needs_reason": needs_reason(last), "score": given.score, "weight": given.weight,
        "points_exact": str(given.exact) if given.exact and given.exact.den > 1 else "",
        "past": [{"day": one_day, "actual": actual(one.actual, one.judgement, printed.target, lang,
                                                   few=True),
                  "standing": one.judgement.standing.value,
                  "text": standing(one.judgement.standing.value, lang)} for one_day, one in found],
    }  # fmt: skip


def _figure(value: Any, unit: str, wide: bool, lang: str) -> str:
    if isinstance(value, Ratio):
        share = value.den > 1 and 0 <= value.num <= value.den
        return amount(value, "1" if share and unit == "1" else "", wide, None, lang, False)
    if isinstance(value, tuple):
        return "、".join(str(one) for one in value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _conditions(conditions: Sequence[tuple[str, str, tuple[str | int, ...]]]) -> str:
    signs = {"in": "∈", "via": "←", "not": "≠", "<=": "≤", ">=": "≥"}
    return "，".join(
        f"{column} {signs.get(op, op)} {'、'.join(str(one) for one in values)}"
        for column, op, values in conditions
    )


def _remark_url(user: User, project: Project) -> str:
    """Where a remark goes: to the stage opened last; nowhere for those who only read."""
    step = access.steps(user).filter(project=project).order_by("opened_at", "pk").last()
    reads = not access.roles(user, project.unit) - {"auditor"}
    return "" if step is None or reads else f"/steps/{step.pk}/remark/"


def _remarks(user: User, project: Project, ref: str, lang: str) -> list[dict[str, Any]]:
    made = []
    for one in access.remarks(user).filter(step__project=project, ref=ref):
        stage = one.step.definition
        made.append(
            {"by": one.by.name, "at": one.at, "text": one.text, "resolved_at": one.resolved_at,
             "where": stage.zh if lang == "zh" else stage.en,
             "resolve_url": f"/remarks/{one.pk}/resolve/"}
        )  # fmt: skip
    return made


def _cell_history(
    user: User, project: Project, printed: Indicator, lang: str
) -> list[dict[str, Any]]:
    """Every version in which a cell of this row was different from the version before."""
    from ...changes import rows_between

    versions = list(access.versions(user).filter(project=project).order_by("number"))
    made = []
    for old, new in itertools.pairwise(versions):
        if old.digest == new.digest:
            continue
        for change in rows_between(old.content, new.content, lang):
            if change["where"] == printed.name:
                made.append(
                    {"at": new.made_at, "by": new.made_by.name, "old": change["old"],
                     "new": change["new"], "what": change["column"] or change["where"],
                     "url": f"/projects/{project.pk}/versions/{new.number}/"}
                )  # fmt: skip
    return made[::-1]
