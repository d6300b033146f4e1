"""The columns below a head across: the head cells above each, and what they make of it."""

from __future__ import annotations

from ..model.record import record, replace
from .incell import is_level, levels_of
from .prompts import is_prompt
from .vocabulary import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .grid import Cell
    from .vocabulary import Vocabulary

PARTS = (
    *("name", "value", "unit", "sign", "nature", "standard", "weight", "actual", "score"),
    *("reason", "note", "scoring_rule", "source"),
)
_WITHIN = {"单位": "unit", "数值": "value", "值": "value"}  # under the name of an indicator
WHOLE, LIST = "whole", "list"


@record
class Leaf:
    """A column [start, end). ``role``: a part of an indicator, ``whole`` (name and value in one
    cell), ``list`` (all indicators of a project), ``field:…`` or ``other:…``. ``group`` numbers
    the indicator the column belongs to, -1 for none.
    """

    start: int
    end: int
    role: str
    printed: str
    group: int = -1
    level1: Cell | None = None
    level2: Cell | None = None
    name: Cell | None = None
    path: tuple[str, str, str] | None = None


def leaves_over(cells: list[Cell], end: int, words: Vocabulary) -> list[Leaf]:
    width = max(cell.column + cell.colspan for cell in cells)
    stacks: list[tuple[Cell, ...]] = []
    for column in range(width):
        left = stacks[-1] if stacks else ()
        stacks.append(_stack(cells, column, left, end, words))
    out: list[Leaf] = []
    for column, stack in enumerate(stacks):
        if out and stack and stack == stacks[column - 1] and _one_cell(stack, column):
            out[-1] = _stretched(out[-1], column + 1)
        else:
            out.append(leaf(stack, column, column + 1, words))
    return grouped(out)


def _stretched(old: Leaf, end: int) -> Leaf:
    return replace(old, end=end)


def _one_cell(stack: tuple[Cell, ...], column: int) -> bool:
    low = stack[-1]
    return low.column <= column < low.column + low.colspan


def _stack(
    cells: list[Cell], column: int, left: tuple[Cell, ...], end: int, words: Vocabulary
) -> tuple[Cell, ...]:
    """The head cells above a column. A blank upper cell beside a level name continues it."""
    out: list[Cell] = []
    for row in sorted({cell.row for cell in cells}):
        here = next(
            (
                c
                for c in cells
                if c.row <= row < c.row + c.rowspan and c.column <= column < c.column + c.colspan
            ),
            None,
        )
        if here is not None and here.text.strip():
            if not any(squeeze(here.text) == squeeze(cell.text) for cell in out):
                out.append(here)  # not the same words again: a merged cell exported twice
            continue
        beside = next((c for c in left if c.row == row), None)
        under = any(words.label(c.text) and not heads_levels(c.text, words) for c in out)
        if beside is not None and not under and _spreads(beside, row, end, words):
            out.append(beside)
    return tuple(out)


def heads_levels(text: str, words: Vocabulary) -> bool:
    """绩效目标, 绩效指标 above level names are heads of the block."""
    return words.head(text) == "block" or "绩效" in text


def _spreads(cell: Cell, row: int, end: int, words: Vocabulary) -> bool:
    """Whether a blank cell to the right of it continues it (merges exported as blanks)."""
    if row + 1 >= end:
        return False
    return (
        is_level(cell.text, words) or not words.label(cell.text) or heads_levels(cell.text, words)
    )


def leaf(stack: Sequence[Cell], start: int, end: int, words: Vocabulary) -> Leaf:
    """What a column is by the head cells above it."""
    printed = squeeze(stack[-1].text) if stack else ""
    level1 = level2 = name = path = None
    role = ""
    for cell in stack:
        text = cell.text.strip()
        one, two = words.level1_name(text), words.level2_name(text)
        if one and level1 is None and level2 is None:
            level1 = cell
        elif two and level2 is None:
            level2 = cell
        elif (key := words.head(text)) == "block":
            continue
        elif key in PARTS:
            role = key
        elif (level1 or level2) and text in _WITHIN:
            role = _WITHIN[text]
        elif found := levels_of(text, words):
            path, name = found, cell if found[2] else name
        elif level1 or level2 or path:
            name, role = (name, "name") if is_prompt(text) else (cell, role)
    if not (level1 or level2 or path):
        return Leaf(start, end, _outside(stack, words), printed)
    role = role or ("value" if name else WHOLE)
    return Leaf(start, end, role, printed, 0, level1, level2, name, path)


def _outside(stack: Sequence[Cell], words: Vocabulary) -> str:
    """The role of a column under no level name."""
    for cell in reversed(stack):
        if words.head(cell.text) == "block":
            return LIST
        key = words.label(cell.text)
        if key and key != "unit_of_money":
            return f"field:{key}"
    return f"other:{squeeze(stack[-1].text)}" if stack else ""


def grouped(leaves: list[Leaf]) -> list[Leaf]:
    """Number the indicators; a name column without a value column holds both."""
    out: list[Leaf] = []
    group, seen, above = -1, set[str](), None
    for one in leaves:
        if one.group < 0:
            out.append(one)
            above = None
            continue
        under = above_of(one)
        if under != above or one.role in seen or one.role in ("name", WHOLE):
            group, seen, above = group + 1, set(), under
        seen.add(one.role)
        out.append(replace(one, group=group))
    roles: dict[int, set[str]] = {}
    for one in out:
        roles.setdefault(one.group, set()).add(one.role)
    return [
        replace(one, role=WHOLE)
        if one.group >= 0 and one.role == "name" and "value" not in roles[one.group]
        else one
        for one in out
    ]


def above_of(leaf: Leaf) -> tuple[object, ...]:
    """The words above a column; merged cells may be exported once for each column."""
    cells = (leaf.level1, leaf.level2, leaf.name)
    return (*(squeeze(cell.text) if cell else "" for cell in cells), leaf.path)


def differ(leaves: Sequence[Leaf]) -> bool:
    """Several level names, or several indicators under one, and none is an ordinary head."""
    above = {above_of(one) for one in leaves if one.group >= 0}
    return len(above) >= 2 or sum(1 for one in leaves if one.role in ("name", WHOLE)) >= 2
