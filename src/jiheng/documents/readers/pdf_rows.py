"""A zone without rules → rows of texts by column, at the least cost.

The cells of a row are centred on one another or begin together; a full line goes on in the next
one. The columns left of the first dense one are left out: their texts may be merged over rows.
"""

from __future__ import annotations

from itertools import pairwise

from .pdf_zones import is_around

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pdf_zones import Segment, Span, Zone

    Cells = dict[int, list[Segment]]

OPEN = 10
"""Costs: of a row; of one that tears a full line from the next; of joining a line that may be full,
that is not, or that is far above; of a cut through a cell; of a cell off the middle, for each
line's height."""
TORN, SOMEHOW, MAYBE, JOINED, FARAWAY, CUT, OFF = 30, 8, 8, 60, 100, 80, 100
MOST_OFF = 60
ALONE, OTHERWISE = 15, 25
"""Of a row with one text; of a cell that stands otherwise than the others of its zone."""

TIGHT, TIGHTEST = 115, 260
"""Percent: of the least distance of two lines, and of a letter's height; lines of one cell are no
farther apart."""

SPACED = 125
"""Percent of the least distance of two lines: where rows are so far apart, near lines are one
cell's."""

OVERLAP = 8
"""Percent of a letter's height: lines that overlap so much do not belong to two rows."""

LONGEST = 40
"""Lines of one row."""


def placed(zone: Zone) -> list[Cells]:
    """The lines of a zone, their texts by column."""
    out = []
    for line in zone.lines:
        cells: Cells = {}
        for one in line:
            at = next(n for n, (_, right) in enumerate(zone.columns) if one.left <= right)
            cells.setdefault(at, []).append(one)
        out.append(cells)
    return out


