"""``evaluate --format json``, as docs/reference/evaluate.schema.json describes it.

An exact number is {"num", "den", "shown"}: two whole numbers and what a reader would be shown.
Points and weights are texts with two decimals. Nothing is a binary fraction.
"""

from __future__ import annotations

from ..documents.writers.json import address_data
from ..model.result import Ratio
from ..score.exact import shown
from ..score.labels import figure
from ..score.notes import assumed, needs_reason
from ..score.numbers import amount, is_wide, percent, points, wan, yuan
from ..score.words import assumption, reason, standing
from .evaluate_rows import lines
from .jsonout import encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ..model.form import Indicator
    from ..model.result import Actual, Execution, Judgement, Points, RowResult
    from .evaluate_run import Case, Ground
    from .output import View


def write(cases: Sequence[Case], made: Ground, send: Callable[[str], object], view: View) -> None:
    """One object: the ground, then the forms."""
    lang = view.lang
    data = {**ground_data(made), "forms": [form_data(case, made, lang) for case in cases]}
    send(encode(data) + "\n")


def ground_data(made: Ground) -> dict[str, Any]:
    """What makes the result repeatable."""
    return {
        "as_of": str(made.as_of),
        "synthetic": made.synthetic,
        "scheme": {"name": made.scheme.name, "title": made.scheme.title},
        "profile": made.book.profile,
        "engine": made.engine,
        "store": {"path": made.store, "batches": made.batches, "head": made.head},
    }


def form_data(case: Case, made: Ground, lang: str) -> dict[str, Any]:
    """One form."""
    result = case.result
    rows = zip(result.rows, case.form.indicators, lines(case, made, lang), strict=True)
    return {
        "path": case.path,
        "form": case.form.index,
        "project": result.project,
        "code": result.code,
        "year": case.form.fiscal_year,
        "execution": execution_data(result.execution) if result.execution else None,
        "execution_points": points_data(result.execution_points),
        "rows": [
            row_data(row, printed, case, made, lang) | {"notes": list(line.notes)}
            for row, printed, line in rows
        ],
        "total": exact(result.total, shown(result.total, 2)),
        "judged": points(result.judged),
        "open": points(result.open),
        "open_rows": list(result.open_rows),
        "grade": result.grade,
        "assumptions": coded(result.assumptions, lang),
    }


def row_data(
    row: RowResult, printed: Indicator, case: Case, made: Ground, lang: str
) -> dict[str, Any]:
    """One indicator: target as printed, actual, verdict, points, and the rows behind it."""
    found, wide = row.actual, is_wide(printed.target)
    address = case.form.at(printed).address
    return {
        "ref": row.ref,
        "name": row.name,
        "family": row.family,
        "target": row.raw,
        "place": address_data(address),
        "measure": row.measure,
        "actual": actual_data(found, row.judgement, wide, lang),
        "verdict": verdict_data(row.judgement, found, wide, lang),
        "points": points_data(row.points),
        "light": row.light,
        "reason": made.reason(case, row.ref),
        "reason_needed": needs_reason(row),
        "assumptions": coded(assumed(row), lang),
        "evidence": [trace_data(made, used) for used in found.used],
    }


def actual_data(found: Actual, told: Judgement, wide: bool, lang: str) -> dict[str, Any]:
    """The actual value, its bounds, and the figures beside it."""

    def one(value: Ratio | None) -> dict[str, Any] | None:
        said = "" if value is None else amount(value, found.unit, wide, told.target, lang, False)
        return None if value is None else exact(value, said)

    coverage = found.coverage
    return {
        "value": one(found.value),
        "unit": found.unit,
        "word": found.word,
        "low": one(found.low),
        "high": one(found.high),
        "coverage": exact(coverage, percent(coverage)) if coverage else None,
        "basis": found.basis,
        "incomplete": found.incomplete,
        "pending": found.pending,
        "beside": {key: _figure(value) for key, value in found.beside.items()},
    }


def _figure(value: object) -> object:
    if isinstance(value, Ratio):
        whole = value.num % value.den == 0
        return exact(value, str(value.num // value.den) if whole else shown(value, 6))
    return list(value) if isinstance(value, tuple) else value


def verdict_data(told: Judgement, found: Actual, wide: bool, lang: str) -> dict[str, Any]:
    """The verdict, by which comparator and number, and the other readings."""
    aim = told.target
    return {
        "standing": told.standing.value,
        "text": standing(told.standing.value, lang),
        "printed": told.printed,
        "op": told.op,
        "target": None
        if aim is None
        else exact(aim, amount(aim, found.unit, wide, None, lang, False)),
        "reason": {"code": told.reason, "text": reason(told.reason, lang)} if told.reason else None,
        "demonstrated": told.demonstrated,
        "readings": [
            {
                "name": one.name,
                "text": figure(one.name, lang),
                "op": one.op,
                "value": exact(one.value, amount(one.value, found.unit, wide, aim, lang, False)),
                "standing": one.standing.value,
            }
            for one in told.readings
        ],
    }


def points_data(given: Points) -> dict[str, Any]:
    """Points and the weight, "–" nowhere: what is open is null."""
    score = given.exact
    return {
        "weight": points(given.weight),
        "score": None if given.score is None else points(given.score),
        "exact": None if score is None else exact(score, shown(score, 2)),
        "low": None if given.low is None else points(given.low),
        "high": None if given.high is None else points(given.high),
        "over": given.over,
    }


def execution_data(spent: Execution) -> dict[str, Any]:
    """Money against the budget and the time."""
    rate, accrual = spent.rate, spent.accrual
    return {
        "paid": exact(spent.paid, yuan(spent.paid)),
        "budget": exact(spent.budget, yuan(spent.budget)) if spent.budget else None,
        "rate": exact(rate, percent(rate, places=4)) if rate else None,
        "elapsed": exact(spent.elapsed, percent(spent.elapsed)),
        "light": spent.light,
        "accrual": exact(accrual, yuan(accrual)) if accrual else None,
        "paid_wan": wan(spent.paid),
    }


def coded(codes: Sequence[str], lang: str) -> list[dict[str, str]]:
    """Assumptions by code and in words."""
    return [{"code": code, "text": assumption(code, lang)} for code in codes]


def trace_data(made: Ground, used: Any) -> dict[str, Any]:
    """Which rows of evidence, how many, from which files."""
    trace = made.tracer.trace(used)
    return {
        "table": trace.table,
        "rows": trace.rows,
        "conditions": [[column, op, list(values)] for column, op, values in trace.conditions],
        "batches": [
            {"file": one.file, "sha256": one.digest, "rows": one.rows} for one in trace.batches
        ],
    }


def exact(value: Ratio, text: str) -> dict[str, Any]:
    """A number whole, with what is shown of it."""
    return {"num": value.num, "den": value.den, "shown": text}
