"""Sheets → .xlsx, a worksheet a form: merged as on paper, A4, every cell a text and no formula."""

from __future__ import annotations

from .form_sheet import LABEL, TEXT, WIDTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .form_sheet import Row, Sheet

UPRIGHT, ACROSS = 92, 136
"""Characters of 10 pt across a page of A4."""
LINE = 15  # points
MOST_CHARACTERS = 32_767
HIGHEST = 409  # points of a row in Excel
NARROW = 2
FONT = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter"}
BAD_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'\n\t\r", ""))


def write(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; the same sheets give the same bytes."""
    from datetime import datetime
    from io import BytesIO

    import xlsxwriter  # type: ignore[import-untyped]

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(1980, 1, 1)})
    for number, sheet in enumerate(sheets, 1):
        _Page(book, sheet, f"{number} {sheet.title.strip()}").write()
    book.close()
    return buffer.getvalue()


class _Page:
    """One worksheet while it is written."""

    def __init__(self, book: Any, sheet: Sheet, name: str) -> None:
        self.sheet, self.edges = sheet, sheet.edges()
        self.page = book.add_worksheet(name.translate(BAD_NAME)[:31].strip())
        look = {"num_format": "@", **FONT}
        ruled = {**look, "border": 1}
        self.looks = {
            "title": book.add_format({**look, "font_size": 18, "bold": True, "align": "center"}),
            "mark": book.add_format({**look, "font_color": "#595959", "align": "center"}),
            "year": book.add_format({**look, "align": "center"}),
            "line": book.add_format({**look, "align": "left"}),
            LABEL: book.add_format({**ruled, "bold": True, "align": "center"}),
            TEXT: book.add_format({**ruled, "align": "left"}),
            "cell": book.add_format({**ruled, "align": "center"}),
        }
        self.width = ACROSS if sheet.wide else UPRIGHT
        self.at = 0

    def write(self) -> None:
        sheet = self.sheet
        lefts = [0, *self.edges]
        for column, (left, right) in enumerate(zip(lefts, self.edges, strict=False)):
            self.page.set_column(column, column, max(NARROW, self._characters(left, right)))
        lines = [*((text, "mark") for text in sheet.above), (sheet.title, "title")]
        lines += [(sheet.year, "year")] if sheet.year else []
        for text, look in (*lines, *((text, "line") for text in sheet.below if text)):
            self._line(text, look)
        for row in sheet.rows:
            self._row(row)
        for text in sheet.foot:
            self._line(text, "line")
        self._print()

    def _print(self) -> None:
        self.page.set_paper(9)
        if self.sheet.wide:
            self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.center_horizontally()
        self.page.hide_gridlines(2)
        self.page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def _line(self, text: str, look: str) -> None:
        self._put(self.at, 0, self.at, len(self.edges) - 1, text, look)
        self.page.set_row(self.at, 2 * LINE if look == "title" else self._height(text, WIDTH))
        self.at += 1

    def _row(self, row: Row) -> None:
        for box in row:
            first = self._column(box.left)
            last = self._column(box.right) - 1
            self._put(self.at, first, self.at + box.down - 1, last, box.text, box.kind)
        own = [self._height(box.text, box.right - box.left) for box in row if box.down == 1]
        self.page.set_row(self.at, min(HIGHEST, max((2 * LINE, *own))))
        self.at += 1

    def _put(self, top: int, left: int, bottom: int, right: int, text: str, look: str) -> None:
        said = _fitting(text)
        if (top, left) == (bottom, right):
            self.page.write_string(top, left, said, self.looks[look])
            return
        self.page.merge_range(top, left, bottom, right, "", self.looks[look])
        self.page.write_string(top, left, said, self.looks[look])

    def _column(self, edge: int) -> int:
        """The column that begins at an edge."""
        return self.edges.index(edge) + 1 if edge else 0

    def _characters(self, left: int, right: int) -> int:
        return self.width * (right - left) // WIDTH

    def _height(self, text: str, width: int) -> int:
        """Points of the wrapped text; a Chinese character is two wide."""
        room = max(NARROW, self._characters(0, width) - 1)
        lines = (sum(1 + (not c.isascii()) for c in line) // room + 1 for line in text.split("\n"))
        return min(HIGHEST, LINE * sum(lines))


def _fitting(text: str) -> str:
    """What a cell can hold; a cut shows as …"""
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
