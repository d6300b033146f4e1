"""Heads of an indicator table in several storeys of merged cells.

Every column has the stack of head cells above it; the lowest that is known says what it is. Heads
of one storey, and the lower row of a head of two, are read by ``columns``; this is for three and
more, and for a top row that names too little to be seen as a head.
"""

from __future__ import annotations

from itertools import pairwise

from .columns import CORE, LEVELS, Column, head_columns
from .titles import fiscal_year

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .grid import Cell
    from .vocabulary import Vocabulary

    Stack = tuple[Cell, ...]

DEEPEST = 5
EARLIER = ("上年", "上一年", "去年", "半年", "历史", "基期")


def storeyed(
    rows: Sequence[Sequence[Cell]], at: int, words: Vocabulary
) -> tuple[list[Column], int] | None:
    """The columns of the head that begins at row ``at`` and the row after it; None where none."""
    end = _end(rows[at], words)
    if not 2 <= end - at <= DEEPEST or end > len(rows):
        return None
    if end - at == 2 and head_columns(list(rows[at]), words):
        return None
    cells = [cell for row in rows[at:end] for cell in row]
    stacks = _stacks(cells)
    keys = [_key(stack, words) for _, _, stack in stacks]
    named = set(keys)
    if len(named & CORE) < 2 or not named & {"name", "value"} or not named & {*LEVELS, "name"}:
        return None
    if "value" not in named:
        spot = _value(stacks, words)
        keys = ["value" if n == spot else key for n, key in enumerate(keys)]
    return _columns(stacks, keys), end


def _end(own: Sequence[Cell], words: Vocabulary) -> int:
    """Where the head cells of the row reach down to; a block label beside all rows does not say."""
    heads = [(words.head(cell.text), cell) for cell in own if cell.text.strip()]
    known = [cell for key, cell in heads if key and (key != "block" or cell.colspan > 1)]
    if len(known) < 2:
        return 0
    return max(cell.row + cell.rowspan for cell in known)


def _stacks(cells: Sequence[Cell]) -> list[tuple[int, int, Stack]]:
    """(start, end, head cells from the top) of each column."""
    edges = sorted({e for c in cells for e in (c.column, c.column + c.colspan)})
    out = []
    for start, end in pairwise(edges):
        over = [c for c in cells if c.column <= start < c.column + c.colspan and c.text.strip()]
        stack = tuple(sorted(over, key=lambda cell: cell.row))
        if stack:
            out.append((start, end, stack))
    return out


def _key(stack: Stack, words: Vocabulary) -> str:
    """What the lowest cell says; a lower word that is not known hides what stands above it."""
    low = stack[-1].text
    if len(stack) > 1 and low.strip() == "单位":
        return "unit"  # below 指标值 it is not the unit of money
    key = words.head(low)
    return key or f"other:{stack[-1].text.strip()}"


def _value(stacks: Sequence[tuple[int, int, Stack]], words: Vocabulary) -> int:
    """Which of the columns under 指标值 holds the target: the latest year, else the first that
    names no earlier time. -1 where none stands under it.
    """
    under = [
        n for n, (_, _, s) in enumerate(stacks) if any(words.head(c.text) == "value" for c in s)
    ]
    years = {n: fiscal_year(*(c.text for c in stacks[n][2])) for n in under}
    if under and all(years.values()):
        return max(under, key=lambda n: (years[n] or 0, -n))
    now = [n for n in under if not any(w in c.text for c in stacks[n][2] for w in EARLIER)]
    return (now or [-1])[0]


def _columns(stacks: Sequence[tuple[int, int, Stack]], keys: Sequence[str]) -> list[Column]:
    out: list[Column] = []
    for (start, end, stack), key in zip(stacks, keys, strict=True):
        printed = stack[-1].text.strip()
        if out and stack[-1].column < start:  # the rest of a merged cell
            last = out.pop()
            out.append(Column(last.key, last.start, end, last.printed))
            continue
        taken = any(column.key == key for column in out)
        name = f"{key}:{printed}" if taken and not key.startswith("other:") else key
        out.append(Column(name, start, end, printed))
    return out
