"""Excel 2003's XML (handed out as .xls by web systems) → Grid: each sheet is one table."""

from __future__ import annotations

from ...model.form import Note
from ..grid import Grid, Line, Table
from ..limits import damaged
from .docx_package import parse
from .notes import merged
from .sheet_margins import printed
from .sheet_table import Sheet, Tally
from .sheet_text import Formats, number, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lxml.etree import _Element

    from .sheet_text import Shown

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
X = "{urn:schemas-microsoft-com:office:excel}"
HTML = "{http://www.w3.org/TR/REC-html40}"
MOST, WIDEST = 2**20, 2**14
NAMED = {
    "General Number": "General", "General Date": "yyyy/m/d h:mm", "Long Date": "yyyy年m月d日",
    "Medium Date": "yyyy/m/d", "Short Date": "yyyy/m/d", "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM", "Short Time": "h:mm", "Currency": "¥#,##0.00",
    "Euro Currency": "€#,##0.00", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%",
    "Scientific": "0.00E+00", "Yes/No": '"Yes";"Yes";"No"', "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}  # fmt: skip
"""Formats that have a name instead of a code."""


def read(data: bytes, path: str) -> Grid:
    """The workbook's sheets in order. Raises Refusal where it is damaged or too large."""
    root = parse(data, "XML", path)
    if root.tag != SS + "Workbook":
        raise damaged(path, "不是 Excel 的 XML", "it is not the XML of Excel")
    reader = _Reader(root)
    tally = Tally(path)
    blocks: list[Line | Table] = []
    notes: list[Note] = []
    for element in root.iterchildren(SS + "Worksheet"):
        shown = element.findtext(f"{X}WorksheetOptions/{X}Visible", "")
        sheet = Sheet(element.get(SS + "Name", ""), tally, hidden=shown.startswith("SheetHidden"))
        reader.read(element, sheet)
        table = sheet.table()
        if table is not None:
            setup = f"{X}WorksheetOptions/{X}PageSetup/{X}"
            parts = {f"odd{name}": element.find(setup + name) for name in ("Header", "Footer")}
            margins = {n: e.get(X + "Data", "") for n, e in parts.items() if e is not None}
            before, after = printed(margins, sheet.name)
            blocks += (*before, table, *after)
        notes += sheet.remarks()
    return Grid("sheet-xml", tuple(blocks), merged(notes))


class _Reader:
    """Fills a Sheet from one worksheet; the styles are read once."""

    def __init__(self, root: _Element) -> None:
        formats = Formats()
        self.plain = formats.of("General"), ""
        self.looks = {"": self.plain}
        self.taken: dict[int, int] = {}
        """Column to the first row below a merged cell: what it covers may be left out."""
        for style in root.iterfind(f"{SS}Styles/{SS}Style"):
            above = self.looks.get(style.get(SS + "Parent", "Default"), self.plain)
            form, font = style.find(SS + "NumberFormat"), style.find(SS + "Font")
            code = None if form is None else form.get(SS + "Format")
            look = above[0] if code is None else formats.of(NAMED.get(code, code))
            name = above[1] if font is None else font.get(SS + "FontName", above[1])
            self.looks[style.get(SS + "ID", "")] = look, name

    def read(self, element: _Element, sheet: Sheet) -> None:
        columns: dict[int, str] = {}
        place = 0
        for column in element.iterfind(f"{SS}Table/{SS}Column"):
            place = _count(column, "Index", place + 1)
            last = place + _count(column, "Span", 0)
            columns[place] = column.get(SS + "StyleID", "")
            if column.get(SS + "Hidden") == "1":
                sheet.hidden_columns.append((place - 1, last - 1))
            place = last
        row = 0
        self.taken = {}
        for line in element.iterfind(f"{SS}Table/{SS}Row"):
            row = _count(line, "Index", row + 1)
            if line.get(SS + "Hidden") == "1":
                sheet.hidden_rows.append((row - 1, row - 1))
            self._row(line, row - 1, sheet, columns)
            row += _count(line, "Span", 0)

    def _row(self, line: _Element, row: int, sheet: Sheet, columns: dict[int, str]) -> None:
        column = 0
        for cell in line.iterchildren(SS + "Cell"):
            column += 1
            while self.taken.get(column, 0) > row:
                column += 1
            column = _count(cell, "Index", column)
            style = cell.get(SS + "StyleID") or line.get(SS + "StyleID") or columns.get(column, "")
            across, down = _count(cell, "MergeAcross", 0), _count(cell, "MergeDown", 0)
            sheet.merge(row, column - 1, down + 1, across + 1)
            if down:
                across = min(across, WIDEST)
                self.taken |= dict.fromkeys(range(column, column + across + 1), row + down + 1)
            content = cell.find(SS + "Data")
            if content is not None:
                sheet.put(row, column - 1, *self._shown(content, style))
            column += across

    def _shown(self, content: _Element, style: str) -> Shown:
        """The text a person sees in a cell."""
        form, font = self.looks.get(style, self.plain)
        text = "".join([str(piece) for piece in content.itertext()])
        kind = content.get(SS + "Type", "String")
        if kind == "Number":
            return number(text, form) if text.strip() else ("", ())
        if kind == "DateTime":
            serial = _serial(text.strip())
            return number(serial, form) if serial and not form.plain else (text, ())
        if kind == "Boolean":
            return ("TRUE" if text.strip() == "1" else "FALSE"), ()
        if kind == "Error":
            return text, (Note("formula-error", f"公式结果为 {text}"),) if text else ()
        shown, notes = spelled(_runs(content, ""), font)
        return form.text(shown), notes


def _runs(element: _Element, font: str) -> list[tuple[str, str]]:
    """Text with the fonts that its pieces name."""
    out = [(element.text or "", font)]
    for child in element:
        own = child.get(HTML + "Face", font) if child.tag == HTML + "Font" else font
        out += [*_runs(child, own), (child.tail or "", font)]
    return [run for run in out if run[0]]


def _serial(moment: str) -> str:
    """ "2023-03-15T00:00:00.000" as Excel counts days, "" where it is no such moment."""
    from datetime import datetime
    from decimal import Decimal

    try:
        since = datetime.fromisoformat(moment) - datetime(1899, 12, 30)
    except (ValueError, TypeError):
        return ""
    part = (2 * since.seconds * 10**10 // 86_400 + 1) // 2
    return f"{since.days + Decimal(part).scaleb(-10):f}"


def _count(element: _Element, name: str, default: int) -> int:
    text = element.get(SS + name, "")
    if text.isascii() and text.isdecimal() and len(text) <= 7:
        return min(int(text), MOST)
    return default
