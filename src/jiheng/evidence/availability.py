"""From samples of points to seconds a day (seed-projects 3.3 and 3.4).

- A sample holds until the next one, if that comes within two intervals. Otherwise it holds for
  one interval, and from there to the next sample nobody knows.
- Down starts at the first of ``failures`` failed samples without a success between them. Fewer,
  with a success right before and after, are noise: up. Fewer beside a gap: nobody knows.
- Of several layers (port, RTSP): down where one is down, else unknown where one is, else up.
- Suspended goes before maintenance, that before down, down before unknown, unknown before up.
- Times are whole milliseconds; a day is a day in Beijing. The parts of a second that a day has
  too many of up and down count as unknown: they prove neither.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from ..model.record import record
from .sources.asked import SHANGHAI

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .sources.asked import Service

UP, UNKNOWN, DOWN, MAINT, SUSPENDED = range(5)
DAY = 86_400_000
FAILURES = 2
EPOCH = datetime(1970, 1, 1, 8, tzinfo=SHANGHAI)
_MS = timedelta(milliseconds=1)


@record
class Span:
    """From ``start`` up to ``end`` in ms since 1970 (UTC), in one state."""

    start: int
    end: int
    state: int


class Series:
    """The samples of one point on one layer, kept as runs: same result, no gap between."""

    def __init__(self, interval: int) -> None:
        self.interval = interval
        self.runs: list[list[int]] = []  # [first, last, ok, samples]

    def add(self, at: int, ok: int) -> bool:
        """One sample, in order of time; False where its time is not after the last one's."""
        if self.runs:
            run = self.runs[-1]
            if at <= run[1]:
                return False
            if ok == run[2] and at - run[1] <= 2 * self.interval:
                run[1], run[3] = at, run[3] + 1
                return True
        self.runs.append([at, at, ok, 1])
        return True

    def spans(self, start: int, end: int, failures: int = FAILURES) -> list[Span]:
        """What the samples say of every moment from ``start`` to ``end``."""
        found: list[Span] = []
        at = start
        states = self._states(failures)
        for place, (first, last, _, _) in enumerate(self.runs):
            after = self.runs[place + 1][0] if place + 1 < len(self.runs) else None
            near = after is not None and after - last <= 2 * self.interval
            until = after if near and after is not None else last + self.interval
            for head, tail, state in (
                (at, first, UNKNOWN),
                (max(first, at), until, states[place]),
            ):
                tail = min(tail, end)
                if tail > head:
                    _append(found, Span(head, tail, state))
                    at = tail
        if at < end:
            _append(found, Span(at, end, UNKNOWN))
        return found

    def _states(self, failures: int) -> list[int]:
        """The state of each run."""
        states = [UP if run[2] else DOWN for run in self.runs]
        place = 0
        while place < len(self.runs):
            stop = place
            while stop < len(self.runs) and not self.runs[stop][2]:
                stop += 1
            failed = self.runs[place:stop]
            if failed and sum(run[3] for run in failed) < failures:
                noise = self._joined(place - 1) and self._joined(stop - 1)
                states[place:stop] = [UP if noise else UNKNOWN] * len(failed)
            place = max(stop, place) + 1
        return states

    def _joined(self, place: int) -> bool:
        """Whether a run and the next one follow each other without a gap."""
        if place < 0 or place + 1 >= len(self.runs):
            return False
        return self.runs[place + 1][0] - self.runs[place][1] <= 2 * self.interval


def _append(found: list[Span], span: Span) -> None:
    if found and found[-1].state == span.state and found[-1].end == span.start:
        span = Span(found.pop().start, span.end, span.state)
    found.append(span)


@record
class Window:
    """Maintenance of a point, a group, or all ("*"), in ms; ``approved``: when, None: never."""

    scope: str
    start: int
    end: int
    approved: int | None

    @property
    def counts(self) -> bool:
        """Only what was approved before it began leaves the expected time."""
        return self.approved is not None and self.approved < self.start


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans of one state, sorted, without overlaps."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if found and span.start <= found[-1].end:
            last = found.pop()
            span = Span(last.start, max(last.end, span.end), last.state)
        found.append(span)
    return found


