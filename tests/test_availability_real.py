"""Availability for real: Prometheus and blackbox_exporter probe simulated points on loopback.

What is injected is known to the millisecond; what is read back through the API must agree within
the sampling: at every edge of an outage no more than the time between the two probes around it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import servers
from filling import AT, BOOK, sheet
from filling import take as filed
from probed import INTERVAL, TIMEOUT, Point, Probing, backfilled, now, probing
from test_source_database import described
from test_source_prometheus import HEADS, agrees

from jiheng.evidence.availability import day_of, ms
from jiheng.evidence.imports import take
from jiheng.evidence.outcome import Wanted
from jiheng.evidence.pull import pull, register, spooled
from jiheng.evidence.sources.asked import SHANGHAI
from jiheng.evidence.sources.described import describe
from jiheng.evidence.sources.prometheus import between
from jiheng.evidence.store import Store
from jiheng.evidence.synthetic.points import samples
from jiheng.model.result import Actual, Binding
from jiheng.score.engines import connect
from jiheng.score.exact import fraction
from jiheng.score.measures import actual
from jiheng.score.records import Evidence

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
GROUPS = {"C0001": "G1", "C0002": "G2", "C0003": "G3", "C0004": "G4", "C0005": "G5"}
ABSENT = "C0004"
BOTH = {"TCP": 'probe_success{job="TCP"}', "RTSP": 'probe_success{job="RTSP"}'}
SECOND = 1000


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Half a minute of five points, one of which nobody probes."""
    folder = tmp_path_factory.mktemp("probed")
    points = {name: Point() for name in GROUPS if name != ABSENT}
    with probing(folder, points) as probes:
        everyone(probes, points, 4)
        start = now()
        points["C0002"].down()
        points["C0003"].wrong()
        points["C0005"].down()
        servers.until(lambda: probes.seen("C0002", "TCP", 0, 5), what="the outage of C0002")
        servers.until(lambda: probes.seen("C0003", "RTSP", 0, 5), what="wrong answers of C0003")
        servers.until(lambda: probes.seen("C0005", "RTSP", 0, 5), what="the outage of C0005")
        points["C0002"].up()
        points["C0005"].up()
        everyone(probes, points, 4, but="C0003")
        stopped = now()
        probes.stop()
        points["C0001"].down()  # while nobody looks: neither up nor down can be known
        servers.until(lambda: now() - stopped > 6 * INTERVAL, what="the clock")
        points["C0001"].up()
        points["C0003"].right()
        probes.start()
        everyone(probes, points, 4)
        points["C0002"].down()
        servers.until(lambda: probes.seen("C0002", "RTSP", 0, 4), what="the second outage")
        points["C0002"].up()
        everyone(probes, points, 4)
        end = now()
        everyone(probes, points, 1, since=end + 2 * INTERVAL)
        yield {"folder": folder, "points": points, "probes": probes, "span": (start, end)}


def everyone(
    probes: Probing, points: dict[str, Point], least: int, but: str = "", since: int = 0
) -> None:
    """Wait until every point has answered on every layer so many times in a row."""
    for name in points:
        for layer in BOTH if name != but else ():
            servers.until(lambda n=name, w=layer: probes.seen(n, w, 1, least), what=f"{name} up")
            servers.until(
                lambda n=name, w=layer: probes.raw(n, w)[-1][0] >= since, what=f"{name} probed"
            )


def seconds(lived: dict[str, Any], **changes: Any) -> dict[str, dict[str, int]]:
    """Seconds of each point over the whole span, as the source gives them."""
    found: dict[str, dict[str, int]] = {}
    for row in rows(lived, **changes)[0]:
        kinds = dict(zip(("expected", "up", "down", "maint", "unknown"), row[2:], strict=True))
        assert kinds["expected"] == kinds["up"] + kinds["down"] + kinds["unknown"]
        own = found.setdefault(row[1], dict.fromkeys(kinds, 0))
        for kind, spent in kinds.items():
            own[kind] += spent
    return found


