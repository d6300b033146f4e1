"""The documents that benchmarks/reading.py reads: the example, and larger ones made of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from xlsxwriter import Workbook

from jiheng.documents.grid import Table
from jiheng.documents.readers.docx import read

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "shili-2023.docx"
COPIES, ROWS, MERGES = 25, 20_000, 2_000
BODY = "word/document.xml"


def tables() -> list[Table]:
    """The four forms of the example."""
    grid = read(EXAMPLE.read_bytes(), EXAMPLE.name)
    return [block for block in grid.blocks if isinstance(block, Table)]


def docx(copies: int) -> bytes:
    """The example with its body so many times over."""
    out = BytesIO()
    with ZipFile(EXAMPLE) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == BODY:
                root = etree.fromstring(data)
                blocks = [child for child in root[0] if not child.tag.endswith("}sectPr")]
                for _ in range(copies - 1):
                    root[0][:0] = [deepcopy(block) for block in blocks]
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            new.writestr(name, data)
    return out.getvalue()


def xlsx(copies: int) -> bytes:
    """The forms as sheets, merged as they are on paper."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    frame = book.add_format({"border": 1, "text_wrap": True})
    for table in tables() * copies:
        sheet = book.add_worksheet()
        for cell in table.cells:
            bottom, right = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
            if (bottom, right) == (cell.row, cell.column):
                sheet.write_string(cell.row, cell.column, cell.text, frame)
            else:
                sheet.merge_range(cell.row, cell.column, bottom, right, cell.text, frame)
    book.close()
    return out.getvalue()


def ledger() -> bytes:
    """20,000 rows of 8 columns: texts, numbers in a format with a unit, blank and merged cells."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    frame, money = book.add_format({"border": 1}), book.add_format({"num_format": '0"万元"'})
    for row in range(ROWS):
        for column, text in enumerate((f"指标{row}", "数量指标", "≧90%")):
            sheet.write_string(row, column, text, frame)
        sheet.write_number(row, 3, row, money)
        sheet.write_number(row, 4, row * 7, frame)
        if row < MERGES:
            sheet.merge_range(row, 5, row, 6, "备注", frame)
        else:
            sheet.write_string(row, 5, "备注", frame)
            sheet.write_blank(row, 6, None, frame)
        sheet.write_number(row, 7, row, frame)
    book.close()
    return out.getvalue()


def html(copies: int) -> bytes:
    """The forms as a page with rowspan and colspan."""
    out = ['<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>']
    for table in tables() * copies:
        out.append('<table border="1">')
        for row in table.rows():
            out.append("<tr>")
            for cell in row:
                span = f'rowspan="{cell.rowspan}" colspan="{cell.colspan}"'
                out.append(f"<td {span}><p><font>{escape(cell.text)}</font></p></td>")
            out.append("</tr>")
        out.append("</table>")
    return "\n".join([*out, "</body></html>"]).encode()


def converted(path: Path, kind: str) -> Path | None:
    """A .docx as LibreOffice writes it in another format, None where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return None
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(path.parent)]
    subprocess.run([*command, str(path)], capture_output=True, check=False)
    made = path.with_suffix(f".{kind}")
    return made if made.exists() else None


def documents(folder: Path) -> Iterator[tuple[str, str, Path | None]]:
    """Kind, what it is, and the file; None where it cannot be made here."""
    few, many = f"{len(tables())} forms", f"{len(tables()) * COPIES} forms"
    files = {
        ("docx", few): docx(1),
        ("docx", many): docx(COPIES),
        ("xlsx", few): xlsx(1),
        ("xlsx", many): xlsx(COPIES),
        ("xlsx", f"{ROWS:,} rows"): ledger(),
        ("html", few): html(1),
        ("html", many): html(COPIES),
    }
    for number, ((kind, title), data) in enumerate(files.items()):
        path = folder / f"{number}.{kind}"
        path.write_bytes(data)
        yield kind, title, path
        if kind == "docx":
            yield "pdf", title, converted(path, "pdf")
            yield "doc", title, converted(path, "doc")
