"""OpenDocument spreadsheets (.ods) → Grid: each sheet with content is one table.

The file keeps what each cell shows beside what it holds, so there are no formats to follow.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ..grid import Grid, Table
from ..limits import damaged, open_zip, part
from .docx_package import parse
from .notes import merged
from .sheet_format import decimal, general
from .sheet_table import Sheet, Tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from .sheet_text import Shown

URN = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = URN + "office:1.0}", URN + "table:1.0}", URN + "text:1.0}"
STYLE, DRAW = URN + "style:1.0}", URN + "drawing:1.0}"
ROW, CELL, COVERED = TABLE + "table-row", TABLE + "table-cell", TABLE + "covered-table-cell"
COLUMN = TABLE + "table-column"
GROUPS = frozenset(
    TABLE + name
    for name in ("table-row-group", "table-header-rows", "table-rows", "table-column-group")
) | {TABLE + "table-header-columns", TABLE + "table-columns"}
NUMBERS = ("float", "currency", "percentage")
HIDDEN = ("collapse", "filter")
SKIPPED = frozenset([OFFICE + "annotation", TEXT + "ruby-text", TEXT + "note"])
MOST = 2**24
"""Rows; no program has more."""


def read(data: bytes, path: str) -> Grid:
    """The sheets in order. Raises Refusal where the file is damaged or too large."""
    with open_zip(data, path) as archive:
        try:
            content = part(archive, "content.xml", path)
        except KeyError as error:
            raise damaged(path, "缺少 content.xml", "content.xml is missing") from error
    root = parse(content, "content.xml", path)
    unseen = _unseen(root)
    tally = Tally(path)
    tables: list[Table] = []
    notes: list[Note] = []
    for element in root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"):
        style = element.get(TABLE + "style-name", "")
        name = element.get(TABLE + "name", "")
        reader = _Reader(Sheet(name, tally, hidden=style in unseen))
        reader.read(element)
        table = reader.sheet.table()
        tables += [] if table is None else [table]
        notes += reader.sheet.remarks()
        if reader.pictures:
            notes.append(Note("picture", f"工作表“{name}”", Address(sheet=name)))
    return Grid("ods", tuple(tables), merged(notes))


def _unseen(root: _Element) -> set[str]:
    """The styles of hidden sheets."""
    properties = root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style/{STYLE}table-properties")
    out = set()
    for element in properties:
        parent = element.getparent()
        if element.get(TABLE + "display") == "false" and parent is not None:
            out.add(parent.get(STYLE + "name", ""))
    return out


class _Reader:
    """Fills a Sheet from one ``table:table``."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.pictures = False

    def read(self, table: _Element) -> None:
        row = column = 0
        for element in _flat(table):
            if element.tag == COLUMN:
                count = _number(element, "number-columns-repeated")
                if element.get(TABLE + "visibility") in HIDDEN:
                    self.sheet.hidden_columns.append((column, column + count - 1))
                column += count
            else:
                count = _number(element, "number-rows-repeated")
                if element.get(TABLE + "visibility") in HIDDEN:
                    self.sheet.hidden_rows.append((row, row + count - 1))
                self._row(element, row, count)
                row += count
        self.pictures = next(table.iter(DRAW + "image", DRAW + "object"), None) is not None

    def _row(self, element: _Element, row: int, times: int) -> None:
        column = 0
        for cell in element.iterchildren(CELL, COVERED):
            count = _number(cell, "number-columns-repeated")
            if len(cell) or cell.get(OFFICE + "value-type"):
                self._cell(cell, row, times, column, count)
            elif cell.tag == CELL:
                self._merge(cell, row, column)
            column += count

    def _cell(self, cell: _Element, row: int, times: int, column: int, count: int) -> None:
        text, notes = _shown(cell)
        if text.strip() or notes:
            for down in range(times):
                for right in range(count):
                    self.sheet.put(row + down, column + right, text, notes)
        if cell.tag == CELL:
            self._merge(cell, row, column)

    def _merge(self, cell: _Element, row: int, column: int) -> None:
        high, wide = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        self.sheet.merge(row, column, high, wide)


def _flat(parent: _Element, depth: int = 0) -> Iterator[_Element]:
    """Rows and columns through the groups they stand in."""
    for child in parent:
        if child.tag in (ROW, COLUMN):
            yield child
        elif child.tag in GROUPS and depth < 50:
            yield from _flat(child, depth + 1)


def _number(element: _Element, name: str) -> int:
    text = element.get(TABLE + name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        return 1
    return min(max(1, int(text)), MOST)


def _shown(cell: _Element) -> Shown:
    """The text a person sees in a cell; where the file keeps none, the value it holds."""
    paragraphs = [_spaced(_pieces(child, 0)) for child in cell.iterchildren(TEXT + "p", TEXT + "h")]
    text = "\n".join(paragraphs)
    kind = cell.get(OFFICE + "value-type", "")
    if text.strip():
        text = text.strip(" ") if kind in NUMBERS else text  # room for a minus or a bracket
        broken = text.startswith(("#", "Err:")) and cell.get(TABLE + "formula") is not None
        return text, (Note("formula-error", f"公式结果为 {text}"),) if broken else ()
    if kind in NUMBERS:
        value = decimal(cell.get(OFFICE + "value", ""))
        if value is None:
            return "", ()
        return (general(value.scaleb(2)) + "%" if kind == "percentage" else general(value)), ()
    names = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
    stored = cell.get(OFFICE + names.get(kind, "string-value"), "")
    return (stored.upper() if kind == "boolean" else stored), ()


def _pieces(element: _Element, depth: int) -> str:
    """The text of a paragraph; blanks that are marked as such under other signs."""
    out = [element.text or ""]
    for child in element:
        if child.tag == TEXT + "s":
            out.append("\1" * min(_count(child), 1_000))
        elif child.tag == TEXT + "tab":
            out.append("\2")
        elif child.tag == TEXT + "line-break":
            out.append("\3")
        elif child.tag not in SKIPPED and not str(child.tag).startswith(DRAW) and depth < 50:
            out.append(_pieces(child, depth + 1))
        out.append(child.tail or "")
    return "".join(out)


def _count(element: _Element) -> int:
    text = element.get(TEXT + "c", "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _spaced(text: str) -> str:
    """White space as OpenDocument means it: runs are one blank, what is marked stays."""
    folded = text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded.strip(" ").translate({1: " ", 2: "\t", 3: "\n"})
