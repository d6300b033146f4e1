"""Samples of a Prometheus server to seconds a day: the rules of seed-projects 3.4, one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import servers
from filling import AT, BOOK, sheet
from filling import take as filed
from hypothesis import given
from hypothesis import strategies as st
from test_source_database import CASES, described, refused
from test_source_json import answer

from jiheng.evidence.availability import (
    DAY,
    DOWN,
    MAINT,
    SUSPENDED,
    UNKNOWN,
    UP,
    Series,
    Span,
    Window,
    daily,
    day_of,
    joined,
    midnight,
    ms,
    suspended,
    tally,
)
from jiheng.evidence.outcome import Result, Wanted
from jiheng.evidence.pull import pull
from jiheng.evidence.sources.asked import Service
from jiheng.evidence.store import Store
from jiheng.evidence.synthetic.points import samples
from jiheng.model.tables import TABLES

pytest.importorskip("pyarrow")
STEP = 300_000
PROBED = date(2023, 3, 15)
START = midnight(PROBED)
HEADS = [column.name for column in TABLES["point"].columns]


def series(text: str, step: int = 1000) -> Series:
    """One sign a step: 1 up, 0 failed, blank missing."""
    made = Series(step)
    for place, sign in enumerate(text):
        if sign != " ":
            made.add(place * step, int(sign))
    return made


def drawn(text: str, failures: int = 2) -> str:
    """The same as states: + up, - down, ? unknown."""
    spans = series(text).spans(0, len(text) * 1000, failures)
    assert spans[0].start == 0
    assert all(a.end == b.start for a, b in pairwise(spans))
    return "".join(
        {UP: "+", DOWN: "-", UNKNOWN: "?"}[span.state] * ((span.end - span.start) // 1000)
        for span in spans
    )


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("11111", "+++++"),
        ("11 11", "+++++"),  # one is missing: the one before holds for two intervals
        ("11  11", "++??++"),  # two are missing: it holds for one
        ("110011", "++--++"),
        ("110111", "++++++"),  # one failure is noise
        ("1101011", "+++++++"),
        ("1100 00111", "++-----+++"),
        ("110  011", "++-??-++"),  # no success between: both failures count
        ("110  111", "++???+++"),  # one failure beside a gap proves nothing
        ("0111", "?+++"),
        ("1110", "+++?"),
        ("00", "--"),
        ("   11", "???++"),
        ("     ", "?????"),
        ("1    ", "+????"),
    ],
)
def test_samples_become_states(text: str, states: str) -> None:
    assert drawn(text) == states


def test_how_many_failures_make_an_outage() -> None:
    assert drawn("1101", failures=1) == "++-+"
    assert drawn("110011", failures=3) == "++++++"
    assert drawn("1100011", failures=3) == "++---++"


def test_a_sample_twice_or_late_is_no_sample() -> None:
    made = series("11")
    assert not made.add(1000, 0)
    assert not made.add(500, 0)
    assert made.runs == [[0, 1000, 1, 2]]


def rows(
    point: str, layers: Sequence[Series], windows: Sequence[Window] = (), days: int = 1
) -> list[tuple[object, ...]]:
    services = [Service(point, "G1", date(2022, 12, 31))]
    return list(daily(point, services, layers, windows, (START, START + days * DAY)))


def year_samples() -> dict[tuple[str, str], Series]:
    """The probed day of the synthetic year."""
    found: dict[tuple[str, str], Series] = {}
    for at, point, layer, ok in samples():
        assert isinstance(at, datetime)
        found.setdefault((str(point), str(layer)), Series(STEP)).add(ms(at), int(str(ok)))
    return found


MAINTAINED = Window("C0003", START + 200 * STEP, START + 248 * STEP, START - 1)
UNAPPROVED = Window("C0001", START, START + DAY, START)
WANTED = {  # seed-projects 6.2
    "C0001": (Fraction(252, 264), "0.875", "0.958333", "0.916667"),
    "C0002": (Fraction(1), "1.000000", "1.000000", "1.000000"),
    "C0003": (Fraction(200, 240), "0.833333", "0.833333", "1.000000"),
    "C0004": (Fraction(1, 2), "0.500000", "0.500000", "1.000000"),
}


def agrees(point: str, row: Sequence[Any]) -> None:
    """The row says what the domain file says of the point."""
    expected, up, down, maint, unknown = map(int, row[2:7])
    assert expected == up + down + unknown
    assert expected + maint == 86_400
    share, low, high, coverage = WANTED[point]
    assert Fraction(up, expected - unknown) == share
    for told, number in (
        (low, Fraction(up, expected)),
        (high, Fraction(up + unknown, expected)),
        (coverage, Fraction(expected - unknown, expected)),
    ):
        assert abs(Fraction(told) - number) <= Fraction(1, 2_000_000)


@pytest.mark.parametrize("point", WANTED)
def test_the_probed_day(point: str) -> None:
    found = year_samples()
    layers = [one for (name, _), one in found.items() if name == point]
    (row,) = rows(point, layers, [MAINTAINED, UNAPPROVED])
    agrees(point, row)


def test_the_network_alone_says_too_much() -> None:
    (row,) = rows("C0004", [year_samples()["C0004", "ICMP"]])
    assert row[3] == row[2] == 86_400


def test_no_series_is_unknown_time() -> None:
    (row,) = rows("C0009", [])
    assert row == (PROBED, "C0009", 86_400, 0, 0, 0, 86_400)
    (row,) = rows("C0009", [Series(STEP)])
    assert row[-1] == 86_400


def test_the_stronger_state_wins() -> None:
    """suspended > maintenance > down > unknown > up."""
    up, unknown, down = ([Span(0, 10, state)] for state in (UP, UNKNOWN, DOWN))
    maint, out = [Span(0, 10, MAINT)], [Span(0, 10, SUSPENDED)]
    order = [up, unknown, down, maint, out]
    for at, weak in enumerate(order):
        for strong in order[at:]:
            (spent,) = tally([strong, weak], 0, 10).values()
            assert spent == {strong[0].state: 10}


def test_maintenance_only_where_it_was_approved_before() -> None:
    late = [Window("*", START, START + DAY, None), Window("*", START, START + DAY, START)]
    (row,) = rows("C1", [], late)
    assert row[5] == 0
    for scope in ("*", "G1", "C1"):
        (row,) = rows("C1", [], [Window(scope, START, START + 3_600_000, START - 1)])
        assert (row[2], row[5]) == (82_800, 3600)
    (row,) = rows("C1", [], [Window("G7", START, START + DAY, START - 1)])
    assert row[5] == 0


def test_two_windows_at_once_count_once() -> None:
    windows = [Window("*", START, START + 2000, 0), Window("C1", START + 1000, START + 3000, 0)]
    (row,) = rows("C1", [], windows)
    assert row[5] == 3
    assert joined([Span(5, 9, MAINT), Span(0, 5, MAINT), Span(20, 21, MAINT)]) == [
        Span(0, 9, MAINT),
        Span(20, 21, MAINT),
    ]


def test_out_of_service() -> None:
    until = date(2023, 9, 30)
    services = [Service("C0500", "G1", date(2023, 9, 30), until)]
    first = midnight(date(2023, 9, 29))
    assert suspended(services, first, first + 3 * DAY) == [
        Span(first, first + DAY, SUSPENDED),
        Span(first + 2 * DAY, first + 3 * DAY, SUSPENDED),
    ]
    days = [row[0] for row in daily("C0500", services, [], [], (first, first + 3 * DAY))]
    assert days == [until]
    again = [*services, Service("C0500", "G1", date(2023, 10, 1))]
    assert suspended(again, first + DAY, first + 3 * DAY) == []


def test_a_day_is_a_day_in_beijing() -> None:
    assert ms(datetime(1970, 1, 1, 8)) == 0
    assert day_of(ms(datetime(2023, 3, 15, 23, 59, 59))) == PROBED
    assert day_of(START - 1) == date(2023, 3, 14)
    made = Series(STEP)
    for at in range(START - DAY, START + DAY, STEP):
        made.add(at, int(not START - 2 * STEP <= at < START + 3 * STEP))
    before, after = daily(
        "C1", [Service("C1", "G1", date(2022, 1, 1))], [made], [], (START - DAY, START + DAY)
    )
    assert (before[4], after[4]) == (600, 900)


@given(st.lists(st.sampled_from("01 "), min_size=1, max_size=60), st.integers(1, 5000))
def test_every_second_is_counted_once(signs: list[str], step: int) -> None:
    made = Series(step)
    for place, sign in enumerate(signs):
        if sign != " ":
            made.add(START + place * step, int(sign))
    for row in rows("C1", [made], [Window("*", START + 1, START + 777, 0)], days=2):
        expected, up, down, maint, unknown = (int(str(cell)) for cell in row[2:])
        assert expected == up + down + unknown
        assert min(up, down, maint, unknown) >= 0
        assert 86_399 <= expected + maint <= 86_400


# over HTTP


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(str(tmp_path / "store"))
    points = [("C0001", "G1"), ("C0002", "G1"), ("C0003", "G1"), ("C0009", "G7")]
    path = tmp_path / "point.csv"
    sheet(path, [(p, g, "2022-12-31", "", "", "") for p, g in points], HEADS)
    assert filed(made, path).status == "imported"
    (tmp_path / "maintenance.csv").write_bytes((CASES / "maintenance.csv").read_bytes())
    return made


def matrix(path: str, only: Sequence[str] = ("C0001", "C0002", "C0003")) -> dict[str, Any]:
    """What Prometheus answers, from the synthetic day."""
    query = {key: value for key, (value,) in parse_qs(urlsplit(path).query).items()}
    assert urlsplit(path).path == "/api/v1/query"
    end = int(Decimal(query["time"]) * 1000)
    start = end - int(query["query"].removesuffix("ms]").rpartition("[")[2])
    found: dict[str, list[list[object]]] = {}
    for at, point, layer, ok in samples():
        assert isinstance(at, datetime)
        if layer == "RTSP" and point in only and start <= ms(at) <= end:
            found.setdefault(str(point), []).append([ms(at) // 1000, str(ok)])
    result = [{"metric": {"point": name}, "values": values} for name, values in found.items()]
    return {"status": "success", "data": {"resultType": "matrix", "result": result}}


def take(store: Store, folder: Path, port: int, day: date = PROBED, **changes: Any) -> Result:
    place = {"hosts": [f"127.0.0.1:{port}"], "url": f"http://127.0.0.1:{port}"}
    path = described(folder, "availability", **(place | changes))
    return pull(path, store, BOOK, day, day, Wanted(at=AT))


def test_the_probed_day_over_http(store: Store, tmp_path: Path) -> None:
    asked: list[str] = []

    def serve(path: str, headers: Mapping[str, str]) -> servers.Answer:
        asked.append(path)
        return answer(json.dumps(matrix(path)).encode())

    with servers.http(serve) as port:
        result = take(store, tmp_path, port)
        assert (result.status, result.rows) == ("imported", 4)
        assert take(store, tmp_path, port).status == "known"
    duckdb = pytest.importorskip("duckdb")
    query = f"SELECT * FROM read_parquet({store.open('availability_daily')!r})"
    found = {row[1]: row for row in duckdb.sql(query).fetchall()}
    for point in ("C0001", "C0002", "C0003"):
        agrees(point, found[point])
    assert found["C0009"][2:7] == (86_400, 0, 0, 0, 86_400)
    assert len(asked) > 2 * 4  # six hours an answer
    origin = store.batches()[-1]["origin"]
    assert (origin["samples"], origin["samples_due"]) == (264 + 288 + 288, 4 * 288)
    assert origin["absent"] == {"count": 1, "first": ["C0009"]}
    assert origin["few_samples"] == {"count": 1, "first": ["C0001"]}
    late = ["C0001 2023-03-15 08:00:00"] * 2
    assert origin["maintenance_not_approved_before"] == {"count": 2, "first": late}


def test_only_some_groups(store: Store, tmp_path: Path) -> None:
    with servers.http(lambda path, _: answer(json.dumps(matrix(path)).encode())) as port:
        assert take(store, tmp_path, port, groups=["G7"]).rows == 1
        origin = store.batches()[-1]["origin"]
        assert origin["not_in_register"]["count"] == 3
        refused(lambda: take(store, tmp_path, port, groups=["X"]), "点位表")


def changed(said: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return said | changes


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda said: said | {"status": "error", "error": "x"}, ("完整的样本",)),
        (lambda said: said | {"warnings": ["partial response"]}, ("完整的样本",)),
        (lambda said: {"status": "success", "data": {"resultType": "vector"}}, ("完整的样本",)),
        (lambda said: [], ("完整的样本",)),
        (lambda said: said["data"]["result"][0]["values"][0].pop() and said, ("完整的样本",)),
        (lambda said: said["data"]["result"][0]["metric"].clear() or said, ("标签 point",)),
        (
            lambda said: said["data"]["result"].append(said["data"]["result"][0]) or said,
            ("C0001 同时有两个序列",),
        ),
        (
            lambda said: said["data"]["result"][0]["values"][0].__setitem__(1, "NaN") or said,
            ("C0001", "NaN"),
        ),
    ],
    ids=map(str, range(8)),
)
def test_answers_that_prove_nothing(
    store: Store, tmp_path: Path, change: Any, words: tuple[str, ...]
) -> None:
    def serve(path: str, headers: Mapping[str, str]) -> servers.Answer:
        said = matrix(path)
        return answer(json.dumps(change(said) if said["data"]["result"] else said).encode())

    with servers.http(serve) as port:
        refused(lambda: take(store, tmp_path, port), *words)
    assert len(store.batches()) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"interval_s": "900"}, ("900", "300")),
        ({"interval_s": "x"}, ("interval_s",)),
        ({"interval_s": "0.0001"}, ("interval_s",)),
        ({"queries": None}, ("queries",)),
        ({"maintenance": "weg.csv"}, ("weg.csv",)),
        ({"columns": {"date": "d"}}, ("columns",)),
        ({"table": "ledger"}, ("availability_daily",)),
        ({"failures": "0"}, ("failures",)),
    ],
)
def test_what_cannot_be_asked(
    store: Store, tmp_path: Path, changes: dict[str, Any], words: tuple[str, ...]
) -> None:
    with servers.http(lambda path, _: answer(json.dumps(matrix(path)).encode())) as port:
        refused(lambda: take(store, tmp_path, port, **changes), *words)


def test_a_day_that_is_not_over(store: Store, tmp_path: Path) -> None:
    refused(lambda: take(store, tmp_path, 9, date.today()), "还没有过完")
    path = described(tmp_path, "availability")
    refused(lambda: pull(path, store, BOOK), "--since")
    refused(lambda: pull(path, store, BOOK, date(2023, 2, 2), date(2023, 2, 1)), "颠倒")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("point_id,start,end\nC1,2023-01-01 00:00:00,2023-01-01 01:00:00\n", ("approved",)),
        ("point_id,start,end,approved\nC1,x,2023-01-01 01:00:00,\n", ("第 2 行",)),
        (
            "point_id,start,end,approved\nC1,2023-01-01 01:00:00,2023-01-01 01:00:00,\n",
            ("第 2 行",),
        ),
    ],
)
def test_windows_that_cannot_be_read(
    store: Store, tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "maintenance.csv").write_text(text, "utf-8")
    refused(lambda: take(store, tmp_path, 9), *words)


def test_windows_as_a_county_writes_them(store: Store, tmp_path: Path) -> None:
    text = "点位编号,开始时间,结束时间,批准时间\n*,2023/3/15 0:00,2023/3/15 6:00,2023/3/14 9:00\n"
    (tmp_path / "maintenance.csv").write_text(text, "gb18030")
    with servers.http(lambda path, _: answer(json.dumps(matrix(path)).encode())) as port:
        assert take(store, tmp_path, port).rows == 4
    duckdb = pytest.importorskip("duckdb")
    query = f"SELECT DISTINCT maint_s FROM read_parquet({store.open('availability_daily')!r})"
    assert duckdb.sql(query).fetchall() == [(21_600,)]
