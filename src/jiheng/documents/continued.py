"""An indicator table that goes on in the next table (over a page) without its head."""

from __future__ import annotations

from ..model.record import replace
from .columns import LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .columns import Column
    from .grid import Cell
    from .vocabulary import Vocabulary

FEWEST = 3  # columns; two cells say too little about where they belong


def continued(
    rows: Sequence[Sequence[Cell]], columns: list[Column], words: Vocabulary
) -> list[Column]:
    """The columns as they stand in this table, [] where it is another table.

    Its first row must hold level names where the levels are, or blanks there and both a name and
    a value; a label or a head begins something else.
    """
    first = next((row for row in rows if any(cell.text.strip() for cell in row)), ())
    filled = [cell for cell in first if cell.text.strip()]
    if not filled or len(columns) < FEWEST or words.label(filled[0].text) or _heads(filled, words):
        return []
    laid = _laid(rows, columns)
    said = {column.key: _text(first, column) for column in laid}
    levels = [said[key] for key in LEVELS if said.get(key)]
    known = all(words.level1_name(text) or words.level2_name(text) for text in levels)
    if not laid or not known or not said.get("value"):
        return []
    own_level = words.level1_name(said.get("name", "")) or words.level2_name(said.get("name", ""))
    return laid if said.get("name") and not own_level and set(LEVELS) & set(said) else []


def is_foreign(row: Sequence[Cell], columns: list[Column], words: Vocabulary) -> bool:
    """Whether a row after a blank one has words, but no level names, where the levels stand."""
    texts = [text for c in columns if c.key in LEVELS and (text := _text(row, c))]
    known = any(words.level1_name(text) or words.level2_name(text) for text in texts)
    return len(texts) > 1 and not known


def _heads(filled: Sequence[Cell], words: Vocabulary) -> bool:
    return any(words.head(cell.text) in (*LEVELS, "name", "value") for cell in filled)


def _laid(rows: Sequence[Sequence[Cell]], columns: list[Column]) -> list[Column]:
    """The same edges where the table is as wide; else those of its first row that has every
    column.
    """
    width = max(cell.column + cell.colspan for row in rows for cell in row)
    if width == max(column.end for column in columns):
        return columns
    full = next((row for row in rows if len(row) == len(columns)), None)
    if full is None:
        return []
    return [
        replace(column, start=cell.column, end=cell.column + cell.colspan)
        for column, cell in zip(columns, full, strict=True)
    ]


def _text(row: Sequence[Cell], column: Column) -> str:
    return next((c.text.strip() for c in row if column.start <= c.column < column.end), "")