def suspended(services: Sequence[Service], start: int, end: int) -> list[Span]:
    """When a point was not in service."""
    found, at = [], start
    for service in sorted(services, key=lambda one: one.since):
        first = midnight(service.since)
        if first > at:
            found.append(Span(at, min(first, end), SUSPENDED))
        at = max(at, midnight(service.until + timedelta(days=1)) if service.until else end)
        if at >= end:
            break
    if at < end:
        found.append(Span(at, end, SUSPENDED))
    return [span for span in found if span.end > span.start]


def tally(tracks: Sequence[Sequence[Span]], start: int, end: int) -> dict[date, dict[int, int]]:
    """Milliseconds in each state on each day, by the strongest of the tracks at each moment."""
    cuts = {start, end}
    cuts.update(edge for track in tracks for one in track for edge in (one.start, one.end))
    first, last = day_of(start), day_of(end - 1)
    cuts.update(
        midnight(first + timedelta(days=number)) for number in range((last - first).days + 1)
    )
    edges = sorted(edge for edge in cuts if start <= edge <= end)
    places = [0] * len(tracks)
    found: dict[date, dict[int, int]] = {}
    for head, tail in pairwise(edges):
        state = UP
        for number, track in enumerate(tracks):
            while places[number] < len(track) and track[places[number]].end <= head:
                places[number] += 1
            if places[number] < len(track) and track[places[number]].start <= head:
                state = max(state, track[places[number]].state)
        spent = found.setdefault(day_of(head), {})
        spent[state] = spent.get(state, 0) + tail - head
    return found


def daily(
    point: str,
    services: Sequence[Service],
    layers: Sequence[Series],
    windows: Sequence[Window],
    span: tuple[int, int],
    failures: int = FAILURES,
) -> Iterator[tuple[date, str, int, int, int, int, int]]:
    """Rows of ``availability_daily`` of a point; days out of service have none."""
    start, end = span
    groups = {point, "*", *(service.group for service in services)}
    maint = [
        Span(max(one.start, start), min(one.end, end), MAINT)
        for one in windows
        if one.counts and one.scope in groups and one.start < end and one.end > start
    ]
    tracks = [series.spans(start, end, failures) for series in layers]
    if not layers:
        tracks.append([Span(start, end, UNKNOWN)])
    tracks += [joined(maint), suspended(services, start, end)]
    for day, spent in tally(tracks, start, end).items():
        seconds = whole(spent)
        if seconds["expected"] or seconds["maint"]:
            yield (
                *(day, point, seconds["expected"], seconds["up"], seconds["down"]),
                *(seconds["maint"], seconds["unknown"]),
            )


def whole(spent: Mapping[int, int]) -> dict[str, int]:
    """Milliseconds of a day as seconds: expected = up + down + unknown."""
    expected = sum(spent.get(state, 0) for state in (UP, DOWN, UNKNOWN)) // 1000
    up, down = spent.get(UP, 0) // 1000, spent.get(DOWN, 0) // 1000
    maint = spent.get(MAINT, 0) // 1000
    unknown = expected - up - down
    return {"expected": expected, "up": up, "down": down, "maint": maint, "unknown": unknown}


def ms(moment: datetime) -> int:
    """A local time (Beijing, unless it says otherwise) in ms since 1970 (UTC)."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    return (moment - EPOCH) // _MS


def midnight(day: date) -> int:
    """When a day begins in Beijing, in ms since 1970 (UTC)."""
    return ms(datetime(day.year, day.month, day.day))


def day_of(at: int) -> date:
    """The day in Beijing of a moment."""
    return date(1970, 1, 1) + timedelta(days=(at + 8 * 3_600_000) // DAY)
