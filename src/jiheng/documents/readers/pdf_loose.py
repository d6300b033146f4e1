"""Text outside ruled tables → lines, and tables where white alone parts rows and columns."""

from __future__ import annotations

from ...model.place import Address
from ..grid import Cell, Table
from .pdf_merged import cells_of
from .pdf_text import line_text, pieces
from .pdf_zones import COLUMNS, Segment, Zone, zones

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ...model.form import Note
    from .pdf_merged import Block
    from .pdf_page import Glyph

MOST_LINES = 3_000
"""Lines between two ruled tables that are looked at together."""


class Loose:
    """A line outside ruled tables; ``running``: a head or foot printed on every page."""

    __slots__ = ("page", "pieces", "running", "text", "top")

    def __init__(self, line: Sequence[Glyph], page: int) -> None:
        self.text, self.page, self.running = line_text(line), page, False
        self.pieces = pieces(line)
        self.top = line[0][4]


def parts(run: Sequence[Loose]) -> Iterator[Loose | list[Block]]:
    """A run of lines in order, its unruled tables as cells. A running line inside one goes."""
    kept = [line for line in run if not line.running]
    if len(kept) > MOST_LINES or not any(len(line.pieces) >= COLUMNS for line in kept):
        yield from run
        return
    strip = _strip(kept)
    number = {id(line): at for at, line in enumerate(strip)}
    place = {id(line): at for at, line in enumerate(run)}
    mended = {id(line) for line, segments in zip(kept, strip, strict=True) if not segments}
    after = 0
    found = [one for one in zones([line for line in strip if line]) if isinstance(one, Zone)]
    for one, cells in zip(found, cells_of(found) if found else (), strict=True):
        lines = [place[id(kept[number[id(line)]])] for line in one.lines]
        yield from run[after : lines[0]]
        yield cells
        after = lines[-1] + 1
        while after < len(run) and id(run[after]) in mended:
            after += 1
    yield from run[after:]


def _strip(lines: Sequence[Loose]) -> list[list[Segment]]:
    """The lines of all pages on one strip, heights counted downwards."""
    out: list[list[Segment]] = []
    page, shift, end = 0, 0, 0
    for line in lines:
        tops = [piece[4] for piece in line.pieces]
        if line.page != page:
            page, shift = line.page, end + max(tops) + (max(tops) - line.pieces[0][2]) // 5
        out.append(
            [
                Segment(text, left, right, shift - top, shift - bottom, word, page)
                for text, left, bottom, right, top, word in line.pieces
            ]
        )
        end = max(s.bottom for s in out[-1])
        if len(out) > 1:
            _mend(out[-2], out[-1])
    return out


def _mend(above: list[Segment], line: list[Segment]) -> None:
    """Pieces of one text that stand on two lines, because another column's stood between."""
    for other in list(line):
        for at, one in enumerate(above):
            size = min(one.height, other.height)
            first, second = (one, other) if one.left < other.left else (other, one)
            gap = second.left - first.right
            level = abs(one.middle - other.middle) * 100 < 45 * size
            if level and -size < gap * 2 < size and one.page == other.page:
                line.remove(other)
                above[at] = Segment(
                    first.text + second.text,
                    first.left,
                    second.right,
                    one.top,
                    one.bottom,
                    first.word,
                    one.page,
                )
                break


def unruled_table(
    cells: Sequence[Block], ordinal: int, notes: Callable[[str, Address], tuple[Note, ...]]
) -> Table:
    """The table of the grid; ``ordinal`` counts from 1 in the file."""
    out = []
    row = number = -1
    for block in cells:
        number = number + 1 if block.row == row else 1
        row = block.row
        at = Address(page=block.page, table=ordinal, row=row + 1, column=number)
        found = notes(block.text, at)
        out.append(Cell(block.text, row, block.column, block.rowspan, 1, at, found))
    return Table(tuple(out), Address(page=cells[0].page, table=ordinal))


def plain(cells: Sequence[Block]) -> str:
    """The table as text, one row a line, for the second reading as a stream of words."""
    out: dict[int, list[str]] = {}
    for block in cells:
        if block.text:
            out.setdefault(block.row, []).append("".join(block.text.split("\n")))
    return "\n".join("  ".join(row) for row in out.values())
