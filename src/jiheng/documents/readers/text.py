"""Text → Grid: the cell-per-line dump of a Word table, pipe tables, tab-separated rows, and lines.

The dump (budget-performance 2.2, L1): a blank line ends a row; a line that starts with a tab starts
a cell; a line without one continues the cell; a lone tab is an empty cell; merged cells come out
empty. Text cannot express merged cells, so its tables have ``spans`` False.
"""

from __future__ import annotations

from ...model.place import Address
from ...model.record import maker
from ..grid import Cell, Grid, Line, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def read(data: bytes, path: str) -> Grid:
    """The text as tables and lines. Raises Refusal where the bytes are not text."""
    from ..encoding import decode

    text, notes = decode(data, path)
    if '"\t' in text or '\t"' in text or text.count(",") >= 2 * text.count("\n") > 0:
        from .delimited import blocks as delimited

        found = delimited(text)
        if found is not None:
            return Grid("csv", tuple(found), notes, text)
    return Grid("text", tuple(blocks(text)), notes, text)


def blocks(text: str) -> Iterator[Line | Table]:
    """Lines and tables in order; the rows of a table follow one another without other text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = _dump_rows(lines) if _is_dump(lines) else _delimited_rows(lines)
    ordinal = 0
    pending: list[list[tuple[str, int]]] = []
    for row, number in rows:
        if isinstance(row, str):
            if pending:
                ordinal += 1
                yield _table(pending, ordinal)
                pending = []
            if row.strip():
                yield Line(row, Address(line=number))
        else:
            pending.append(row)
    if pending:
        yield _table(pending, ordinal + 1)


def _is_dump(lines: list[str]) -> bool:
    """Most lines that hold a tab begin with it and hold no other: one cell a line."""
    tabbed = [line for line in lines if "\t" in line]
    single = sum(1 for line in tabbed if line.startswith("\t") and line.count("\t") == 1)
    return single >= 2 and single * 10 >= len(tabbed) * 8


def _dump_rows(lines: list[str]) -> Iterator[tuple[str | list[tuple[str, int]], int]]:
    row: list[tuple[str, int]] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("\t"):
            row.append((line[1:], number))
        elif not line.strip() and row:
            yield row, number
            row = []
        elif row and line:
            text, first = row[-1]
            row[-1] = (f"{text}\n{line}" if text else line, first)
        elif line.strip():
            yield line, number
    if row:
        yield row, len(lines)


def _delimited_rows(lines: list[str]) -> Iterator[tuple[str | list[tuple[str, int]], int]]:
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if "|" in stripped and not _is_rule(stripped):
            yield [(cell, number) for cell in _pipe_cells(stripped)], number
        elif "\t" in line and stripped:
            yield [(cell, number) for cell in line.split("\t")], number
        elif stripped and not _is_rule(stripped):
            yield line, number


def _is_rule(line: str) -> bool:
    """The |---|---| line under a Markdown head."""
    return "-" in line and not line.strip("|-: \t")


def _pipe_cells(line: str) -> list[str]:
    """The cells of a Markdown row; ``\\|`` is a pipe inside a cell, <br> a line break."""
    hidden = line.replace("\\|", "\0")
    if hidden.startswith("|"):
        hidden = hidden[1:]
    if hidden.endswith("|"):
        hidden = hidden[:-1]
    cells = (cell.replace("\0", "|").replace("<br>", "\n") for cell in hidden.split("|"))
    return [_unpadded(cell) for cell in cells]


def _unpadded(cell: str) -> str:
    """Without the one space Markdown puts on either side; other white space is the cell's own."""
    return cell.strip(" \t")


def _table(rows: list[list[tuple[str, int]]], ordinal: int) -> Table:
    address = maker(Address)
    cells = tuple(
        Cell(text, r, c, address=address(0, "", ordinal, r + 1, c + 1, line))
        for r, row in enumerate(rows)
        for c, (text, line) in enumerate(row)
    )
    return Table(cells, Address(table=ordinal), spans=False)
