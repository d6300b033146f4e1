"""Excel workbooks (.xlsx) → Grid: each sheet with content is one table.

Read from the XML itself: only there stand a number as it was stored and the format it is shown in.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ..grid import Grid, Line, Table
from .collect import in_one_go
from .docx_package import parse
from .notes import merged
from .sheet_margins import printed
from .sheet_scan import scan
from .sheet_table import Sheet, Tally, cleaned
from .sheet_text import number, spelled
from .sheet_workbook import R_ID, A, Look, S, Workbook, runs
from .symbols import has_private

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from .sheet_scan import Plain, Scan
    from .sheet_text import Shown

ROW, CELL, VALUE, FORMULA, INLINE = S + "row", S + "c", S + "v", S + "f", S + "is"
DATA, COLUMN, MERGED = S + "sheetData", S + "col", S + "mergeCell"
MARGINS = S + "headerFooter"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
XL_COLUMNS, XL_ROWS = 2**14, 2**20


@in_one_go
def read(data: bytes, path: str) -> Grid:
    """The workbook's sheets in order. Raises Refusal where it is damaged or too large."""
    book = Workbook(data, path)
    tally, known = Tally(path), _Known()
    blocks: list[Line | Table] = []
    notes: list[Note] = []
    for element in book.sheets:
        kind, part = book.links.get(element.get(R_ID, ""), ("", ""))
        if kind != "worksheet":
            continue
        hidden = element.get("state", "visible") != "visible"
        sheet = Sheet(element.get("name", ""), tally, hidden=hidden)
        reader = _Reader(book, sheet, known)
        reader.read(part)
        table = sheet.table()
        if table is not None:
            before, after = printed(reader.margins, sheet.name)
            blocks += (*before, table, *after)
        notes += sheet.remarks()
        lines, pictures = _drawn(book, part, sheet.name)
        tally.cells(len(lines))
        blocks += lines
        notes += pictures
    return Grid("xlsx", tuple(blocks), merged(notes))


class _Known:
    """What has been worked out once for all sheets of a workbook."""

    def __init__(self) -> None:
        self.columns: dict[str, int] = {}
        self.looks: dict[str | None, Look] = {}
        self.seen: dict[tuple[str | None, str | None, str], Shown | None] = {}
        """What a cell shows, by its kind, style and value."""
        self.ranges: dict[str, tuple[int, int, int, int] | None] = {}
        """Row, column, height and width of a merged range."""


