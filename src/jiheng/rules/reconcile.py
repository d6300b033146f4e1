"""The arithmetic engine (勾稽): which printed figures explain which, and what is left over.

Cost rows are paired with rates and quantities by the name of the object and by unit, never by row
position. A product closes when it differs from the printed cost by no more than half a unit of the
cost's last printed digit (ERRATA section 2). A weak pairing (the only rate of the form, say) may
close an equation but never opens one. All numbers are Decimal; money is in 元.

Cost: at most ``MOST`` products a cost row, those paired surest first (each candidate list is cut at
``LIMIT``); a form of 200 rows takes at most 200 × 1,000 products, whatever its names and units
(tests/test_reconcile.py counts them). The sums of per_head.py are at most 2 to the power 12.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import islice

from ..model.quantity import half_last_digit
from ..model.record import record
from .figures import Cost, Count, Figures, Price, figures, same_unit
from .objects import near
from .working import amount_text, product_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.form import Form, Indicator
    from ..policy import Book

LIMIT = 40
MOST = 1000
CLOSED, GAP = "closed", "gap"
ONE = Decimal(1)


@record
class Equation:
    """One way to compute a cost: price × counts × periods. ``strong``: paired by name and unit."""

    price: Price
    counts: tuple[Count, ...]
    periods: Decimal
    yuan: Decimal
    strong: bool

    def text(self) -> str:
        """The equation as people write it, ending in 万元 where the cost is large."""
        return product_text(self.price, self.counts, self.periods, self.yuan)


@record
class Explained:
    """What became of one cost row. ``state``: closed, gap, or the word why it was not checked."""

    cost: Cost
    state: str
    equation: Equation | None = None

    @property
    def gap(self) -> Decimal:
        """Printed minus recomputed, in 元 (0 where nothing was recomputed)."""
        return self.cost.yuan - self.equation.yuan if self.equation else Decimal(0)


@record
class Reconciliation:
    """All that the engine found out about one form."""

    figures: Figures
    costs: tuple[Explained, ...]

    def of(self, row: Indicator) -> Explained | None:
        """The explanation of a cost row, None where the row is no cost in money."""
        return next((one for one in self.costs if one.cost.row is row), None)


KEPT = 64
_kept: dict[int, tuple[Form, Book, Reconciliation]] = {}


def reconcile(form: Form, book: Book) -> Reconciliation:
    """Reconcile a form; the last answers are kept, since several rules ask for the same form."""
    kept = _kept.get(id(form))
    if kept and kept[0] is form and kept[1] is book:
        return kept[2]
    found = figures(form, book)
    answer = Reconciliation(found, tuple(_explain(cost, found) for cost in found.costs))
    if len(_kept) >= KEPT:
        _kept.clear()
    _kept[id(form)] = (form, book, answer)
    return answer


def tolerance(cost: Cost) -> Decimal:
    """Half a unit of the last printed digit of the cost, in 元."""
    return half_last_digit(cost.number) * cost.scale


def _explain(cost: Cost, found: Figures) -> Explained:
    prices = _prices_for(cost, found)
    if not prices:
        if cost.row.ref in found.deferred:
            return Explained(cost, "deferred")
        return _closed_by_any(cost, found) or Explained(cost, "no-rate")
    every = (equation for price in prices for equation in _equations(cost, price, found))
    equations = list(islice(every, MOST))
    for equation in equations:
        if abs(cost.yuan - equation.yuan) <= tolerance(cost):
            return Explained(cost, CLOSED, equation)
    strong = [equation for equation in equations if equation.strong]
    if not strong:
        return Explained(cost, "no-quantity" if not equations else "ambiguous")
    nearest = min(strong, key=lambda equation: abs(cost.yuan - equation.yuan))
    return Explained(cost, GAP, nearest)


def _closed_by_any(cost: Cost, found: Figures) -> Explained | None:
    """Weak pairing: the form's only rate may close its only cost, but a miss says nothing."""
    if len(found.costs) != 1 or len(found.prices) != 1:
        return None
    for equation in _equations(cost, found.prices[0], found):
        if abs(cost.yuan - equation.yuan) <= tolerance(cost):
            return Explained(cost, CLOSED, equation)
    return None


def _prices_for(cost: Cost, found: Figures) -> list[Price]:
    """Rates in the cost row's own standard cell, else rates named for the same object."""
    own = [price for price in found.prices if price.row is cost.row]
    if own:
        return own
    named = [price for price in found.prices if price.object == cost.object]
    if not named:
        named = [price for price in found.prices if near(price.object, cost.object)]
        if len({price.object for price in named}) > 1:
            return []
    return named[:LIMIT]


def _equations(cost: Cost, price: Price, found: Figures) -> Iterator[Equation]:
    """Every product of the price with counts for each of its denominators."""
    choices: list[list[tuple[Count, bool]]] = []
    periods = ONE
    for unit in price.per:
        years = found.per_year(unit)
        if years is not None:
            periods *= years
            continue
        candidates = _counts_for(unit, cost, price, found)
        if not candidates:
            return
        choices.append(candidates[:LIMIT])
    for picked in _combinations(choices):
        yuan = price.yuan * periods
        for count, _ in picked:
            yuan *= count.number
        strong = all(sure for _, sure in picked)
        yield Equation(price, tuple(count for count, _ in picked), periods, yuan, strong)


def _combinations(
    choices: Sequence[Sequence[tuple[Count, bool]]],
) -> Iterator[tuple[tuple[Count, bool], ...]]:
    if not choices:
        yield ()
        return
    for rest in _combinations(choices[1:]):
        for first in choices[0]:
            yield (first, *rest)


def _counts_for(unit: str, cost: Cost, price: Price, found: Figures) -> list[tuple[Count, bool]]:
    """Counts in the denominator's unit: those of the same object, or the only ones, are sure."""
    fitting = [count for count in found.counts if same_unit(unit, count.unit, found.same_count)]
    named = [c for c in fitting if c.object in (cost.object, price.object)]
    if not named:
        named = [c for c in fitting if near(c.object, cost.object) or near(c.object, price.object)]
    sure = named or (fitting if len({count.number for count in fitting}) == 1 else [])
    if len({count.number for count in sure}) > 1:
        return [(count, False) for count in fitting]
    others = [(count, False) for count in fitting if count not in sure]
    return [(count, True) for count in sure[:1]] + others


def gap_text(one: Explained) -> str:
    """``318万元 − 313.32万元 = 4.68万元``."""
    assert one.equation is not None
    unit = one.cost.unit
    printed, computed = amount_text(one.cost.yuan, unit), amount_text(one.equation.yuan, unit)
    return f"{printed} − {computed} = {amount_text(one.gap, unit)}"
