"""Days as a grid: where points were up, and where nobody knows."""

from __future__ import annotations

from fractions import Fraction

from .canvas import Canvas, wide
from .labels import month_axis, word, wrapped
from .number import Scale, day, maybe, percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .number import Day, Number

    Box = tuple[int, int, int, int]

LEVELS = (("full", "pale"), ("met", "soft"), ("low", "warn"), ("out", "bad"), ("unknown", ""))
SIGN = 160  # from a tone of the key to its name
_GAPS = 64  # days up to which each day stands apart


def heat(
    rows: Sequence[tuple[Any, ...]],
    *,
    title: str,
    first: Day,
    target: Number | None = None,
    width: int = 900,
    lang: str = "zh",
) -> str:
    """One line a point (or group of points), one column a day: how much of the day it was up.

    A row is (label, [share or None, …]) or (group, label, [share or None, …]); rows of one group
    stand together under its name. All of the day is pale, at or above ``target`` a tone darker,
    below it amber, none of it red, not known hatched. Up to 366 days.
    """
    items = [("", *row) if len(row) == 2 else row for row in rows]
    start = day(first)
    days = max((len(values) for _, _, values in items), default=0)
    tall = 24 if len(items) <= 6 else 17 if len(items) <= 20 else 14
    heads = len(_groups(items))
    goal = maybe(target)
    key = _key(goal, lang)
    places = wrapped([text for _, text in key], SIGN, width * 10)
    canvas = Canvas("heat", width, 46 + len(items) * tall + heads * 18 + places[-1][1] // 10)
    longest = max((wide(str(label)) for _, label, _ in items), default=0)
    left = min(longest + 80, width * 10 * 3 // 10)
    x = Scale(start, start + max(days, 1), left, width * 10 - 10)
    top, bottom = 60, 60 + len(items) * tall * 10 + heads * 180
    month_axis(canvas, x, start, start + max(days, 1) - 1, top, bottom, lang)
    y, group = top, ""
    for name, label, values in items:
        if name and name != group:
            canvas.text(0, y + 140, name, "strong", room=width * 10)
            y, group = y + 180, name
        _row(canvas, x, y, tall * 10, label, [maybe(v) for v in values], start, goal, lang)
        y += tall * 10
    if not items:
        canvas.text(width * 5, 160, word("no-data", lang), "muted", "middle")
    for (at, down), (ink, text) in zip(places, key, strict=True):
        _swatch(canvas, (at, bottom + 220 + down, 110, 110), ink)
        canvas.text(at + SIGN, bottom + 315 + down, text, "muted")
    return canvas.svg(title)


def _groups(items: Sequence[tuple[Any, ...]]) -> list[str]:
    """Names as they come: each change of name is a heading."""
    out: list[str] = []
    for name, _, _ in items:
        if name and (not out or out[-1] != name):
            out.append(name)
    return out


def level(share: Fraction | None, goal: Fraction | None) -> str:
    """What a day's share counts as."""
    if share is None:
        return "unknown"
    if share >= 1:
        return "full"
    if share <= 0:
        return "out"
    return "met" if goal is not None and share >= goal else "low"


def _row(
    canvas: Canvas,
    x: Scale,
    y: int,
    tall: int,
    label: str,
    values: Sequence[Fraction | None],
    start: int,
    goal: Fraction | None,
    lang: str,
) -> None:
    here = len(canvas.body)
    canvas.text(0, y + tall // 2 + 40, label, "label", room=x.start - 40)
    gap = 10 if len(values) <= _GAPS else 0
    boxes: dict[str, list[Box]] = {}
    count: dict[str, int] = {}
    at = 0
    while at < len(values):
        kind, stop = level(values[at], goal), at + 1
        while not gap and stop < len(values) and level(values[stop], goal) == kind:
            stop += 1
        one = x(start + at)
        # a single bad day of a year must still be seen: never thinner than 1.5 pixels
        long = max(x(start + stop) - one - gap, 15)
        boxes.setdefault(kind, []).append((min(one, x.end - long), y + 10, long, tall - 20))
        count[kind] = count.get(kind, 0) + stop - at
        at = stop
    for kind, ink in LEVELS:
        if kind == "unknown":
            canvas.hatch(boxes.get(kind, []))
        else:
            canvas.boxes(boxes.get(kind, []), ink)
    canvas.group(f"{label}{'：' if lang != 'en' else ': '}{_counted(count, lang)}", here)


def _counted(count: Mapping[str, int], lang: str) -> str:
    parts = [
        f"{_name(kind, None, lang)} {count[kind]} {word('days', lang)}"
        for kind, _ in LEVELS
        if kind in count
    ]
    return ("，" if lang != "en" else ", ").join(parts)


def _name(kind: str, goal: Fraction | None, lang: str) -> str:
    if kind == "low" and goal is None:
        return word("part", lang)
    return word(kind, lang) + (f" ≥{percent(goal)}" if kind == "met" and goal is not None else "")


def _key(goal: Fraction | None, lang: str) -> list[tuple[str, str]]:
    """The tones in use, (ink, name)."""
    kinds = [(k, ink) for k, ink in LEVELS if k != "met" or goal is not None]
    return [(ink, _name(kind, goal, lang)) for kind, ink in kinds]


def _swatch(canvas: Canvas, box: Box, ink: str) -> None:
    if ink:
        canvas.rect(*box, ink)
    else:
        canvas.hatch([box], 30)
