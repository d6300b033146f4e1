"""Excel workbooks (.xlsx) → Grid: each sheet with content is one table.

Read from the XML itself: only there stand a number as it was stored and the format it is shown in.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ..grid import Grid, Line, Table
from .notes import merged
from .sheet_table import Sheet, Tally
from .sheet_text import number, spelled
from .sheet_workbook import R_ID, A, Look, S, Workbook, runs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lxml.etree import _Element

    from .sheet_text import Shown

ROW, CELL, VALUE, FORMULA, INLINE = S + "row", S + "c", S + "v", S + "f", S + "is"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
XL_COLUMNS, XL_ROWS = 2**14, 2**20


def read(data: bytes, path: str) -> Grid:
    """The workbook's sheets in order. Raises Refusal where it is damaged or too large."""
    book = Workbook(data, path)
    tally = Tally(path)
    blocks: list[Line | Table] = []
    notes: list[Note] = []
    for element in book.sheets:
        kind, part = book.links.get(element.get(R_ID, ""), ("", ""))
        if kind != "worksheet":
            continue
        hidden = element.get("state", "visible") != "visible"
        sheet = Sheet(element.get("name", ""), tally, hidden=hidden)
        _Reader(book, sheet).read(part)
        table = sheet.table()
        blocks += [] if table is None else [table]
        notes += sheet.remarks()
        lines, pictures = _drawn(book, part, sheet.name)
        tally.cells(len(lines))
        blocks += lines
        notes += pictures
    return Grid("xlsx", tuple(blocks), merged(notes))


class _Reader:
    """Fills a Sheet from one worksheet part."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet

    def read(self, part: str) -> None:
        root = self.book.tree(part)
        rows = root.find(S + "sheetData")
        row = -1
        for element in () if rows is None else rows.iterchildren(ROW):
            row = _ordinal(element.get("r"), row + 2, XL_ROWS) - 1
            if element.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.append((row, row))
            self._row(element, row)
        for element in root.iter(S + "col"):
            if element.get("hidden") in ("1", "true"):
                first = _ordinal(element.get("min"), 1, XL_COLUMNS)
                last = _ordinal(element.get("max"), first, XL_COLUMNS)
                self.sheet.hidden_columns.append((first - 1, last - 1))
        for element in root.iter(S + "mergeCell"):
            self._merge(element.get("ref", ""))

    def _row(self, element: _Element, row: int) -> None:
        column = -1
        for cell in element.iterchildren(CELL):
            column = _column(cell.get("r", ""), column + 1)
            if len(cell) and column < XL_COLUMNS:
                self.sheet.put(row, column, *self._shown(cell))

    def _merge(self, reference: str) -> None:
        start, _, end = reference.partition(":")
        top, bottom = (_ordinal(r.lstrip(LETTERS), 0, XL_ROWS) for r in (start, end))
        left, right = (_column(r, -1) for r in (start, end))
        if top and bottom and left >= 0 and right >= 0:
            self.sheet.merge(top - 1, left, bottom - top + 1, right - left + 1)

    def _shown(self, cell: _Element) -> Shown:
        """The text a person sees in a cell."""
        kind, look = cell.get("t", "n"), self.book.look(cell.get("s", ""))
        if kind == "inlineStr":
            inline = cell.find(INLINE)
            return self._words([] if inline is None else runs(inline), look)
        value = (cell[0].text if cell[0].tag == VALUE else cell.findtext(VALUE)) or ""
        if not value and kind != "str" and cell.find(FORMULA) is not None:
            return "", (Note("cell-unread", "公式没有保存计算结果"),)
        if kind == "s":
            shared = self.book.shared(value)
            if shared is None:
                return "", (Note("cell-unread", "共享文字缺失"),) if value else ()
            return self._words(shared, look)
        if kind == "b":
            return ("TRUE" if value.strip() in ("1", "true") else "FALSE" if value else ""), ()
        if kind == "e":
            return value, (Note("formula-error", f"公式结果为 {value}"),) if value else ()
        if kind == "n":
            return number(value, look.form) if value.strip() else ("", ())
        return look.form.text(value), ()

    def _words(self, shared: list[tuple[str, str]], look: Look) -> Shown:
        text, notes = spelled(shared, look.font)
        return look.form.text(text), notes


def _drawn(book: Workbook, part: str, name: str) -> tuple[list[Line], list[Note]]:
    """Text boxes over a sheet as lines, and a note where there are pictures."""
    lines: list[Line] = []
    notes: list[Note] = []
    for kind, drawing in book.relations(part).values():
        if kind != "drawing":
            continue
        root = book.tree(drawing)
        place = Address(sheet=name)
        if next(root.iter(XDR + "pic"), None) is not None:
            notes.append(Note("picture", f"工作表“{name}”", place))
        for shape in root.iter(XDR + "txBody"):
            for paragraph in shape.iter(A + "p"):
                text = "".join(t.text or "" for t in paragraph.iter(A + "t"))
                if text.strip():
                    lines.append(Line(text, place, (Note("text-box", "文本框中的文字", place),)))
    return lines, notes


LETTERS = "$ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _column(reference: str, default: int) -> int:
    """The column of "AB12" from 0; the default where the reference says none."""
    number = 0
    for char in reference[:8].replace("$", "").upper():
        if not "A" <= char <= "Z":
            break
        number = number * 26 + ord(char) - 64
    return number - 1 if 0 < number <= XL_COLUMNS else default


def _ordinal(text: str | None, default: int, most: int) -> int:
    """A count from 1; the default where the text is none or absurd."""
    bare = (text or "").replace("$", "")
    if bare.isascii() and bare.isdecimal() and len(bare) <= 9 and 1 <= int(bare) <= most:
        return int(bare)
    return default
