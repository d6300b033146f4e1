"""A form as it was printed: 目标表, 申报表, 批复表, with all its fields and columns."""

from __future__ import annotations

from ..columns import FIELD
from ..content import is_derived
from ..funds import PERIOD
from .form_rows import table, texts
from .form_sheet import CELL, LABEL, TEXT, Sheet, across, marks, raw
from .form_words import FOOT, foot, label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...model.form import Form
    from .form_sheet import Row

PAIR = (180, 480, 660, 1000)
LONG = (180, 1000)
WIDE = ("period", "project_overview", "basis", "period_goal", "annual_goal", "goal_completion")
FIRST = ("project_name", "department", "budget_amount", "higher_level_funds")
APART = ("title", "reporting_unit", "unit_of_money", "total_score", "grade", *FOOT)
LIMIT = 7
"""Columns that stand on an upright page."""


def declaration(form: Form) -> Sheet:
    """The sheet of a form, field by field and row by row as it was read."""
    columns = [key for key in form.columns if not key.startswith(FIELD)]
    body = table(form, columns, texts(form, columns), {}) if columns else []
    total = [total_row(form)] if "total_score" in form.fields else []
    return Sheet(
        raw(form, "title"),
        (*upper(form), *body, *total),
        marks(form),
        year_line(form),
        (caption(form),),
        (foot(form),),
        len(columns) > LIMIT,
    )


def year_line(form: Form) -> str:
    """（2023年度） where the title does not say the year and such a line did."""
    return f"（{form.fiscal_year}年度）" if form.year_from == "line" else ""


def caption(form: Form) -> str:
    """The line above the table: who reports, in which unit of money."""
    unit, money = raw(form, "reporting_unit"), raw(form, "unit_of_money")
    seal = "" if "章" in unit or "章" in label(form, "reporting_unit") else "（盖章）"
    has = "reporting_unit" in form.fields
    said = [f"{label(form, 'reporting_unit')}{seal}：{unit}"] if has else []
    said += [f"单位：{money.strip('（）()')}"] if money else []
    return "          ".join(said)


def upper(form: Form) -> list[Row]:
    """The rows above the indicators: short fields in pairs, long ones alone."""
    own = [key for key, f in form.fields.items() if not is_derived(key, f, form.fields)]
    short = [key for key in own if key not in (*APART, *WIDE) and _is_own(key)]
    short.sort(key=lambda key: FIRST.index(key) if key in FIRST else len(FIRST))
    rows: list[Row] = []
    waiting: list[str] = []
    for key in short:
        year = key.removeprefix(PERIOD)
        if key.startswith(PERIOD) and year in form.fields:
            rows.append(_pair(form, (key, year)))
        elif PERIOD + key not in form.fields:
            waiting.append(key)
    pairs = [tuple(waiting[n : n + 2]) for n in range(0, len(waiting), 2)]
    long = [key for key in WIDE if key in own]
    return [
        *(_pair(form, pair) for pair in pairs),
        *rows,
        *(across((label(form, k), raw(form, k)), LONG, (LABEL, TEXT)) for k in long),
    ]


def total_row(form: Form) -> Row:
    """总分 with the number twice: one alone would be the sum of the weights."""
    said = raw(form, "total_score")
    return across((label(form, "total_score"), said, said), (160, 580, 1000), (LABEL, CELL, CELL))


def _is_own(key: str) -> bool:
    return not key.startswith(("execution_", FIELD, "other:"))


def _pair(form: Form, keys: tuple[str, ...]) -> Row:
    said = [text for key in keys for text in (label(form, key), raw(form, key))]
    return across(said, PAIR if len(keys) > 1 else LONG, (LABEL, CELL, LABEL, CELL))
