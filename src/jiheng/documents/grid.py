"""Bytes without meaning yet: what every reader returns.

A Grid is the file as tables and lines, each cell with its text exactly as stored, its span, its
address, and notes of what could not be read. ``recognise`` gives it meaning.
"""

from __future__ import annotations

from ..model.form import Note
from ..model.place import NOWHERE, Address
from ..model.record import record

NOTE_KINDS = {
    "sign-recovered": "a sign stored as symbol, equation or field was read as ordinary text",
    "symbol-unread": "a symbol whose meaning is not known",
    "equation-unread": "an equation that could not be read as plain text",
    "field-unread": "a field that could not be read",
    "revision-inserted": "text inserted under change tracking, read as present",
    "revision-deleted": "text deleted under change tracking, left out",
    "text-box": "text of a floating box, read after the cell's own text",
    "nested-table": "a table inside a cell, read as a table of its own",
    "picture": "a picture, not read",
    "hidden-text": "text formatted as hidden, read as present",
    "hidden-sheet": "a hidden worksheet, read as present",
    "hidden-row": "hidden rows of a worksheet, read as present",
    "hidden-column": "hidden columns of a worksheet, read as present",
    "formula-error": "a formula that shows an error instead of a value",
    "format-unread": "a number format that is not known; the number is read as stored",
    "row-unread": "a row of indicators whose cells could not be told apart",
    "rows-unsure": "a row of a table without rules that may be torn, or two rows run together",
    "cell-unread": "a cell of a worksheet whose value is not in the file",
    "cells-glued": "two cells run together that could not be parted",
    "bad-characters": "characters that do not decode",
    "encoding-guessed": "the file does not say its encoding",
    "too-long": "more content than is read",
    "converted": "the file was read through LibreOffice",
    "rescued": "the file is damaged, and LibreOffice read what it could",
    "recognised": "text recognised from a picture, which may be wrong",
}


@record
class Cell:
    """One anchor cell. ``row``/``column`` are 0-based physical positions (column = left edge)."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    address: Address = NOWHERE
    notes: tuple[Note, ...] = ()


@record
class Line:
    """A paragraph or text line outside tables."""

    text: str
    address: Address = NOWHERE
    notes: tuple[Note, ...] = ()


@record
class Table:
    """Anchor cells in reading order (by row, then column); covered positions have no cell.

    ``spans`` is False where the source cannot express merged cells (plain text): there a blank
    cell may stand for a merged one.
    """

    cells: tuple[Cell, ...]
    address: Address = NOWHERE
    spans: bool = True

    def rows(self) -> list[list[Cell]]:
        """The anchor cells of each row, in column order; rows wholly covered are empty lists."""
        height = max((c.row + c.rowspan for c in self.cells), default=0)
        out: list[list[Cell]] = [[] for _ in range(height)]
        for cell in self.cells:
            out[cell.row].append(cell)
        return out


@record
class Grid:
    """A whole file in document order. ``format`` is the name of the reader ("docx", "text" …).

    ``source`` is the text itself where the file is plain text (or a PDF's text outside tables):
    tables that lost their cells there are read once more as a stream of words (documents/stream).
    """

    format: str
    blocks: tuple[Line | Table, ...]
    notes: tuple[Note, ...] = ()
    source: str = ""
