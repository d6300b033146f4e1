"""Points, their outages, days, samples, tickets and inspections (6.2, 6.3). 合成数据 SYNTHETIC.

States only: nothing a camera sees exists here.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from ...model.record import record
from .people import YEAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = 86_400
START = datetime(YEAR, 1, 1)
END = datetime(YEAR + 1, 1, 1)
SINCE = date(2022, 12, 31)
G1 = tuple(f"C{n:04}" for n in range(1, 527))
G7 = tuple(f"C{n:04}" for n in range(527, 1327))
BK = tuple(f"K{n:03}" for n in range(1, 108))
ALL = G1 + G7 + BK
GROUPS = {**dict.fromkeys(G1, "G1"), **dict.fromkeys(G7, "G7"), **dict.fromkeys(BK, "BK")}
SUSPENDED = "C0500"
METER = "M001"
PROBED = date(YEAR, 3, 15)
PROBE_MAINTENANCE = (200, 247)
"""The samples of C0003 that fall into its approved window on the probed day."""


@record
class Outage:
    """One event. ``kind``: down, maint, unknown or suspended; ``rule``: R1 … R9."""

    point: str
    start: datetime
    end: datetime
    kind: str
    rule: str


def _on(day: int, hour: int = 0) -> datetime:
    """An hour of a day of the year, counted from 1."""
    return START + timedelta(days=day - 1, hours=hour)


@cache
def events() -> tuple[Outage, ...]:
    """R1 … R9 in order."""
    return tuple(_events())


def _events() -> Iterator[Outage]:
    for n, point in enumerate(G1, 1):
        if n % 10 == 0:
            day = n % 360 + 1
            yield Outage(point, _on(day, 6), _on(day, 18), "down", "R1")
    for m, point in enumerate(G7, 1):
        if m % 8 == 0:
            day = m % 300 + 40
            yield Outage(point, _on(day), _on(day, 6), "down", "R2")
    for k, point in enumerate(BK, 1):
        if k % 5 == 0:
            yield Outage(point, _on(2 * k + 40), _on(2 * k + 41), "down", "R3")
    cut, cured = datetime(YEAR, 6, 15, 8), datetime(YEAR, 6, 15, 20)
    for point in G1[:100]:
        yield Outage(point, cut, cured, "down", "R4")
    for point in ALL:
        window = datetime(YEAR, 9, 10)
        yield Outage(point, window, window + timedelta(hours=6), "maint", "R5")
    for point in ALL:
        yield Outage(point, datetime(YEAR, 2, 1), datetime(YEAR, 2, 3), "unknown", "R6")
    for point in G7[100:105]:
        yield Outage(point, datetime(YEAR, 11, 1), END, "down", "R7")
    for point in BK[:40]:
        yield Outage(point, datetime(YEAR, 8, 5), datetime(YEAR, 8, 6), "down", "R8")
    yield Outage(SUSPENDED, datetime(YEAR, 10, 1), END, "suspended", "R9")


def points() -> Iterator[tuple[object, ...]]:
    """Rows of ``point``; the suspended one ends its service with September."""
    for point in ALL:
        group = GROUPS[point]
        until = date(YEAR, 9, 30) if point == SUSPENDED else None
        line = None if group == "BK" else f"X{point}"
        yield point, group, SINCE, until, line, METER


def outages() -> Iterator[tuple[object, ...]]:
    """Rows of ``outage_event``."""
    for number, one in enumerate(events(), 1):
        yield f"E{number:05}", one.point, one.start, one.end, one.kind, one.rule


def daily() -> Iterator[tuple[object, ...]]:
    """Rows of ``availability_daily``: seconds of every point on every day."""
    spent: dict[tuple[str, int], dict[str, int]] = {}
    for one in events():
        at = one.start
        while at < one.end:
            number = (at - START).days
            end = min(one.end, START + timedelta(days=number + 1))
            kinds = spent.setdefault((one.point, number), {})
            kinds[one.kind] = kinds.get(one.kind, 0) + int((end - at).total_seconds())
            at = end
    nothing: dict[str, int] = {}
    for number in range(365):
        day = (START + timedelta(days=number)).date()
        for point in ALL:
            kinds = spent.get((point, number), nothing)
            down, maint, unknown = (kinds.get(kind, 0) for kind in ("down", "maint", "unknown"))
            expected = DAY - maint - kinds.get("suspended", 0)
            yield day, point, expected, expected - down - unknown, down, maint, unknown


def samples() -> Iterator[tuple[object, ...]]:
    """Rows of ``probe_sample``: four points on one day, every 300 seconds."""
    failing = {
        ("C0001", "RTSP"): set(range(96, 108)),
        ("C0002", "RTSP"): {10, 60, 110, 160, 210},
        ("C0003", "RTSP"): set(range(200, 288)),
        ("C0004", "ICMP"): set(),
        ("C0004", "RTSP"): set(range(144)),
    }
    missing = {"C0001": range(144, 168)}
    for (point, layer), failed in failing.items():
        for number in range(288):
            if number not in missing.get(point, ()):
                at = datetime(PROBED.year, PROBED.month, PROBED.day)
                at += timedelta(seconds=300 * number)
                yield at, point, layer, int(number not in failed)


def tickets() -> Iterator[tuple[object, ...]]:
    """Rows of ``ticket``: one an event of R1, R2, R3, R7, and one each for R4 and R8."""
    number, seen = 0, set()
    for one in events():
        if one.rule not in ("R1", "R2", "R3", "R4", "R7", "R8") or one.rule in seen:
            continue
        scope = one.point
        if one.rule in ("R4", "R8"):
            seen.add(one.rule)
            scope = {"R4": "C0001-C0100", "R8": "K001-K040"}[one.rule]
        number += 1
        still = one.rule == "R7"
        restored = None if still else one.end
        answered = one.start + timedelta(minutes=30)
        yield (
            f"T{number:04}",
            scope,
            one.start,
            answered,
            restored,
            restored,
            one.rule,
            24,
            None if still else "运维岗",
        )


def inspections() -> Iterator[tuple[object, ...]]:
    """Rows of ``inspection``: each point each quarter; eight were missed in the third."""
    for quarter in range(1, 5):
        for point in ALL:
            missed = quarter == 3 and point in BK[99:]
            yield f"{YEAR}Q{quarter}", point, int(not missed), None if missed else "运维岗"
