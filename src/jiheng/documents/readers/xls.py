"""Old Excel workbooks (.xls, .et) → Grid, by way of xlrd: each sheet with content is one table."""

from __future__ import annotations

from ...model.form import Note
from ...model.refusal import Refusal
from ..grid import Grid, Table
from ..limits import damaged
from .notes import merged
from .sheet_table import Sheet, Tally
from .sheet_text import Formats, number, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.formatting import XF
    from xlrd.sheet import Cell as XlCell
    from xlrd.sheet import Sheet as XlSheet

    from .sheet_text import Runs, Shown

TEXT, NUMBER, DATE, BOOLEAN, ERROR = 1, 2, 3, 4, 5
"""xlrd's kinds of cells."""

STREAMS = ("Workbook", "Book")


class _Silence:
    """xlrd speaks to a file of what it finds odd."""

    def write(self, words: str) -> int:
        return len(words)

    def flush(self) -> None:
        return


def read(data: bytes, path: str) -> Grid:
    """The workbook's sheets in order. Raises Refusal where it is damaged, locked or too large."""
    book = _opened(data, path)
    tally = Tally(path)
    formats = Formats(from_1904=bool(book.datemode))
    tables: list[Table] = []
    notes: list[Note] = []
    for source in book.sheets():
        sheet = Sheet(source.name, tally, hidden=bool(source.visibility))
        try:
            _Reader(book, source, sheet, formats).read()
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            raise _broken(path) from error
        table = sheet.table()
        tables += [] if table is None else [table]
        notes += sheet.remarks()
    return Grid("xls", tuple(tables), merged(notes))


def _opened(data: bytes, path: str) -> Book:
    """The workbook. xlrd trusts its input: damage shows as almost any error."""
    from struct import error as StructError

    import xlrd
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError
    from xlrd.formula import FormulaError

    try:
        return xlrd.open_workbook(
            file_contents=_stream(data, path),
            formatting_info=True,
            ragged_rows=True,
            logfile=_Silence(),
        )
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise _locked(path) from error
        raise _broken(path) from error
    except (
        *(
            CompDocError,
            FormulaError,
            StructError,
            LookupError,
            ValueError,
            TypeError,
            AttributeError,
        ),
        *(OSError, AssertionError, ArithmeticError, NameError, EOFError, RuntimeError, MemoryError),
        FormulaError,
    ) as error:
        raise _broken(path) from error


def _stream(data: bytes, path: str) -> bytes:
    """The stream of the workbook. xlrd's own reading of the container follows a ring for ever."""
    from io import BytesIO
    from struct import unpack_from

    from olefile import OleFileIO

    if len(data) < 512:
        raise _broken(path)
    shift, small = unpack_from("<HH", data, 30)
    fat, _, _, _, _, minifat, _, difat = unpack_from("<8I", data, 44)
    if shift not in (9, 12) or small != 6 or max(fat, minifat, difat) > len(data) >> 9:
        raise _broken(path)
    with OleFileIO(BytesIO(data)) as ole:
        root = ole.root
        for name in STREAMS:
            if root is not None and ole.exists(name):
                if max(ole.get_size(name), root.size) > len(data):  # type: ignore[attr-defined]
                    raise _broken(path)
                return ole.openstream(name).read()
    raise _broken(path)


class _Reader:
    """Fills a Sheet from one of xlrd's."""

    def __init__(self, book: Book, source: XlSheet, sheet: Sheet, formats: Formats) -> None:
        self.book = book
        self.source = source
        self.sheet = sheet
        self.formats = formats

    def read(self) -> None:
        source, sheet = self.source, self.sheet
        for row in range(source.nrows):
            for column in range(source.row_len(row)):
                kind = source.cell_type(row, column)
                if TEXT <= kind <= ERROR:
                    sheet.put(row, column, *self._shown(source.cell(row, column), row, column))
        for top, bottom, left, right in source.merged_cells:
            sheet.merge(top, left, bottom - top, right - left)
        for row, info in source.rowinfo_map.items():
            if info.hidden:
                sheet.hidden_rows.append((row, row))
        for column, look in source.colinfo_map.items():
            if look.hidden:
                sheet.hidden_columns.append((column, column))

    def _shown(self, cell: XlCell, row: int, column: int) -> Shown:
        """The text a person sees in a cell."""
        style = self._style(cell)
        code = self._code(style)
        if cell.ctype == TEXT:
            text, notes = spelled(self._runs(str(cell.value), row, column), self._font(style))
            return self.formats.of(code).text(text), notes
        if cell.ctype in (NUMBER, DATE):
            return number(repr(cell.value), self.formats.of(code))
        if cell.ctype == BOOLEAN:
            return "TRUE" if cell.value else "FALSE", ()
        from xlrd.biffh import error_text_from_code

        text = error_text_from_code.get(int(cell.value), "#N/A")
        return text, (Note("formula-error", f"公式结果为 {text}"),)

    def _style(self, cell: XlCell) -> XF | None:
        place = cell.xf_index
        looks = self.book.xf_list
        return looks[place] if place is not None and 0 <= place < len(looks) else None

    def _code(self, style: XF | None) -> str:
        form = None if style is None else self.book.format_map.get(style.format_key)
        return "General" if form is None else form.format_str

    def _font(self, style: XF | None) -> str:
        return "" if style is None else self._named(style.font_index)

    def _named(self, place: int) -> str:
        fonts = self.book.font_list
        return fonts[place].name if 0 <= place < len(fonts) else ""

    def _runs(self, text: str, row: int, column: int) -> Runs:
        """A text cut where its font changes."""
        changes = self.source.rich_text_runlist_map.get((row, column)) or []
        out: Runs = []
        start, font = 0, ""
        for at, place in changes:
            if at > start:
                out.append((text[start:at], font))
                start = at
            font = self._named(place)
        return [*out, (text[start:], font)]


def _broken(path: str) -> Refusal:
    return damaged(path, "旧版 Excel 文件的结构读不出来", "the old Excel file cannot be read")


def _locked(path: str) -> Refusal:
    return Refusal(
        path,
        "这是加密的旧版 Excel 文件，不能直接读取",
        "请用密码打开，取消密码保护后另存再检查",
        problem_en="this is an encrypted old Excel file, which cannot be read",
        remedy_en="Open it with its password, remove the protection, save and try again",
    )
