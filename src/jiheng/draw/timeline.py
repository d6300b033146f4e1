"""Contracts, stages and periods on the calendar, with the days that matter marked."""

from __future__ import annotations

from .canvas import Canvas, wide
from .labels import iso, month_axis, short_day, word
from .number import Scale, day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .number import Day

KINDS = {
    "": "soft",
    "done": "actual",
    "open": "pale",
    "bad": "bad",
    "warn": "warn",
    "plan": "track",
}
SIGNS = {"": "ink", "done": "actual", "bad": "bad", "warn": "warn"}
ROW, LANE = 280, 170


def timeline(
    spans: Sequence[tuple[Any, ...]],
    marks: Sequence[tuple[Any, ...]] = (),
    *,
    title: str,
    first: Day | None = None,
    last: Day | None = None,
    now: Day | None = None,
    width: int = 760,
    lang: str = "zh",
) -> str:
    """Spans (name, first day, last day or None[, kind[, words]]) and marks (name, day[, kind]).

    Kinds: "" , done, open, bad, warn, plan (spans); "", done, bad, warn (marks). A span without a
    last day runs hatched to the end: nobody knows. Marks stand above, each with its name.
    """
    items = [(*span, *("", "")[: max(0, 5 - len(span))]) for span in spans]
    signs = [(str(m[0]), day(m[1]), (*m, "")[2]) for m in marks]
    known = [day(d) for item in items for d in item[1:3] if d is not None]
    known += [at for _, at, _ in signs] + [day(d) for d in (first, last, now) if d is not None]
    if not known:
        canvas = Canvas("timeline", width, 40)
        canvas.text(width * 5, 240, word("no-data", lang), "muted", "middle")
        return canvas.svg(title)
    start = day(first) if first is not None else min(known)
    stop = max(day(last) if last is not None else max(known), start + 1)
    left = min(max((wide(item[0]) for item in items), default=0) + 100, width * 4)
    x = Scale(start, stop, left, width * 10 - 20)
    lanes = _lanes(signs, x, width * 10)
    count = max(lanes, default=-1) + 1 + (now is not None)
    top = 60 + count * LANE + (100 if signs else 0)
    bottom = top + len(items) * ROW
    canvas = Canvas("timeline", width, (bottom + 240) // 10)
    month_axis(canvas, x, start, stop, top, bottom, lang)
    for number, item in enumerate(items):
        _span(canvas, x, top + number * ROW, item, stop)
    for (name, at, kind), lane in zip(signs, lanes, strict=True):
        _mark(canvas, x, at, f"{name} {short_day(at)}", kind, (lane, count, top, bottom))
    if now is not None:
        at = x(day(now))
        canvas.line(at, 150, at, bottom, "now")
        canvas.text(at, 120, f"{word('now', lang)} {short_day(day(now))}", "label", "middle")
    told = "; ".join(f"{i[0]} {iso(day(i[1]))}–{iso(day(i[2])) if i[2] else '?'}" for i in items)
    return canvas.svg(title, told)


def _lanes(signs: Sequence[tuple[str, int, str]], x: Scale, width: int) -> list[int]:
    """A lane for each mark's name, so that no two names of one lane meet."""
    ends: list[list[tuple[int, int]]] = []
    out = [0] * len(signs)
    for number in sorted(range(len(signs)), key=lambda n: signs[n][1]):
        name, at, _ = signs[number]
        long = wide(f"{name} {short_day(at)}") + 60
        one = min(max(x(at) - long // 2, 0), max(width - long, 0))
        free = [n for n, taken in enumerate(ends) if _free(taken, one, one + long)]
        lane = free[0] if free else len(ends)
        if not free:
            ends.append([])
        ends[lane].append((one, one + long))
        out[number] = lane
    return out


def _free(taken: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    return all(last <= a or first >= b for a, b in taken)


def _span(canvas: Canvas, x: Scale, y: int, item: tuple[Any, ...], end: int) -> None:
    name, first, last, kind, words = item[:5]
    canvas.text(0, y + 180, name, "label", room=x.start - 60)
    one = x(day(first))
    if last is None:
        canvas.hatch([(one, y + 70, max(x(end) - one, 20), 140)])
        return
    long = max(x(day(last) + 1) - one, 20)
    one = min(one, x.end - long)
    canvas.rect(one, y + 70, long, 140, KINDS[kind], 20)
    if words and wide(words) + 80 <= x.end - one - long:
        canvas.text(one + long + 40, y + 180, words, "muted")
    elif words and wide(words) + 60 <= long and kind in ("", "open", "plan"):
        canvas.text(one + 40, y + 180, words, "strong")
    elif words and wide(words) + 80 <= one - x.start:
        canvas.text(one - 40, y + 180, words, "muted", "end")


def _mark(
    canvas: Canvas, x: Scale, at: int, text: str, kind: str, where: tuple[int, int, int, int]
) -> None:
    lane, count, top, bottom = where
    place = x(at)
    y = 60 + (count - lane) * LANE - 40
    canvas.line(place, y + 30, place, bottom, "rule")
    canvas.shape(
        [(place, top - 70), (place + 40, top - 30), (place, top + 10), (place - 40, top - 30)],
        SIGNS[kind],
    )
    ink = {"bad": "bad-text", "warn": "warn-text"}.get(kind, "label")
    canvas.text(place, y, text, ink, "middle")
