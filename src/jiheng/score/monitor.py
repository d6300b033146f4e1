"""How far the year has come: money and quantities against time (budget-performance 5.15)."""

from __future__ import annotations

from datetime import date

from ..model.result import Actual, Binding, Execution, Ratio
from .exact import fraction
from .measures import actual as count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from ..policy import Book
    from .measures import Measure
    from .records import Evidence

RED, YELLOW, GREEN, BLUE = "red", "yellow", "green", "blue"


def elapsed(year: int, as_of: date) -> Ratio:
    """Days of the year gone by the end of the day, of all its days."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    gone = (min(max(as_of, first), last) - first).days + (as_of >= first)
    return Ratio(gone, (last - first).days + 1)


def light(book: Book, done: Ratio, gone: Ratio) -> str:
    """Progress against time: below 60 % red, below 80 % yellow, from 120 % blue (policy)."""
    part, time = fraction(done), fraction(gone)
    if part < _percent(book.number("progress-red")) * time:
        return RED
    if part < _percent(book.number("progress-yellow")) * time:
        return YELLOW
    return BLUE if part >= _percent(book.number("progress-blue")) * time else GREEN


def _percent(number: Decimal) -> Fraction:
    from fractions import Fraction

    return Fraction(number) * Fraction(1, 100)


def progress(
    book: Book, measure: Measure, actual: Actual, target: Ratio | None, gone: Ratio
) -> str:
    """The light of a quantity that grows over the year; "" for all others.

    Rates, quality, satisfaction and ceilings of cost are never prorated.
    """
    if not measure.cumulative or actual.unit == "1" or actual.value is None:
        return ""
    if target is None or not target.num:
        return ""
    done = fraction(actual.value)
    share = Ratio(done.numerator * target.den, done.denominator * target.num)
    return light(book, share, gone)


def executed(data: Evidence, bound: Binding, book: Book, budget: Ratio | None = None) -> Execution:
    """Money paid of a project by the day, against its budget in force (else ``budget``)."""
    found = count(data, bound)
    gone = elapsed(data.year, data.told)
    paid, approved = found.beside["cash"], found.beside.get("budget", budget)
    assert isinstance(paid, Ratio)
    made = Execution(paid, approved if isinstance(approved, Ratio) else None, gone, "", found.used)
    rate = made.rate
    shown = light(book, rate, gone) if rate is not None and gone.num else ""
    accrual = found.beside["accrual"]
    assert isinstance(accrual, Ratio)
    return Execution(made.paid, made.budget, gone, shown, found.used, accrual)
