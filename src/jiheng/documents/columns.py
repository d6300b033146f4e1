"""The indicator part of a table: which column is what, and which cell of a row stands in it."""

from __future__ import annotations

from ..model.form import Field
from ..model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .grid import Cell
    from .vocabulary import Vocabulary

LEVELS = ("level1", "level2")
FIELD = "field:"
CORE = frozenset(("level1", "level2", "name", "value"))


@record
class Column:
    """A head: its key, its physical edges [start, end) and the printed words."""

    key: str
    start: int
    end: int
    printed: str


@record
class Row:
    """The cells of one table row by column key; ``carried`` keys were filled from merged cells."""

    fields: dict[str, Field]
    carried: frozenset[str]
    width: int


def head_columns(cells: list[Cell], words: Vocabulary) -> list[Column]:
    """The columns a row heads, empty where it is no head row.

    A head row names the indicator or its value and at least one more of the core columns.
    """
    found = [(words.head(cell.text) or _field_column(cell.text, words), cell) for cell in cells]
    found = _named(found)
    keys = {key for key, _ in found if key}
    if len(keys & CORE) < 2 or not keys & {"name", "value"}:
        return []
    out: list[Column] = []
    for key, cell in found:
        name = key or f"other:{cell.text.strip()}"
        if key and any(column.key == key for column in out):
            name = f"{key}:{cell.text.strip()}"
        out.append(Column(name, cell.column, cell.column + cell.colspan, cell.text.strip()))
    return out


def _field_column(text: str, words: Vocabulary) -> str | None:
    """A form field as a column of a wide table, one project a row."""
    label = words.label(text)
    return f"{FIELD}{label}" if label else None


def _named(found: list[tuple[str | None, Cell]]) -> list[tuple[str | None, Cell]]:
    """绩效指标 is the block label at the left edge, but the indicator's name after a level."""
    keys = [key for key, _ in found]
    if "name" in keys or "block" not in keys or not set(keys[: keys.index("block")]) & {*LEVELS}:
        return found
    at = keys.index("block")
    return [*found[:at], ("name", found[at][1]), *found[at + 1 :]]


def storey(cells: list[Cell], columns: list[Column], words: Vocabulary) -> list[Column]:
    """The lower heads of a head row of two storeys, empty where the row is none.

    Every cell stands under one merged head, and the columns they name must include a known one.
    """
    wide = [c for c in columns if c.end - c.start > 1]
    under = [next((c for c in wide if c.start <= cell.column < c.end), None) for cell in cells]
    if len(under) < 2 or None in under:
        return []
    keys = [words.head(cell.text) for cell in cells]
    if not any(keys):
        return []
    return [
        Column(
            key if key and key not in keys[:n] else f"other:{cell.text.strip()}",
            cell.column,
            cell.column + cell.colspan,
            cell.text.strip(),
        )
        for n, (key, cell) in enumerate(zip(keys, cells, strict=True))
    ]


def refine(columns: list[Column], below: list[Column]) -> list[Column]:
    """Two-storey heads: the lower, narrower heads replace the upper ones they stand under."""
    kept = [c for c in columns if not any(b.start < c.end and c.start < b.end for b in below)]
    return sorted((*kept, *below), key=lambda column: column.start)


def by_edges(row: int, covering: list[Cell], columns: list[Column]) -> Row | None:
    """Cells of a table with spans: each column takes the cell that overlaps it most.

    None where one cell of this very row lies under three or more columns (a note or a label row).
    """
    fields: dict[str, Field] = {}
    carried = set()
    taken: dict[int, int] = {}
    for cell in covering:
        under = [c for c in columns if _overlap(cell, c) and c.key != "block"]
        if len(under) >= 3 and cell.row == row and cell.text.strip():
            return None
        for column in under:
            best = max(under, key=lambda c: (_overlap(cell, c), -c.start))
            if column is best or (column.key not in fields and not cell.text.strip()):
                _put(fields, taken, cell, column)
    for column in columns:
        cell_row = taken.get(column.start)
        if cell_row is not None and cell_row < row:
            carried.add(column.key)
    return Row(fields, frozenset(carried), sum(1 for c in covering))


def _put(fields: dict[str, Field], taken: dict[int, int], cell: Cell, column: Column) -> None:
    if column.key in fields and not cell.text.strip():
        return
    fields[column.key] = Field(column.key, cell.text, column.printed, cell.address, cell.notes)
    taken[column.start] = cell.row


