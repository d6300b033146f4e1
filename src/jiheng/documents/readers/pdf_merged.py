"""A zone without rules → cells: the rows, and the leading columns as cells merged over rows.

A merged text stands in the middle of the rows it covers, or at the top of the first. Which rows
each covers is one search for the least cost, so that the cells of a column tile it.
"""

from __future__ import annotations

from itertools import pairwise

from ...model.record import record
from .pdf_rows import FROM_TOP, SPACED, Scale, first_dense, placed, rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .pdf_rows import Cells
    from .pdf_zones import Segment, Span, Zone

    Tile = tuple[int, int, tuple[Segment, ...]]

BARE, JOIN, LOOSE, TOP, EVEN = 30, 10, 50, 20, 30
"""Cost of a row that no text of a leading column covers, in percent of a line's height; of two
lines joined; of the same though the upper one is not full, or
on another page;
of a text at the top of several rows; of one whose last line is as long as its first, like two
names of the same length."""

NOISE = 20
"""Percent of a line's height: letters of other fonts stand so much higher."""

LINES, SHORT = 8, 4
"""Lines of one merged cell; of one that stands alone in its column."""

LONE = -1
"""Column of what a row of its own is made for; it is put into its own column later."""

REACH = 3
"""Rows more or fewer below the text than above it that are tried."""

MOST = 300
"""Rows of a zone; in a longer table no merged cells are looked for."""


@record
class Block:
    """A cell as found: its text, where it begins and how many rows it covers."""

    text: str
    page: int
    row: int
    column: int
    rowspan: int


def cells_of(zones: Sequence[Zone]) -> list[list[Block]]:
    """The cells of each zone in reading order; a place without text has a cell too."""
    lines = [placed(zone) for zone in zones]
    scales = [Scale(zone.columns, found) for zone, found in zip(zones, lines, strict=True)]
    apart = min(scale.rows_apart(found) for scale, found in zip(scales, lines, strict=True))
    for scale in scales:
        scale.spaced = 10**9 > apart * 100 >= SPACED * scale.pitch
    return [_blocks(found, scale) for found, scale in zip(lines, scales, strict=True)]


def _blocks(lines: Sequence[Cells], scale: Scale) -> list[Block]:
    dense = first_dense(lines, scale)
    body = [{c: texts for c, texts in line.items() if c >= dense} for line in lines]
    found, mode = rows([line for line in body if line], scale)
    lead = [[s for line in lines for s in line.get(c, ())] for c in range(dense)]
    if dense:
        found = _with_lone(found, lead[-1], scale, dense - 1)
    extents = [_extent(row) for row in found]
    out: list[Block] = []
    pages = [next(iter(row.values()))[0].page for row in found]
    for column in reversed(range(dense)):
        covered = 0
        for start, end, texts in _column(lead[column], extents, pages, scale, column, mode):
            out += [Block("", pages[row], row, column, 1) for row in range(covered, start)]
            text = said(texts, scale, column)
            out.append(Block(text, pages[start], start, column, end - start))
            covered = end
        out += [Block("", pages[row], row, column, 1) for row in range(covered, len(found))]
    for number, row in enumerate(found):
        for column in range(dense, len(scale.most)):
            text = said(row.get(column, ()), scale, column)
            out.append(Block(text, pages[number], number, column, 1))
    return sorted(out, key=lambda block: (block.row, block.column))


def said(texts: Sequence[Segment], scale: Scale, column: int) -> str:
    """The lines of a cell as text: a full one goes on in the next."""
    out = texts[0].text if texts else ""
    for one, other in pairwise(texts):
        if other.middle - one.middle < one.height // 2:
            out += "  "
        elif not scale.filled(one, other, column):
            out += "\n"
        elif out[-1].isascii() and out[-1].isalpha() and other.text[:1].isascii():
            out += " " if other.text[0].isalpha() else ""
        out += other.text
    return out


def _extent(row: Cells) -> Span:
    texts = [s for cell in row.values() for s in cell]
    return min(s.top for s in texts), max(s.bottom for s in texts)


