"""The arithmetic engine (勾稽): which printed figures explain which, and what is left over.

Cost rows are paired with rates and quantities by the name of the object and by unit, never by row
position. An explanation closes when it differs from the printed cost by no more than half a unit
of the cost's last printed digit (ERRATA section 2), or by the form's own habit of rounding
(habits.py), which the working then names. A weak pairing (the only rate of the form, say) may
close an equation but never opens one; where a weak way closes and a sure one does not, nothing is
concluded. All numbers are Decimal; money is in 元.

Cost: at most ``MOST`` amounts are tried for a cost row, whatever its names and units, those paired
surest first (each list of candidates is cut at products.LIMIT, each search of names at names.MOST);
a form of n rows takes at most n × ``MOST`` steps, which ``Reconciliation.steps`` counts: 50,000
for 200 rows (tests/test_reconcile.py counts them and the calls; benchmarks/reconcile.py shows the
growth). The sums of per_head.py are at most 2 to the power 12, those of levels.py 4 look-ups a row.
"""

from __future__ import annotations

from decimal import Decimal

from ..model.record import record
from .contributions import Contribution, contributions
from .explained import (
    CLOSED,
    CONTRADICTED,
    EXPLAINED,
    GAP,
    Explained,
    back_computed,
    fitting,
    gap_text,
    judge,
    rounded_up,
    tolerance,
)
from .figures import Cost, Figures, Price
from .gather import figures
from .habits import habit_of
from .levels import RowSum, is_whole, row_sums
from .names import Names
from .products import LIMIT, Counts, Equation
from .ways import (
    Purse,
    Way,
    named_parts,
    portions,
    printed,
    products,
    rows,
    shares,
    single,
    together,
)
from .yearly import words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..model.form import Form
    from ..policy import Book

__all__ = [
    "CLOSED",
    "CONTRADICTED",
    "EXPLAINED",
    "GAP",
    "Explained",
    "Reconciliation",
    "back_computed",
    "forget",
    "gap_text",
    "reconcile",
    "tolerance",
]
MOST = 250


@record
class Reconciliation:
    """All that the engine found out about one form."""

    figures: Figures
    costs: tuple[Explained, ...]
    sums: tuple[RowSum, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    steps: int = 0

    def of(self, row: object) -> Explained | None:
        """The explanation of a cost row, None where the row is no cost in money."""
        return next((one for one in self.costs if one.cost.row is row), None)


KEPT = 64
_kept: dict[int, tuple[Form, Book, Reconciliation]] = {}


def reconcile(form: Form, book: Book) -> Reconciliation:
    """Reconcile a form; the last answers are kept, since several rules ask for the same form."""
    kept = _kept.get(id(form))
    if kept and kept[0] is form and kept[1] is book:
        return kept[2]
    answer = _reconcile(figures(form, book), book)
    if len(_kept) >= KEPT:
        _kept.clear()
    _kept[id(form)] = (form, book, answer)
    return answer


def forget() -> None:
    """Drops the answers kept; for measuring what one costs."""
    _kept.clear()


def _reconcile(found: Figures, book: Book) -> Reconciliation:
    words = words_of(book)
    sums = tuple(row_sums(found.costs, words))
    search = _Search(found, words, sums)
    costs = rounded_up([search.explain(cost) for cost in found.costs])
    steps = sum(one.steps for one in costs) + search.named.compared
    return Reconciliation(found, costs, sums, tuple(contributions(found, book)), steps)


class _Search:
    """The search for explanations of the costs of one form."""

    def __init__(self, found: Figures, words: Any, sums: Sequence[RowSum]) -> None:
        self.found, self.words, self.sums = found, words, sums
        self.counts = Counts(found, words)
        self.named = Names(found.prices)
        self.own: dict[str, list[Price]] = {}
        for price in found.prices:
            self.own.setdefault(price.row.ref, []).append(price)
        self.habit = habit_of(found.costs)

    def explain(self, cost: Cost) -> Explained:
        """What became of one cost row; an amount of 0 is explained by nothing."""
        purse = Purse(MOST)
        if not cost.yuan:
            return Explained(cost, "deferred" if cost.row.ref in self.found.deferred else "no-rate")
        prices, by_name = self._prices(cost)
        groups = products(cost, prices, self.counts, purse) if prices else []
        ways = [single(equation) for group in groups for equation in group]
        ways += printed(cost, self.found, self.words, purse)
        ways += named_parts(cost)
        ways += rows(cost, self.sums)
        if not fitting(ways, cost, tolerance(cost)):
            ways += together(groups, _fixed(cost), by_name and _apart(groups), purse)
            ways += portions(cost, groups, purse)
            ways += shares(cost, self.found, purse)
        if not prices and not fitting(ways, cost, tolerance(cost)):
            ways += self._any(cost, purse)
        return judge(cost, ways, bool(prices), purse.spent, self.found, self.habit)

    def _prices(self, cost: Cost) -> tuple[list[Price], bool]:
        """Rates in the cost row's own cells, else rates named for its object.

        The sign says whether they are all the rates of the object, and of nothing else.
        """
        own = self.own.get(cost.row.ref)
        if own:
            return own[:LIMIT], True
        same = self.named.same(cost.object)
        if same:
            return same[:LIMIT], len(same) <= LIMIT
        close, complete = self.named.close(cost.object)
        return close[:LIMIT], complete and len({price.object for price in close}) == 1

    def _any(self, cost: Cost, purse: Purse) -> list[Way]:
        """Weak pairing: all the rates of a form may close its only cost, or its whole."""
        costs, prices = self.found.costs, self.found.prices
        if not prices or (len(costs) > 1 and not is_whole(cost, self.words)):
            return []
        groups = products(cost, prices[:LIMIT], self.counts, purse)
        alone = [single(one) for group in groups for one in group] if len(prices) == 1 else []
        return [_weak(way) for way in (*alone, *together(groups, _fixed(cost), False, purse))]


def _fixed(cost: Cost) -> list[Decimal]:
    """Amounts without a unit of counting in the row's standard cell: a fixed fee."""
    return [q.base_number for q in cost.row.standard_numbers if q.unit.is_money][:3]


def _apart(groups: Sequence[Sequence[Equation]]) -> bool:
    """Whether the prices give different amounts: 700元/人/月 and 8400元/人/年 are one price."""
    amounts = [group[0].yuan for group in groups if group]
    return len(set(amounts)) == len(amounts)


def _weak(way: Way) -> Way:
    return Way(way.kind, way.yuan, False, way.terms, way.equations, way.said)
