"""Judging a cost row by the ways found for it: explained, contradicted, or neither, and why.

A sure way that misses contradicts the row only where nothing else closes, all sure ways give one
amount, and neither the form's habit of rounding, nor a price got by division, nor a number of
months the form does not state accounts for it. Silence comes before a false mismatch.
"""

from __future__ import annotations

from decimal import Decimal

from ..model.quantity import half_last_digit
from ..model.record import record
from .figures import Cost
from .habits import last_digit
from .products import LIMIT, Equation
from .ways import Way
from .working import amount_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .figures import Figures
    from .habits import Habit

CLOSED, GAP = "closed", "gap"  # by the product of one price: an Explained has its equation
EXPLAINED, CONTRADICTED = "explained", "contradicted"  # by another way: it has only its way
MONTHS = 13  # a year's pay has at most a thirteenth month
CAPS, FLOORS = ("<=", "<"), (">=", ">")
CHANCE = 20  # a month must be so many times the tolerance, or some number of months always fits
EXACT = 4  # digits of a price from which a total shows to have been divided (0.05 % at most)
ROUNDED_UP = 3  # recomputed rows that show a habit of rounding upwards


@record
class Explained:
    """What became of one cost row.

    ``state``: closed or gap (by the product of one price), explained or contradicted (by a formula
    of its own cell, a sum, parts …), or the word why it was not checked. ``way``: the explanation
    shown; ``equation``: its product, where it is the product of one price. ``others``: further ways
    that fit as well. ``habit``: the sentence of the rounding that was needed. ``tolerance`` in 元.
    ``steps``: amounts tried.
    """

    cost: Cost
    state: str
    equation: Equation | None = None
    way: Way | None = None
    others: tuple[Way, ...] = ()
    habit: str = ""
    tolerance: Decimal = Decimal(0)
    steps: int = 0

    @property
    def closes(self) -> bool:
        """Whether the form's own figures give the amount, in whatever way."""
        return self.state in (CLOSED, EXPLAINED)

    @property
    def misses(self) -> bool:
        """Whether the form's own figures contradict the amount."""
        return self.state in (GAP, CONTRADICTED)

    @property
    def priced(self) -> bool:
        """Whether the form says anything the amount could be computed from."""
        return self.state not in ("no-rate", "deferred")

    @property
    def gap(self) -> Decimal:
        """Printed minus recomputed, in 元 (0 where nothing was recomputed)."""
        return self.cost.yuan - self.way.yuan if self.way else Decimal(0)


def tolerance(cost: Cost) -> Decimal:
    """Half a unit of the last printed digit of the cost, in 元."""
    return half_last_digit(cost.number) * cost.scale


def back_computed(equation: Equation, cost: Cost) -> bool:
    """Whether a price looks like the total divided by the quantity (domain 5.6, ARI06).

    The quotient, rounded as the price is, is the price; the product is not the total; and the
    price has more digits than the total. Compared as a product, so that nothing is divided.
    """
    price = equation.price
    gap = abs(cost.yuan - equation.yuan)
    if not gap or gap * price.yuan > price.digit * equation.yuan:
        return False
    return _digits(price.yuan) > _digits(cost.yuan)


def _digits(number: Decimal) -> int:
    """Significant digits, trailing zeros not counted."""
    return len(number.normalize().as_tuple().digits)


def judge(
    cost: Cost, ways: list[Way], priced: bool, steps: int, found: Figures, habit: Habit | None
) -> Explained:
    """What the ways that were found make of a cost row."""
    limit = tolerance(cost)
    closing = fitting(ways, cost, limit)
    strong = [way for way in ways if way.strong]
    told = [way for way in closing if way.strong or way.kind in ("formula", "parts", "rows")]
    closed = {id(way) for way in closing}
    missed = [way for way in strong if id(way) not in closed]
    if not told and missed:
        shares = [way for way in closing if way.kind == "share" and way.equations]
        told = _fuller(closing, missed) or shares
    elif not told and not _lucky(cost, ways, limit):
        told = closing
    if told:
        best, *others = _different(told)
        return _explained(cost, CLOSED, best, tuple(others), "", limit, steps)
    if closing and strong:
        best, *others = _different(closing)
        return _explained(cost, "other-way", best, tuple(others), "", limit, steps)
    if not strong:
        return Explained(cost, _silence(cost, ways, priced, found), steps=steps)
    if len({way.yuan for way in strong}) > 1:
        return Explained(cost, "ambiguous", steps=steps)
    return _miss(cost, strong[0], limit, steps, found, habit)


def _lucky(cost: Cost, ways: Sequence[Way], limit: Decimal) -> bool:
    """Whether so many unsure amounts were tried that one of them had to fit by chance.

    Amounts spread evenly up to twice the cost hit its tolerance once in cost ÷ tolerance tries.
    """
    return len(ways) * limit * 2 > cost.yuan


def _silence(cost: Cost, ways: Sequence[Way], priced: bool, found: Figures) -> str:
    if priced:
        return "ambiguous" if any(way.kind == "product" for way in ways) else "no-quantity"
    return "deferred" if cost.row.ref in found.deferred else "no-rate"


