"""OpenDocument tables: every position is written, covered ones too, and runs of equal ones once."""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ..grid import Cell
from ..limits import SPAN, too_large
from .collect import cells_of
from .notes import short
from .odt_text import tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from .odt_text import Inline

ROW, CELL = tag("table", "table-row"), tag("table", "table-cell")
COVERED = tag("table", "covered-table-cell")
GROUPS = {tag("table", name) for name in ("table-header-rows", "table-rows", "table-row-group")}


class Raw:
    """One anchor cell."""

    def __init__(self, element: _Element, row: int, column: int, address: Address) -> None:
        self.element = element
        self.row = row
        self.column = column
        self.width = count(element, "number-columns-spanned")
        self.height = count(element, "number-rows-spanned")
        self.address = address
        self.text = ""
        self.notes: tuple[Note, ...] = ()
        self.tables: list[_Element] = []


class TableReader:
    """Reads one ``table:table``; afterwards ``anchors`` are its cells."""

    def __init__(self, ordinal: int, counter: Callable[[int], None], path: str) -> None:
        self.ordinal = ordinal
        self.counter = counter
        self.path = path
        self.anchors: list[Raw] = []
        self._known: dict[_Element, Raw] = {}
        self._above: dict[int, Raw] = {}
        """Column to the anchor that was last placed over it."""

    def read(self, table: _Element, inline: Callable[[Address], Inline]) -> None:
        row = 0
        for element in rows(table):
            times = count(element, "number-rows-repeated")
            if next(element.iter(tag("text", "p"), tag("text", "h")), None) is None:
                times = 1  # a run of empty rows says as much as one
            self._known = {}
            for _ in range(times):
                self._row(element, row, inline)
                row += 1
        for raw in self.anchors:
            raw.height = min(raw.height, row - raw.row)

    def cells(self) -> tuple[Cell, ...]:
        """The anchors as cells of the grid."""
        return cells_of(self.anchors)

    def _row(self, element: _Element, row: int, inline: Callable[[Address], Inline]) -> None:
        column = ordinal = 0
        previous: Raw | None = None
        for child in element:
            if child.tag not in {CELL, COVERED}:
                continue
            for _ in range(count(child, "number-columns-repeated")):
                if column >= SPAN:
                    raise too_large(
                        self.path, f"表格超过 {SPAN} 列", f"a table has more than {SPAN} columns"
                    )
                self.counter(1)
                anchor = self._covering(row, column) if child.tag == COVERED else None
                if anchor is None:
                    ordinal += 1
                    at = Address(0, "", self.ordinal, row + 1, ordinal)
                    anchor = self._anchor(Raw(child, row, column, at), inline)
                else:
                    ordinal += anchor is not previous and anchor.row < row
                    self._cover(anchor, child, inline)
                previous = anchor
                column += 1
        self.counter(1)

    def _covering(self, row: int, column: int) -> Raw | None:
        """The anchor whose span lies over a position, None where there is none."""
        raw = self._above.get(column)
        return raw if raw is not None and row < raw.row + raw.height else None

    def _anchor(self, raw: Raw, inline: Callable[[Address], Inline]) -> Raw:
        known = self._known.get(raw.element)
        if known is None:
            self._known[raw.element] = raw
            _read(raw, inline)
        else:  # one cell written for several: what is inside it is read once
            raw.text, raw.notes = known.text, known.notes
        self.anchors.append(raw)
        for column in range(raw.column, raw.column + raw.width):
            self._above[column] = raw
        return raw

    def _cover(self, anchor: Raw, element: _Element, inline: Callable[[Address], Inline]) -> None:
        """A covered cell shows nothing; text of its own in it is hidden."""
        if not len(element):
            return
        reader = inline(anchor.address)
        reader.cell(element)
        text = reader.text().strip()
        if text and text != anchor.text.strip():
            detail = f"合并单元格里不显示的文字“{short(text)}”"
            anchor.notes += (Note("hidden-text", detail, anchor.address),)


def _read(raw: Raw, inline: Callable[[Address], Inline]) -> None:
    """The text of a cell, then that of the boxes anchored in it."""
    reader = inline(raw.address)
    reader.cell(raw.element)
    raw.text, raw.tables = reader.text(), reader.tables
    raw.notes = tuple(reader.notes)
    for box in reader.boxes:
        inside = inline(raw.address)
        inside.cell(box)
        raw.text = "\n".join(filter(None, (raw.text, inside.text())))
        raw.notes += tuple(inside.notes)
        raw.tables += inside.tables


def rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table, through header rows and groups."""
    for child in table:
        if child.tag == ROW:
            yield child
        elif child.tag in GROUPS:
            yield from rows(child)


def size(table: _Element) -> int:
    """The cells written in a table, those of the tables inside it too."""
    return sum(1 for _ in table.iter(CELL))


def count(element: _Element, name: str) -> int:
    """A span or repetition held to what a page can hold; nonsense is 1."""
    text = element.get(tag("table", name), "1")
    return max(1, min(int(text), SPAN)) if text.isdecimal() and len(text) < 10 else 1
