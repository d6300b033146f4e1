"""Tables cut by the end of a page become one table again.

The next page goes on with a table where its first block has no text above it, the same outer edges,
and columns that stand where columns stood before.
"""

from __future__ import annotations

from ...model.place import Address
from ..grid import Cell, Table
from .notes import merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...model.form import Note

SAME = 400
"""Edges of two pages this near (hundredths of a point) are the same edge."""

HEADS = 4
"""So many rows of a head may be printed again on the next page."""


class Piece:
    """A cell as it stands on its page: rows and columns, left and right edge, and whether its text
    breaks off at the edge of the cell (``full``)."""

    __slots__ = ("full", "left", "notes", "page", "right", "row", "rowspan", "text")

    def __init__(
        self, page: int, row: int, rowspan: int, left: int, right: int, text: str, full: bool
    ) -> None:
        self.page, self.row, self.rowspan = page, row, rowspan
        self.left, self.right = left, right
        self.text, self.full = text, full
        self.notes: list[Note] = []

    @property
    def end(self) -> int:
        return self.row + self.rowspan


class Part:
    """The part of a table on one page, or all of one that several pages share."""

    __slots__ = ("edges", "height", "page", "pieces")

    def __init__(self, page: int, edges: list[int], pieces: list[Piece]) -> None:
        self.page, self.edges, self.pieces = page, edges, pieces
        self.height = max(piece.end for piece in pieces)

    def row(self, number: int) -> list[Piece]:
        """The cells that begin in a row."""
        return [piece for piece in self.pieces if piece.row == number]

    def last(self) -> list[Piece]:
        """The cells that reach the last row."""
        return [piece for piece in self.pieces if piece.end == self.height]


def goes_on(one: Part, other: Part) -> bool:
    """Whether ``other``, first on the page after ``one``, is the rest of it."""
    first = other.row(0)
    begun, again = _words(one.row(0)), _words(first)
    if begun and begun[0] == again[0] != "" and begun != again:  # the next form of the same layout
        return False
    outer = _same(one.edges[0], other.edges[0]) and _same(one.edges[-1], other.edges[-1])
    return (
        outer
        and len(first) > 1
        and all(_known(one, piece.left) and _known(one, piece.right) for piece in first)
    )


def append(one: Part, other: Part) -> None:
    """Put the rest of a table under it: without its repeated head, merged cells made whole."""
    skip = _repeated(one, other)
    _drop_sliver(one)
    for piece in other.pieces:
        piece.left, piece.right = _snapped(one, piece.left), _snapped(one, piece.right)
        piece.row -= skip
        if piece.row < 0 < piece.end:  # merged from the repeated head down: cut
            piece.rowspan += piece.row
            piece.row = 0
    rest = [piece for piece in other.pieces if piece.row >= 0 and piece.end > 0]
    if not rest:
        return
    own = {(piece.left, piece.right): piece for piece in one.last()}
    first = sorted((piece for piece in rest if piece.row == 0), key=lambda piece: piece.left)
    base = one.height
    gone = set()
    if _is_cut(first, own):
        base -= 1
        for piece in first:
            above = own[piece.left, piece.right]
            above.text, above.full = above.text + piece.text, piece.full
            above.notes += piece.notes
            above.rowspan += piece.rowspan - 1
            gone.add(id(piece))
    for piece in [] if gone else _leading(first):
        above_or_none = own.get((piece.left, piece.right))
        if above_or_none is not None and piece.text in ("", above_or_none.text):
            above_or_none.rowspan += piece.rowspan
            gone.add(id(piece))
    for piece in rest:
        if id(piece) not in gone:
            piece.row += base
            one.pieces.append(piece)
    one.edges = sorted({*one.edges, *(z for p in rest for z in (p.left, p.right))})
    one.height = max(piece.end for piece in one.pieces)


def _drop_sliver(part: Part) -> None:
    """Take away a last row without a word: the page ended before the first line of its text."""
    end = part.height - 1
    own = part.row(end)
    if not end or not own or any(piece.text for piece in own):
        return
    part.pieces = [piece for piece in part.pieces if piece.row < end]
    for piece in part.pieces:
        piece.rowspan = min(piece.rowspan, end - piece.row)
    part.height = end


def finished(part: Part, ordinal: int) -> Table:
    """The table of the grid; ``ordinal`` counts from 1 in the file."""
    columns = {edge: index for index, edge in enumerate(part.edges)}
    pieces = sorted(part.pieces, key=lambda piece: (piece.row, piece.left))
    cells = []
    row = number = -1
    for piece in pieces:
        number = number + 1 if piece.row == row else 1
        row = piece.row
        address = Address(page=piece.page, table=ordinal, row=row + 1, column=number)
        left = columns[piece.left]
        notes = merged([_at(note, address) for note in piece.notes])
        span = max(1, columns[piece.right] - left)
        cells.append(Cell(piece.text, row, left, piece.rowspan, span, address, notes))
    return Table(tuple(cells), Address(page=part.page, table=ordinal))


def _at(note: Note, address: Address) -> Note:
    from ...model.form import Note as Made

    return Made(note.kind, note.detail, address)


def _same(one: int, other: int) -> bool:
    return abs(one - other) <= SAME


def _known(part: Part, edge: int) -> bool:
    return any(_same(edge, known) for known in part.edges)


def _snapped(part: Part, edge: int) -> int:
    nearest = min(part.edges, key=lambda known: abs(known - edge))
    return nearest if _same(nearest, edge) else edge


def _repeated(one: Part, other: Part) -> int:
    """How many first rows of ``other`` are printed in ``one`` too, as heads: no digit in them."""
    most = 0
    printed = [_words(one.row(number)) for number in range(one.height)]
    for start, words in enumerate(printed):
        if words != _words(other.row(0)) or len([w for w in words if w]) < 3:
            continue
        count = 0
        while (
            count < HEADS
            and start + count < one.height
            and count < other.height
            and (again := _words(other.row(count))) == printed[start + count]
            and any(again)
            and not any(char.isdigit() for word in again for char in word)
        ):
            count += 1
        most = max(most, count)
    return most


def _words(row: list[Piece]) -> list[str]:
    return ["".join(p.text.split()) for p in sorted(row, key=lambda piece: piece.left)]


def _leading(first: list[Piece]) -> list[Piece]:
    """The cells left of the first one that says something new: a merged cell's lower part."""
    out = []
    for piece in first:
        if piece.text and piece.rowspan == 1:
            break
        out.append(piece)
    return out


def _is_cut(first: list[Piece], own: dict[tuple[int, int], Piece]) -> bool:
    """Whether the page ended inside a row: the rest of a full cell, beside nothing new."""
    above = [own.get((piece.left, piece.right)) for piece in first]
    said = [(a, piece) for a, piece in zip(above, first, strict=True) if piece.text]
    whole = [a for a in above if a is not None and a.text]
    return (
        None not in above
        and len(whole) >= 3
        and 0 < len(said) < len(whole)
        and all(a is not None and a.text and a.full for a, _ in said)
    )
