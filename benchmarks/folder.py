"""A folder of forms of every layout we have a case of, checked as an officer would check it.

python benchmarks/folder.py [FORMS]

The situations of cases/layouts are written out again and again with other figures, in turn as
.md, .html, .docx and .xlsx. Printed: seconds in all and a form, beside the lower bound (read every
file, inflate and parse it once, no more), and the peak memory of the process that prints, for a
quarter of the folder and for all of it: it should not grow with the folder.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from zipfile import ZipFile

from docx import Document
from lxml import etree, html
from xlsxwriter import Workbook

ROOT = Path(__file__).resolve().parent.parent
BLOCKS = list[str | list[list[str]]]
PEAK = (
    "import resource, sys; from jiheng.cli import main\n"
    "code = main(sys.argv[1:])\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
    "sys.exit(0 if code < 2 else code)"
)


def blocks(text: str) -> BLOCKS:
    """Lines of text and pipe tables, in order."""
    out: BLOCKS = []
    table: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                table.append(cells)
            continue
        if table:
            out.append(table)
            table = []
        if line.strip():
            out.append(line.strip())
    return out


def varied(text: str, turn: int) -> str:
    """The same form with other counts; years, percentages and dates stay."""
    return re.sub(
        r"(?<=[≥≤=])(\d{1,3})(?=[人套个次处件])", lambda m: str(int(m[1]) + turn % 97), text
    )


def as_docx(parts: BLOCKS) -> bytes:
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        wide = max(map(len, part))
        table = document.add_table(rows=len(part), cols=wide)
        for row, line in zip(table.rows, part, strict=True):
            for cell, said in zip(row.cells, line, strict=False):
                cell.text = said
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_xlsx(parts: BLOCKS) -> bytes:
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    row = 0
    for part in parts:
        for line in [[part]] if isinstance(part, str) else part:
            for column, said in enumerate(line):
                sheet.write_string(row, column, said)
            row += 1
    book.close()
    return buffer.getvalue()


def as_html(parts: BLOCKS) -> bytes:
    out = ["<!doctype html><meta charset=utf-8>"]
    for part in parts:
        if isinstance(part, str):
            out.append(f"<p>{escape(part)}</p>")
        else:
            rows = ("".join(f"<td>{escape(c)}</td>" for c in line) for line in part)
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return "".join(out).encode()


def forms(count: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes, deterministic."""
    cases = []
    for path in sorted((ROOT / "cases" / "layouts").glob("*.md")):
        text = path.read_text("utf-8")
        if "<table" not in text:
            cases.append(
                (path.stem, "合成数据 SYNTHETIC" + text.partition("合成数据 SYNTHETIC")[2])
            )
    kinds = ("md", "html", "docx", "xlsx")
    for turn in range(count):
        stem, text = cases[turn % len(cases)]
        kind = kinds[(turn // len(cases)) % len(kinds)]
        body = varied(text, turn)
        made = {
            "md": lambda body=body: body.encode(),
            "html": lambda body=body: as_html(blocks(body)),
            "docx": lambda body=body: as_docx(blocks(body)),
            "xlsx": lambda body=body: as_xlsx(blocks(body)),
        }[kind]()
        yield f"{turn:05}-{stem}.{kind}", made


def least(paths: Sequence[Path]) -> float:
    """Seconds to read, inflate and parse every file once."""
    start = perf_counter()
    for path in paths:
        data = path.read_bytes()
        if path.suffix in (".docx", ".xlsx"):
            main = "word/document.xml" if path.suffix == ".docx" else "xl/worksheets/sheet1.xml"
            with ZipFile(BytesIO(data)) as archive:
                etree.fromstring(archive.read(main))
        elif path.suffix == ".html":
            html.fromstring(data)
        else:
            data.decode().split("|")
    return perf_counter() - start


def check(folder: Path, out: Path) -> tuple[float, int]:
    """Seconds and peak KiB of the printing process."""
    start = perf_counter()
    words = ["check", str(folder), "--format", "json", "-o", str(out), "--quiet"]
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *words], capture_output=True, text=True, check=False
    )
    taken = perf_counter() - start
    if done.returncode:
        sys.exit(done.stderr)
    return taken, int(done.stderr.split()[-1])


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with TemporaryDirectory() as home:
        folders = {}
        for size in (count // 4, count):
            folder = Path(home, str(size))
            folder.mkdir()
            for name, data in forms(size):
                (folder / name).write_bytes(data)
            folders[size] = folder
        floor = least(sorted(folders[count].iterdir()))
        print(f"{count} forms, {os.cpu_count()} cores")
        print(f"lower bound   {floor:8.2f} s  {floor / count * 1000:7.2f} ms a form")
        for size, folder in folders.items():
            taken, peak = check(folder, Path(home, f"{size}.json"))
            print(
                f"jiheng {size:6} {taken:8.2f} s  {taken / size * 1000:7.2f} ms a form "
                f"{taken / (floor * size / count):6.2f} x bound  peak {peak / 1024:6.1f} MiB"
            )


if __name__ == "__main__":
    main()
