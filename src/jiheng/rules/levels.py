"""Sums among the cost rows: rows that add up to a subtotal, subtotals that add up to a total.

A row is the whole of the rows next to it, below or above. A row named for a whole (合计, 小计,
总成本) or followed by 其中 is one by its name, and may differ from its parts by its own rounding;
another row is taken for one only where the sum is exact. Sums found are folded and the search
repeated, from the inside out, at most ``LEVELS`` times: a row more costs a look-up a level (and
one for each place with the same running sum: rows of 0 between, of which ``SAME`` are tried).
"""

from __future__ import annotations

from decimal import Decimal

from ..model.quantity import half_last_digit
from ..model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from .figures import Cost

LEVELS = 5
SAME = 8
ZERO = Decimal(0)


@record
class RowSum:
    """A cost row that is the sum of others; ``named``: its name says so too."""

    whole: Cost
    parts: tuple[Cost, ...]
    named: bool


def row_sums(costs: Sequence[Cost], words: Any, *, named_only: bool = False) -> list[RowSum]:
    """Every sum among the rows, from the inside out."""
    out: list[RowSum] = []
    left, inner = list(costs), True
    for _ in range(LEVELS):
        shut = {one.whole.row.ref for one in out} if inner else None
        found = _level(left, words, named_only, shut)
        out += found
        if not found and not inner:
            break
        inner = inner and bool(found)
        gone = {part.row.ref for one in found for part in one.parts}
        left = [cost for cost in left if cost.row.ref not in gone]
    return out


def top(costs: Sequence[Cost], sums: Sequence[RowSum]) -> tuple[Cost, ...]:
    """The rows that are part of no other row."""
    inside = {part.row.ref for one in sums for part in one.parts}
    return tuple(cost for cost in costs if cost.row.ref not in inside)


def is_whole(cost: Cost, words: Any) -> bool:
    """Whether a row is named for a whole."""
    return any(word in (cost.row.name or "") for word in words["whole"])


def is_part(cost: Cost, words: Any) -> bool:
    """Whether a row is marked as a part: 其中："""
    name = (cost.row.name or "").lstrip("（( —-")
    return name.startswith(tuple(words["part_marks"]))


def _level(
    costs: Sequence[Cost], words: Any, named_only: bool, shut: set[str] | None
) -> list[RowSum]:
    """The sums among these rows. ``shut``: a whole by name counts as a part only if it is here."""
    sums, used = [], set[int]()
    before = [ZERO]
    for cost in costs:
        before.append(before[-1] + cost.yuan)
    at: dict[Decimal, list[int]] = {}
    for index, amount in enumerate(before):
        at.setdefault(amount, []).append(index)
    wholes = [_whole_by_name(costs, index, words) for index in range(len(costs))]
    for index, cost in enumerate(costs):
        if not cost.yuan or (named_only and not wholes[index]):
            continue
        span = _exact(index, cost, before, at)
        span = span or (_near(index, cost, before) if wholes[index] else None)
        if span is None or used.intersection(span):
            continue
        if shut is not None and any(wholes[i] and costs[i].row.ref not in shut for i in span):
            continue
        used.update((*span, index))
        sums.append(RowSum(cost, tuple(costs[i] for i in span), wholes[index]))
    return sums


def _whole_by_name(costs: Sequence[Cost], index: int, words: Any) -> bool:
    """Named for a whole, or followed by 其中."""
    follows = index + 1 < len(costs) and is_part(costs[index + 1], words)
    return is_whole(costs[index], words) or follows


def _exact(
    index: int, cost: Cost, before: Sequence[Decimal], at: dict[Decimal, list[int]]
) -> range | None:
    """Two or more rows right below, or right above, that add up to the row."""
    for end in at.get(before[index + 1] + cost.yuan, ())[-SAME:]:
        if end >= index + 3:
            return range(index + 1, end)
    for start in at.get(before[index] - cost.yuan, ())[:SAME]:
        if start <= index - 2:
            return range(start, index)
    return None


def _near(index: int, cost: Cost, before: Sequence[Decimal]) -> range | None:
    """All rows below, or all above, where they add up to the row within its rounding."""
    tolerance = half_last_digit(cost.number) * cost.scale
    end = len(before) - 1
    if end - index - 1 >= 2 and abs(before[end] - before[index + 1] - cost.yuan) <= tolerance:
        return range(index + 1, end)
    if index >= 2 and abs(before[index] - cost.yuan) <= tolerance:
        return range(index)
    return None


def readings(costs: Sequence[Cost], words: Any) -> Iterator[tuple[tuple[Cost, ...], bool]]:
    """The rows that may make up the budget, most literal first; the sign says if names say so."""
    yield tuple(costs), not any(is_whole(cost, words) for cost in costs)
    named = top(costs, row_sums(costs, words, named_only=True))
    if len(named) < len(costs):
        yield named, True
    parts = tuple(cost for cost in costs if not is_whole(cost, words))
    if 0 < len(parts) < len(costs):
        yield parts, True
        yield tuple(cost for cost in costs if cost not in parts)[:1], True
    every = top(costs, row_sums(costs, words))
    if len(every) < len(costs):
        yield every, False
