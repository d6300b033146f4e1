"""Word tables: rows and cells through every wrapper, and the geometry of merged cells.

A column is the left edge in the physical grid (the sum of the spans before it), which is not what
a person counts: a form of six columns may stand on twelve edges. The address counts cells.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ...model.record import maker
from ..grid import Cell
from .collect import cells_of
from .docx_plain import (
    GRID_BEFORE,
    GRID_SPAN,
    H_MERGE,
    MC,
    TC,
    TR,
    V_MERGE,
    VAL,
    Page,
    Raw,
    W,
    number,
)
from .docx_text import Careful
from .notes import short
from .symbols import has_private

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

WRAPPERS = frozenset(
    [
        *(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")),
        MC + "Choice",
    ]
)


class TableReader:
    """Reads one ``w:tbl``; afterwards ``anchors`` are its cells, with what was found inside."""

    def __init__(self, ordinal: int, count: Callable[[int], None]) -> None:
        self.ordinal = ordinal
        self.count = count
        self.anchors: list[Raw] = []
        self._merging: dict[int, Raw] = {}

    def read(self, table: _Element, page: Page) -> None:
        plain = page.is_plain(table)
        rows = page.rows(table) if plain else self._careful_rows(table)
        for row, (before, cells) in enumerate(rows):
            self.count(len(cells) + 1)
            self._place(row, before, cells, known=not plain)

    def cells(self) -> tuple[Cell, ...]:
        """The anchors as cells of the grid."""
        return cells_of(self.anchors)

    def _place(self, row: int, column: int, cells: list[Raw], *, known: bool) -> None:
        """Give the cells of one row their place, and merge away those that continue another."""
        merging: dict[int, Raw] = {}
        previous: Raw | None = None
        address = maker(Address)
        for ordinal, cell in enumerate(cells, 1):
            width, vertical = cell.width, cell.vertical
            above = self._merging.get(column) if vertical == "continue" else None
            if cell.horizontal == "continue" and previous is not None:
                previous.width += width
                _cover(previous, cell)
            elif above is not None:
                above.height += 1
                merging[column] = previous = above
                _cover(above, cell)
            else:
                cell.row, cell.column = row, column
                cell.address = address(0, "", self.ordinal, row + 1, ordinal, 0)
                if not known and has_private(cell.text):
                    _read(cell)
                self.anchors.append(cell)
                previous = cell
                if vertical:
                    merging[column] = cell
            column += width
        self._merging = merging

    def _careful_rows(self, table: _Element) -> Iterator[tuple[int, list[Raw]]]:
        """As ``Page.rows``, through content controls, revisions and the rest."""
        gone: list[Note] = []
        row = 0
        for element in children(table, TR):
            properties = element.find(W + "trPr")
            before = None if properties is None else properties.find(GRID_BEFORE)
            if properties is not None and properties.find(W + "del") is not None:
                gone.append(Note("revision-deleted", "修订删除的行"))
                continue
            found = list(children(element, TC))
            cells = [_raw(tc) for tc in found if tc.find(f"{W}tcPr/{W}cellDel") is None]
            if len(cells) < len(found):
                gone.append(Note("revision-deleted", "修订删除的单元格"))
            for ordinal, cell in enumerate(cells, 1):
                cell.address = Address(0, "", self.ordinal, row + 1, ordinal, 0)
                cell.notes += tuple([Note(n.kind, n.detail, cell.address) for n in gone])
                gone.clear()
                _read(cell)
            yield (0 if before is None else number(before, 0)), cells
            row += 1
        if gone and self.anchors:
            self.anchors[-1].notes += tuple(gone)


def children(parent: _Element, wanted: str) -> Iterator[_Element]:
    """Children with a tag, also inside transparent wrappers."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in WRAPPERS or child.tag == MC + "AlternateContent":
            yield from children(child, wanted)


def _raw(tc: _Element) -> Raw:
    """A cell with its spans, its text not yet read."""
    cell = Raw(tc)
    properties = tc.find(W + "tcPr")
    for element in () if properties is None else properties:
        if element.tag == GRID_SPAN:
            cell.width = max(1, number(element, 1))
        elif element.tag == V_MERGE:
            cell.vertical = element.get(VAL) or "continue"
        elif element.tag == H_MERGE:
            cell.horizontal = element.get(VAL) or "continue"
    return cell


def _read(cell: Raw) -> None:
    reader = Careful(cell.address)
    reader.walk(cell.element)
    cell.text = reader.text()
    cell.notes += tuple(reader.notes)
    cell.tables, cell.boxes = reader.tables, reader.boxes


def _cover(anchor: Raw, cell: Raw) -> None:
    """A cell merged away shows nothing; text of its own in it is hidden."""
    text = cell.text.strip()
    if text and text != anchor.text.strip():
        detail = f"合并单元格里不显示的文字“{short(text)}”"
        anchor.notes += (Note("hidden-text", detail, anchor.address),)
