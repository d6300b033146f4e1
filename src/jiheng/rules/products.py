"""Products of one price: price × counts × periods, in every reading of its unit that may be meant.

A reading is sure when the price's own denominators are paired with counts of the same object, or
with the only count there is. Readings that need a guess may close an equation, never open one:
人次 counted as 人 × 次 and the other way round, a rate per head paid every month, days for working
days, a count without a unit, months other than those the form states.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from ..model.record import record
from .figures import Count, Figures, Price, same_unit
from .names import Names
from .working import product_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .figures import Cost

LIMIT = 40
ONE = Decimal(1)


@record
class Equation:
    """One way to compute a cost: price × counts × periods. ``strong``: paired by name and unit."""

    price: Price
    counts: tuple[Count, ...]
    periods: Decimal
    yuan: Decimal
    strong: bool
    period_unit: str = ""

    def text(self) -> str:
        """The equation as people write it, ending in 万元 where the cost is large."""
        return product_text(self.price, self.counts, self.periods, self.yuan, self.period_unit)


class Counts:
    """The counts of a form by unit and object; answers are kept, many rates ask the same."""

    def __init__(self, found: Figures, words: Any) -> None:
        self.found = found
        self.split = {unit: tuple(parts) for unit, parts in words["composed"].items()}
        self.alike = tuple(frozenset(group) for group in words["alike"])
        self.units: dict[str, tuple[Names, list[Count], bool]] = {}
        self.kept: dict[tuple[str, str, str], list[tuple[Count, bool]]] = {}
        every = (*found.counts, *found.loose)
        self.extra = tuple(dict.fromkeys(c.unit for c in every if c.unit in words["repeated"]))
        self.others = {unit: _others(found, unit) for unit in ("月", "年")}

    def fitting(self, unit: str, cost: str, price: str) -> list[tuple[Count, bool]]:
        """Counts in a unit, surest first; the sign says whether the pairing is sure."""
        key = (unit, cost, price)
        if key not in self.kept:
            self.kept[key] = self._fitting(unit, cost, price)
        return self.kept[key]

    def _fitting(self, unit: str, cost: str, price: str) -> list[tuple[Count, bool]]:
        index, every, one = self._of_unit(unit)
        if not every:
            return self._guessed(unit)
        named = [*index.same(cost), *(index.same(price) if price != cost else [])]
        complete = True
        if not named:
            (first, all_first), (second, all_second) = index.close(cost), index.close(price)
            named, complete = [*first, *second], all_first and all_second
        sure = named or (every[:1] if one else [])
        if not complete or len({count.number for count in sure}) > 1:
            return [(count, False) for count in every[:LIMIT]]
        first_sure = sure[:1]
        others = [count for count in every[: LIMIT + 1] if count not in sure]
        guessed = self._guessed(unit) if not named else []
        return [
            *((count, True) for count in first_sure),
            *((count, False) for count in others),
            *guessed,
        ][:LIMIT]

    def _of_unit(self, unit: str) -> tuple[Names, list[Count], bool]:
        """The counts in a unit, their index, and whether they all state one number."""
        if unit not in self.units:
            base = self.found.bases.get(unit, (unit, ONE))[0]
            groups = self.found.same_count
            fitting = [
                count
                for count in self.found.counts
                if (same_unit(base, count.unit, groups) if unit else count.unit != "月")
            ]
            one = len({count.number for count in fitting}) == 1
            self.units[unit] = (Names(fitting), fitting, one)
        return self.units[unit]

    def _guessed(self, unit: str) -> list[tuple[Count, bool]]:
        """Counts in nearly the same unit (天 and 工作日), or in one that a name suggests."""
        base = self.found.bases.get(unit, (unit, ONE))[0]
        groups = (*self.found.same_count, *self.alike)
        near = [c for c in self.found.counts if c.unit != base and same_unit(base, c.unit, groups)]
        loose = [
            c for c in self.found.loose if not c.unit or not unit or same_unit(base, c.unit, groups)
        ]
        return [(count, False) for count in (*near, *loose)][:LIMIT]


def _others(found: Figures, unit: str) -> tuple[Decimal, ...]:
    """Numbers of months or years that counts of the form name, beside those of the year."""
    usual = found.per_year(unit)
    said = [c.number for c in (*found.counts, *found.loose) if c.unit == unit]
    return tuple(number for number in dict.fromkeys(said) if number != usual)[:3]


def equations(cost: Cost, price: Price, counts: Counts) -> Iterator[Equation]:
    """Every product of the price; the surest reading first."""
    for per, sure in _readings(price.per, counts):
        yield from _read(cost, price, per, sure, counts)


def _readings(per: tuple[str, ...], counts: Counts) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The denominators as printed, then those that may be meant."""
    yield per, True
    for index, unit in enumerate(per):
        if unit in counts.split:
            yield (*per[:index], *counts.split[unit], *per[index + 1 :]), False
    for whole, parts in counts.split.items():
        if per[: len(parts)] == parts:
            yield (whole, *per[len(parts) :]), False
    if not any(unit in counts.found.years for unit in per):
        for unit in ("月", *counts.extra):
            if unit not in per:
                yield (*per, unit), False


def _read(
    cost: Cost, price: Price, per: tuple[str, ...], sure: bool, counts: Counts
) -> Iterator[Equation]:
    found, choices, shift = counts.found, [], 0
    periods: list[tuple[Decimal, bool]] = [(ONE, True)]
    period_unit = ""
    for unit in per:
        years = found.per_year(unit)
        if years is not None:
            period_unit = unit
            others = counts.others.get(unit, ())
            said = unit == "月" and not found.months_stated
            periods = [(years, True), *((number, said) for number in others)]
            continue
        fitting = counts.fitting(unit, cost.object, price.object)
        tens = _tens(found.bases.get(unit, (unit, ONE))[1])
        if not fitting or tens is None:
            return
        choices.append(fitting)
        shift += tens
    for number, stated in periods:
        for picked in product(*reversed(choices)):
            yuan = price.yuan * number
            for count, _ in picked:
                yuan *= count.number
            strong = sure and stated and all(known for _, known in picked)
            chosen = tuple(count for count, _ in reversed(picked))
            yield Equation(
                price, chosen, number, yuan.scaleb(-shift) if shift else yuan, strong, period_unit
            )


def _tens(scale: Decimal) -> int | None:
    """Which power of ten a scale is; None where money per it would need a division (华里, 周)."""
    _, digits, exponent = scale.normalize().as_tuple()
    return exponent if digits == (1,) and isinstance(exponent, int) else None
