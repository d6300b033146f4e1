"""``convert -o OUT.csv``: UTF-8 with a byte order mark, so that Excel and WPS show Chinese."""

from __future__ import annotations

from .table_rows import headings, rows, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...model.form import Document
    from .table_rows import Cell

FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def write(documents: Iterable[Document], lang: str) -> Iterator[str]:
    """The file piece by piece, lines ended as RFC 4180 says."""
    from csv import writer
    from io import StringIO

    out = StringIO()
    table = writer(out, lineterminator="\r\n")
    out.write("\ufeff")
    table.writerow(headings(lang))
    for row in rows(documents, lang):
        table.writerow([safe(cell) for cell in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def safe(cell: Cell) -> str:
    """The cell as text that no spreadsheet program calculates.

    ``=100%`` would become 1, and ``=cmd|…`` would run: such text gets a leading apostrophe, which
    is all that has to be taken off to have the printed text again. Numbers stay numbers (``-5``),
    and so does a sign alone (``=``), which is no formula.
    """
    text = shown(cell)
    if not isinstance(cell, str) or len(text) < 2:
        return text
    return f"'{text}" if text.startswith(FORMULA) else text
