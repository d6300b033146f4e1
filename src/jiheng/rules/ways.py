"""The ways in which a form's own figures may give a cost, beside the product of one price.

Each yields ``Way``: an amount in 元 and the equation that gives it. A way that is not strong may
explain a cost and never contradicts it. Every amount tried is a step of the row's purse; when the
purse is empty the search ends (reconcile.py states the worst case).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

from ..model.record import record
from .formula import Formula, formulas
from .products import Equation, equations
from .working import amount_text, number_text, result_text, sum_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from .figures import Cost, Figures, Price
    from .levels import RowSum
    from .products import Counts

ZERO, ONE = Decimal(0), Decimal(1)
FEW = 6  # prices that are combined; 2 to the power 6 subsets at most
EACH = 4  # equations of a price that are combined with those of others


@record
class Way:
    """One explanation of a cost. ``kind``: product, sum, formula, parts, rows or share.

    ``terms`` counts the figures used: of two ways that fit, the one with fewer is shown first.
    """

    kind: str
    yuan: Decimal
    strong: bool
    terms: int
    equations: tuple[Equation, ...] = ()
    said: str = ""

    def text(self) -> str:
        """The equation as people write it."""
        if self.said:
            return self.said
        if self.kind == "product":
            return self.equations[0].text()
        left = [one.text().split(" = ")[0] for one in self.equations]
        fixed = self.yuan - sum((one.yuan for one in self.equations), ZERO)
        if fixed:
            left.append(amount_text(fixed, "元"))
        return f"{' + '.join(left)} = {result_text(self.yuan)}"


class Purse:
    """Steps that may still be spent on one row."""

    def __init__(self, most: int) -> None:
        self.most, self.spent = most, 0

    def pay(self) -> bool:
        """Takes a step; False when none is left."""
        if self.spent >= self.most:
            return False
        self.spent += 1
        return True


def products(
    cost: Cost, prices: Sequence[Price], counts: Counts, purse: Purse
) -> list[list[Equation]]:
    """The equations of each price, as far as the purse reaches; each price has its fair part."""
    out = []
    for index, price in enumerate(prices):
        room = max(1, (purse.most - purse.spent) // (len(prices) - index))
        found = []
        for equation in equations(cost, price, counts):
            if room <= 0 or not purse.pay():
                break
            room -= 1
            found.append(equation)
        out.append(found)
    return out


def single(equation: Equation) -> Way:
    """The product of one price."""
    terms = 1 + len(equation.counts) + (equation.periods != 1)
    return Way("product", equation.yuan, equation.strong, terms, (equation,))


def together(
    groups: Sequence[Sequence[Equation]], fixed: Sequence[Decimal], named: bool, purse: Purse
) -> Iterator[Way]:
    """Sums of the products of several prices (two standards), and with a fixed fee added.

    ``named``: all prices bear the cost's name, so that their sum is what the cost should be.
    """
    lists = [group[:EACH] for group in groups if group][:FEW]
    whole = len(lists) == len(groups)
    for size in range(len(lists), 1, -1):
        for chosen in combinations(lists, size):
            for picked in product(*chosen):
                if not purse.pay():
                    return
                total = sum((one.yuan for one in picked), ZERO)
                strong = named and whole and size == len(lists) and all(o.strong for o in picked)
                yield Way("sum", total, strong, 3 * size, picked)
    for group in lists:
        for equation in group:
            for fee in fixed:
                if not purse.pay():
                    return
                yield Way("sum", equation.yuan + fee, False, 4, (equation,))


def portions(cost: Cost, groups: Sequence[Sequence[Equation]], purse: Purse) -> Iterator[Way]:
    """Products of which the row's own cells say that a part is paid: × 60 %, or × 3 % × 30 %."""
    for group in groups:
        for equation in group[:EACH]:
            whole = ONE
            for portion in cost.portions:
                whole *= portion
            for share in dict.fromkeys((*cost.portions, whole) if cost.portions else ()):
                if not purse.pay():
                    return
                yuan = equation.yuan * share
                percent = f"{number_text(share.scaleb(2))}%"
                left = equation.text().split(" = ")[0]
                said = f"{left} × {percent} = {result_text(yuan)}"
                yield Way("share", yuan, False, 4, (equation,), said)


def printed(cost: Cost, found: Figures, words: Any, purse: Purse) -> Iterator[Way]:
    """Formulas in the cells of the cost's own row."""
    for column in words["formula_columns"]:
        text = cost.row.text(column)
        several = []
        for formula in formulas(text, words) if text else ():
            several.append(formula)
            if not purse.pay():
                return
            sure = not formula.open and _only(formula, cost, words)
            yield Way(
                "formula", formula.yuan, sure, formula.factors, (), formula.said(formula.yuan)
            )
            for unit in ("月", "季度", "学期", "半年", "天"):
                times = found.per_year(unit)
                asked = unit in formula.open or (not formula.open and unit == "月")
                if times and asked and purse.pay():
                    yuan = formula.yuan * times
                    said = formula.said(yuan, f" × {number_text(times)}{unit}")
                    yield Way("formula", yuan, False, formula.factors + 1, (), said)
        if len(several) > 1 and purse.pay():
            total = sum((one.yuan for one in several), ZERO)
            said = " + ".join(one.text for one in several) + f" = {result_text(total)}"
            yield Way("formula", total, False, sum(one.factors for one in several), (), said)


def _only(formula: Formula, cost: Cost, words: Any) -> bool:
    """Nothing but the formula and the amount stands in the cell: no word for a part or for more."""
    if any(word in formula.text for word in (*words["text_parts"], *words["formula_more"])):
        return False
    left = formula.rest.replace(f"{cost.number:f}", "", 1)
    for word in sorted(words["formula_words"], key=len, reverse=True):
        left = left.replace(word, "")
    return not any(char.isalnum() for char in left)


def named_parts(cost: Cost) -> Iterator[Way]:
    """Amounts that the cost's own cells name as its parts."""
    standard = tuple(q.base_number for q in cost.row.standard_numbers if q.unit.is_money)
    for parts in (cost.parts, standard):
        if len(parts) > 1:
            total = sum(parts, ZERO)
            unit = "元" if cost.scale == ONE else "万元"
            yield Way("parts", total, False, len(parts), (), sum_text(parts, unit))


def rows(cost: Cost, sums: Sequence[RowSum]) -> Iterator[Way]:
    """Other cost rows of which this one is the total by its name or by 其中."""
    for one in sums:
        if one.whole is cost and one.named:
            parts = [part.yuan for part in one.parts]
            unit = "元" if cost.scale == ONE else "万元"
            yield Way("rows", sum(parts, ZERO), False, len(parts), (), sum_text(parts, unit))


def shares(cost: Cost, found: Figures, purse: Purse) -> Iterator[Way]:
    """A base of money × a rate: interest on a loan, a subsidy of a share of an amount."""
    for share in found.shares:
        for base in found.sums:
            if not purse.pay():
                return
            yuan = base.yuan * share.number
            said = f"{base.text} × {share.text} = {result_text(yuan)}"
            yield Way("share", yuan, False, 2, (), said)
