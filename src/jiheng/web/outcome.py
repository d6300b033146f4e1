"""A result of evaluation as pages show it: rows, lights, what is open, the official sheet.

Figures come from the stored result and nowhere else; nothing is computed here but the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiheng.documents.writers import form_stages
from jiheng.documents.writers.form_sheet import LABEL, TEXT, Sheet
from jiheng.model.form import Form, Indicator
from jiheng.model.result import FormResult, RowResult
from jiheng.score.notes import needs_reason, notes
from jiheng.score.numbers import actual
from jiheng.score.words import LIGHTS, assumption, standing

from . import show
from .evidence import year_of
from .forms import form_of_version
from .models import Assessment
from .results import result_of

GROUPS = (
    ("needs", "要说明原因", "To be explained"),
    ("alarm", "预警：进度落后", "Alarms: behind time"),
    ("open", "还不能判定", "Not judged yet"),
    ("rest", "达成", "Met"),
)
POSSIBLE = ("确定能", "有可能", "完全不可能")


@dataclass(frozen=True)
class Outcome:
    """One assessment with its form and what people wrote to it, by ref or ``ref/column``."""

    assessment: Assessment
    form: Form
    result: FormResult
    said: Mapping[str, str]
    lang: str

    @property
    def as_of(self) -> date:
        return self.assessment.as_of


def outcome(found: Assessment, said: Mapping[str, str], lang: str) -> Outcome:
    """An assessment ready to be shown."""
    form = year_of(form_of_version(found.version), found.project.year)
    return Outcome(found, form, result_of(found.result), said, lang)


def words(explanations: Iterable[Any]) -> dict[str, str]:
    """Explanations of a step by what they speak of."""
    return {one.ref: one.text for one in explanations}


def rows(one: Outcome, other: FormResult | None = None) -> list[dict[str, Any]]:
    """Every row; ``other``: a result to compare with (自评 beside 评价)."""
    beside = {row.ref: row for row in other.rows} if other else {}
    printed = {row.ref: row for row in one.form.indicators}
    base = f"/projects/{one.assessment.project_id}/rows/"
    return [_row(row, printed[row.ref], one, beside.get(row.ref), base)
            for row in one.result.rows if row.ref in printed]  # fmt: skip


def _row(
    row: RowResult, printed: Indicator, one: Outcome, other: RowResult | None, base: str
) -> dict[str, Any]:
    told, lang = row.judgement, one.lang
    needs = needs_reason(row)
    made: dict[str, Any] = {
        "ref": row.ref, "name": row.name, "url": f"{base}{row.ref}/",
        "target": printed.target.raw.strip(),
        "actual": actual(row.actual, told, printed.target, lang, few=True),
        "exact": actual(row.actual, told, printed.target, lang),
        "standing": told.standing.value, "standing_text": standing(told.standing.value, lang),
        "judged": told.standing.judged, "weight": row.points.weight,
        "score": row.points.score if told.standing.judged else None,
        "light": row.light, "light_text": _light(row.light, lang),
        "notes": list(notes(row, printed, lang)), "needs": needs, "over": row.points.over,
        "text": one.said.get(row.ref, ""), "shape": show.shape(row, []),
        "forecast": one.said.get(f"{row.ref}/forecast", ""),
        "possibility": one.said.get(f"{row.ref}/possibility", ""),
        "note": one.said.get(f"{row.ref}/note", ""),
    }  # fmt: skip
    made["group"] = (
        "needs" if needs else "alarm" if row.light in ("red", "yellow")
        else "rest" if told.standing.judged else "open"
    )  # fmt: skip
    if other is not None:
        shown = actual(other.actual, other.judgement, printed.target, lang, few=True)
        mine = (row.judgement.standing, made["actual"], row.points.score)
        made["other"] = {
            "actual": shown, "standing": other.judgement.standing.value,
            "standing_text": standing(other.judgement.standing.value, lang),
            "score": other.points.score if other.judgement.standing.judged else None,
            "differs": mine != (other.judgement.standing, shown, other.points.score),
        }  # fmt: skip
    return made


def _light(light: str, lang: str) -> str:
    names = {"red": ("严重滞后", "far behind"), "yellow": ("滞后", "behind"),
             "green": ("正常", "in time"), "blue": ("超前", "ahead")}  # fmt: skip
    assert set(names) >= set(LIGHTS) - {""}
    return names[light][lang == "en"] if light else ""


def grouped(found: Iterable[dict[str, Any]], lang: str) -> list[dict[str, Any]]:
    """The rows in groups, what asks for something first."""
    all_ = list(found)
    made = []
    for key, zh, en in GROUPS:
        own = [row for row in all_ if row["group"] == key]
        if own:
            made.append({"key": key, "name": zh if lang == "zh" else en, "rows": own})
    return made


def summary(one: Outcome) -> dict[str, Any]:
    """Totals, what is open with its weight, and no grade while anything is."""
    result, lang = one.result, one.lang
    named = {row.ref: row for row in result.rows}
    codes = [*result.assumptions]
    for row in result.rows:
        codes += [*row.judgement.assumptions, *row.actual.assumptions, *row.points.assumptions]
    open_rows = [
        {"ref": ref, "name": named[ref].name, "weight": named[ref].points.weight,
         "text": standing(named[ref].judgement.standing.value, lang)}
        if ref in named else
        {"ref": "", "name": "预算执行率" if lang == "zh" else "budget execution",
         "weight": result.execution_points.weight, "text": ""}
        for ref in result.open_rows
    ]  # fmt: skip
    return {
        "as_of": one.as_of, "scheme": show.scheme(result.scheme), "execution": result.execution,
        "execution_points": result.execution_points, "behind": show.behind(result),
        "counted": show.counted(result), "rows": len(result.rows), "total": result.total,
        "judged": result.judged, "open": result.open, "open_rows": open_rows,
        "grade": "" if result.open else result.grade,
        "assumptions": [assumption(code, lang) for code in dict.fromkeys(codes)],
        "head": one.assessment.head, "made_at": one.assessment.made_at,
        "made_by": one.assessment.made_by, "kind": one.assessment.get_kind_display(),
        "alarms": sum(row.light in ("red", "yellow") for row in result.rows),
    }  # fmt: skip


def official(one: Outcome, stage: str) -> Sheet:
    """The 监控表 or the 自评表 of it, with what people wrote."""
    columns = {row.ref: {"reason": one.said[row.ref]} for row in one.form.indicators
               if row.ref in one.said}  # fmt: skip
    entries: dict[str, dict[str, str]] = dict(columns)
    for name, text in one.said.items():
        ref, _, column = name.rpartition("/")
        if ref:
            entries.setdefault(ref, {})[column] = text
    if stage == "monitoring":
        month = one.as_of.month if one.as_of.year == one.form.fiscal_year else 0
        return form_stages.monitoring(one.form, one.result, entries, month)
    return form_stages.self_evaluation(
        one.form, one.result, entries, one.said.get("completion", "")
    )


def drawn(sheet: Sheet, one: Outcome) -> list[list[dict[str, Any]]]:
    """The boxes of a 自评表 for a page; those that people fill in carry ``edits``."""
    edges, needed = sheet.edges(), {row.ref for row in one.result.rows if needs_reason(row)}
    refs = iter(row.ref for row in one.form.indicators)
    heads, made, below = False, [], False
    for row in sheet.rows:
        cells = [
            {"text": box.text, "label": box.kind == LABEL, "run": box.kind == TEXT,
             "across": sum(1 for edge in edges if box.left < edge <= box.right),
             "down": box.down, "edits": "", "needs": False}
            for box in row
        ]  # fmt: skip
        last = row[-1]
        if below:
            cells[-1]["edits"], below = "completion", False
        elif last.text == "实际完成情况":
            below = True
        elif last.text == form_stages.SELF_COLUMNS["reason"]:
            heads = True
        elif heads and row is not sheet.rows[-1]:
            ref = next(refs, "")
            cells[-1] |= {"edits": ref, "needs": ref in needed}
        made.append(cells)
    return made
