"""Web pages → Grid: tables with their spans, other text as lines in order.

Reads what Word, WPS, Excel and government sites write. A table that holds less than the tables
inside it is a page frame: its cells are read as lines.
"""

from __future__ import annotations

from ...model.place import NOWHERE, Address
from ...model.record import maker
from ..encoding import decode
from ..grid import Cell, Grid, Line, Table
from ..limits import NESTING, SPAN, cell_counter, check_cells, check_markup, damaged, too_large
from .html_text import BLOCKS, Inline, is_calm, walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

DECLARED = 4_096
LAST_ROW = 65_534


def read(data: bytes, path: str) -> Grid:
    """The page as lines and tables. Raises Refusal where it is no text or too large."""
    check_markup(data, "网页", path)
    text, notes = decode(data, path, declared_charset(data))
    root = parse(text, path)
    loose = not text.lstrip("\ufeff \t\r\n").startswith("<")
    reader = _Reader(path, loose, calm=is_calm(root))
    reader.flow(root)
    return Grid("html", tuple(reader.out), notes)


def declared_charset(data: bytes) -> str:
    """The charset the page names in a meta element or XML declaration, "" where none."""
    head = data[:DECLARED].lower()
    for mark in (b"charset=", b"encoding="):
        rest = head.partition(mark)[2][:40].lstrip(b"\"' ")
        for end in b"\"' ;/>?\r\n":
            rest = rest.split(bytes([end]), 1)[0]
        if rest:
            return rest.decode("ascii", "ignore")
    return ""


def parse(text: str, path: str) -> _Element:
    """The tree, without comments and processing instructions."""
    from lxml import etree

    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, encoding="utf-8"
    )
    clean = text.replace("\0", "")
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(path, "网页读不出内容", "no content can be read from the page") from error
    if root is None:
        raise damaged(path, "网页读不出内容", "no content can be read from the page")
    return root


class _Reader:
    """Walks the page; text gathers until a table comes."""

    def __init__(self, path: str, loose: bool, *, calm: bool) -> None:
        self.path = path
        self.calm = calm
        self.loose = loose
        self.count = cell_counter(path)
        self.out: list[Line | Table] = []
        self.tables = 0
        self.lines = 0
        self.depth = 0
        self.text = Inline(NOWHERE, in_cell=False, keep_lines=loose)

    def flush(self) -> None:
        """Make lines of the text gathered so far."""
        for row in self.text.take().split("\n"):
            if row.strip():
                self.lines += 1
                self.count(1)
                self.out.append(Line(row, Address(line=self.lines)))

    def flow(self, element: _Element) -> None:
        """Text and tables of an element, in order."""
        self.text.put(element.text)
        for event, node in walk(element):
            if event == "start":
                if node.tag in BLOCKS and self.text.is_long():
                    self.flush()
                self.text.open(node)
            elif event == "end":
                self.text.close(node)
            elif node.tag == "table":
                self.flush()
                self.table(node)
                self.text.put(node.tail)
            else:
                self.text.skip(node)
        self.flush()

    def table(self, element: _Element) -> None:
        """A table, then the tables inside its cells; or, of a frame, its cells as lines."""
        self.depth += 1
        if self.depth > NESTING:
            raise too_large(
                self.path,
                f"表格嵌套超过 {NESTING} 层",
                f"tables are nested more than {NESTING} deep",
            )
        check_cells(sum(1 for _ in element.iter("td", "th")), self.path)
        for caption in element.findall("caption"):
            self.flow(caption)
        cells = [cell for row, _ in rows(element) for cell in row]
        inner: list[_Element] = []
        if next(element.iterdescendants("table"), None) is not None:
            inner = [node for cell in cells for _, node in walk(cell) if node.tag == "table"]
        if inner and sum(1 for table in inner for _ in table.iter("td", "th")) > len(cells):
            for cell in cells:
                self.flow(cell)
        else:
            self.tables += 1
            layout = Layout(
                self.tables, self.count, self.path, keep_lines=self.loose, calm=self.calm
            )
            self.out.append(layout.table(element))
            for table in inner:
                self.table(table)
        self.depth -= 1


class Layout:
    """Places the cells of one table: HTML leaves covered positions out."""

    def __init__(
        self,
        ordinal: int,
        count: Callable[[int], None],
        path: str,
        *,
        keep_lines: bool,
        calm: bool = False,
    ) -> None:
        self.ordinal = ordinal
        self.count = count
        self.path = path
        self.keep_lines = keep_lines
        self.calm = calm
        self.cell, self.address = maker(Cell), maker(Address)
        self.cells: list[Cell] = []
        self.taken: dict[int, tuple[int, int]] = {}
        """Column to (first row that is free again, left edge of the cell above)."""

    def table(self, element: _Element) -> Table:
        for row, (cells, last) in enumerate(rows(element)):
            self._row(row, cells, last)
        return Table(tuple(self.cells), Address(table=self.ordinal))

    def _row(self, row: int, cells: list[_Element], last: int) -> None:
        column = ordinal = 0
        edge = -1
        for cell in cells:
            while self.taken.get(column, (0, 0))[0] > row:
                left = self.taken[column][1]
                ordinal += left != edge
                edge = left
                column += 1
            width = span(cell, "colspan", SPAN)
            height = min(span(cell, "rowspan", LAST_ROW) or LAST_ROW, last - row + 1)
            self.count(width)
            if column + width > SPAN:
                raise too_large(
                    self.path, f"表格超过 {SPAN} 列", f"a table has more than {SPAN} columns"
                )
            ordinal += 1
            self._place(cell, (row, column, height, max(1, width)), ordinal)
            edge = column
            column += max(1, width)
        self.count(column)

    def _place(self, cell: _Element, box: tuple[int, int, int, int], ordinal: int) -> None:
        row, column, height, width = box
        at = self.address(0, "", self.ordinal, row + 1, ordinal, 0)
        inline = Inline(at, in_cell=True, keep_lines=self.keep_lines, calm=self.calm)
        inline.all(cell)
        text, notes = inline.text(), inline.found()
        self.cells.append(self.cell(text, row, column, height, width, at, notes))
        if height > 1:
            for place in range(column, column + width):
                self.taken[place] = (row + height, column)


def rows(table: _Element) -> Iterator[tuple[list[_Element], int]]:
    """The cells of each row, and the number of the last row of its group (rowspan ends there)."""
    groups: list[list[_Element]] = []
    loose = False
    for child in table:
        if child.tag == "tr":
            if not loose:
                groups.append([])
            groups[-1].append(child)
            loose = True
        elif child.tag in {"thead", "tbody", "tfoot"}:
            groups.append([row for row in child if row.tag == "tr"])
            loose = False
    last = -1
    for group in groups:
        last += len(group)
        for row in group:
            yield [cell for cell in row if cell.tag in {"td", "th"}], last


def span(cell: _Element, name: str, most: int) -> int:
    """A colspan or rowspan as a count up to ``most``; nonsense is 1. A rowspan may be 0."""
    text = cell.get(name, "1")
    if text == "1":
        return 1
    text = text.strip()
    if not text.isdecimal() or len(text) > 9:
        return 1
    return min(int(text), most)
