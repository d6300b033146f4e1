"""Comma-separated text, and tab-separated text with quoted cells, as Excel writes them.

Told by the shape: most rows have the same three or more cells; a sentence with commas has not.
"""

from __future__ import annotations

from ...model.place import Address
from ..grid import Cell, Line, Table

LEAST_ROWS, LEAST_CELLS = 3, 3
SHARE = 80
"""Percent of the rows that must have the same number of cells."""

Rows = list[tuple[int, list[str]]]


def blocks(text: str) -> list[Line | Table] | None:
    """Lines and one table, None where the text is not of this kind."""
    from collections import Counter

    rows = _rows(text, "\t") if '\t"' in text or '"\t' in text else _rows(text, ",")
    if rows is None or len(rows) < LEAST_ROWS:
        return None
    [(usual, count)] = Counter(len(row) for _, row in rows).most_common(1)
    if usual < LEAST_CELLS or count * 100 < SHARE * len(rows):
        return None
    filled = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
    out: list[Line | Table] = []
    while filled and _is_title(filled[0][1]):
        line, row = filled.pop(0)
        said = "".join(row).replace("\n", "")
        out.append(Line(said, Address(line=line)))
    cells = [
        Cell(text.strip("\n"), r, c, address=Address(table=1, row=r + 1, column=c + 1, line=line))
        for r, (line, row) in enumerate(filled)
        for c, text in enumerate(row)
    ]
    return [*out, Table(tuple(cells), Address(table=1), spans=False)] if cells else out


def _rows(text: str, mark: str) -> Rows | None:
    """The cells of each row with its line, None where the quoting does not add up."""
    import csv
    from io import StringIO

    out: Rows = []
    last = 1
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for row in reader:
            out.append((last, [cell.replace("\r\n", "\n") for cell in row]))
            last = reader.line_num + 1
    except csv.Error:
        return None
    return [row for row in out if row[1]]


def _is_title(row: list[str]) -> bool:
    return sum(1 for cell in row if cell.strip()) == 1
