"""``evaluate --format xlsx``: the sheets as a workbook. Money is a number in yuan, exact.

A cell of a form is always text: nothing that somebody typed becomes a formula.
"""

from __future__ import annotations

from decimal import Decimal

from .evaluate_run import SYNTHETIC
from .evaluate_sheets import sheets
from .evaluate_text import ground_lines
from .width import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from .evaluate_run import Case, Ground
    from .evaluate_sheets import Cell, Sheet
    from .output import View

LONGEST = 15  # digits Excel keeps of a number
FONT = "宋体"
LINE, TALLEST = 13, 409  # points of a line, and of the tallest row there is
RISKY = ("=", "+", "-", "@", "\t", "\r")


def write(cases: Sequence[Case], made: Ground, send: Callable[[bytes], object], view: View) -> None:
    """The workbook."""
    book(made, send, view.lang, tuple(sheets(cases, made, view.lang)))


def book(
    made: Ground, send: Callable[[bytes], object], lang: str, made_of: Sequence[Sheet]
) -> None:
    """A workbook of sheets; the same results give the same bytes."""
    from datetime import datetime
    from io import BytesIO

    import xlsxwriter  # type: ignore[import-untyped]

    buffer = BytesIO()
    work = xlsxwriter.Workbook(buffer, {"in_memory": True})
    work.set_properties({"created": datetime(1980, 1, 1)})
    pen = _Pen(work)
    for number, (name, heads, rows) in enumerate(made_of):
        sheet = work.add_worksheet(name)
        above = _above(sheet, pen, made, lang, number)
        _body(sheet, pen, above, heads, rows)
        _printed(sheet, name, above, made)
    work.close()
    send(buffer.getvalue())


class _Pen:
    """The looks of cells."""

    def __init__(self, work: Any) -> None:
        plain = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        plain |= {"border": 1, "border_color": "#C9C6BD"}
        self.text = work.add_format(plain)
        self.risky = work.add_format(plain | {"quote_prefix": True})
        self.money = work.add_format(plain | {"num_format": "#,##0.00", "text_wrap": False})
        self.count = work.add_format(plain | {"num_format": "0", "text_wrap": False})
        head = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F1EFE9"}
        self.head = work.add_format(plain | head)
        small = {"font_name": FONT, "font_size": 10}
        self.note = work.add_format(small | {"font_color": "#4B525C"})
        mark = {"bold": True, "font_color": "#8A5200", "bg_color": "#FDF2DF"}
        self.mark = work.add_format(small | mark)


def _above(sheet: Any, pen: _Pen, made: Ground, lang: str, number: int) -> int:
    """The ribbon on every sheet, and on the first what the result rests on; rows taken."""
    at = 0
    if made.synthetic:
        sheet.write_string(at, 0, SYNTHETIC, pen.mark)
        at += 1
    for text in ground_lines(made, lang) if number == 0 else ():
        sheet.write_string(at, 0, text, pen.note)
        at += 1
    return at


def _body(
    sheet: Any,
    pen: _Pen,
    top: int,
    heads: Sequence[tuple[str, int]],
    rows: Iterable[tuple[Cell, ...]],
) -> None:
    for column, (name, room) in enumerate(heads):
        sheet.write_string(top, column, name, pen.head)
        sheet.set_column(column, column, room)
    at = top
    rooms = [room for _, room in heads]
    for at, row in enumerate(rows, top + 1):
        sheet.set_row(at, _height(row, rooms))
        for column, cell in enumerate(row):
            _cell(sheet, pen, at, column, cell)
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, max(at, top + 1), len(heads) - 1)


def _height(row: Sequence[Cell], rooms: Sequence[int]) -> int:
    """Points that the longest cell needs: not every program does this sum when it opens a file."""
    texts = [(cell, room) for cell, room in zip(row, rooms, strict=True) if isinstance(cell, str)]
    lines = max((-(-width(cell, True) // (room - 1)) for cell, room in texts), default=1)
    return min(TALLEST, LINE * max(lines, 1) + 4)


def _cell(sheet: Any, pen: _Pen, at: int, column: int, cell: Cell) -> None:
    if cell is None:
        sheet.write_blank(at, column, None, pen.text)
    elif isinstance(cell, Decimal):
        sheet.write_number(at, column, cell, pen.money)
    elif isinstance(cell, int) and len(str(abs(cell))) <= LONGEST:
        sheet.write_number(at, column, cell, pen.count)
    else:
        text = str(cell)
        sheet.write_string(at, column, text, pen.risky if text.startswith(RISKY) else pen.text)


def _printed(sheet: Any, name: str, head: int, made: Ground) -> None:
    """A4 across, the head on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.repeat_rows(head, head)
    sheet.set_header(f"&C&9{SYNTHETIC if made.synthetic else ''}")
    sheet.set_footer(f"&L&8{name}&C&8&P / &N&R&8绩衡 Jiheng")
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
