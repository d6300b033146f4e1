"""``convert -o OUT.xlsx``: one sheet; texts are text cells, never formulas; numbers keep digits."""

from __future__ import annotations

from decimal import Decimal

from ..model.refusal import Refusal
from .convert_rows import KEYS, headings, rows, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..model.form import Document

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


def write(documents: Sequence[Document], lang: str) -> bytes:
    """The workbook; the same forms give the same bytes."""
    from datetime import datetime
    from io import BytesIO

    import xlsxwriter  # type: ignore[import-untyped]

    table = list(rows(documents, lang))
    if len(table) >= MOST_ROWS:
        raise _too_many(len(table))
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(1980, 1, 1)})
    sheet = book.add_worksheet("indicators" if lang == "en" else "指标")
    plain = {"text_wrap": True, "valign": "top"}
    text, number = book.add_format(plain | {"num_format": "@"}), book.add_format(plain)
    _head(sheet, book.add_format({"bold": True, "bottom": 1}), lang, len(table))
    for place, row in enumerate(table, 1):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            if _is_number(cell):
                sheet.write_number(place, column, cell, number)
            else:
                sheet.write_string(place, column, _fitting(shown(cell)), text)
    book.close()
    return buffer.getvalue()


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


def _too_many(count: int) -> Refusal:
    return Refusal(
        ".xlsx",
        f"共 {count} 行，一张工作表放不下",
        "请改用 .csv 或 .json，或分几次转换",
        problem_en=f"{count} rows are more than a worksheet holds",
        remedy_en="Use .csv or .json, or convert in parts",
    )