def _overlap(cell: Cell, column: Column) -> int:
    return max(0, min(cell.column + cell.colspan, column.end) - max(cell.column, column.start))


def by_order(cells: list[Cell], columns: list[Column], words: Vocabulary) -> Row:
    """Cells of a table without spans: by position, or by vocabulary where cells were lost."""
    if len(cells) == len(columns) and _plausible(cells, columns, words):
        pairs, width = list(zip(columns, cells, strict=True)), len(cells)
    else:
        pairs = _anchored(cells, columns, words)
        width = _explained_width(pairs, cells, columns)
    fields = {
        column.key: Field(column.key, cell.text, column.printed, cell.address, cell.notes)
        for column, cell in pairs
    }
    return Row(fields, frozenset(), width)


def _explained_width(
    pairs: list[tuple[Column, Cell]], cells: list[Cell], columns: list[Column]
) -> int:
    """The head's width where lost merged cells explain the difference, else the row's own."""
    laid = {column.key for column, cell in pairs if cell.text.strip()}
    filled = sum(1 for cell in cells if cell.text.strip())
    whole = {"name", "value"} <= laid and filled == sum(1 for _, c in pairs if c.text.strip())
    merged = any(c.key in LEVELS or c.key.startswith(FIELD) for c in columns if c.key not in laid)
    dropped = bool(cells[0].text.strip())  # not exported as blanks, as merged cells usually are
    return len(columns) if whole and merged and dropped else len(cells)


def _plausible(cells: list[Cell], columns: list[Column], words: Vocabulary) -> bool:
    """By position, the level columns hold level names (or nothing), or nothing can be shifted."""
    at = {column.key: cell.text for column, cell in zip(columns, cells, strict=True)}
    level1, level2 = at.get("level1", "").strip(), at.get("level2", "").strip()
    if any(key.startswith(FIELD) and words.level1_name(text.strip()) for key, text in at.items()):
        return False
    if words.level2_name(level2) or words.level1_name(level1):
        return words.level2_name(level1) is None or words.level1_name(level1) is not None
    if not level1 and not level2:
        return True
    return bool(cells[-1].text.strip()) and not words.level2_name(level1)


def _anchored(
    cells: list[Cell], columns: list[Column], words: Vocabulary
) -> list[tuple[Column, Cell]]:
    """Level names find their columns; what follows fills the columns after them in order."""
    named = {column.key: column for column in columns}
    rest = list(cells)
    out = _leading(rest, columns, words)
    while rest and not rest[0].text.strip():
        rest.pop(0)
    while rest and not rest[-1].text.strip():
        rest.pop()
    if rest and "block" in named and words.head(rest[0].text) == "block":
        out.append((named["block"], rest.pop(0)))
    for key, known in (("level1", words.level1_name), ("level2", words.level2_name)):
        if key == "level1" and _is_cost_under_output(rest, words):
            continue
        if rest and key in named and known(rest[0].text.strip()):
            out.append((named[key], rest.pop(0)))
        while rest and key == "level2" and out and not rest[0].text.strip():
            rest.pop(0)
    after = [c for c in columns if c.key not in ("block", *LEVELS) and not c.key.startswith(FIELD)]
    out += list(zip(after, rest, strict=False))
    return out


def _is_cost_under_output(rest: list[Cell], words: Vocabulary) -> bool:
    """成本指标 is a level-1 name only where a level-2 name follows it."""
    texts = [cell.text.strip() for cell in rest[:2]]
    if not texts or words.level2_name(texts[0]) != "成本指标":
        return False
    return len(texts) < 2 or words.level2_name(texts[1]) is None


def _leading(
    rest: list[Cell], columns: list[Column], words: Vocabulary
) -> list[tuple[Column, Cell]]:
    """The project cells before level 1 in a wide table; they fill their columns from the right."""
    wide = [column for column in columns if column.key.startswith(FIELD)]
    first = next((i for i, c in enumerate(rest) if words.level1_name(c.text.strip())), None)
    if not wide or first is None or first > len(wide):
        return []
    lead = rest[:first]
    del rest[:first]
    return list(zip(wide[len(wide) - first :], lead, strict=True)) if first else []