def rows(lived: dict[str, Any], **changes: Any) -> tuple[list[tuple[Any, ...]], dict[str, Any]]:
    source = describe(description(lived, **changes))
    points = register(registered(lived["folder"]))
    origin: dict[str, Any] = {}
    return list(between(source, points, lived["span"], origin)), origin


def description(lived: dict[str, Any], **changes: Any) -> str:
    port = lived["probes"].port
    said = {
        "hosts": [f"127.0.0.1:{port}"],
        "url": f"http://127.0.0.1:{port}",
        "queries": BOTH,
        "interval_s": f"0.{INTERVAL}",
    }
    return described(lived["folder"], "availability", **({"maintenance": None} | said | changes))


def registered(folder: Path) -> Store:
    store = Store(str(folder / "store"))
    if not store.tables():
        path = folder / "point.csv"
        sheet(path, [(p, g, "2020-01-01", "", "", "") for p, g in GROUPS.items()], HEADS)
        assert filed(store, path).status == "imported"
    return store


def bound(lived: dict[str, Any], name: str, layers: tuple[str, ...]) -> int:
    """ms that sampling may be wrong by: around each edge, the time between two probes.

    A probe happens up to its timeout after the time it is filed under. A probe that took half of
    that was on a machine too busy to say when: it counts as an edge of its own. An edge in a gap
    is in unknown time, but for the one interval that the sample before the gap holds.
    """
    start, end = lived["span"]
    total = 0
    for layer in layers:
        times = [at for at, _ in lived["probes"].raw(name, layer)]
        edges = [at for kind, *span in lived["points"][name].truth for at in span if kind == layer]
        slow = lived["probes"].raw(name, layer, "probe_duration_seconds")
        edges += [at for at, took in slow if Fraction(took) * 2000 > TIMEOUT]
        edges += sorted(set(starved(lived, name, layer)) - set(edges))
        for edge in edges:
            place = bisect_right(times, edge)
            spacing = times[place] - times[place - 1] if 0 < place < len(times) else INTERVAL
            near = INTERVAL <= spacing <= 2 * INTERVAL
            total += (spacing if near else INTERVAL) if start <= edge <= end else 0
    return total


def starved(lived: dict[str, Any], name: str, layer: str) -> list[int]:
    """Times at which Prometheus itself noted a failure although the point was up all the while.

    On a machine too busy to answer in time that is what a probe sees. What is read may not differ
    from the injected truth by more than these; none of them excuses a misread sample.
    """
    spans = [(head, tail) for kind, head, tail in lived["points"][name].truth if kind == layer]
    return [
        at
        for at, value in lived["probes"].raw(name, layer)
        if not Fraction(value)
        and not any(head <= at + TIMEOUT and (not tail or at <= tail) for head, tail in spans)
    ]


def known(lived: dict[str, Any], name: str, layer: str) -> Iterator[tuple[int, int]]:
    """Where the times of the samples say that somebody looked (not what they saw)."""
    times = [at for at, _ in lived["probes"].raw(name, layer)]
    for at, after in pairwise(times):
        yield at, after if after - at <= 2 * INTERVAL else at + INTERVAL


def mark(line: bytearray, head: int, tail: int) -> None:
    head, tail = max(head, 0), min(tail, len(line))
    if tail > head:
        line[head:tail] = b"\1" * (tail - head)


def truth(lived: dict[str, Any], name: str, layers: tuple[str, ...]) -> tuple[int, int]:
    """ms of the span in which a layer was known to be down, and in which all were known up.

    Reckoned millisecond by millisecond, so that it shares nothing with what it is compared with.
    """
    start, end = lived["span"]
    down, every = bytearray(end - start), bytearray([1]) * (end - start)
    for layer in layers:
        seen, out = bytearray(end - start), bytearray(end - start)
        for head, tail in known(lived, name, layer):
            mark(seen, head - start, tail - start)
        for kind, head, tail in lived["points"][name].truth:
            if kind == layer:
                mark(out, head - start, (tail or end) - start)
        for at, (looked, failed) in enumerate(zip(seen, out, strict=True)):
            down[at] |= looked & failed
            every[at] &= looked & ~failed & 1
    return sum(down), sum(every)


