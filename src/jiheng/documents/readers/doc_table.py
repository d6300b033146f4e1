"""Tables of a .doc: each row says where its cells begin and which of them are merged.

Rows know nothing of one another, so their edges (twips) are laid over each other: edges nearer
than SNAP are one. The address counts cells, as a person would.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import NOWHERE, Address
from ...model.record import maker
from ..grid import Cell
from .collect import cells_of
from .doc_rows import H_MERGE, V_CONTINUE, V_MERGE
from .doc_story import Para, Rows
from .doc_text import Reader, plain
from .notes import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .doc_file import WordFile
    from .doc_story import Item, Row

SNAP = 15


class Raw:
    """One cell of a row; as the anchor of a merge it grows."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.text = ""
        self.row = self.column = 0
        self.width = self.height = 1
        self.address = NOWHERE
        self.notes: tuple[Note, ...] = ()

    def tables(self) -> list[Rows]:
        return [item for item in self.items if isinstance(item, Rows)]


class TableReader:
    """Places the cells of one table; afterwards ``anchors`` are its cells."""

    def __init__(self, table: Rows, ordinal: int, file: WordFile) -> None:
        self.ordinal = ordinal
        self.file = file
        self.anchors: list[Raw] = []
        self._open: dict[tuple[int, int], Raw] = {}
        rows = [row for row in table.rows if not row.gone]
        self._columns = snapped({at for row in rows for at in row.edges})
        for number, row in enumerate(rows):
            self._place(number, row)
        if len(rows) < len(table.rows) and self.anchors:
            last = self.anchors[-1]
            last.notes += (Note("revision-deleted", "修订删除的行", last.address),)

    def cells(self) -> tuple[Cell, ...]:
        """The anchors as cells of the grid."""
        return cells_of(self.anchors)

    def _place(self, number: int, row: Row) -> None:
        still_open: dict[tuple[int, int], Raw] = {}
        right = 0
        previous: Raw | None = None
        leader = 0
        address = maker(Address)
        for index, (left, end, merge) in enumerate(self._boxes(row)):
            cell = Raw(row.cells[index] if index < len(row.cells) else [])
            cell.address = address(0, "", self.ordinal, number + 1, index + 1, 0)
            self._read(cell)
            left = max(left, right)
            right = max(end, left + 1)
            horizontal, vertical = merge & H_MERGE, merge & V_MERGE
            if horizontal and leader and horizontal != leader and previous is not None:
                previous.width += right - left
                _cover(previous, cell)
                continue
            leader = horizontal
            above = self._open.get((left, right)) if vertical == V_CONTINUE else None
            if above is not None:
                above.height += 1
                still_open[left, right] = previous = above
                _cover(above, cell)
                continue
            cell.row, cell.column, cell.width = number, left, right - left
            self.anchors.append(cell)
            previous = cell
            if vertical:
                still_open[left, right] = cell
        self._open = still_open

    def _boxes(self, row: Row) -> list[tuple[int, int, int]]:
        """Left and right column and merging of each cell; text beyond the last edge comes after."""
        columns = [self._columns[at] for at in row.edges]
        out = list(zip(columns, columns[1:], row.merge, strict=False))
        for _ in range(len(out), len(row.cells)):
            out.append((0, 0, 0))
        return out

    def _read(self, cell: Raw) -> None:
        paras = [item for item in cell.items if isinstance(item, Para)]
        text = plain(paras)
        if text is None:
            reader = Reader(self.file, cell.address)
            reader.paragraphs(paras)
            text = reader.text()
            cell.notes += tuple(reader.notes)
        cell.text = text
        if len(paras) < len(cell.items):
            cell.notes += (Note("nested-table", "单元格内的表格", cell.address),)


def snapped(edges: set[int]) -> dict[int, int]:
    """Edge to column: edges that are nearly the same share one."""
    out: dict[int, int] = {}
    base, column = 0, -1
    for edge in sorted(edges):
        if column < 0 or edge - base > SNAP:
            base, column = edge, column + 1
        out[edge] = column
    return out


def _cover(anchor: Raw, cell: Raw) -> None:
    """A cell merged away shows nothing; text of its own in it is hidden."""
    anchor.items = anchor.items + list(cell.tables())
    text = cell.text.strip()
    if text and text != anchor.text.strip():
        detail = f"合并单元格里不显示的文字“{short(text)}”"
        anchor.notes += (Note("hidden-text", detail, anchor.address),)
