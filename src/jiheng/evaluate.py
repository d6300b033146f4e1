"""Use case: targets + evidence → actuals, verdicts, points, and what they rest on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from .evidence.bindings import EXECUTION
from .model.refusal import Refusal
from .model.result import (
    Actual,
    Binding,
    FormResult,
    Judgement,
    Points,
    Ratio,
    RowResult,
    Standing,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .model.form import Form, Indicator
    from .model.result import Execution
    from .policy import Book
    from .score.points import Scheme
    from .score.records import Evidence

NOT_BOUND = "not-bound"
EXECUTION_ROW = "execution"
"""The family of a row that prints the execution rate as an indicator: it carries its weight."""
WEIGHTS, NO_ROOM = "weights-by-scheme", "no-weight-left-for-execution"


def evaluate(
    forms: Sequence[Form],
    bindings: Sequence[Binding],
    con: Any,
    *,
    as_of: date,
    book: Book,
    scheme: str = "mof2020",
) -> tuple[FormResult, ...]:
    """Every form as of a day. ``con`` is a backend of ``score.engines.connect``.

    A row without a binding, and a row without records, is open and gives no points.
    """
    from .score.points import scheme as named

    used = named(book, scheme)
    return tuple(_form(form, bindings, con, as_of, book, used) for form in forms)


def bound_to(form: Form, bindings: Sequence[Binding]) -> dict[str, Binding]:
    """The bindings of a form by ref: those of its project's printed name."""
    name = _squeezed(form.text("project_name"))
    return {one.ref: one for one in bindings if _squeezed(one.project) == name}


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _form(
    form: Form, bindings: Sequence[Binding], con: Any, as_of: date, book: Book, used: Scheme
) -> FormResult:
    from .score import grade, points
    from .score.records import Evidence

    bound = bound_to(form, bindings)
    data = Evidence(con, form.fiscal_year or as_of.year, as_of, book)
    weights, unplaced, stated = _weights(form, used)
    spent = _execution(form, bound.get(EXECUTION), data)
    ended = as_of >= data.last
    printed = any(row.family == EXECUTION_ROW for row in form.indicators)
    rows = tuple(
        _spent(row, spent, weight, data, used)
        if row.family == EXECUTION_ROW
        else _row(row, bound.get(row.ref), weight, data, used)
        for row, weight in zip(form.indicators, weights, strict=True)
    )
    full = 0 if printed else used.execution
    room = min(full, max(10_000 - sum(weights), 0)) if stated else full
    spent_points = points.execution(used, spent.rate if ended and spent else None, room)
    given = [*(row.points for row in rows), spent_points]
    reached = grade.total(given)
    still = sum(one.weight for one in given if one.exact is None) + unplaced
    names = [row.ref for row in rows if row.points.exact is None]
    names += [EXECUTION] if spent_points.exact is None and room else []
    code = next((one.code for one in bound.values()), "")
    return FormResult(
        form.text("project_name"),
        code,
        form.index,
        as_of.isoformat(),
        used.name,
        rows,
        spent,
        spent_points,
        reached,
        sum(one.weight for one in given if one.exact is not None),
        still,
        (*names, *(["unplaced-weight"] if unplaced else [])),
        grade.grade(used, reached, still),
        (WEIGHTS,) if not stated else () if room == full else (NO_ROOM,),
    )


def _weights(form: Form, used: Scheme) -> tuple[tuple[int, ...], int, bool]:
    """Weight of each row in 1/100 points, what no row takes, and whether the form states them."""
    from .score.points import default_weights, hundredths

    printed = [row.text("weight").removesuffix("分") for row in form.indicators]
    if printed and all(printed):
        try:
            return tuple(hundredths(Decimal(text)) for text in printed), 0, True
        except (InvalidOperation, ValueError) as error:
            raise Refusal(
                form.text("project_name"),
                f"分值读不出（{'、'.join(printed)}）",
                "请把每行的分值填成两位以内小数的数",
                problem_en="a weight cannot be read",
                remedy_en="Fill every weight with a number of at most two decimals",
            ) from error
    made, unplaced = default_weights(used, [row.family for row in form.indicators])
    paid = [n for n, row in enumerate(form.indicators) if row.family == EXECUTION_ROW]
    made = (
        tuple(used.execution if n == paid[0] else w for n, w in enumerate(made)) if paid else made
    )
    return made, unplaced, False


