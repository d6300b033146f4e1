"""Heads across the columns whose merges a text lost: each storey holds only its own words.

    项目单位 | 产出指标 | 效益指标
    质量指标 | 数量指标 | 社会效益指标
    合规率   | 村数     | 指标1：环境 | 指标2：违规

Which lower cell stands under which upper one follows from the taxonomy, from the numbers of the
names, and for money columns from the words they share. Where that is not certain, nothing is read.
"""

from __future__ import annotations

from .across import DEEPEST, WHO, Across
from .incell import is_level
from .leaves import grouped, leaf
from .pieces import unnumbered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .grid import Cell
    from .vocabulary import Vocabulary

    Stacks = list[list[Cell]]


def band(
    rows: Sequence[Sequence[Cell]], at: int, words: Vocabulary
) -> tuple[list[list[Cell]], int, int] | None:
    """The storeys (filled cells), the row after them and the width of the rows below (0: none)."""
    top = _filled(rows[at])
    if not top or top[-1].column != len(top) - 1:
        return None  # blanks between cells: merges were exported as blank cells
    storeys = [top]
    end = at + 1
    while end < min(at + DEEPEST + 3, len(rows)):
        here = _filled(rows[end])
        known = sum(1 for cell in here if is_level(cell.text, words))
        if here and (here[0].column or here[-1].column != len(here) - 1):
            break
        if len(here) == known == 1 and len(storeys) > 1:
            storeys[-1] = [*storeys[-1], *here]  # a line break inside the head row
        elif here and known and (known >= 2 or len(here) > known):
            storeys.append(here)
        elif here:
            break
        end += 1
    if len(storeys) < 2 or sum(is_level(c.text, words) for row in storeys for c in row) < 2:
        return None
    width = len(rows[end]) if end < len(rows) else 0
    names = _filled(rows[end]) if end < len(rows) else []
    if names and _are_names(names, storeys[-1], words):
        storeys.append(names)
        end += 1
        width = len(_filled(rows[end])) if end < len(rows) else 0
    return storeys, end, width


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text.strip()]


def _are_names(cells: list[Cell], above: list[Cell], words: Vocabulary) -> bool:
    """A row of indicator names under a row of nothing but level-2 names."""
    if len(cells) < len(above) or not all(words.level2_name(cell.text) for cell in above):
        return False
    return not any(unnumbered(cell.text)[:1].isdigit() or not cell.text.strip() for cell in cells)


def leaves_of(found: tuple[list[list[Cell]], int, int], words: Vocabulary) -> Across | None:
    """The head, or None where the cells cannot be put under one another with certainty."""
    storeys, end, width = found
    stacks = [[cell] for cell in storeys[0]]
    for cells in storeys[1:]:
        below = _under(stacks, cells, words)
        if below is None:
            return None
        stacks = below
    if width and len(stacks) != width:
        return None
    leaves = grouped([leaf(stack, n, n + 1, words) for n, stack in enumerate(stacks)])
    keys = [one.role.removeprefix("field:") for one in leaves]
    who = next((keys.index(key) for key in WHO if key in keys), -1)
    if who < 0 or sum(1 for one in leaves if one.group >= 0) < 2:
        return None
    return Across(tuple(leaves), end, who, tuple(c for row in storeys for c in row))


def _under(stacks: Stacks, cells: list[Cell], words: Vocabulary) -> Stacks | None:
    open_ends = [stack[-1].text for stack in stacks if is_level(stack[-1].text, words)]
    named = any(is_level(cell.text, words) for cell in cells)
    if not named and all(words.level2_name(text) for text in open_ends):
        return _names_under(stacks, cells, words)
    first = next((n for n, cell in enumerate(cells) if is_level(cell.text, words)), len(cells))
    pre, levels = cells[:first], cells[first:]
    host = _host(stacks, pre, words) if pre else -1
    if pre and host < 0:
        return None
    out: Stacks = []
    for n, stack in enumerate(stacks):
        mine = pre if n == host else _children(stack, levels, words)
        if n != host:
            levels = levels[len(mine) :]
        out += [[*stack, cell] for cell in mine] or [stack]
    return None if levels else out


def _children(stack: list[Cell], levels: list[Cell], words: Vocabulary) -> list[Cell]:
    """The level cells that stand under the last cell of a stack."""
    text = stack[-1].text
    if words.head(text) == "block" or (words.label(text) and "绩效" in text):
        return levels
    above = words.level1_name(text)
    if not above or words.level1_name(stack[-1].text) is None:
        return []
    count = 0
    for cell in levels:
        name = words.level2_name(cell.text)
        if not name or above not in words.parents(name):
            break
        count += 1
    return levels[:count]


def _host(stacks: Stacks, pre: list[Cell], words: Vocabulary) -> int:
    """The column over the cells that name no level: the one whose words they share most."""
    best, most = -1, 0
    for n, stack in enumerate(stacks):
        if is_level(stack[-1].text, words):
            break
        shared = len(set(stack[-1].text) & set("".join(cell.text for cell in pre)))
        if shared > most:
            best, most = n, shared
    return best


def _names_under(stacks: Stacks, cells: list[Cell], words: Vocabulary) -> Stacks | None:
    """One name a level, or names numbered anew (指标1, 指标2) under each level."""
    open_levels = [n for n, stack in enumerate(stacks) if is_level(stack[-1].text, words)]
    groups: list[list[Cell]] = []
    for cell in cells:
        if groups and _ordinal(cell.text) > 1:
            groups[-1].append(cell)
        else:
            groups.append([cell])
    if len(groups) != len(open_levels):
        return None
    mine = dict(zip(open_levels, groups, strict=True))
    return [
        [*stack, *extra]
        for n, stack in enumerate(stacks)
        for extra in ([[cell] for cell in mine[n]] if n in mine else [[]])
    ]


def _ordinal(text: str) -> int:
    """The number that lists the text (指标2：…), 0 where there is none."""
    said = text.strip()
    if unnumbered(said) == said:
        return 0
    digits = "".join(char for char in said[:4] if char.isdigit())
    return int(digits) if digits and digits.isascii() else 0