@pytest.mark.parametrize("name", sorted(GROUPS.keys() - {ABSENT}))
@pytest.mark.parametrize("layers", [("TCP",), ("RTSP",), ("TCP", "RTSP")], ids="+".join)
def test_what_is_read_agrees_with_what_was_injected(
    lived: dict[str, Any], name: str, layers: tuple[str, ...]
) -> None:
    found = seconds(lived, queries={layer: BOTH[layer] for layer in layers})[name]
    (down, up), wrong = truth(lived, name, layers), bound(lived, name, layers)
    first, last = lived["span"]
    print(
        f"{name} {'+'.join(layers)}: of {last - first} ms known down {down}, up {up};"
        f" read {found['down'] * SECOND}, {found['up'] * SECOND},"
        f" unknown {found['unknown'] * SECOND}; bound {wrong}"
    )
    cut = SECOND * ((day_of(last) - day_of(first)).days + 1)  # parts of a second a day prove none
    assert down - wrong - cut <= found["down"] * SECOND <= down + wrong
    assert up - wrong - cut <= found["up"] * SECOND <= up + wrong
    assert found["unknown"] * SECOND >= 4 * INTERVAL, "the server was stopped for six intervals"


def test_an_open_port_is_not_a_working_point(lived: dict[str, Any]) -> None:
    ports = seconds(lived, queries={"TCP": BOTH["TCP"]})["C0003"]
    works = seconds(lived, queries={"RTSP": BOTH["RTSP"]})["C0003"]
    both = seconds(lived)["C0003"]
    assert ports["down"] * SECOND <= bound(lived, "C0003", ("TCP",))  # 0, unless it was too busy
    assert works["down"] >= 2
    assert both["down"] >= works["down"]


def test_a_point_nobody_probes_is_unknown(lived: dict[str, Any]) -> None:
    found = seconds(lived)[ABSENT]
    assert found["unknown"] == found["expected"] > 0
    assert found["up"] == found["down"] == 0
    _, origin = rows(lived)
    assert origin["absent"] == {"count": 1, "first": [ABSENT]}
    assert 0 < origin["samples"] < origin["samples_due"]


