"""Rates as rules judge them: which cannot exceed 100 %, and which are better high."""

from __future__ import annotations

from .objects import without_brackets
from .words import directions, has, is_capped, is_ratio, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from ..model.form import Indicator
    from ..policy import Book


def rate_name(row: Indicator) -> str:
    """The name of the row without brackets and white space."""
    return squeeze(without_brackets(row.name or ""))


def share(row: Indicator) -> Decimal | None:
    """The one number of a percentage as a share of one (100 % is 1); None for anything else."""
    quantity = row.target.quantity
    if quantity is None or not is_ratio(row.target) or quantity.unit.text not in ("%", "‰"):
        return None
    return quantity.base_number


def cannot_exceed(row: Indicator, book: Book) -> bool:
    """Whether the row is a rate, or a satisfaction, that ends at 100 %."""
    name = rate_name(row)
    if has(name, terms(book, "uncapped-rates")):
        return False
    return is_capped(name, book) or (row.family == "satisfaction" and name.endswith("满意度"))


def is_good(row: Indicator, book: Book) -> bool:
    """Whether the row is a rate of which more is better."""
    name = rate_name(row)
    if not name.endswith("率") or has(name, directions(book, "bad-rates")):
        return False
    if has(name, directions(book, "ceiling-rates")):
        return False
    return is_capped(name, book) or has(name, directions(book, "good-rates"))
