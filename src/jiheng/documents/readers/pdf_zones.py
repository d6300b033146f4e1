"""Lines outside ruled tables → zones: runs of lines that keep the same white gutters.

A page without rules still has columns: the white between them goes through all rows of a table and
ends where other text crosses it. Only places and sizes are looked at here, no words.
"""

from __future__ import annotations

from ...model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Span = tuple[int, int]

GUTTER = 300
"""White at least this wide (3 points) parts two columns."""

INK = 90
"""Percent of a letter's height that is surely its own: lines of one cell overlap beyond it."""

FAR = 1_200
"""Percent of a letter's height: a wider blank between two rows ends a table."""

SIZES = 130
"""Percent: letters larger or smaller than this belong to a title or a note."""

AROUND, LEVEL = 160, 20
"""Percent of a letter's height: from the middle of a cell to its two lines at most; off it."""

ROWS, COLUMNS = 3, 3
"""A run of lines is a table from so many rows and columns on."""


@record
class Segment:
    """Words of one line without a wide gap. ``top`` and ``bottom`` count downwards from the first
    line of the run; ``word``: width of the first word, which a line break does not cut.
    """

    text: str
    left: int
    right: int
    top: int
    bottom: int
    word: int
    page: int

    @property
    def middle(self) -> int:
        return (self.top + self.bottom) // 2

    @property
    def height(self) -> int:
        return self.bottom - self.top


class Band:
    """Lines that overlap in height: a row, or rows beside a cell that is merged over them."""

    __slots__ = ("bottom", "columns", "lines", "segments", "size", "top")

    def __init__(self, line: list[Segment]) -> None:
        self.lines = [line]
        self.segments = list(line)
        self.columns: list[Span] = []
        self.measure()

    def measure(self) -> None:
        self.top = min(s.top for s in self.segments)
        self.bottom = max(s.bottom for s in self.segments)
        self.size = max(s.height for s in self.segments)
        self.columns = projected((s.left, s.right) for s in self.segments)

    def add(self, line: list[Segment]) -> None:
        self.lines.append(line)
        self.segments += line
        self.measure()

    @property
    def is_running_text(self) -> bool:
        """``label：value`` side by side, or letters spaced out: no row of a table."""
        said = [s.text for s in self.segments]
        labelled = sum("：" in text or ":" in text for text in said)
        if len(said) > 1 and labelled * 2 >= len(said) and ("：" in said[0] or ":" in said[0]):
            return True
        return len(said) > 2 and len(self.lines) == 1 and all(len(text) == 1 for text in said)


class Zone:
    """Bands that keep their gutters."""

    __slots__ = ("bands", "columns")

    def __init__(self, band: Band) -> None:
        self.bands = [band]
        self.columns = band.columns

    def takes(self, band: Band) -> bool:
        """Whether the band leaves every gutter open, and is near and of the same size."""
        last = self.bands[-1]
        size = max(last.size, 1)
        if (band.top - last.bottom) * 100 > size * FAR:
            return False
        if band.size * 100 > size * SIZES or size * 100 > band.size * SIZES:
            return False
        return len(self.columns) > 1 and _keeps(self.columns, band.columns)

    def add(self, band: Band) -> None:
        self.bands.append(band)
        self.columns = projected([*self.columns, *band.columns])

    def lead(self, band: Band) -> bool:
        """Whether a band above is the first line of a cell of the first row, its neighbours set
        at half height."""
        first = self.bands[0]
        near = (band.top - first.bottom) * 100 <= 0 and first.top - band.bottom < first.size // 2
        if not near or len(band.segments) != 1 or not band.segments[0].height:
            return False
        one = band.segments[0]
        return any(
            abs(one.left - s.left) <= GUTTER and one.right >= s.right - GUTTER
            for s in first.segments[1:]
        )

    @property
    def is_table(self) -> bool:
        lines = sum(len(band.lines) for band in self.bands)
        return len(self.columns) >= COLUMNS and lines >= ROWS

    @property
    def lines(self) -> list[list[Segment]]:
        return [line for band in self.bands for line in band.lines]


def projected(spans: Iterable[Span]) -> list[Span]:
    """Spans joined where less than a gutter parts them, from left to right."""
    out: list[Span] = []
    for left, right in sorted(spans):
        if out and left - out[-1][1] < GUTTER:
            out[-1] = out[-1][0], max(out[-1][1], right)
        else:
            out.append((left, right))
    return out


def _keeps(columns: Sequence[Span], others: Sequence[Span]) -> bool:
    both = projected([*columns, *others])
    at = 0
    seen = -1
    for left, _ in columns:
        while both[at][1] < left:
            at += 1
        if at == seen:
            return False
        seen = at
    return True


def bands(lines: Sequence[list[Segment]]) -> list[Band]:
    """Lines from top to bottom as bands."""
    out: list[Band] = []
    end = 0
    around = {at + n for at in range(len(lines)) if is_around(lines[at : at + 3]) for n in (1, 2)}
    for at, line in enumerate(lines):
        size = max(s.height for s in line)
        cut = size * (100 - INK) // 200
        top, bottom = min(s.top for s in line) + cut, max(s.bottom for s in line) - cut
        if out and (top < end or at in around):
            out[-1].add(line)
        else:
            out.append(Band(line))
            end = bottom
        end = max(end, bottom)
    return out


def is_around(lines: Sequence[list[Segment]]) -> bool:
    """Whether three lines are one row: a text of two lines, and what stands beside its middle.

    Each of the two is alone in its line; so no other row begins or ends with it.
    """
    if [len(line) for line in lines[::2]] != [1, 1]:
        return False
    (one,), beside, (other,) = lines
    size = min(one.height, other.height)
    if one.page != other.page or other.middle - one.middle > 2 * AROUND * size // 100:
        return False
    left, right = min(one.left, other.left), max(one.right, other.right)
    begins = abs(one.left - other.left) <= GUTTER
    centred = abs(one.left + one.right - other.left - other.right) <= 2 * GUTTER
    return (begins or centred) and all(
        (s.right < left or s.left > right)
        and abs(2 * s.middle - one.middle - other.middle) * 100 < 2 * LEVEL * size
        for s in beside
    )


def zones(lines: Sequence[list[Segment]]) -> list[Zone | Band]:
    """The run in order: zones of two columns and more, and bands that are plain text.

    Empty of zones where none of them is a table: then the lines are better left as they are.
    """
    if not any(len(line) >= COLUMNS for line in lines):
        return []
    out: list[Zone | Band] = []
    zone: Zone | None = None
    for band in bands(lines):
        plain = band.is_running_text
        if zone and not plain and zone.takes(band):
            zone.add(band)
            continue
        zone = None
        if plain or len(band.columns) < 2:
            out.append(band)
            continue
        zone = Zone(band)
        while out and isinstance(above := out[-1], Band) and zone.lead(above):
            zone.bands.insert(0, out.pop())  # type: ignore[arg-type]
        zone.columns = projected(span for one in zone.bands for span in one.columns)
        out.append(zone)
    return out if any(isinstance(one, Zone) and one.is_table for one in out) else []
