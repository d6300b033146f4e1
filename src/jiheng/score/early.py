"""Early warnings while the year runs: what falls behind, what can no longer be reached."""

from __future__ import annotations

from fractions import Fraction

from ..model.record import record
from ..model.result import Ratio, Standing
from .exact import fraction, of_fraction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.result import FormResult, RowResult
    from ..policy import Book

BAD, WARN = "bad", "warn"
EXECUTION = "EXEC"
LEVELS = {"red": 0, "yellow": 1, "green": 2, "blue": 3}
CEILINGS = ("<=", "<")


@record
class Early:
    """One warning. ``kind``: execution-behind, row-behind, ceiling-passed, rate-below,
    money-ahead or no-value. ``gap``: by how much, as a share or in the unit of the row.
    """

    kind: str
    ref: str
    level: str
    gap: Ratio | None = None
    light: str = ""


def early(found: FormResult, book: Book) -> Iterator[Early]:
    """The warnings of one form, money first. Nothing is said of a row nobody can judge."""
    yield from _money(found, book)
    for row in found.rows:
        yield from _row(row, found)


def _money(found: FormResult, book: Book) -> Iterator[Early]:
    spent = found.execution
    if spent is None or spent.rate is None:
        return
    gap = fraction(spent.elapsed) - fraction(spent.rate)
    if gap * 100 > Fraction(book.number("execution-behind")) or spent.light == "red":
        level = BAD if spent.light == "red" else WARN
        yield Early("execution-behind", EXECUTION, level, of_fraction(gap), spent.light)


def _row(row: RowResult, found: FormResult) -> Iterator[Early]:
    told = row.judgement
    if told.standing is Standing.CANNOT_JUDGE:
        return
    if row.actual.value is None and not row.actual.word and not row.actual.pending:
        yield Early("no-value", row.ref, WARN)
        return
    if row.light in ("red", "yellow"):
        yield Early("row-behind", row.ref, BAD if row.light == "red" else WARN, None, row.light)
        money = found.execution.light if found.execution else ""
        if money and LEVELS[money] - LEVELS[row.light] > 1:
            yield Early("money-ahead", row.ref, WARN, None, row.light)
    if to_date(row) is not Standing.NOT_MET or row.light:
        return
    gap = _gap(row)
    if told.op in CEILINGS:
        yield Early("ceiling-passed", row.ref, BAD, gap)
    elif row.actual.unit == "1":  # money and counts under a floor may still grow
        yield Early("rate-below", row.ref, WARN, gap)


def to_date(row: RowResult) -> Standing | None:
    """What the verdict would be if the year ended on the day; None where nothing can be said."""
    told = row.judgement
    if told.standing.judged:
        return told.standing
    return next((one.standing for one in told.readings if one.name == "to-date"), None)


def _gap(row: RowResult) -> Ratio | None:
    aim, value = row.judgement.target, row.actual.value
    if aim is None or value is None:
        return None
    return of_fraction(abs(fraction(value) - fraction(aim)))