class _Reader:
    """Fills a Sheet from one worksheet part."""

    def __init__(self, book: Workbook, sheet: Sheet, known: _Known) -> None:
        self.book = book
        self.sheet = sheet
        self.margins: dict[str, str] = {}
        self.columns = known.columns
        self.looks = known.looks
        self.seen = known.seen
        self.ranges = known.ranges

    def read(self, part: str) -> None:
        root, rows, plain = self._parsed(part)
        for child in root:
            if child.tag != DATA:
                self._margin(child)
        row = -1
        for ordinal, element in enumerate(rows):
            row = _ordinal(element.get("r"), row + 2, XL_ROWS) - 1
            if element.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.append((row, row))
            self._row(element, row, () if plain is None else plain.row(ordinal))

    def _parsed(self, part: str) -> tuple[_Element, list[_Element], Scan | None]:
        """The worksheet as a tree, its rows, and the plain cells that are not in it."""
        data = self.book.data(part)
        plain = scan(data)
        if plain is not None:
            root = parse(plain.rest, part, self.book.path)
            rows = _rows(root)
            if self._agree(rows, plain):
                return root, rows, plain
        root = parse(data, part, self.book.path)
        return root, _rows(root), None

    def _agree(self, rows: list[_Element], plain: Scan) -> bool:
        """Whether the cells left in each row can be told from those that were cut out of it."""
        if len(rows) != len(plain):
            return False
        for ordinal, element in enumerate(rows):
            if len(element):
                own = {_column(_letters(cell), -1) for cell in element.iterchildren(CELL)}
                cut = {_column(letters, -1) for letters in plain.letters(ordinal)}
                if -1 in own or own & cut:
                    return False
        return True

    def _margin(self, part: _Element) -> None:
        """What stands before and after the cells: hidden columns, merged ranges."""
        if part.tag == MARGINS:
            self.margins = {child.tag[len(S) :]: child.text or "" for child in part}
        for element in part.iter(COLUMN, MERGED):
            if element.tag == MERGED:
                self._merge(element.get("ref", ""))
            elif element.get("hidden") in ("1", "true"):
                first = _ordinal(element.get("min"), 1, XL_COLUMNS)
                last = _ordinal(element.get("max"), first, XL_COLUMNS)
                self.sheet.hidden_columns.append((first - 1, last - 1))

    def _row(self, element: _Element, row: int, plain: Iterable[Plain]) -> None:
        """One row. This runs for every cell of a sheet: the usual one costs two look-ups."""
        known, seen, texts = self.columns, self.seen, dict[int, str]()
        for letters, style, kind, value in plain:
            if value:
                key = (kind, style, value)
                shown = seen[key] if key in seen else self._shown(*key)
                if shown is not None:
                    column = known[letters] if letters in known else self._placed(letters, 0)
                    texts[column] = shown[0]
                    if shown[1]:
                        self.sheet.notes[row, column] = shown[1]
        column = -1
        for cell in element.iterchildren(CELL):
            letters = _letters(cell)
            column = known[letters] if letters in known else self._placed(letters, column + 1)
            shown = self._careful(cell) if len(cell) and column < XL_COLUMNS else None
            if shown is not None:
                texts[column] = shown[0]
                if shown[1]:
                    self.sheet.notes[row, column] = shown[1]
        self.sheet.put_row(row, texts)

    def _placed(self, letters: str, default: int) -> int:
        """The column of "AB" from 0; the default where the letters say none."""
        column = _column(letters, -1)
        if column < 0:
            return default
        self.columns[letters] = column
        return column

    def _merge(self, reference: str) -> None:
        if reference not in self.ranges:
            self.ranges[reference] = self._range(reference)
        found = self.ranges[reference]
        if found:
            self.sheet.merge(*found)

    def _range(self, reference: str) -> tuple[int, int, int, int] | None:
        start, _, end = reference.partition(":")
        (left, top), (right, bottom) = self._corner(start), self._corner(end)
        if top and bottom and left >= 0 and right >= 0:
            return top - 1, left, bottom - top + 1, right - left + 1
        return None

    def _corner(self, reference: str) -> tuple[int, int]:
        """The column from 0, -1 where there is none, and the row from 1, 0 where there is none."""
        letters = reference.rstrip("0123456789")
        column = self.columns[letters] if letters in self.columns else self._placed(letters, -1)
        return column, _ordinal(reference[len(letters) :], 0, XL_ROWS)

    def _careful(self, cell: _Element) -> Shown | None:
        """What a cell shows, of whatever kind; None in a blank one."""
        kind, style = cell.get("t"), cell.get("s")
        if kind == "inlineStr":
            inline = cell.find(INLINE)
            words = [] if inline is None else runs(inline)
            return cleaned(*self._words(words, self.book.look(style or "")))
        value = (cell[0].text if cell[0].tag == VALUE else cell.findtext(VALUE)) or ""
        if not value and kind != "str" and cell.find(FORMULA) is not None:
            return "", (Note("cell-unread", "公式没有保存计算结果"),)
        return self._shown(kind, style, value)

    def _shown(self, kind: str | None, style: str | None, value: str) -> Shown | None:
        """The text a person sees in a cell, None in a blank one."""
        look = self.looks.get(style)
        if look is None:
            look = self.looks[style] = self.book.look(style or "")
        shown = cleaned(*self._text("n" if kind is None else kind, value, look))
        self.seen[kind, style, value] = shown
        return shown

    def _text(self, kind: str, value: str, look: Look) -> Shown:
        if kind == "n":
            return number(value, look.form) if value.strip() else ("", ())
        if kind == "s":
            shared = self.book.shared(value)
            if shared is None:
                return "", (Note("cell-unread", "共享文字缺失"),) if value else ()
            return self._words(shared, look)
        if kind == "b":
            return ("TRUE" if value.strip() in ("1", "true") else "FALSE" if value else ""), ()
        if kind == "e":
            return value, (Note("formula-error", f"公式结果为 {value}"),) if value else ()
        return look.form.text(value), ()

    def _words(self, shared: list[tuple[str, str]], look: Look) -> Shown:
        if len(shared) == 1 and not look.signs:
            text, own = shared[0]
            if not own and not has_private(text):
                return look.form.text(text), ()
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


def _rows(root: _Element) -> list[_Element]:
    data = root.find(DATA)
    return [] if data is None else list(data.iterchildren(ROW))


def _letters(cell: _Element) -> str:
    return cell.get("r", "").rstrip("0123456789")


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
