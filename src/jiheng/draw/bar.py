"""Progress as a bar with a tick, and the line of recent values."""

from __future__ import annotations

from fractions import Fraction

from .canvas import Canvas
from .labels import word
from .number import Scale, exact, maybe, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .number import Number

TOP, THICK = 60, 80  # of the track, in tenths
_FAR = Fraction(3, 2)  # an actual beyond so many times its target is drawn broken


def bar(
    actual: Number | None,
    target: Number | None,
    *,
    elapsed: Number | None = None,
    ceiling: bool = False,
    unknown: Number | None = None,
    width: int = 180,
    label: str = "",
    lang: str = "zh",
) -> str:
    """Actual against target in 20 pixels of height.

    A floor is a tick on a foot at the end of the track; a ceiling is a wall with room beyond it,
    and what lies beyond the wall is red and hatched. ``unknown``: how much more there may be, in
    the unit of the actual: hatched. ``elapsed``: the share of the time gone, a small mark below.
    ``actual`` None: all hatched.
    """
    value, goal, more = maybe(actual), maybe(target), maybe(unknown) or Fraction(0)
    canvas = Canvas("bar", width, 20)
    end = width * 10 - 20
    scale = Scale(0, _end(value, goal, more, ceiling), 10, end)
    canvas.rect(10, TOP, end - 10, THICK, "track", 40)
    if value is None:
        canvas.hatch([(10, TOP, end - 10, THICK)])
    else:
        _fill(canvas, scale, value, more, goal if ceiling else None)
    if elapsed is not None and goal:
        _mark(canvas, scale(goal * exact(elapsed)))
    if goal is not None:
        _tick(canvas, scale(goal), ceiling)
    return canvas.svg(label or _said(value, goal, ceiling, lang))


def _end(value: Fraction | None, goal: Fraction | None, more: Fraction, ceiling: bool) -> Fraction:
    """The number at the right end of the track."""
    most = max(value or Fraction(0), Fraction(0)) + max(more, Fraction(0))
    if goal is None or goal <= 0:
        return max(most, Fraction(1))
    least = goal * Fraction(6, 5) if ceiling else goal
    return max(least, min(most, goal * _FAR))


def _fill(
    canvas: Canvas, scale: Scale, value: Fraction, more: Fraction, wall: Fraction | None
) -> None:
    start, stop = scale(0), scale(value)
    if value < 0:
        canvas.rect(0, TOP, 30, THICK, "bad")
        return
    if wall is not None and value > wall:
        edge = scale(wall)
        canvas.rect(start, TOP, edge - start, THICK, "actual", 40)
        canvas.rect(edge, TOP, stop - edge, THICK, "bad")
        canvas.stripes([(edge, TOP, stop - edge, THICK)], "stripe")
        return _broken(canvas, scale, value, stop)
    canvas.rect(start, TOP, stop - start, THICK, "actual", 40)
    if more > 0:
        until = max(scale(value + more), stop + 20)
        canvas.hatch([(stop, TOP, min(until, scale.end) - stop, THICK)], 30)
    return _broken(canvas, scale, value, stop)


def _broken(canvas: Canvas, scale: Scale, value: Fraction, stop: int) -> None:
    """The sign of a bar that goes on beyond the drawing."""
    if value > scale.high:
        x = stop - 120
        canvas.shape(
            [(x, TOP + THICK), (x + 30, TOP), (x + 60, TOP), (x + 30, TOP + THICK)], "paper"
        )


def _tick(canvas: Canvas, x: int, ceiling: bool) -> None:
    canvas.line(x, 20, x, 180, "tick")
    if ceiling:
        canvas.line(max(x - 40, 0), 20, x + 10, 20, "tick")
        canvas.line(max(x - 40, 0), 180, x + 10, 180, "tick")
    else:
        canvas.shape([(x - 30, 200), (x, 160), (min(x + 30, canvas.width), 200)], "ink")


def _mark(canvas: Canvas, x: int) -> None:
    """Where it should be by now: a small hollow mark under the track."""
    canvas.line(x, TOP, x, TOP + THICK, "now")
    canvas.shape([(max(x - 30, 0), 20), (min(x + 30, canvas.width), 20), (x, 55)], "grey")


def _said(value: Fraction | None, goal: Fraction | None, ceiling: bool, lang: str) -> str:
    parts = []
    said = word("unknown", lang) if value is None else plain(value, 2, [goal] if goal else [])
    parts.append(f"{word('actual', lang)} {said}")
    if goal is not None:
        name = word("ceiling" if ceiling else "target", lang)
        parts.append(f"{name} {plain(goal, 2, [value] if value is not None else [])}")
    return ("，" if lang != "en" else ", ").join(parts)


def spark(
    values: Sequence[Number | None],
    *,
    target: Number | None = None,
    width: int = 84,
    height: int = 20,
    label: str = "",
    lang: str = "zh",
) -> str:
    """The way of a figure in a word's room: a line, gaps where nothing is known, a last dot."""
    numbers = [maybe(value) for value in values]
    goal = maybe(target)
    known = [n for n in (*numbers, goal) if n is not None]
    canvas = Canvas("spark", width, height)
    low, high = (min(known), max(known)) if known else (Fraction(0), Fraction(1))
    x = Scale(0, max(len(numbers) - 1, 1), 30, width * 10 - 40)
    y = Scale(low, high, height * 10 - 40, 40)
    if low == high:
        y = Scale(low - 1, low + 1, height * 10 - 40, 40)
    if goal is not None:
        canvas.line(0, y(goal), width * 10, y(goal), "plan")
    run: list[tuple[int, int]] = []
    last = None
    for at, number in enumerate([*numbers, None]):
        if number is not None:
            last = (x(at), y(number))
            run.append(last)
        elif run:
            if len(run) > 1:
                canvas.poly(run, "run")
            else:
                canvas.dot(*run[0], 12, "actual")
            run = []
    gaps = [(x(n) - 10, 60, 20, height * 10 - 120) for n, v in enumerate(numbers) if v is None]
    canvas.hatch(gaps, 30)
    if last:
        canvas.dot(*last, 25, "actual")
    else:
        canvas.hatch([(30, 60, width * 10 - 60, height * 10 - 120)])
    said = plain(numbers[-1]) if numbers and numbers[-1] is not None else word("no-data", lang)
    return canvas.svg(label or said)
