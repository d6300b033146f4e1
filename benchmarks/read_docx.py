"""How long reading a .docx takes, beside the least possible and beside python-docx.

python benchmarks/read_docx.py [FILE.docx] [ROUNDS]

"floor" is: inflate word/document.xml, parse it with lxml, no more. Floor and reader take turns,
python-docx comes after them in the same process; medians. Target: under 2 times the floor.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from lxml import etree
from turns import Ways, compare

from jiheng.documents.readers.docx import read

DEFAULT = Path(__file__).resolve().parent.parent / "examples" / "shili-2023.docx"


def floor(data: bytes) -> object:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def ours(data: bytes) -> object:
    return read(data, "benchmark.docx")


def naive(data: bytes) -> object:
    document = Document(BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    data = path.read_bytes()
    own: Ways = {"floor": floor, "jiheng": ours}
    compare(path.name, data, [(own, rounds), ({"python-docx": naive}, rounds)])


if __name__ == "__main__":
    main()
