"""Heads of tables that print one project a row and its indicators across the columns.

产出指标 → 数量指标 → 名称 (→ 指标值) in one to five storeys, merged or (in text) with their merges
lost; or one column in which all indicators of the project stand (documents/incell).
"""

from __future__ import annotations

from ..model.record import record, replace
from .incell import is_level, listed, may_list
from .leaves import LIST, Leaf, differ, heads_levels, leaves_over
from .vocabulary import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..policy import Book
    from .grid import Cell
    from .vocabulary import Vocabulary

DEEPEST = 6
WHO = ("project_name", "implementing_unit", "department", "reporting_unit", "higher_department")


@record
class Across:
    """The head: its leaves in order, the row after it, and the leaf whose cells begin a project
    (-1: all rows belong to the project of the form).
    """

    leaves: tuple[Leaf, ...]
    end: int
    who: int
    cells: tuple[Cell, ...]

    @property
    def listed(self) -> bool:
        """Whether one column holds all indicators of a project."""
        return any(leaf.role == LIST for leaf in self.leaves)

    @property
    def width(self) -> int:
        """The right edge of the last column."""
        return max(leaf.end for leaf in self.leaves)


def find(
    rows: Sequence[Sequence[Cell]], at: int, spans: bool, words: Vocabulary, book: Book
) -> Across | None:
    """The head that begins at row ``at``, or None."""
    own = [cell for cell in rows[at] if cell.text.strip()]
    if len(own) < 2:
        return None
    labels = [(words.label(cell.text), cell) for cell in own]
    keys = [key for key, _ in labels if key]
    who = next((cell for key in WHO for k, cell in labels if k == key), None)
    if len(own) > 2 and len(own) == 2 * len(keys) and _in_pairs(labels):
        return None
    if who is None:
        if not _are_levels(own, words):
            return None
        who = _lower(rows, at, words)
        if who is None:
            return _of_one(rows, at, words)
    if not _worth(rows, at):
        return None
    from .lost import band, leaves_of

    lost = None if spans else band(rows, at, words)
    if lost:
        return leaves_of(lost, words)
    end = _band_end(rows, at, who)
    if end is None or _is_label(rows, end, who, words):
        return None
    head = leaves_over([cell for row in rows[at:end] for cell in row], end, words)
    return _settled(head, rows, at, end, who, words, book)


def _are_levels(own: Sequence[Cell], words: Vocabulary) -> bool:
    """A row of nothing but level names of one storey (beside the head of the block)."""
    if not own or not is_level(own[-1].text, words):
        return False
    rest = [c for c in own if not heads_levels(c.text, words) or is_level(c.text, words)]
    one, two = ({name(c.text) for c in rest} for name in (words.level1_name, words.level2_name))
    return len(rest) >= len(own) - 1 and any(len(s) >= 2 and None not in s for s in (one, two))


def _lower(rows: Sequence[Sequence[Cell]], at: int, words: Vocabulary) -> Cell | None:
    """The cell that heads the projects, where it stands in a lower storey."""
    for row in rows[at + 1 : at + DEEPEST]:
        said = {words.label(cell.text): cell for cell in row if cell.text.strip()}
        who = next((said[key] for key in WHO if key in said), None)
        if who is not None:
            several = sum(is_level(cell.text, words) for cell in row) > 1 or len(said) > 2
            return who if several else None
        if not all(is_level(cell.text, words) for cell in row if cell.text.strip()):
            return None
    return None


def _of_one(rows: Sequence[Sequence[Cell]], at: int, words: Vocabulary) -> Across | None:
    """Level names across in the form of one project: what stands below belongs to it."""
    end = at + 1
    while end < len(rows) and _are_levels([c for c in rows[end] if c.text.strip()], words):
        end += 1
    cells = [cell for row in rows[at:end] for cell in row]
    leaves = _no_lists(leaves_over(cells, end, words))
    return Across(leaves, end, -1, tuple(cells)) if differ(leaves) else None


def _is_label(rows: Sequence[Sequence[Cell]], at: int, who: Cell, words: Vocabulary) -> bool:
    """Whether a label stands where a project should be named: then the row above is no head."""
    for cell in rows[at] if at < len(rows) else ():
        if cell.column <= who.column < cell.column + cell.colspan and cell.text.strip():
            return bool(words.label(cell.text) or words.head(cell.text))
    return False


def _worth(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Cheap look: the next rows speak of indicators."""
    near = rows[at : at + DEEPEST]
    return any("指标" in squeeze(cell.text) for row in near for cell in row)


def _in_pairs(labels: list[tuple[str | None, Cell]]) -> bool:
    """项目名称 ¦ 甲 ¦ 主管部门 ¦ 乙: a row of labels and values, no head."""
    return all(bool(key) == (n % 2 == 0) for n, (key, _) in enumerate(labels))


def _band_end(rows: Sequence[Sequence[Cell]], at: int, who: Cell) -> int | None:
    """The first row below the head: where the column that names the project has a cell again."""
    floor = max(at + 1, who.row + who.rowspan)
    for number in range(floor, min(at + DEEPEST + 1, len(rows))):
        for cell in rows[number]:
            same = squeeze(cell.text) in ("", squeeze(who.text))
            if cell.column <= who.column < cell.column + cell.colspan and not same:
                return number
    return floor if floor <= len(rows) and floor == who.row + who.rowspan > at + 1 else None


def _settled(
    leaves: list[Leaf],
    rows: Sequence[Sequence[Cell]],
    at: int,
    end: int,
    who: Cell,
    words: Vocabulary,
    book: Book,
) -> Across | None:
    """The head if it is one: two indicators across, or a column of lists; else None."""
    first = next(n for n, one in enumerate(leaves) if one.start <= who.column < one.end)
    cells = tuple(cell for row in rows[at:end] for cell in row)
    if sum(1 for one in {one.group for one in leaves} if one >= 0) >= 2 and differ(leaves):
        return Across(_no_lists(leaves), end, first, cells)
    for cell in rows[end] if end < len(rows) else ():
        n = next((n for n, one in enumerate(leaves) if one.start <= cell.column < one.end), -1)
        if n < 0 or n == first or not may_list(cell.text):
            continue
        if listed(cell.text, words, book).strength >= (1 if leaves[n].role == LIST else 2):
            lists = list(_no_lists(leaves))
            lists[n] = replace(lists[n], role=LIST)
            return Across(tuple(lists), end, first, cells)
    return None


def _no_lists(leaves: Sequence[Leaf]) -> tuple[Leaf, ...]:
    """A column headed 绩效指标 that lists nothing (the block's label beside its rows)."""
    return tuple(
        replace(one, role=f"other:{one.printed}") if one.role == LIST else one for one in leaves
    )