def _miss(
    cost: Cost, way: Way, limit: Decimal, steps: int, found: Figures, habit: Habit | None
) -> Explained:
    """A sure way that does not close: by habit, by its price, by the months, or not at all."""
    gap = abs(cost.yuan - way.yuan)
    if habit and limit < habit.tolerance and gap <= habit.tolerance:
        return _explained(cost, CLOSED, way, (), habit.text(), habit.tolerance, steps)
    equation = way.equations[0] if len(way.equations) == 1 else None
    if equation and _digits(equation.price.yuan) >= EXACT and back_computed(equation, cost):
        text = "标准位数多于金额，像是由金额除以数量得出；在标准末位的半个单位之内"
        return _explained(cost, CLOSED, way, (), text, abs(cost.yuan - way.yuan), steps)
    if cost.partial and way.kind != "formula":
        return _explained(cost, "partial", way, (), "", limit, steps)
    rated = any(one.price.sign in FLOORS for one in way.equations)
    if rated if cost.yuan > way.yuan else _bounded(way, CAPS):
        return _explained(cost, "bounds", way, (), "", limit, steps)
    if _other_period(cost, way, equation, limit, found):
        return _explained(cost, "period", way, (), "", limit, steps)
    return _explained(cost, GAP, way, (), "", limit, steps)


def _other_period(
    cost: Cost, way: Way, equation: Equation | None, limit: Decimal, found: Figures
) -> bool:
    """Whether a number of months the form does not state would close it, and not by chance."""
    if way.kind == "formula":
        return any(abs(cost.yuan - way.yuan * times) <= limit for times in range(2, 32))
    if equation is None or equation.period_unit != "月" or found.months_stated:
        return False
    months, year = equation.periods, equation.yuan  # one month is year ÷ months; all times months
    by_chance = limit * months * CHANCE
    return year >= by_chance and any(
        abs(cost.yuan * months - year * times) <= limit * months for times in range(1, MONTHS + 1)
    )


def floors(one: Explained) -> bool:
    """Whether a quantity of the equation is a floor (≥150人), so that the cost may be more."""
    return one.way is not None and _bounded(one.way, FLOORS)


def _bounded(way: Way, signs: tuple[str, ...]) -> bool:
    """Whether a figure of the way has such a sign."""
    said = [one.price.sign for one in way.equations]
    said += [count.row.target.comparator or "" for one in way.equations for count in one.counts]
    return any(sign in signs for sign in said)


def fitting(ways: Sequence[Way], cost: Cost, limit: Decimal) -> list[Way]:
    """The ways that give the printed amount."""
    return [way for way in ways if abs(cost.yuan - way.yuan) <= limit]


def _fuller(closing: Sequence[Way], missed: Sequence[Way]) -> list[Way]:
    """Ways that close and only add to the sure ones that miss: further rates, or more periods."""
    needed = _used(missed)
    counts = {id(count) for way in missed for one in way.equations for count in one.counts}
    return [
        way
        for way in closing
        if (way.kind == "sum" and needed <= _used([way]))
        or (
            way.kind == "product"
            and needed == _used([way])
            and counts <= {id(count) for count in way.equations[0].counts}
        )
    ]


def _used(ways: Sequence[Way]) -> set[int]:
    """The prices used, by identity."""
    return {id(equation.price) for way in ways for equation in way.equations}


def _different(ways: Sequence[Way]) -> list[Way]:
    """The ways by simplicity, sure ones first; those that read the same are named once."""
    kept: dict[str, Way] = {}
    for way in sorted(ways, key=lambda way: (not way.strong, way.terms))[:LIMIT]:
        kept.setdefault(way.text(), way)
    return list(kept.values())


def _explained(
    cost: Cost,
    state: str,
    way: Way,
    others: tuple[Way, ...],
    habit: str,
    limit: Decimal,
    steps: int,
) -> Explained:
    equation = way.equations[0] if way.kind == "product" else None
    if equation is None:
        state = {CLOSED: EXPLAINED, GAP: CONTRADICTED}.get(state, state)
    return Explained(cost, state, equation, way, others, habit, limit, steps)


def rounded_up(costs: Sequence[Explained]) -> tuple[Explained, ...]:
    """Gaps below one unit of the last digit, where every recomputed row was rounded upwards."""
    sure = [one for one in costs if one.way and one.way.strong and (one.closes or one.misses)]
    up = all(0 <= one.gap < last_digit(one.cost) for one in sure)
    if not up or len([one for one in sure if one.gap]) < ROUNDED_UP:
        return tuple(costs)
    said = "本表按标准测算的成本都向上取整，差额不足末位一个单位"
    return tuple(
        one
        if not one.misses or one.way is None
        else _explained(one.cost, CLOSED, one.way, (), said, last_digit(one.cost), one.steps)
        for one in costs
    )


def gap_text(one: Explained) -> str:
    """``318万元 − 313.32万元 = 4.68万元``."""
    assert one.way is not None
    unit = one.cost.unit
    printed_text, computed = amount_text(one.cost.yuan, unit), amount_text(one.way.yuan, unit)
    return f"{printed_text} − {computed} = {amount_text(one.gap, unit)}"
