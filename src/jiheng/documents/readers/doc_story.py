"""The text of a .doc as paragraphs, and the paragraphs as tables: a table is nothing but marks.

Cells end with character 7, rows with a character 7 whose paragraph says so; inside another table
both are ordinary paragraph ends with a property ([MS-DOC] 2.4.3).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from struct import unpack

from ..limits import NESTING, check_cells, too_large

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    from .doc_file import Piece, Prl
    from .doc_properties import Properties, Shape, Traits
    from .doc_rows import Edges

    Chunk = tuple[str, Traits | None]
    Item: TypeAlias = "Para | Rows"

BLOCK = 2**16
ENDS = re.compile("[\r\x07\x0c]")


class Para:
    """A paragraph: its text cut where the formatting matters, and where it stands."""

    __slots__ = ("chunks", "ends_cell", "gone", "shape")

    def __init__(self, chunks: list[Chunk], mark: str, shape: Shape, gone: bool) -> None:
        self.chunks = chunks
        self.shape = shape
        self.gone = gone
        """Its end mark is deleted under change tracking."""
        self.ends_cell = shape.ends_inner_cell or (shape.depth == 1 and mark == "\x07")


class Row:
    """The cells of a row, each a list of paragraphs and tables, and where they stand."""

    def __init__(self, cells: list[list[Item]], edges: Edges | None, gone: bool) -> None:
        self.cells = cells
        self.gone = gone
        if edges is not None and len(edges.at) > 1:
            self.edges, self.merge = edges.at, edges.merge
        else:  # the row says nothing: its cells stand side by side
            self.edges = list(range(0, 1000 * len(cells) + 1, 1000))
            self.merge = [0] * len(cells)


class Rows:
    """A table while it is being gathered, then as it is."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._cells: list[list[Item]] = []
        self.content: list[Item] = []

    def end_cell(self) -> None:
        self._cells.append(self.content)
        self.content = []

    def end_row(self, edges: Edges | None, gone: bool) -> None:
        if self.content:
            self.end_cell()
        if self._cells:
            self.rows.append(Row(self._cells, edges, gone))
        self._cells = []


class Story:
    """Reads stretches of the document's characters."""

    def __init__(
        self, pieces: list[Piece], properties: Properties, count: Callable[[int], None]
    ) -> None:
        self.count = count
        self.paragraphs = 0
        self.pieces = pieces
        self.properties = properties
        self.main = properties.file.main
        self._lasts = [piece.last for piece in pieces]

    def items(self, first: int, last: int) -> list[Item]:
        """The paragraphs and tables between two character positions."""
        return gathered(self._paragraphs(first, last), self.count, self.properties.file.path)

    def _paragraphs(self, first: int, last: int) -> Iterator[Para]:
        chunks: list[Chunk] = []
        extra: tuple[Prl, ...] = ()
        for index in range(bisect_right(self._lasts, first), len(self.pieces)):
            piece = self.pieces[index]
            if piece.first >= last:
                break
            extra = piece.extra
            for text, position, traits in self._stretches(piece, first, last):
                at = 0
                for end in ENDS.finditer(text):
                    place = end.start()
                    if place > at:
                        chunks.append((text[at:place], traits))
                    self.paragraphs += 1
                    check_cells(self.paragraphs // 2, self.properties.file.path)
                    shape = self.properties.paragraph(position + place * piece.width, extra)
                    yield Para(chunks, end[0], shape, traits is not None and traits.deleted)
                    chunks, at = [], place + 1
                if at < len(text):
                    chunks.append((text[at:], traits))
        if chunks:
            yield Para(chunks, "", self.properties.paragraph(-1, extra), False)

    def _stretches(
        self, piece: Piece, first: int, last: int
    ) -> Iterator[tuple[str, int, Traits | None]]:
        """Text, first byte and formatting of the stretches of a piece."""
        width = piece.width
        begin = piece.offset + (max(first, piece.first) - piece.first) * width
        end = piece.offset + (min(last, piece.last) - piece.first) * width
        text = _characters(self.main[begin:end], width)
        laid = self.properties.traits(piece.extra) if piece.extra else None
        at = begin
        for low, high, traits in self.properties.special_between(begin, end):
            low, high = low + (low - begin) % width, high + (high - begin) % width
            if at < low:
                yield text[(at - begin) // width : (low - begin) // width], at, laid
            yield text[(low - begin) // width : (high - begin) // width], low, traits
            at = high
        if at < end:
            yield text[(at - begin) // width :], at, laid


def _characters(data: bytes, width: int) -> str:
    """One character for each one of the file; halves of a pair stay halves until they meet."""
    if width == 1:
        return data.decode("cp1252", "replace")
    text = data.decode("utf-16-le", "replace")
    if len(text) * 2 == len(data):
        return text
    blocks = (data[at : at + BLOCK] for at in range(0, len(data), BLOCK))
    return "".join("".join(map(chr, unpack(f"<{len(b) // 2}H", b))) for b in blocks)


def gathered(paragraphs: Iterable[Para], count: Callable[[int], None], path: str) -> list[Item]:
    """Paragraphs with those of tables put into their rows and cells, which are counted."""
    out: list[Item] = []
    open_tables: list[Rows] = []

    def close() -> None:
        table = open_tables.pop()
        table.end_row(None, False)
        if table.rows:
            (open_tables[-1].content if open_tables else out).append(table)

    for para in paragraphs:
        shape = para.shape
        if shape.depth > NESTING:
            raise too_large(
                path, f"表格嵌套超过 {NESTING} 层", f"tables are nested more than {NESTING} deep"
            )
        while len(open_tables) > shape.depth:
            close()
        while len(open_tables) < shape.depth:
            open_tables.append(Rows())
        if not open_tables:
            out.append(para)
        elif shape.ends_row:
            count(1 + (len(shape.edges.merge) if shape.edges else 1))
            open_tables[-1].end_row(shape.edges, para.gone)
        else:
            open_tables[-1].content.append(para)
            if para.ends_cell:
                open_tables[-1].end_cell()
    while open_tables:
        close()
    return out
