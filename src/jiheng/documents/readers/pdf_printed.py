"""A text file printed to PDF → the text again: its blank lines and its tabs.

Such pages have lines on an even pitch and two left edges: the margin, and the first tab stop, where
the cells of a copied table begin (readers/text.py). Whether a blank line held a tab is not on the
paper: the first after a text ends its row; the others are the empty cells that the row and the next
one need to be as wide as the head, or are left out.
"""

from __future__ import annotations

from itertools import pairwise

from ..grid import Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..grid import Table
    from .pdf_loose import Loose
    from .pdf_space import Box

LEAST = 12
"""Lines; a shorter text shows no pitch."""

NEAR, EVEN, UNEVEN = 15, 25, 5
"""Percent: a distance of two lines may be so far from the pitch, a blank so far from whole blank
lines; so many lines of a hundred may be farther."""

EDGE = 150
"""Left edges so near (hundredths of a point) are one."""

HEAD = 5
"""A row of so many cells may be the head that says how many the others have."""

CELLS = 50
"""Percent of the lines that begin at the tab stop."""


def printed_text(lines: Sequence[Loose], box: Box) -> list[tuple[str, int]] | None:
    """The lines of the text file with the page of each, or None where the pages are none's.

    ``box`` is a page; its margins at the head and the foot are taken to be alike.
    """
    if len(lines) < LEAST:
        return None
    stop = _tab_stop(lines)
    pitch, blank = _pitches(lines)
    if not stop or not blank:
        return None
    top, foot = max(line.top for line in lines), min(line.top for line in lines)
    _, _, bottom, _, upper, _ = max(lines, key=lambda line: line.top).pieces[0]
    foot = min(foot, box[1] + box[3] - top + pitch - (pitch - upper + bottom))
    rows: list[_Row] = []
    chunk: list[Loose] = []
    gap, sure = 0, True
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        chunk.append(line)
        following = 0
        if after and after.page == line.page:
            following = _whole(line.top - after.top - pitch, blank)
        elif after:
            left, above = line.top - foot, _whole(top - after.top, blank)
            # less than a line was left: the next one may just not have had its place there
            following = above + ((left + blank * 3 // 20) // blank if above or left >= pitch else 0)
        if following or not after:
            rows.append(_Row(chunk, gap, sure, stop))
            sure = not after or after.page == line.page
            chunk, gap = [], following
    _fill(rows)
    return [line for row in rows for line in row.lines()]


class _Row:
    """Lines without a blank between them, and the blank lines above: ``sure`` where no page ends
    there. ``before`` and ``behind`` count the empty cells at the ends of the row."""

    def __init__(self, chunk: list[Loose], gap: int, sure: bool, stop: int) -> None:
        self.chunk, self.gap, self.sure = chunk, gap, sure
        self.cells = [line.pieces[0][1] >= stop - EDGE for line in chunk]
        self.begun = False
        self.before = self.behind = 0

    @property
    def filled(self) -> int:
        return sum(self.cells) + self.begun

    def lines(self) -> list[tuple[str, int]]:
        first, last = self.chunk[0].page, self.chunk[-1].page
        out = [("", first)] if self.gap else []
        out += [("\t", first)] * (self.before + self.begun)
        out += [
            (("\t" if cell else "") + line.text, line.page)
            for line, cell in zip(self.chunk, self.cells, strict=True)
        ]
        return out + [("\t", last)] * self.behind


def _fill(rows: list[_Row]) -> None:
    """Empty cells: from a head on, what ends a row and what begins the next make up its width."""
    for above, row in pairwise(rows):  # a cell may begin with a blank line, inside a table
        row.begun = row.gap > 1 and any(row.cells) and not row.cells[0] and any(above.cells)
    at = 0
    while at < len(rows):
        width = rows[at].filled
        at += 1
        if width < HEAD:
            continue
        end = at
        while end < len(rows) and 0 < rows[end].filled <= width and any(rows[end].cells):
            end += 1
        told = _told(rows[at:end], width, 0)
        for row, before in zip(rows[at:end], told or [], strict=False):
            row.before, row.behind = before, width - row.filled - before
        at = end


def _told(rows: Sequence[_Row], width: int, behind: int) -> list[int] | None:
    """Empty cells at the beginning of each row, None where the blank lines do not add up."""
    out: list[int] = []
    for at, row in enumerate(rows):
        before = row.gap - 1 - behind
        if not row.sure:  # the end of a page: the number nearest to it that lets the rest add up
            ways = sorted(range(width - row.filled + 1), key=lambda way: abs(way - before))
            for way in ways:
                rest = _told(rows[at + 1 :], width, width - row.filled - way)
                if rest is not None:
                    return [*out, way, *rest]
            return None
        behind = width - row.filled - before
        if before < 0 or behind < 0:
            return None
        out.append(before)
    return out


def _whole(distance: int, pitch: int) -> int:
    return max(0, (distance + pitch // 2) // pitch)


def _tab_stop(lines: Sequence[Loose]) -> int:
    """Where the cells begin, 0 where the lines have other left edges than a margin and a stop."""
    lefts = sorted(line.pieces[0][1] for line in lines)
    edges = lefts[:1]
    for left in lefts:
        if left - edges[-1] > EDGE:
            edges.append(left)
    if len(edges) != 2 or lefts[len(lefts) * (100 - CELLS) // 100] < edges[1]:
        return 0
    return edges[1]


def _pitches(lines: Sequence[Loose]) -> tuple[int, int]:
    """The distance of two lines, and the height of a blank one (its font may be another); zeros
    where they are not even."""
    steps = [one.top - other.top for one, other in pairwise(lines) if one.page == other.page]
    pitch = sorted(steps)[len(steps) // 3] if steps else 0
    far = sorted(step - pitch for step in steps if step * 100 > pitch * 140)
    single = [step for step in far if step * 10 < far[0] * 16]
    if pitch <= 0 or not far:
        return 0, 0
    blank = single[len(single) // 2]
    off = sum(abs(step - pitch) * 100 > NEAR * pitch for step in steps if step <= pitch * 14 // 10)
    off += sum(abs(step - _whole(step, blank) * blank) * 100 > EVEN * blank for step in far)
    return (pitch, blank) if off * 100 <= UNEVEN * len(steps) else (0, 0)


def text_blocks(lines: Sequence[tuple[str, int]]) -> list[Line | Table]:
    """The text read as a text file, with the page of each cell and line."""
    from ...model.place import Address
    from ...model.record import replace
    from .text import blocks

    def at(address: Address) -> Address:
        return replace(address, page=lines[address.line - 1][1])

    out: list[Line | Table] = []
    for block in blocks("\n".join(line for line, _ in lines)):
        if isinstance(block, Line):
            out.append(replace(block, address=at(block.address)))
        else:
            cells = tuple(replace(cell, address=at(cell.address)) for cell in block.cells)
            out.append(replace(block, cells=cells))
    return out
