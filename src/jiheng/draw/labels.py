"""Labels that do not lie on each other, and the words of the drawings."""

from __future__ import annotations

from datetime import date

from .canvas import SMALL, wide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .canvas import Canvas
    from .number import Scale

WORDS = {
    "actual": ("实际", "actual"),
    "target": ("目标", "target"),
    "ceiling": ("上限", "ceiling"),
    "elapsed": ("时间进度", "time elapsed"),
    "unknown": ("未知", "not known"),
    "now": ("截至", "as of"),
    "total": ("合计", "total"),
    "over": ("超出", "over by"),
    "left": ("余", "left"),
    "full": ("全天可用", "all day"),
    "met": ("达到目标", "target met"),
    "low": ("低于目标", "below target"),
    "part": ("部分中断", "part of the day"),
    "out": ("全天中断", "none"),
    "median": ("中位数", "median"),
    "interval": ("95% 区间", "95% interval"),
    "no-data": ("没有数据", "no data"),
    "paid": ("按时", "on time"),
    "late": ("迟发", "late"),
    "missing": ("缺", "missing"),
    "part-paid": ("少发", "short"),
    "not-due": ("未到期", "not due"),
    "days": ("天", "days"),
}


def word(name: str, lang: str) -> str:
    """The word in the reader's language."""
    return WORDS[name][lang == "en"]


def spread(wanted: Sequence[int], size: int, low: int, high: int) -> list[int]:
    """Places at least ``size`` apart within low…high, near the wanted ones, in their order.

    Where there is no room for all they are spaced evenly.
    """
    if not wanted:
        return []
    if size * (len(wanted) - 1) > high - low:
        size = (high - low) // max(1, len(wanted) - 1)
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    places = [0] * len(wanted)
    last = low - size
    for n in order:
        last = places[n] = max(min(max(wanted[n], low), high), last + size)
    last = high + size
    for n in reversed(order):
        last = places[n] = min(places[n], last - size)
    return places


def thinned(at: Sequence[tuple[int, str]], gap: int = 60) -> list[tuple[int, str]]:
    """The labels (centre, text) that fit on one line: the first and last first, then the rest."""
    if not at:
        return []
    order = [0, len(at) - 1, *range(1, len(at) - 1)]
    kept: list[int] = []
    for n in dict.fromkeys(order):
        if all(_clear(at[n], at[other], gap) for other in kept):
            kept.append(n)
    return [at[n] for n in sorted(kept)]


def wrapped(texts: Sequence[str], sign: int, room: int) -> list[tuple[int, int]]:
    """Where the entries of a key go, (x, y): side by side, on a new line where there is no room."""
    x, y = 0, 0
    out = []
    for text in texts:
        long = sign + wide(text)
        if x and x + long > room:
            x, y = 0, y + 200
        out.append((x, y))
        x += long + 160
    return out


def _clear(one: tuple[int, str], other: tuple[int, str], gap: int) -> bool:
    return abs(one[0] - other[0]) >= (wide(one[1]) + wide(other[1])) // 2 + gap


def months_between(first: int, last: int) -> Iterator[tuple[int, str]]:
    """(ordinal, name) of every first day of a month from ``first`` to ``last``."""
    on = date.fromordinal(first).replace(day=1)
    while on.toordinal() <= last:
        if on.toordinal() >= first:
            yield on.toordinal(), str(on.month)
        on = date(on.year + on.month // 12, on.month % 12 + 1, 1)


def month_axis(
    canvas: Canvas, scale: Scale, first: int, last: int, top: int, bottom: int, lang: str
) -> None:
    """Fine lines at the months, and their names under them, as many as fit."""
    at: list[tuple[int, str]] = []
    for ordinal, month in months_between(first, last):
        x = scale(ordinal)
        canvas.line(x, top, x, bottom, "fine")
        stop = scale(min(ordinal + 30, last + 1))
        text = f"{month}月" if lang != "en" else _EN[int(month) - 1]
        if stop - x >= wide(text) or not at:
            at.append(((x + stop) // 2, text))
    for x, text in thinned(at, 20):
        canvas.text(x, bottom + 140, text, "muted", "middle", SMALL)


_EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def short_day(ordinal: int) -> str:
    """9-30"""
    on = date.fromordinal(ordinal)
    return f"{on.month}-{on.day:02d}"


def iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