def _with_lone(
    found: list[Cells], lead: Sequence[Segment], scale: Scale, column: int
) -> list[Cells]:
    """Rows of which only the last leading column says something stand where one seems missing."""
    extents = [_extent(row) for row in found]
    gaps = sorted(below[0] - above[1] for above, below in pairwise(extents))
    usual = max(0, gaps[len(gaps) // 2]) if gaps else 0
    alone: dict[int, list[Segment]] = {}
    group: list[Segment] = []
    for one, after in zip(lead, [*lead[1:], None], strict=True):
        group.append(one)
        if after and scale.near(one, after) and scale.filled(one, after, column):
            continue
        top, bottom = group[0].top, group[-1].bottom
        row = next((n for n, extent in enumerate(extents) if extent[0] >= bottom), 0)
        if row and extents[row - 1][1] <= top:
            gap = extents[row][0] - extents[row - 1][1]
            if gap > usual + bottom - top + one.height * 9 // 10:
                alone[row] = group
        group = []
    out: list[Cells] = []
    for number, row_cells in enumerate(found):
        out += [{LONE: alone[number]}] if number in alone else []
        out.append(row_cells)
    return out


def _column(
    segments: Sequence[Segment],
    extents: list[Span],
    pages: Sequence[int],
    scale: Scale,
    column: int,
    mode: int,
) -> list[Tile]:
    """The cells of a leading column; a row is as high as the cell that covers it alone."""
    if not segments:
        return []
    if 2 * len(segments) < len(extents) and len(segments) <= SHORT:
        near = all(scale.near(one, other) for one, other in pairwise(segments))
        if (
            near
            and not _ends(segments, scale, column)
            and (len(segments) == 1 or not _is_as_long(segments[0], segments[-1]))
        ):
            return [(0, len(extents), tuple(segments))]
    order = (True, False) if mode == FROM_TOP else (False, True)
    ways = [_tiles(segments, extents, pages, scale, column, from_top=top) for top in order]
    told = [(way[0] + TOP * n, way[1]) for n, way in enumerate(ways) if way]
    if not told:
        return list(_in_rows(segments, extents))
    tiles = min(told, key=lambda way: way[0])[1]
    if len(tiles) == 1:
        return [(0, len(extents), tiles[0][2])]
    for start, end, texts in tiles:
        if end == start + 1:
            top, bottom = extents[start]
            extents[start] = min(top, texts[0].top), max(bottom, texts[-1].bottom)
    return tiles


def _ends(segments: Sequence[Segment], scale: Scale, column: int) -> bool:
    """Whether a text ends above the last line: by the end of the page, or short after a full
    line."""
    filled = [scale.filled(one, other, column) for one, other in pairwise(segments)]
    short = any(full and not after for full, after in pairwise(filled))
    return short or segments[0].page != segments[-1].page


def _in_rows(segments: Sequence[Segment], extents: Sequence[Span]) -> Iterator[Tile]:
    """Each text in the row it stands in."""
    cells: dict[int, list[Segment]] = {}
    for segment in segments:
        cells.setdefault(_row_at(segment.middle, extents), []).append(segment)
    for row, texts in sorted(cells.items()):
        yield row, row + 1, tuple(texts)


def _row_at(middle: int, extents: Sequence[Span]) -> int:
    def away(row: int) -> tuple[int, int]:
        top, bottom = extents[row]
        return max(top - middle, middle - bottom, 0), abs(top + bottom - 2 * middle)

    return min(range(len(extents)), key=away)


def _tiles(
    segments: Sequence[Segment],
    extents: Sequence[Span],
    pages: Sequence[int],
    scale: Scale,
    column: int,
    *,
    from_top: bool,
) -> tuple[int, list[Tile]] | None:
    """Which rows each text of a leading column covers, and the cost; None where nothing fits."""
    count = len(extents)
    if count > MOST:
        return None
    bands = _bands(extents)
    best: dict[tuple[int, int], tuple[int, tuple[int, int, int]]] = {(0, 0): (0, (0, 0, 0))}
    for at in range(len(segments)):
        states = [(free, cost) for (done, free), (cost, _) in best.items() if done == at]
        joining = 0
        for stop in range(at + 1, min(len(segments), at + LINES) + 1):
            texts = segments[at:stop]
            if stop > at + 1:
                if not scale.near(texts[-2], texts[-1]):
                    break
                filled = scale.filled(texts[-2], texts[-1], column)
                joining += JOIN if filled else LOOSE
                joining += LOOSE if texts[-2].page != texts[-1].page else 0
            even = EVEN if len(texts) > 1 and _is_as_long(texts[0], texts[-1]) else 0
            shapes = list(_shapes(texts, extents, bands, pages, from_top))
            for free, cost in states:
                for start, end, off in shapes:
                    total = cost + joining + even + off + BARE * (start - free)
                    state = (stop, end)
                    if start >= free and (state not in best or total < best[state][0]):
                        best[state] = total, (at, free, start)
    last = len(segments)
    ends = {
        free: cost + BARE * (count - free) for (n, free), (cost, _) in best.items() if n == last
    }
    if not ends:
        return None
    state = (last, min(ends, key=ends.__getitem__))
    total = ends[state[1]]
    out: list[Tile] = []
    while state[0]:
        _, (at, free, start) = best[state]
        out.append((start, state[1], tuple(segments[at : state[0]])))
        state = (at, free)
    return total, out[::-1]


def _bands(extents: Sequence[Span]) -> list[Span]:
    """Where rows meet: half way between their texts."""
    halves = [(below[0] - above[1]) // 2 for above, below in pairwise(extents)]
    halves = [*halves[:1], *halves, *halves[-1:]] or [0, 0]
    return [(top - halves[n], bottom + halves[n + 1]) for n, (top, bottom) in enumerate(extents)]


def _is_as_long(one: Segment, other: Segment) -> bool:
    ratio = (other.right - other.left) * 100 // max(1, one.right - one.left)
    return 95 <= ratio <= 105


def _shapes(
    texts: Sequence[Segment],
    extents: Sequence[Span],
    bands: Sequence[Span],
    pages: Sequence[int],
    from_top: bool,
) -> Iterator[tuple[int, int, int]]:
    """Rows that a text may cover, and how far it then is from their middle or top, in percent."""
    top, bottom, size = texts[0].top, texts[-1].bottom, texts[0].height
    at = _row_at((top + bottom) // 2, extents)
    page = texts[0].page
    for start in range(at, -1, -1):
        if pages[start] != pages[at] and pages[start] != page:
            break
        level = abs(extents[start][0] - top)
        mirrored = 2 * at - start + 1
        ends = (
            range(at + 1, len(extents) + 1)
            if level * 100 < 30 * size
            else range(max(at + 1, mirrored - REACH), min(len(extents), mirrored + REACH) + 1)
        )
        for end in ends:
            last = next(n for n in range(end - 1, start - 1, -1) if pages[n] <= page or n == start)
            off = min(
                abs(edges[start][0] + edges[last][1] - top - bottom) // 2
                for edges in (extents, bands)
            )
            away, up = (max(0, far * 100 // size - NOISE) for far in (off, level))
            other = TOP if end > start + 1 else 0
            yield start, end, min(up, away + other) if from_top else min(away, up + other)
