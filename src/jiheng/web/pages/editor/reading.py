"""What the check says of the form being typed: cells, cards, and figures to compute costs from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiheng.model.finding import Report
from jiheng.model.form import Form

from ...cards import HEADS, card
from ...forms import book, form_of, report_of
from ...sheet import BELOW, LONG, LONGEST, NAMES, Marked
from ...show import severities, voice

MOST_CHOICES = 200
FOOT = frozenset(BELOW)


def columns(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """The columns of the grid; "block" only where a row says something there."""
    keys = [key for key in content["columns"] if key != "block"]
    if any(row.get("block") for row in content["rows"]):
        keys.insert(0, "block")
    printed = content.get("heads", {})
    own = HEADS | {"block": "实施期/年度"}
    return [
        {"key": key, "head": printed.get(key) or own.get(key) or key.partition(":")[2] or key}
        for key in keys
    ]


def fields(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields around the grid with their printed labels; goals and long ones are ``long``."""
    labels = content.get("labels", {})
    made = []
    for key, raw in content["fields"].items():
        said = labels.get(key, "").strip("：: \u3000")
        if not 0 < len(said) <= LONGEST:
            said = NAMES.get(key, said or key)
        long = key.endswith("goal") or key == "goal_completion" or len(raw) > LONG * 2
        made.append({"key": key, "label": said, "text": raw, "long": long, "foot": key in FOOT})
    return made


def checked(content: dict[str, Any], lang: str) -> dict[str, Any]:
    """Findings with their cells by row number, counts, refs, and choices for the cost builder."""
    form, report = form_of(content), report_of(content)
    marked = Marked(form, report)
    numbers = {row.ref: row.number for row in form.indicators}
    say = voice(lang)
    cards = [card(one, number, say, report, lang) for number, one in enumerate(marked.findings, 1)]
    for made in cards:
        made["cell"] = _cell(made["ref"], made["part"], numbers, marked)
        for one in made["proposals"]:
            one["cell"] = _cell(one["ref"], one["part"], numbers, marked)
    return {
        "cards": cards,
        "cells": _cells(form, marked, numbers),
        "counts": severities(report.findings),
        "unchecked": _unchecked(report, lang),
        "refs": [row.ref for row in form.indicators],
        "costs": [row.number for row in form.indicators if row.family == "cost"],
        "choices": choices(form),
    }


def _unchecked(report: Report, lang: str) -> list[dict[str, str]]:
    from ...sheet import unchecked

    return unchecked(report, lang)


def _cell(ref: str, part: str, numbers: Mapping[str, int], marked: Marked) -> str:
    """ "3/value" in the grid, "field/annual_goal" above it, or "" for the whole form."""
    if ref in numbers:
        return f"{numbers[ref]}/{part if part in marked.columns else 'name'}"
    return f"field/{ref}" if ref in marked.fields else ""


def _cells(form: Form, marked: Marked, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    made = []
    for name in marked.at:
        ref, _, part = name.partition("/")
        bears = marked.on(name)
        made.append({"cell": _cell(ref, part, numbers, marked), "severity": bears["severity"],
                     "links": bears["links"]})  # fmt: skip
    return [one for one in made if one["cell"]]


def choices(form: Form) -> dict[str, list[dict[str, str]]]:
    """Quantities and money rates that the form states, as printed, for the cost builder."""
    quantities, rates = [], []
    for row in form.indicators[:MOST_CHOICES]:
        said = {"ref": row.ref, "name": row.name or "", "text": row.target.raw.strip()}
        for one in (row.target.quantity, *row.standard_numbers):
            if one is None:
                continue
            if one.unit.is_money_rate:
                rates.append(said | {"text": f"{one.number:f}{one.unit.text}"})
            elif one.unit.family not in ("money", "ratio", "time"):
                quantities.append(said | {"text": f"{one.number:f}{one.unit.text}"})
    return {"quantities": quantities, "rates": rates}


def levels() -> dict[str, Any]:
    """The names of levels 1 and 2 that are offered, with the usual parent of each."""
    known = book().topics["taxonomy"]
    return {
        "level1": list(known["level1"]),
        "level2": [
            {"name": name, "parents": list(entry["parents"])}
            for name, entry in known["level2"].items()
        ],
    }
