"""How long reading sheets takes, beside the least possible and beside openpyxl.

python benchmarks/read_sheets.py [ROUNDS]

Two workbooks are made: a form, and 20,000 rows of 8 columns with 2,000 merged ranges. "floor" is:
inflate the first worksheet and the shared texts, parse them with lxml, no more. Floor and reader
take turns, openpyxl comes after them; medians. Target: under 3 times the floor.
"""

from __future__ import annotations

import sys
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from openpyxl import Workbook, load_workbook
from turns import Ways, compare

from jiheng.documents.readers.xlsx import read

PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")


def workbook(rows: int, merges: int) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(rows):
        sheet.append([f"指标{row}", "数量指标", "≧90%", row, row * 7, "备注", "", row])
        sheet.cell(row + 1, 4).number_format = '0"万元"'
    for row in range(1, merges + 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=6, end_column=7)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def floor(data: bytes) -> object:
    with ZipFile(BytesIO(data)) as archive:
        there = set(archive.namelist()).intersection(PARTS)
        return [etree.fromstring(archive.read(name)) for name in there]


def ours(data: bytes) -> object:
    return read(data, "benchmark.xlsx")


def naive(data: bytes) -> object:
    book = load_workbook(BytesIO(data), data_only=True)
    return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for title, data, rounds in (
        ("a form, 30 rows", workbook(30, 10), most),
        ("20,000 rows, 2,000 merges", workbook(20_000, 2_000), max(3, most // 30)),
    ):
        own: Ways = {"floor": floor, "jiheng": ours}
        compare(title, data, [(own, rounds), ({"openpyxl": naive}, rounds)])


if __name__ == "__main__":
    main()
