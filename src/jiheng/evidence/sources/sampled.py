"""What a pull of samples tells the chain: how many were due and came, whose are missing."""

from __future__ import annotations

from datetime import datetime

from ..availability import FAILURES, suspended
from .asked import SHANGHAI

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..availability import Series, Window
    from .asked import Service
    from .described import Described

    Layers = dict[str, dict[str, Series]]

NAMED = 20  # points named in the chain
ENOUGH = 95  # per cent of the samples due, below which a point is named


def seen_in(
    source: Described,
    points: Mapping[str, list[Service]],
    layers: Layers,
    planned: Sequence[Window],
    span: tuple[int, int],
    interval: int,
) -> dict[str, Any]:
    """For the chain: samples due and seen, points without any, windows that do not count."""
    from urllib.parse import urlsplit

    due = {
        point: len(layers) * ((span[1] - span[0] - _out(services, span)) // interval)
        for point, services in points.items()
    }
    counted = {
        point: sum(_within(found[point], span) for found in layers.values() if point in found)
        for point in points
    }
    absent = [point for point, count in counted.items() if not count]
    few = [point for point, count in counted.items() if count and 100 * count < ENOUGH * due[point]]
    strange = {point for found in layers.values() for point in found} - points.keys()
    late = [f"{one.scope} {_local(one.start)}" for one in planned if not one.counts]
    parts = urlsplit(source.text("url"))
    return {
        "kind": "prometheus",
        "place": f"{parts.scheme}://{parts.netloc}",
        "queries": {str(layer): str(query) for layer, query in source.said["queries"].items()},
        "interval_s": source.text("interval_s"),
        "failures": source.number("failures", FAILURES, 100),
        "samples": sum(counted.values()),
        "samples_due": sum(due.values()),
        "points": len(points),
        **_named("absent", absent),
        **_named("few_samples", few),
        **_named("not_in_register", sorted(strange)),
        **_named("maintenance_not_approved_before", late),
    }


def _out(services: Sequence[Service], span: tuple[int, int]) -> int:
    return sum(one.end - one.start for one in suspended(services, *span))


def _named(key: str, every: Sequence[str]) -> dict[str, Any]:
    return {key: {"count": len(every), "first": list(every[:NAMED])}} if every else {}


def _within(series: Series, span: tuple[int, int]) -> int:
    """Samples of a series in the span; a run that straddles its edge counts by its pace."""
    count = 0
    for first, last, _, samples in series.runs:
        head, tail = max(first, span[0]), min(last, span[1] - 1)
        if tail < head:
            continue
        inside = samples
        if last > first and (head > first or tail < last):
            inside = 1 + (samples - 1) * (tail - head) // (last - first)
        count += inside
    return count


def _local(at: int) -> str:
    return datetime.fromtimestamp(at // 1000, SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
