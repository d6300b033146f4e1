"""Ways of doing one thing, timed in turns in one run, as multiples of the least possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

Ways = dict[str, Callable[[bytes], object]]


def compare(title: str, data: bytes, groups: Sequence[tuple[Ways, int]]) -> None:
    """Print medians beside the way called "floor"; the ways of one group take turns."""
    times: dict[str, list[float]] = {name: [] for ways, _ in groups for name in ways}
    for ways, rounds in groups:
        for _ in range(rounds):
            for name, way in ways.items():
                start = perf_counter()
                way(data)
                times[name].append(perf_counter() - start)
    least = median(times["floor"])
    print(f"{title}, {groups[0][1]} rounds, medians")
    for name, taken in times.items():
        print(f"{name:12} {median(taken) * 1000:8.2f} ms  {median(taken) / least:6.2f} x floor")
