"""Ways of reading one file, in a process of their own: ``reading_ways.py WAY|WAY FILE SECONDS``.

Prints the least seconds of each way, or with 0 seconds the peak memory in KiB after one reading.
Runs with whatever Python has the libraries; "missing" is printed where it has not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from pathlib import Path
from time import perf_counter_ns

Way = Callable[[bytes], object]


def floor(kind: str) -> Way:
    """The least there is to do: unzip and parse what holds the content, or take the text once."""
    if kind == "pdf":
        from read_pdf import floor as pages

        return pages
    if kind == "doc":
        from olefile import OleFileIO

        return lambda data: OleFileIO(BytesIO(data)).openstream("WordDocument").read()
    from zipfile import ZipFile

    from lxml import etree, html

    if kind == "html":
        return html.fromstring

    def unzip_and_parse(data: bytes) -> object:
        with ZipFile(BytesIO(data)) as archive:
            return [
                etree.fromstring(archive.read(name))
                for name in archive.namelist()
                if name == "word/document.xml"
                or name == "xl/sharedStrings.xml"
                or name.startswith("xl/worksheets/sheet")
            ]

    return unzip_and_parse


def reader(kind: str) -> Way:
    """Ours: bytes to tables, lines and notes."""
    read = import_module(f"jiheng.documents.readers.{kind}").read
    return lambda data: read(data, "benchmark")


def forms(kind: str) -> Way:
    """Ours: bytes to forms, the whole way."""
    from jiheng import policy
    from jiheng.documents import read

    book = policy.load()
    return lambda data: read(data, f"benchmark.{kind}", book)


def python_docx(_: str) -> Way:
    from docx import Document

    def read(data: bytes) -> object:
        tables = Document(BytesIO(data)).tables
        return [[cell.text for cell in row.cells] for table in tables for row in table.rows]

    return read


def openpyxl(_: str) -> Way:
    from openpyxl import load_workbook

    def read(data: bytes) -> object:
        book = load_workbook(BytesIO(data), data_only=True)
        return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]

    return read


def pdfplumber(_: str) -> Way:
    from pdfplumber import open as open_pdf

    def read(data: bytes) -> object:
        with open_pdf(BytesIO(data)) as pdf:
            return [(page.extract_tables(), page.extract_text()) for page in pdf.pages]

    return read


def beautifulsoup(_: str) -> Way:
    from bs4 import BeautifulSoup

    def read(data: bytes) -> object:
        rows = BeautifulSoup(data, "lxml").find_all("tr")
        return [[cell.get_text() for cell in row.find_all(["td", "th"])] for row in rows]

    return read


def markitdown(kind: str) -> Way:
    from markitdown import MarkItDown

    tool = MarkItDown()
    return lambda data: tool.convert_stream(BytesIO(data), file_extension=f".{kind}").markdown


def docling(kind: str) -> Way:
    from docling.datamodel.base_models import DocumentStream
    from docling.document_converter import DocumentConverter

    tool = DocumentConverter()

    def read(data: bytes) -> object:
        stream = DocumentStream(name=f"benchmark.{kind}", stream=BytesIO(data))
        return tool.convert(stream).document.export_to_markdown()

    return read


WAYS: dict[str, Callable[[str], Way]] = {
    "floor": floor,
    "jiheng, tables": reader,
    "jiheng, forms": forms,
    "python-docx": python_docx,
    "openpyxl": openpyxl,
    "pdfplumber": pdfplumber,
    "beautifulsoup4": beautifulsoup,
    "markitdown": markitdown,
    "docling": docling,
}


def peak() -> int:
    """KiB this process has held at most; 0 where the system does not tell."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):  # ru_maxrss of Linux counts the parent in
                return int(line.split()[1])
        resource = import_module("resource")
    except (ImportError, OSError):
        return 0
    used: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // (1024 if sys.platform == "darwin" else 1)


def timed(ways: list[Way], data: bytes, seconds: int) -> list[Decimal]:
    """The least seconds of each way; they take turns, so that a busy machine slows all alike."""
    taken: list[list[int]] = [[] for _ in ways]
    end = perf_counter_ns() + seconds * 10**9
    while perf_counter_ns() < end or not taken[0]:
        for way, times in zip(ways, taken, strict=True):
            start = perf_counter_ns()
            way(data)
            times.append(perf_counter_ns() - start)
    return [Decimal(min(times)).scaleb(-9) for times in taken]


def main(names: list[str], path: Path, seconds: int) -> None:
    data = path.read_bytes()
    try:
        ways = [WAYS[name](path.suffix[1:]) for name in names]
    except ImportError as error:
        print("missing", error)
        return
    for way in ways:
        way(data)
    print("taken", *(timed(ways, data, seconds) if seconds else [peak()]))


if __name__ == "__main__":
    main(sys.argv[1].split("|"), Path(sys.argv[2]), int(sys.argv[3]))
