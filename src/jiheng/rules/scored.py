"""Points of a self-evaluation: what is printed, and what the ways of scoring in use would give.

budget-performance 3.4. No scheme is declared on a form, so a score is held against every way in
use; only what none of them gives is reported.
"""

from __future__ import annotations

from decimal import Decimal

from ..model.quantity import half_last_digit
from ..model.record import record
from .naming import one_cell
from .words import directions, has, is_ratio, squeeze
from .working import quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Form, Indicator
    from ..policy import Book

ZERO, ONE, ALL = Decimal(0), Decimal(1), Decimal(100)
CENT = Decimal("0.01")  # points are computed to two decimals
UP, DOWN, EXACT = "up", "down", "exact"
PRINTED = {">=": UP, ">": UP, "<=": DOWN, "<": DOWN, "=": EXACT}
# Reasons the rules about points share: {**POINTS} in their ``reasons``.
POINTS = {
    "no-column": ("版式没有这几栏", "the layout has no such columns"),
    "unread": (
        "分值、得分或完成值空着，或不是一个数",
        "a cell of the row is no plain number",
    ),
    "no-direction": (
        "指标值不是数，或看不出越大越好还是越小越好",
        "which way is better is unclear",
    ),
}
EXECUTION = {
    "no-row": ("没有读到预算执行那一行", "no execution row was read"),
    "unread": (
        "预算数、执行数、执行率或得分空着，或不是一个数",
        "a cell of the row is no plain number",
    ),
}


@record
class Scored:
    """A row that can be judged: target, actual (in one unit), weight and score.

    ``way``: up, down or exact; ``implied``: no sign is printed, the name tells.
    """

    row: Indicator
    target: Decimal
    actual: Decimal
    weight: Decimal
    score: Decimal
    way: str
    implied: bool

    @property
    def missed(self) -> bool:
        """Whether the target was not reached."""
        if self.way == DOWN:
            return self.actual > self.target
        return self.actual < self.target

    @property
    def allowed(self) -> tuple[Decimal, ...]:
        """The points each way of scoring gives, the highest last."""
        if not self.missed:
            return (self.weight,)
        if self.way != DOWN:
            return (_share(self.weight * self.actual, self.target),)
        found = [_share(self.weight * self.target, self.actual)]
        if self.target:
            left = 2 * self.target - self.actual
            found.append(max(ZERO, _share(self.weight * left, self.target)))
        return tuple(sorted(found))

    @property
    def formula(self) -> Decimal:
        """The highest of them, as it would be printed."""
        return quotient(self.allowed[-1], ONE, 2)

    @property
    def tolerance(self) -> Decimal:
        """Half a unit of the last printed digit of the score, and a cent at least."""
        return max(CENT, half_last_digit(self.score))


def _share(over: Decimal, under: Decimal) -> Decimal:
    return quotient(over, under, 6)


def as_percent(rate: Decimal, text: str) -> Decimal:
    """A rate in per cent; 0.9997 without its sign is a share of one."""
    return rate if rate > ONE or "%" in text or "％" in text else rate * ALL


def plain_number(text: str) -> Decimal | None:
    """A number alone: ``10``, ``9.50分``, ``1,100.00``, ``99.97%``; None for anything else."""
    word = squeeze(text).removesuffix("分").rstrip("%％").replace(",", "").replace("，", "")
    whole, _, part = word.partition(".")
    digits = whole.isascii() and whole.isdecimal() and len(word) <= 18
    return Decimal(word) if digits and (not part or part.isdecimal()) and word[-1] != "." else None


def points(row: Indicator, key: str) -> Decimal | None:
    """The number in the weight or score column."""
    return plain_number(row.text(key))


def whole_cells(rows: list[Indicator], key: str) -> list[Indicator]:
    """The rows whose cell of a column is printed, a merged cell counted once."""
    out: list[Indicator] = []
    for row in rows:
        if row.text(key) and not (out and one_cell(out[-1], row, key)):
            out.append(row)
    return out


def actual(row: Indicator) -> Decimal | None:
    """The actual value in the unit of the target; None where the unit is another or unclear."""
    said = squeeze(row.text("actual")).replace("％", "%")
    unit, printed = row.target.unit, squeeze(row.target.unit_text or "")
    for name in (printed, unit.text if unit else ""):
        bare = said.removesuffix(name)
        if bare != said:
            return _bare_number(bare)
    done = _bare_number(said)
    share = is_ratio(row.target) and done is not None and done <= ONE
    return None if share else done  # 0.98 may be 98 %, or not


def _bare_number(text: str) -> Decimal | None:
    """A number with no unit of its own."""
    return plain_number(text) if text[-1:].isdecimal() else None


def scored(row: Indicator, book: Book) -> Scored | str:
    """The row as it can be judged, or the word of POINTS why it cannot."""
    weight, score, done = points(row, "weight"), points(row, "score"), actual(row)
    target = row.target.number
    if target is None or target < 0 or row.target.kind not in ("quant", "rate"):
        return "no-direction"
    if weight is None or score is None or done is None:
        return "unread"
    way, implied = direction(row, book)
    if not way:
        return "no-direction"
    return Scored(row, target, done, weight, score, way, implied)


def direction(row: Indicator, book: Book) -> tuple[str, bool]:
    """Which way is better, and whether only name and family say so; "" where neither does.

    A cost is a ceiling whatever is printed: spending less than “=30万元” is no failure, and one
    written as a floor is a mistake of its own (DIR01).
    """
    op = row.target.op
    way = PRINTED.get(op or "", "")
    if row.family == "cost":
        return (DOWN, way == EXACT) if way in (DOWN, EXACT) else ("", True)
    if way == EXACT and row.target.number == 0:
        return DOWN, False
    if op is not None:
        return way, False
    unit, name, bad = row.target.unit, row.name or "", directions(book, "ceiling")
    if unit is not None and unit.family == "time":
        return "", True
    if any(has(name, bad[key]) for key in bad) and not has(name, directions(book, "handled")):
        return "", True
    return UP, True


def execution(form: Form, key: str) -> Decimal | None:
    """Points or score of the execution row above the table; 0 where the table has a row for it.

    None where no such row was read: the text may have lost it.
    """
    if any(row.family == "execution" for row in form.indicators):
        return ZERO
    return plain_number(form.text(f"execution_{key}"))


def has_columns(form: Form, *keys: str) -> bool:
    """Whether the layout prints all of these columns."""
    return set(keys) <= set(form.columns)


def unexplained(row: Indicator, book: Book) -> bool:
    """Whether the cell for reasons says nothing: blank, 无, ……"""
    words = book.topics["lexicon"]
    said = squeeze(row.text("reason")).strip("。.")
    return said in ("", *words["empty"], *words["filler"])