def test_maintenance_takes_the_outage_out(lived: dict[str, Any]) -> None:
    ((_, began, over), *_) = lived["points"]["C0005"].truth
    start, end = (datetime.fromtimestamp(at // SECOND, SHANGHAI) for at in (began, over))
    wide = (start - timedelta(seconds=2), end + timedelta(seconds=4))
    start, end = (one.replace(tzinfo=None) for one in wide)
    path = lived["folder"] / "planned.csv"
    without = seconds(lived)["C0005"]
    for approved, counts in ((start - timedelta(hours=1), True), (start, False), ("", False)):
        sheet(path, [("C0005", start, end, approved)], ("point_id", "start", "end", "approved"))
        found = seconds(lived, maintenance="planned.csv")["C0005"]
        if not counts:
            assert found == without
            continue
        inside = min(ms(end), lived["span"][1]) - max(ms(start), lived["span"][0])
        assert abs(found["maint"] * SECOND - inside) <= 2 * SECOND
        busy = sum(len(starved(lived, "C0005", layer)) for layer in BOTH)
        assert found["down"] * SECOND <= busy * 2 * INTERVAL  # 0, unless it was too busy
        assert found["down"] < without["down"]
        assert found["expected"] + found["maint"] in range(
            without["expected"] - 2, without["expected"] + 1
        )


def measured(store: Store, group: str, on: date) -> Actual:
    names = ("point", "availability_daily")
    con = connect("duckdb", {name: store.open(name) for name in names})
    binding = Binding("平安城市", "P3", "L1", "availability", {"group": group})
    return actual(Evidence(con, on.year, on, BOOK), binding)


def test_the_measure_reads_the_same(lived: dict[str, Any]) -> None:
    """All the way: API → rows → import → store → the measure of the form's indicator."""
    store, path = registered(lived["folder"]), description(lived)
    source, origin = describe(path), {}
    found = between(source, register(store), lived["span"], origin)
    with TemporaryDirectory() as folder:
        spool = spooled(source, (list(map(str, row)) for row in found), origin, folder)
        made = take(spool, store, BOOK, Wanted(table="availability_daily", at=AT))
    assert (made.status, made.faults) == ("imported", ())
    read, last = seconds(lived), day_of(lived["span"][1])
    for name, group in GROUPS.items():
        own = read[name]
        told = measured(store, group, last)
        if day_of(lived["span"][0]).year != last.year:
            continue  # new year's eve: the measure counts one year
        if name == ABSENT:
            assert told.value is None or not told.value.den
            continue
        known = own["expected"] - own["unknown"]
        assert told.value is not None
        assert told.low is not None
        assert told.high is not None
        assert fraction(told.value) == Fraction(own["up"], known)
        assert fraction(told.low) == Fraction(own["up"], own["expected"])
        assert fraction(told.high) == Fraction(own["up"] + own["unknown"], own["expected"])
        down, up = truth(lived, name, ("TCP", "RTSP"))
        wrong = Fraction(bound(lived, name, ("TCP", "RTSP")) + 2 * SECOND, down + up)
        assert abs(fraction(told.value) - Fraction(up, down + up)) <= wrong
    assert not store.verify().problems


def test_the_synthetic_day_through_a_real_server(tmp_path: Path) -> None:
    """2023-03-15 put into Prometheus: the figures of seed-projects 6.2, to the second."""
    lines = ["# HELP probe_success x", "# TYPE probe_success gauge"]
    for at, point, layer, ok in samples():
        assert isinstance(at, datetime)
        lines.append(f'probe_success{{point="{point}",job="{layer}"}} {ok} {ms(at) // SECOND}')
    backfilled(tmp_path, lines)
    store = Store(str(tmp_path / "store"))
    names = ("C0001", "C0002", "C0003", "C0004", "C0009")
    sheet(tmp_path / "point.csv", [(p, p, "2022-12-31", "", "", "") for p in names], HEADS)
    assert filed(store, tmp_path / "point.csv").status == "imported"
    planned = [("C0003", "2023-03-15 16:40:00", "2023-03-15 20:40:00", "2023-03-10 09:00:00")]
    sheet(tmp_path / "planned.csv", planned, ("point_id", "start", "end", "approved"))
    day = date(2023, 3, 15)
    with probing(tmp_path, {}) as probes:
        lived = {"folder": tmp_path, "probes": probes}
        one = {"interval_s": "300", "maintenance": "planned.csv"}
        path = description(lived, **one, queries={"RTSP": BOTH["RTSP"]})
        result = pull(path, store, BOOK, day, day, Wanted(at=AT))
        assert (result.status, result.rows) == ("imported", 5)
        layers = {"ICMP": 'probe_success{job="ICMP"}', "RTSP": BOTH["RTSP"]}
        source = describe(description(lived, **one, queries=layers))
        span = (ms(datetime(2023, 3, 15)), ms(datetime(2023, 3, 16)))
        both = {row[1]: row for row in between(source, register(store), span, {})}
    duckdb = pytest.importorskip("duckdb")
    query = f"SELECT * FROM read_parquet({store.open('availability_daily')!r})"
    found = {row[1]: row for row in duckdb.sql(query).fetchall()}
    for name in names[:4]:
        agrees(name, found[name])
    agrees("C0004", both["C0004"])
    assert both["C0001"][3:7] == (0, 3_600, 0, 82_800), "without ICMP nobody knows that it was up"
    share = measured(store, "C0001", date(2023, 12, 31))
    assert share.value is not None
    assert fraction(share.value) == Fraction(252, 264)
    assert found["C0009"][6] == 86_400
