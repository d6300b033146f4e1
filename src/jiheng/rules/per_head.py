"""Yearly amounts per head (元/人): which monthly and yearly rates explain them."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from ..model.quantity import half_last_digit
from ..model.record import record
from .figures import Figures, Price, annual_rows, row_object, same_unit
from .working import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.form import Form, Indicator
    from ..policy import Book

HEADS = ("人", "户", "生", "名")
MONTHS = 13  # a year's pay has at most a thirteenth month


@record
class PerHead:
    """A row that states a year's money per head, in 元; ``unit`` is the head's counting word."""

    row: Indicator
    yuan: Decimal
    tolerance: Decimal
    unit: str
    text: str


@record
class Part:
    """One rate turned into a year: 2400元/人/月 × 12 = 28,800."""

    price: Price
    yearly: Decimal
    text: str


@record
class Match:
    """What the parts say about a per-head figure: the full sum, and the subset that is nearest.

    ``fits``: how many of the sums searched give the figure.
    """

    total: Decimal
    parts: tuple[Part, ...]
    nearest: tuple[Part, ...]
    nearest_yuan: Decimal
    searched: int
    fits: int = 0


def per_heads(form: Form, book: Book) -> list[PerHead]:
    """Benefit rows in 元 per head (or per head and year) that speak of what is paid."""
    words = book.topics["reconcile"]
    out = []
    for row in annual_rows(form, words):
        quantity = row.target.quantity
        if quantity is None or not quantity.unit.is_money_rate:
            continue
        per, name = quantity.unit.per, row.name or ""
        if (
            row.family not in ("economic", "social")
            or per[0] not in HEADS
            or per[1:] not in ((), ("年",))
        ):
            continue
        if any(word in name for word in words["not_spent"]):
            continue
        if not any(word in name for word in words["paid_per_head"]):
            continue
        tolerance = half_last_digit(quantity.number) * quantity.unit.scale
        text = f"{number_text(quantity.number)}{quantity.unit.text}"
        out.append(PerHead(row, quantity.base_number, tolerance, per[0], text))
    return out


def parts_of(head: PerHead, found: Figures) -> tuple[Part, ...]:
    """Every rate per such a head as a yearly amount; rates per piece or day have no year."""
    out = []
    for price in found.prices:
        if not price.per or not same_unit(price.per[0], head.unit, found.same_count):
            continue
        if len(price.per) > 2:
            continue
        periods = found.per_year(price.per[1]) if len(price.per) == 2 else Decimal(1)
        if periods is None:
            continue
        yearly = price.yuan * periods
        factor = f" × {number_text(periods)}" if periods != 1 else ""
        shown = f"{price.row.name} {price.text}{factor}"
        out.append(Part(price, yearly, f"{shown} = {number_text(yearly)}元"))
    return tuple(out)


def explain(head: PerHead, parts: Sequence[Part], limit: int) -> Match:
    """Search the sums of parts for the printed figure.

    The whole sum comes first; then, up to ``limit`` parts, every subset (2 to the power ``limit``
    sums at most), the largest subsets first so that ties go to the fuller explanation.
    """
    total = sum((part.yearly for part in parts), Decimal(0))
    best, best_sum, searched = tuple(parts), total, 1
    fits = int(abs(total - head.yuan) <= head.tolerance)
    if not fits and len(parts) <= limit:
        for size in range(len(parts) - 1, 0, -1):
            for chosen in combinations(parts, size):
                searched += 1
                amount = sum((part.yearly for part in chosen), Decimal(0))
                fits += abs(amount - head.yuan) <= head.tolerance
                if abs(amount - head.yuan) < abs(best_sum - head.yuan):
                    best, best_sum = chosen, amount
    return Match(total, tuple(parts), best, best_sum, searched, fits)


def months_that_fit(head: PerHead, parts: Sequence[Part], found: Figures) -> int:
    """A number of months, not stated on the form, for which all parts make the figure; else 0."""
    if found.months_stated:
        return 0
    monthly = sum((part.price.yuan for part in parts if "月" in part.price.per), Decimal(0))
    yearly = sum((part.yearly for part in parts if "月" not in part.price.per), Decimal(0))
    if monthly <= head.tolerance * 2:
        return 0
    for months in range(1, MONTHS + 1):
        if abs(monthly * months + yearly - head.yuan) <= head.tolerance:
            return months
    return 0


def same_row_object(head: PerHead, part: Part, book: Book) -> bool:
    """Whether the per-head figure is named for one paid item."""
    return row_object(head.row, book.topics["reconcile"]) == part.price.object
