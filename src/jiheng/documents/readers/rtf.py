"""RTF files (often named .doc) → Grid. Headers come before the body, footers after it."""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ..grid import Grid, Table
from ..limits import damaged
from .collect import Collector
from .doc_story import Rows
from .doc_table import Raw, TableReader
from .notes import merged
from .rtf_text import Story, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .doc_story import Item


def read(data: bytes, path: str) -> Grid:
    """The document as lines and tables. Raises Refusal where it is damaged or too large."""
    story = Story(path)
    try:
        story.read(data)
    except (LookupError, OverflowError) as error:
        raise damaged(path, "RTF 结构不完整", "its RTF structure is broken") from error
    reader = _Reader(path)
    margins = [item for item in story.items if isinstance(item, Words) and item.margin]
    reader.flow(item for item in margins if item.margin == "header")
    reader.flow(item for item in story.items if item not in margins)
    reader.flow(item for item in margins if item.margin == "footer")
    if not reader.out:
        raise damaged(path, "RTF 里没有内容", "the RTF file holds nothing")
    return Grid("rtf", tuple(reader.out), merged(reader.notes))


class _Table(TableReader):
    """Places the cells; their text is plain already."""

    def __init__(self, rows: Rows, ordinal: int) -> None:
        super().__init__(rows, ordinal, None)  # type: ignore[arg-type]

    def _read(self, cell: Raw) -> None:
        words = [item for item in cell.items if isinstance(item, Words)]
        cell.text = "\n".join([item.text for item in words]).strip("\n")
        notes = [note for item in words for note in item.notes]
        if len(words) < len(cell.items):
            notes.append(Note("nested-table", "单元格内的表格"))
        cell.notes = tuple(Note(n.kind, n.detail, cell.address) for n in notes)


class _Reader(Collector):
    """Collects lines and tables in order."""

    def flow(self, items: Iterable[Item]) -> None:
        for item in items:
            if isinstance(item, Words):
                self.add_lines(item.text, item.notes)
            elif isinstance(item, Rows):
                self.table(item)

    def table(self, rows: Rows) -> None:
        """A table, then those inside its cells; one that holds less than these is a frame."""
        self.tables += 1
        reader = _Table(rows, self.tables)
        self.count(len(reader.anchors))
        inner = [table for cell in reader.anchors for table in cell.tables()]
        if inner and sum(map(_size, inner)) > len(reader.anchors):
            self.tables -= 1
            for cell in reader.anchors:
                self.flow(cell.items)
            return
        self.out.append(Table(reader.cells(), Address(table=reader.ordinal)))
        for table in inner:
            self.table(table)


def _size(table: Rows) -> int:
    """The cells of a table, those of the tables inside it too."""
    cells = [cell for row in table.rows for cell in row.cells]
    inner = [item for cell in cells for item in cell if isinstance(item, Rows)]
    return len(cells) + sum(map(_size, inner))
