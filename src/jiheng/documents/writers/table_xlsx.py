"""``convert -o OUT.xlsx``: one sheet; texts are text cells, never formulas; numbers keep digits."""

from __future__ import annotations

from decimal import Decimal

from ...model.refusal import Refusal
from .table_rows import KEYS, headings, rows, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ...model.form import Document
    from .table_rows import Cell

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
MOST_DIGITS = 15
"""Excel keeps no more of a number; a longer one is written as text, whole."""
WIDTHS = {
    "file": 24,
    "title": 28,
    "project": 24,
    "level3": 28,
    "value_raw": 20,
    "standard": 20,
    "actual": 20,
    "reports": 16,
    "place": 22,
}
NARROW = 11


def write(documents: Iterable[Document], lang: str) -> Iterator[bytes]:
    """The workbook, in one piece; the same forms give the same bytes."""
    from datetime import datetime
    from io import BytesIO

    import xlsxwriter  # type: ignore[import-untyped]

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(1980, 1, 1)})
    sheet = book.add_worksheet("indicators" if lang == "en" else "指标")
    plain = {"text_wrap": True, "valign": "top"}
    text, number = book.add_format(plain | {"num_format": "@"}), book.add_format(plain)
    bold, count = book.add_format({"bold": True, "bottom": 1}), 0
    for count, row in enumerate(rows(documents, lang), 1):
        if count >= MOST_ROWS:
            raise _too_many()
        _row(sheet, count, row, text, number)
    _head(sheet, bold, lang, count)
    book.close()
    yield buffer.getvalue()


def _row(sheet: Any, place: int, row: tuple[Cell, ...], text: Any, number: Any) -> None:
    for column, cell in enumerate(row):
        if cell is None:
            continue
        if _is_number(cell):
            sheet.write_number(place, column, cell, number)
        else:
            sheet.write_string(place, column, _fitting(shown(cell)), text)


def _head(sheet: Any, bold: Any, lang: str, count: int) -> None:
    for column, (key, name) in enumerate(zip(KEYS, headings(lang), strict=True)):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, WIDTHS.get(key, NARROW))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(KEYS) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _is_number(cell: object) -> bool:
    """A number that Excel can keep whole (xlsxwriter prints a Decimal digit by digit)."""
    if isinstance(cell, Decimal):
        return len(cell.normalize().as_tuple().digits) <= MOST_DIGITS and abs(cell.adjusted()) < 300
    return isinstance(cell, int)


def _fitting(text: str) -> str:
    """What a cell can hold; a cut shows as …"""
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _too_many() -> Refusal:
    return Refusal(
        ".xlsx",
        f"一张工作表放不下：最多 {MOST_ROWS} 行",
        "请改用 .csv 或 .json，或分几次转换",
        problem_en=f"a worksheet holds no more than {MOST_ROWS} rows",
        remedy_en="Use .csv or .json, or convert in parts",
    )
