"""Excel workbooks (.xlsx) as rows of text, with the numbers as they were stored.

Numbers go from the file's digits to text without a binary detour; Excel keeps 15 digits, so that
313.32000000000005 is 313.32. Cells in a date format become dates; a bare serial stays a number,
and the column's type will refuse it.
"""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from hashlib import sha256
from zipfile import BadZipFile, ZipFile

from ...model.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO
    from xml.etree.ElementTree import Element

MOST = 256 << 20  # bytes of a workbook
UNPACKED = 2 << 30  # bytes of one part of it
SHARED = 256 << 20  # bytes of its shared texts, which must be held
COLUMNS = 1024
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_FIFTEEN = Context(prec=15)
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


class Workbook:
    """One sheet of a workbook. ``sheet``: its name, "" for the only one with rows."""

    encoding = "xlsx"

    def __init__(self, path: str, sheet: str = "") -> None:
        self.path = path
        self.name = os.path.basename(path)
        self.size = os.path.getsize(path)
        self.done = 0
        if self.size > MOST:
            raise self._refuse("超过 256 MB", "请另存为 CSV", "is over 256 MB", "Save it as CSV")
        with open(path, "rb") as file:
            self.digest = sha256(file.read()).hexdigest()
        try:
            with ZipFile(path) as package:
                self._open(package, sheet)
        except (BadZipFile, KeyError, SyntaxError, EOFError) as error:
            raise self._damaged() from error

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(row number from 1, cells) of every row that is not blank. Raises Refusal."""
        from zlib import error as Unpacking

        try:
            with ZipFile(self.path) as package, self._part(package, self._sheet) as part:
                for row in _elements(part, "row"):
                    number, cells = int(row.get("r") or 0), self._cells(row)
                    if any(cells):
                        yield number, cells
        except (BadZipFile, KeyError, SyntaxError, ValueError, EOFError, Unpacking) as error:
            raise self._damaged() from error
        self.done = self.size

    def _open(self, package: ZipFile, wanted: str) -> None:
        from xml.etree.ElementTree import fromstring

        def tree(name: str) -> Element:
            with self._part(package, name, SHARED) as part:
                return fromstring(part.read())

        book = tree("xl/workbook.xml")
        space = book.tag.partition("}")[0] + "}"
        if space == STRICT:
            raise self._refuse(
                "是“严格 Open XML”格式",
                "请另存为普通的 .xlsx 或 CSV",
                "is a Strict Open XML workbook",
                "Save it as an ordinary .xlsx or as CSV",
            )
        links = {e.get("Id", ""): e.get("Target", "") for e in tree("xl/_rels/workbook.xml.rels")}
        setting = book.find(f"{S}workbookPr")
        self._from = datetime(1899, 12, 30)
        if setting is not None and setting.get("date1904") in ("1", "true"):
            self._from = datetime(1904, 1, 1)
        names = set(package.namelist())
        self._shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            with self._part(package, "xl/sharedStrings.xml", SHARED) as part:
                self._shared = [_text(element) for element in _elements(part, "si")]
        self._days = _date_styles(tree("xl/styles.xml")) if "xl/styles.xml" in names else set()
        sheets = []
        for element in book.iter(f"{S}sheet"):
            target = links.get(element.get(R, ""), "").lstrip("/")
            place = target if target.startswith("xl/") else f"xl/{target}"
            if place in names and (element.get("name") == wanted or not wanted):
                with self._part(package, place) as part:
                    if (
                        wanted
                        or next((r for r in _elements(part, "row") if len(r)), None) is not None
                    ):
                        sheets.append((element.get("name", ""), place))
        if len(sheets) != 1:
            self._which([name for name, _ in sheets], wanted)
        self._sheet = sheets[0][1]

    def _which(self, names: list[str], wanted: str) -> None:
        if wanted or not names:
            said = f"没有名为“{wanted}”的工作表" if wanted else "没有内容"
            english = f"has no sheet “{wanted}”" if wanted else "is empty"
            raise self._refuse(said, "请核对工作表的名称", english, "Check the name of the sheet")
        raise self._refuse(
            f"有 {len(names)} 张有内容的工作表（{'、'.join(names)}）",
            "请用 --sheet 说明要导入哪一张",
            f"has {len(names)} sheets with rows ({', '.join(names)})",
            "Say with --sheet which one",
        )

    def _part(self, package: ZipFile, name: str, most: int = UNPACKED) -> IO[bytes]:
        if package.getinfo(name).file_size > most:
            raise self._refuse(
                "解开后过大", "请另存为 CSV", "is too large when unpacked", "Save it as CSV"
            )
        return package.open(name)

    def _cells(self, row: Element) -> list[str]:
        cells: list[str] = []
        for cell in row.iterfind(f"{S}c"):
            at = _column(cell.get("r", ""), len(cells))
            if at < COLUMNS:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = self._shown(cell)
        return cells

    def _shown(self, cell: Element) -> str:
        kind, value = cell.get("t", "n"), cell.findtext(f"{S}v") or ""
        if kind == "s":
            return self._shared[int(value)] if value else ""
        if kind == "inlineStr":
            inside = cell.find(f"{S}is")
            return "" if inside is None else _text(inside)
        if kind in ("str", "d"):
            return value
        if kind == "b":
            return value
        if kind == "e" or not value:
            return value
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if int(cell.get("s") or 0) in self._days:
            return self._moment(number)
        text = f"{_FIFTEEN.plus(number):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def _moment(self, serial: Decimal) -> str:
        """A date, with its time where it has one."""
        if not 0 < serial < 2_958_466:
            return f"{serial:f}"
        seconds = int((serial * 86_400).to_integral_value())
        moment = self._from + timedelta(seconds=seconds)
        return moment.date().isoformat() if not seconds % 86_400 else moment.isoformat(" ")

    def _damaged(self) -> Refusal:
        return self._refuse(
            "工作簿已损坏或不是 .xlsx",
            "请用 Excel 或 WPS 打开后另存为 .xlsx 或 CSV",
            "is damaged or no .xlsx workbook",
            "Open it in a spreadsheet and save it as .xlsx or CSV",
        )

    def _refuse(self, problem: str, remedy: str, english: str, help_en: str) -> Refusal:
        return Refusal(self.path, problem, remedy, problem_en=english, remedy_en=help_en)


def _elements(part: IO[bytes], name: str) -> Iterator[Element]:
    """Elements of that name as they end; each is emptied after use, and so is their parent."""
    from xml.etree.ElementTree import iterparse

    parents: list[Element] = []
    for event, element in iterparse(part, ("start", "end")):
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        if element.tag == f"{S}{name}":
            yield element
            if parents:
                parents[-1].clear()


def _text(element: Element) -> str:
    """The words of a cell, without the readings that stand above some."""
    words = [element.findtext(f"{S}t") or ""]
    words += [run.findtext(f"{S}t") or "" for run in element.iterfind(f"{S}r")]
    return "".join(words)


def _column(reference: str, default: int) -> int:
    number = 0
    for sign in reference[:4].upper():
        if not "A" <= sign <= "Z":
            break
        number = number * 26 + ord(sign) - 64
    return number - 1 if number else default


def _date_styles(styles: Element) -> set[int]:
    """The cell styles that show a number as a date."""
    dated = set(DAY_FORMATS)
    for element in styles.iter(f"{S}numFmt"):
        code = _QUOTED.sub("", element.get("formatCode", "")).lower().partition(";")[0]
        if any(sign in code for sign in "ymd") and "general" not in code:
            dated.add(int(element.get("numFmtId") or 0))
    formats = styles.find(f"{S}cellXfs")
    return {
        at
        for at, element in enumerate(formats if formats is not None else ())
        if int(element.get("numFmtId") or 0) in dated
    }
