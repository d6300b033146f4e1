"""A form as its office prints it, its findings at their cells: data for components/sheet.html."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jiheng.model.finding import Outcome, Report
from jiheng.model.form import Field, Form, Indicator
from jiheng.model.place import Place
from jiheng.model.shown import covered

from .cards import RANK, card, heads
from .show import voice

EDGE = ("title", "reporting_unit", "unit_of_money", "preparer", "phone", "date", "signatory")
BELOW = ("preparer", "phone", "date", "signatory")
ABOVE = ("reporting_unit", "unit_of_money")
LONG = 24
LONGEST = 16  # signs of a label
NAMES = {
    "reporting_unit": "填报单位",
    "unit_of_money": "单位",
    "preparer": "填表人",
    "phone": "联系电话",
    "date": "填报日期",
    "signatory": "负责人签字",
}
MIDDLE = ("level1", "level2", "unit", "comparator", "weight", "actual", "score")


class Marked:
    """The findings that count, numbered, by the cell they stand at: "C1/value", "goal", ""."""

    def __init__(self, form: Form, report: Report) -> None:
        found = [one for one in report.findings if one.counts and one.place.form in (0, form.index)]
        self.findings = sorted(found, key=lambda one: RANK[one.severity])
        self.refs = {row.ref for row in form.indicators}
        self.columns = set(form.columns)
        self.fields = set(form.fields)
        self.at: dict[str, list[dict[str, Any]]] = {}
        for number, one in enumerate(self.findings, 1):
            for place in (one.place, *one.also):
                here = self.at.setdefault(self.cell(place), [])
                if all(mark["number"] != number for mark in here):
                    here.append({"number": number, "severity": one.severity.value,
                                 "anchor": f"finding-{number}"})  # fmt: skip

    def cell(self, place: Place) -> str:
        """The cell a place is drawn at; a row's name, or the title, where it has no such cell."""
        if place.ref in self.refs:
            return f"{place.ref}/{place.part if place.part in self.columns else 'name'}"
        return place.ref if place.ref in self.fields else ""

    def on(self, *names: str) -> dict[str, Any]:
        """What a cell bears: marks, the gravest severity, the ids of its cards."""
        marks = [mark for name in names for mark in self.at.get(name, ())]
        if not marks:
            return {"marks": [], "severity": "", "links": "", "id": ""}
        grave = min(marks, key=lambda one: int(one["number"]))
        return {"marks": marks, "severity": grave["severity"],
                "links": " ".join(one["anchor"] for one in marks),
                "id": f"cell-{next(name for name in names if name in self.at)}"}  # fmt: skip


def sheet_of(
    form: Form, report: Report, lang: str, remarks: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """``sheet``, ``findings`` and ``unchecked`` for the components sheet and margin.

    ``remarks``: "C1/value" → number of remarks, whose cells are marked as well.
    """
    marked = Marked(form, report)
    noted = remarks or {}
    drawn = {
        "id": "sheet", "title": form.text("title"), "marks": marked.at.get("", []),
        "edges": _line(form, ABOVE, marked), "below": _line(form, BELOW, marked),
        "fields": list(_fields(form, marked)),
        "columns": [{"key": key, "label": text} for key, text in heads(form)],
        "rows": list(_rows(form, marked, noted)),
    }  # fmt: skip
    say = voice(lang)
    cards = [card(one, number, say, report, lang) for number, one in enumerate(marked.findings, 1)]
    for made, one in zip(cards, marked.findings, strict=True):
        made["cell"] = marked.on(marked.cell(one.place))["id"]
    return {"sheet": drawn, "findings": cards, "unchecked": unchecked(report, lang)}


def unchecked(report: Report, lang: str) -> list[dict[str, str]]:
    """What could not be checked, and why."""
    say = voice(lang)
    return [
        {
            "code": one.code,
            "reason": say.reason(one.code, one.verdict),
            "where": one.verdict.place.ref,
        }
        for one in report.checked
        if one.verdict.outcome is Outcome.INSUFFICIENT
    ]


def _line(form: Form, keys: Sequence[str], marked: Marked) -> list[dict[str, Any]]:
    return [_part(key, form.fields[key], marked) for key in keys if key in form.fields]


def _part(key: str, one: Field, marked: Marked, span: int = 0) -> dict[str, Any]:
    label = one.label.strip("：: \u3000")
    if not 0 < len(label) <= LONGEST:  # a whole line stands in its place
        label = NAMES.get(key, label or key)
    return {"key": key, "label": label, "text": one.text, "span": span or None,
            **marked.on(key)}  # fmt: skip


def _fields(form: Form, marked: Marked) -> Iterable[list[dict[str, Any]]]:
    """Two short fields to a line, a long one on a line of its own."""
    waiting: tuple[str, Field] | None = None
    for key, one in form.fields.items():
        if key in EDGE:
            continue
        if len(one.text) > LONG or key.endswith("goal") or key == "goal_completion":
            if waiting:
                yield [_part(*waiting, marked, 3)]
                waiting = None
            yield [_part(key, one, marked, 3)]
        elif waiting:
            yield [_part(*waiting, marked), _part(key, one, marked)]
            waiting = None
        else:
            waiting = (key, one)
    if waiting:
        yield [_part(*waiting, marked, 3)]


def _rows(form: Form, marked: Marked, noted: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    keys = [key for key, _ in heads(form)]
    spans = {key: covered(form.indicators, key) for key in keys if key in ("level1", "level2")}
    for number, row in enumerate(form.indicators):
        cells = []
        for key in keys:
            span = spans[key][number] if key in spans else 1
            if span:
                names = [f"{one.ref}/{key}" for one in form.indicators[number : number + span]]
                cells.append(_cell(row, key, span, names, marked, noted))
        yield {"ref": row.ref, "cells": cells}


def _cell(
    row: Indicator, key: str, span: int, names: list[str], marked: Marked, noted: Mapping[str, int]
) -> dict[str, Any]:
    kind = key if key in ("value", "standard") else "c" if key in MIDDLE else ""
    own = {"level1": row.level1, "level2": row.level2, "name": row.name}
    text = (own[key] or "") if key in own else row.text(key)
    return {"key": key, "text": text, "rowspan": span if span > 1 else None, "kind": kind,
            "inferred": key == "level1" and row.level1_inferred,
            "remark": any(name in noted for name in names), **marked.on(*names)}  # fmt: skip