class Scale:
    """What a zone's lines say of its cells: how wide text may be in each column, and how far apart
    two lines of a cell are at most. Widths of cells are not known; the widest line is the least,
    nine tenths from gutter to gutter the most a cell may hold.
    """

    __slots__ = ("least", "most", "pitch", "spaced")

    def __init__(self, columns: Sequence[Span], lines: Sequence[Cells]) -> None:
        middles = [(one[1] + other[0]) // 2 for one, other in pairwise(columns)]
        edges = [columns[0][0], *middles, columns[-1][1]]
        self.least = [right - left for left, right in columns]
        self.most = [
            max(own, (right - left) * 9 // 10)
            for own, (left, right) in zip(self.least, pairwise(edges), strict=True)
        ]
        self.spaced = False
        self.pitch = 10**9
        last: dict[int, Segment] = {}
        for cells in lines:
            for column, texts in cells.items():
                above, here = last.get(column), texts[0]
                if above and above.page == here.page:
                    apart = here.middle - above.middle
                    self.pitch = min(self.pitch, apart if apart * 2 > above.height else 10**9)
                last[column] = texts[-1]

    def rows_apart(self, lines: Sequence[Cells]) -> int:
        """The least distance of two lines that must be two rows."""
        return min(
            (
                min(other[c][0].middle - one[c][-1].middle for c in one.keys() & other.keys())
                for one, other in pairwise(lines)
                if apart(one, other, self)
            ),
            default=10**9,
        )

    def near(self, one: Segment, other: Segment) -> bool:
        """Whether two lines may be one cell's; the end of a page and the next one may."""
        apart = (other.middle - one.middle) * 100
        near = apart <= TIGHT * self.pitch and apart <= TIGHTEST * one.height
        return near or one.page != other.page

    def full(self, one: Segment, other: Segment, column: int) -> bool:
        """Whether the first word of the other surely had no place behind the one."""
        return one.right - one.left + other.word > self.most[column]

    def filled(self, one: Segment, other: Segment, column: int) -> bool:
        """Whether it may have had none."""
        return one.right - one.left + other.word > self.least[column]


def first_dense(lines: Sequence[Cells], scale: Scale) -> int:
    """The first column with a text in nearly as many rows as any other has."""
    least, most = [0] * len(scale.most), [0] * len(scale.most)
    last: dict[int, tuple[Segment, Cells]] = {}
    for cells in lines:
        for column, texts in cells.items():
            here = texts[0]
            above, others = last.get(column, (here, cells))
            level = others is not cells and here.middle - above.middle < above.height // 2
            near = others is not cells and scale.near(above, here)
            near = near and not apart(others, cells, scale)
            most[column] += not (level or (near and scale.full(above, here, column)))
            least[column] += not (level or (near and scale.filled(above, here, column)))
            last[column] = texts[-1], cells
    return next(n for n, count in enumerate(most) if count * 10 >= max(least) * 9)


def apart(one: Cells, other: Cells, scale: Scale) -> bool:
    """Whether a text that goes on although its line is not full shows that two lines are two
    rows: one column of several."""
    return len(one.keys() & other.keys()) > 1 and any(
        c in other and not scale.filled(texts[-1], other[c][0], c) for c, texts in one.items()
    )


def rows(lines: Sequence[Cells], scale: Scale) -> tuple[list[Cells], int]:
    """The lines as rows, and which of the modes fits them best."""
    cuts = [_cut(lines, at, scale) for at in range(len(lines))]
    totals = [[0] + [10**9] * len(lines) for _ in MODES]
    came = [[0] * (len(lines) + 1) for _ in MODES]
    for end in range(1, len(lines) + 1):
        for start in range(end - 1, max(-1, end - 1 - LONGEST), -1):
            joins, offs = _inner(lines[start:end], scale)
            for total, where, off in zip(totals, came, offs, strict=True):
                cost = total[start] + cuts[start] + joins + off
                if cost < total[end]:
                    total[end], where[end] = cost, start
            if joins > 6 * FARAWAY:
                break
    mode = min(MODES, key=lambda one: totals[one][-1])
    where = came[mode]
    out: list[Cells] = []
    end = len(lines)
    while end:
        out.append(_joined(lines[where[end] : end]))
        end = where[end]
    return out[::-1], mode


def _joined(lines: Sequence[Cells]) -> Cells:
    cells: Cells = {}
    for line in lines:
        for column, found in line.items():
            cells.setdefault(column, []).extend(found)
    return cells


def _cut(lines: Sequence[Cells], at: int, scale: Scale) -> int:
    """What it costs to begin a row at this line."""
    if not at:
        return OPEN
    cost = OPEN
    above = [s for line in lines[max(0, at - 3) : at] for cell in line.values() for s in cell]
    below = [s for line in lines[at : at + 3] for cell in line.values() for s in cell]
    size = max(s.height for s in above)
    overlap = max(s.bottom for s in above) - min(s.top for s in below)
    if overlap * 100 > size * OVERLAP:
        cost += CUT
    pairs = []
    for column, cell in lines[at].items():
        line = next((x for x in reversed(lines[max(0, at - 3) : at]) if column in x), None)
        if line is not None and scale.near(line[column][-1], cell[0]):
            pairs.append((line[column][-1], cell[0], column))
    two_rows = len(pairs) > 1 and not all(scale.filled(*pair) for pair in pairs)
    for before, here, column in pairs:
        if scale.full(before, here, column) and not two_rows:
            cost += TORN
        elif scale.spaced and before.page == here.page:
            cost += SOMEHOW
    return cost


def _inner(lines: Sequence[Cells], scale: Scale) -> tuple[int, tuple[int, ...]]:
    """How odd these lines would be as one row: joined as they are, and in each of the modes."""
    cost = 0
    spans = []
    whole = len(lines) == 3 and is_around([[s for c in line.values() for s in c] for line in lines])
    for column, cell in _joined(lines).items():
        for one, other in pairwise(cell):
            if other.middle - one.middle < one.height // 2:
                continue  # two pieces of one line
            if not scale.near(one, other):
                cost += FARAWAY
            elif not scale.full(one, other, column):
                loose = SOMEHOW if scale.spaced and one.page == other.page else JOINED
                filled = whole or scale.filled(one, other, column)
                cost += min(loose, MAYBE) if filled else loose
        spans.append((cell[0].top, cell[-1].bottom, cell[0].height))
    cost += ALONE if len(spans) == 1 else 0
    tallest = max(spans, key=lambda span: span[1] - span[0])
    offs = [_offs(tallest, span) for span in spans]
    return cost, tuple(sum(min(one[mode], min(one) + OTHERWISE) for one in offs) for mode in MODES)


MODES = CENTRED, FROM_TOP, ON_GROUND = 0, 1, 2
"""Cells stand in the middle of their row, at its top, or on its ground."""


def _offs(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    """How far a cell is from where it stands beside the tallest one, in each of the modes."""
    top, ground = other[0] - one[0], other[1] - one[1]
    size = max(1, one[2])
    middle, top, ground = (
        min(MOST_OFF, off * OFF // size) if off * 100 > 25 * size else 0
        for off in (abs(top + ground) // 2, abs(top), abs(ground))
    )
    return middle, top, ground