def _row(
    row: Indicator, bound: Binding | None, weight: int, data: Evidence, used: Scheme
) -> RowResult:
    from .score import monitor, points
    from .score.measures import actual, measure
    from .score.verdict import judge

    if bound is None:
        nothing = Actual(None, "", incomplete=NOT_BOUND)
        told = Judgement(Standing.INCOMPLETE, row.target.comparator or "", reason=NOT_BOUND)
        return _made(row, "", nothing, told, points.award(used, told, nothing, weight))
    kind = measure(bound.measure)
    found = actual(data, bound)
    slack = data.number(kind.tolerance) if kind.tolerance else None
    ended = data.told >= data.last
    told = judge(row.target, kind, found, bound, tolerance=slack, ended=ended)
    gone = monitor.elapsed(data.year, data.told)
    shown = "" if ended else monitor.progress(data.book, kind, found, told.target, gone)
    return _made(row, kind.name, found, told, points.award(used, told, found, weight), shown)


def _spent(
    row: Indicator, spent: Execution | None, weight: int, data: Evidence, used: Scheme
) -> RowResult:
    """The execution rate where the form prints it as a row: judged there, and only there."""
    from .score import points
    from .score.measures import measure
    from .score.verdict import judge

    kind, ended = measure("execution"), data.told >= data.last
    rate = spent.rate if spent else None
    if spent is None or rate is None:
        why = "no-budget" if spent else NOT_BOUND
        told = Judgement(Standing.INCOMPLETE, row.target.comparator or "", reason=why)
        return _made(row, kind.name, Actual(None, "1", incomplete=why), told, Points(weight))
    beside = {"cash": spent.paid, "budget": spent.budget or Ratio(0)}
    assumed = ("cash-booked", "budget-in-force")
    found = Actual(rate, "1", basis="cash", beside=beside, assumptions=assumed, used=spent.used)
    bound = Binding("", "", row.ref, kind.name)
    told = judge(row.target, kind, found, bound, ended=ended)
    given = points.execution(used, rate if told.standing.judged else None, weight)
    return _made(row, kind.name, found, told, given, spent.light)


def _made(
    row: Indicator, kind: str, found: Actual, told: Judgement, given: Points, shown: str = ""
) -> RowResult:
    name, raw = row.name or "", row.target.raw
    return RowResult(row.ref, name, raw, row.family, kind, found, told, given, shown)


def _execution(form: Form, bound: Binding | None, data: Evidence) -> Execution | None:
    """Money against the budget in force, else against the one printed on the form."""
    from .score.exact import of_decimal
    from .score.monitor import executed

    if bound is None:
        return None
    printed = form.amounts.get("budget_amount")
    budget = of_decimal(printed.yuan) if printed and printed.yuan is not None else None
    return executed(data, bound, data.book, budget)


def executions(
    bindings: Sequence[Binding], con: Any, *, year: int, as_of: date, book: Book
) -> Mapping[str, Execution]:
    """Project code to its execution at a day; the total of all under ``""``."""
    from .model.result import Execution
    from .score.monitor import elapsed, executed, light
    from .score.records import Evidence

    data = Evidence(con, year, as_of, book)
    made = {one.code: executed(data, one, book) for one in bindings if one.ref == EXECUTION}
    gone = elapsed(year, as_of)
    paid = Ratio(sum(_fen(one.paid) for one in made.values()), 100)
    approved = [one.budget for one in made.values() if one.budget is not None]
    budget = Ratio(sum(map(_fen, approved)), 100) if len(approved) == len(made) else None
    whole = Execution(paid, budget, gone, "")
    shown = light(book, whole.rate, gone) if whole.rate is not None and gone.num else ""
    return {**made, "": Execution(paid, budget, gone, shown)}


def _fen(money: Ratio) -> int:
    """Fen of a sum of money, which has 1 or 100 below it."""
    from .score.exact import half_up

    return half_up(money.num * 100, money.den)
