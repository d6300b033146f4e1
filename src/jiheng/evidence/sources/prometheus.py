"""Availability from a Prometheus server: the samples of ``probe_success`` of every point.

    url: http://127.0.0.1:9090
    queries: {RTSP: 'probe_success{job="rtsp"}'}    one a layer; all must be up
    point_label: point                the label that holds the point's number
    interval_s: "300"                 how often the server probes
    failures: "2"                     failed samples in a row that make an outage
    maintenance: maintenance.csv      windows, see sources/maintenance.py
    groups: [G1, G7]                  groups of the register that it probes; all without

Asked are the samples themselves, by an instant query over a range: ``query_range`` repeats a
sample for five minutes, so that gaps shorter than that cannot be seen in it. Points come from the
register: a series that never was is unknown time of its point, not a missing row. A sample that
says anything but 0 and 1 and two series of a point at the same time are refused.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from ..availability import FAILURES, Series, daily, midnight
from .asked import SHANGHAI
from .jsontext import decoded
from .maintenance import windows
from .reach import Reach
from .sampled import seen_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ...model.refusal import Refusal
    from .asked import Asked, Service
    from .described import Described

    Layers = dict[str, dict[str, Series]]

SAMPLES = 500_000  # of one answer
LONGEST = 6 * 3_600_000  # ms of one answer


def rows(source: Described, asked: Asked, origin: dict[str, Any]) -> Iterator[list[str]]:
    """Rows of ``availability_daily`` of whole days. ``origin`` learns what was seen."""
    if asked.since is None or asked.until is None:
        zh, en = "没有写明起止日期", "the days are not named"
        remedy = "请加 --since 和 --until，如 --since 2023-01-01 --until 2023-01-31"
        raise source.refused(zh, remedy, en, "Say --since and --until")
    if asked.until >= datetime.now(SHANGHAI).date():
        zh, en = f"{asked.until} 还没有过完", f"{asked.until} is not over yet"
        raise source.refused(zh, "请取到昨天为止", en, "Take the days up to yesterday")
    span = (midnight(asked.since), midnight(asked.until + timedelta(days=1)))
    for row in between(source, asked.points, span, origin):
        yield list(map(str, row))


def between(
    source: Described,
    register: Sequence[Service],
    span: tuple[int, int],
    origin: dict[str, Any],
) -> Iterator[tuple[object, ...]]:
    """The same for any two moments in ms. Raises Refusal."""
    points = _points(source, register)
    interval = _interval(source)
    failures = source.number("failures", FAILURES, 100)
    planned = windows(source.beside("maintenance")) if "maintenance" in source.said else []
    layers = _layers(source, interval, failures, span, len(points))
    origin |= seen_in(source, points, layers, planned, span, interval)
    for point, services in points.items():
        series = [found.get(point, Series(interval)) for found in layers.values()]
        yield from daily(point, services, series, planned, span, failures)


def _points(source: Described, register: Sequence[Service]) -> dict[str, list[Service]]:
    groups = source.said.get("groups")
    found: dict[str, list[Service]] = {}
    for service in register:
        if groups is None or service.group in groups:
            found.setdefault(service.point, []).append(service)
    if not found:
        raise source.refused(
            "佐证库里没有这些点位的登记（point 表）",
            "请先导入点位表：没有登记，就不知道哪些点位缺测",
            "the store's register (point) has none of these points",
            "Import the register first: without it nobody knows which points are missing",
        )
    return found


def _interval(source: Described) -> int:
    text = source.text("interval_s")
    try:
        scaled = Decimal(text).scaleb(3)
    except ArithmeticError:
        scaled = Decimal(0)
    if not (scaled.is_finite() and 1 <= scaled <= 86_400_000 and scaled == int(scaled)):
        zh, en = "interval_s 应为秒数，如 300", "interval_s is no number of seconds"
        raise source.refused(zh, "请改正", en, "Write it like 300")
    return int(scaled)


def _layers(
    source: Described, interval: int, failures: int, span: tuple[int, int], points: int
) -> Layers:
    """The samples of every layer, with some before and after: an outage may straddle the edge."""
    queries = source.said.get("queries")
    if not isinstance(queries, dict) or not queries:
        zh, en = "queries 应为 {层次: 查询}", "queries is no {layer: selector}"
        raise source.refused(zh, '如 RTSP: probe_success{job="rtsp"}', en, "See the guide")
    margin = 2 * (failures + 1) * interval
    first, last = span[0] - margin, span[1] + margin
    step = min(LONGEST, max(10, SAMPLES // points) * interval)
    reach = Reach(source)
    found: Layers = {}
    for layer, selector in queries.items():
        series = found.setdefault(str(layer), {})
        for start in range(first, last, step):
            end = min(start + step, last)
            for point, at, ok in _samples(source, reach, str(selector), start, end):
                series.setdefault(point, Series(interval)).add(at, ok)
        _paced(source, str(layer), interval, series)
    return found


def _samples(
    source: Described, reach: Reach, selector: str, start: int, end: int
) -> Iterator[tuple[str, int, int]]:
    """(point, ms, 0 or 1) in the order of time for each point."""
    query = {"query": f"{selector}[{end - start}ms]", "time": _seconds(end)}
    said = decoded(source, reach.get(source.text("url").rstrip("/") + "/api/v1/query", query))
    label = source.text("point_label", "point")
    edges: dict[str, int] = {}
    for point, values in _series(source, said, label):
        if not point or edges.get(point, -1) >= values[0][0]:
            raise _twice(source, label, point)
        edges[point] = values[-1][0]
        for at, value in values:
            if value not in ("0", "1"):
                zh, en = f"{point} 的样本是 {value}，不是 0 或 1", f"{point} has a sample {value}"
                raise source.refused(zh, "请核对 queries", en, "Query probe_success itself")
            yield point, at, int(value)


def _series(source: Described, said: Any, label: str) -> list[tuple[str, list[tuple[int, str]]]]:
    """(point, samples) of every series of an answer, the earliest first."""
    found = []
    try:
        data = said["data"]
        if (
            said["status"] == "success"
            and data["resultType"] == "matrix"
            and (not said.get("warnings"))
        ):
            for one in data["result"]:
                values = [(_ms(at), str(value)) for at, value in one["values"]]
                found.append((str(one["metric"].get(label, "")), values))
            return sorted(found, key=lambda one: one[1][0])
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError, IndexError):
        pass
    zh, en = "Prometheus 没有给出完整的样本", "Prometheus gave no complete samples"
    raise source.refused(zh, "请核对 queries 和服务器", en, "Check queries and the server")


def _ms(seconds: int | Decimal) -> int:
    return int(Decimal(seconds).scaleb(3).to_integral_value())


def _seconds(at: int) -> str:
    return f"{Decimal(at).scaleb(-3):f}"


def _twice(source: Described, label: str, point: str) -> Refusal:
    if point:
        zh, en = f"{point} 同时有两个序列", f"{point} has two series at the same time"
    else:
        zh, en = f"有的序列没有标签 {label}", f"a series has no label {label}"
    remedy = "请把 queries 写得更窄，一个点位一层只留一个序列"
    return source.refused(zh, remedy, en, "Narrow queries to one series a point and layer")


def _paced(source: Described, layer: str, interval: int, series: Mapping[str, Series]) -> None:
    """A server that probes twice as often as said would hide gaps: refused."""
    counted = spent = 0
    for one in series.values():
        for first, last, _, samples in one.runs:
            counted, spent = counted + samples - 1, spent + last - first
    if counted >= 10 and 2 * spent < counted * interval:
        real = f"{Decimal(spent // counted).scaleb(-3):f}"
        said = source.text("interval_s")
        raise source.refused(
            f"interval_s 写的是 {said} 秒，{layer} 实际约 {real} 秒一次",
            "请改成实际的间隔，否则短的缺测会看不出来",
            f"interval_s says {said} s, but {layer} is sampled every {real} s",
            "Write the real interval: short gaps would not be seen",
        )
