"""Products whose parts do not speak the same unit: 元/处 times 点 (UNI04, UNI05)."""

from __future__ import annotations

from .reconcile import reconcile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.form import Form
    from ..policy import Book
    from .figures import Count
    from .reconcile import Explained


def multiplied(form: Form, book: Book) -> Iterator[tuple[Explained, str, Count]]:
    """Every surely paired cost: the denominator of its rate and the count it was multiplied by."""
    answer = reconcile(form, book)
    for one in answer.costs:
        if one.equation is None or not one.equation.strong:
            continue
        units = [unit for unit in one.equation.price.per if answer.figures.per_year(unit) is None]
        for unit, count in zip(units, one.equation.counts, strict=False):
            yield one, unit, count


def base_of(unit: str, book: Book) -> str:
    """The base of a counting word: 名 and 位 are 人."""
    for words in book.topics["units"]["units"].values():
        entry = words.get(unit)
        if entry is not None:
            return str(entry.get("base") or unit)
    return unit
