"""How a form rounds its costs: to whole 万元 or to 0.1 万元 throughout, to the nearest or upwards.

A habit needs at least ``WITNESSES`` different amounts, all of them multiples of the step. It widens
the tolerance to half a step (or one step, where every recomputed row was rounded up), and whoever
uses it names it in the working; a gap larger than that stays a gap.
"""

from __future__ import annotations

from decimal import Decimal

from ..model.quantity import decimals
from ..model.record import record
from .working import amount_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .figures import Cost

WITNESSES = 3
STEPS = (Decimal(10000), Decimal(1000))


@record
class Habit:
    """The step in 元 all costs are multiples of; ``witnesses`` counts the different amounts."""

    step: Decimal
    witnesses: int

    @property
    def tolerance(self) -> Decimal:
        """Half a step, in 元."""
        return self.step.scaleb(-1) * 5

    def text(self) -> str:
        """The habit as a sentence of the working."""
        return (
            f"本表 {self.witnesses} 个成本金额都取整到 {amount_text(self.step)}，"
            f"按 ±{amount_text(self.tolerance)} 比较"
        )


def habit_of(costs: Sequence[Cost]) -> Habit | None:
    """The largest step of which every cost is a multiple; None below ``WITNESSES`` amounts."""
    amounts = {cost.yuan for cost in costs if cost.yuan}
    if len(amounts) < WITNESSES:
        return None
    for step in STEPS:
        if all(not amount % step for amount in amounts):
            return Habit(step, len(amounts))
    return None


def last_digit(cost: Cost) -> Decimal:
    """One unit of the last printed digit of a cost, in 元."""
    return cost.scale.scaleb(-decimals(cost.number))
