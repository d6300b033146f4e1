"""Money paid against the plan and the calendar."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from .canvas import Canvas, wide
from .labels import month_axis, short_day, spread, word
from .number import Scale, ceiling_of, day, exact, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .number import Day, Number

TOP, LEFT = 300, 20


def curve(
    points: Sequence[tuple[Day, Number]],
    plan: Sequence[tuple[Day, Number]],
    *,
    title: str,
    unit: str = "万元",
    now: Day | None = None,
    cap: tuple[str, Number] | None = None,
    width: int = 560,
    height: int = 220,
    names: tuple[str, str] = ("已支付", "计划"),
    lang: str = "zh",
) -> str:
    """Cumulated figures by day: a full line for what is, a dashed one for what was meant.

    The lines carry their names and last values at their ends; ``now`` is a dotted upright line
    and the distance between both lines there is marked. ``cap``: a level with its name.
    """
    paid = sorted((day(at), exact(value)) for at, value in points)
    meant = sorted((day(at), exact(value)) for at, value in plan)
    canvas = Canvas("curve", width, height)
    days = [at for at, _ in (*paid, *meant)] + ([day(now)] if now is not None else [])
    if not days:
        canvas.text(width * 5, height * 5, word("no-data", lang), "muted", "middle")
        return canvas.svg(title)
    values = [v for _, v in (*paid, *meant)] + ([exact(cap[1])] if cap else [])
    texts = _names(paid, meant, names, cap)
    right = width * 10 - min(max(map(wide, texts.values()), default=0) + 120, width * 4)
    x = Scale(min(days), max(days), LEFT, right)
    bottom = height * 10 - 220
    y = Scale(
        min([*values, Fraction(0)]), ceiling_of(max(values, default=Fraction(1))), bottom, TOP
    )
    month_axis(canvas, x, min(days), max(days), TOP, bottom, lang)
    canvas.line(LEFT, y(0), right, y(0), "rule")
    canvas.text(LEFT, 140, unit, "muted")
    _lines(canvas, x, y, paid, meant, cap)
    if now is not None:
        _now(canvas, x, y, day(now), paid, meant, (lang, LEFT + wide(unit) + 80))
    _ends(canvas, x, y, paid, meant, cap, texts, right)
    return canvas.svg(title, _told(paid, meant, names, unit))


def _names(
    paid: Sequence[tuple[int, Fraction]],
    meant: Sequence[tuple[int, Fraction]],
    names: tuple[str, str],
    cap: tuple[str, Number] | None,
) -> dict[str, str]:
    """What stands at the end of each line."""
    out = {}
    last = [line[-1][1] for line in (paid, meant) if line]
    if paid:
        out["paid"] = f"{names[0]} {plain(paid[-1][1], 2, last)}"
    if meant:
        out["meant"] = f"{names[1]} {plain(meant[-1][1], 2, last)}"
    if cap:
        out["cap"] = f"{cap[0]} {plain(cap[1], 2, last)}"
    return out


def _lines(
    canvas: Canvas,
    x: Scale,
    y: Scale,
    paid: Sequence[tuple[int, Fraction]],
    meant: Sequence[tuple[int, Fraction]],
    cap: tuple[str, Number] | None,
) -> None:
    if cap:
        level = y(exact(cap[1]))
        canvas.line(x.start, level, x.end, level, "cap")
    if len(meant) > 1:
        canvas.poly([(x(at), y(value)) for at, value in meant], "plan")
    elif meant:
        canvas.dot(x(meant[0][0]), y(meant[0][1]), 30, "grey")
    if len(paid) > 1:
        canvas.poly([(x(at), y(value)) for at, value in paid], "run")
    if paid:
        canvas.dot(x(paid[-1][0]), y(paid[-1][1]), 40, "actual")


def _now(
    canvas: Canvas,
    x: Scale,
    y: Scale,
    today: int,
    paid: Sequence[tuple[int, Fraction]],
    meant: Sequence[tuple[int, Fraction]],
    said: tuple[str, int],
) -> None:
    """The day of the report, and how far what is lies from what was meant on that day."""
    at = x(today)
    canvas.line(at, 180, at, y.start, "now")
    text = f"{word('now', said[0])} {short_day(today)}"
    canvas.text(max(at, said[1] + wide(text) // 2), 140, text, "label", "middle")
    is_, should = _at(paid, today), _at(meant, today)
    if is_ is not None and should is not None and abs(y(is_) - y(should)) > 80:
        canvas.line(at, y(is_), at, y(should), "gap" if is_ < should else "whisker")


def _at(line: Sequence[tuple[int, Fraction]], today: int) -> Fraction | None:
    """The line's value on a day: between two points in proportion; after the last, the last."""
    if not line or today < line[0][0]:
        return None
    for (first, low), (last, high) in pairwise(line):
        if first <= today < last:
            return low + (high - low) * Fraction(today - first, last - first)
    return line[-1][1]


def _ends(
    canvas: Canvas,
    x: Scale,
    y: Scale,
    paid: Sequence[tuple[int, Fraction]],
    meant: Sequence[tuple[int, Fraction]],
    cap: tuple[str, Number] | None,
    texts: dict[str, str],
    right: int,
) -> None:
    """Names at the right, apart from each other; a fine line leads from a line that ends early."""
    said: list[tuple[int, int, str, str]] = []
    if paid:
        said.append((x(paid[-1][0]), y(paid[-1][1]), texts["paid"], "accent-text"))
    if meant:
        said.append((x(meant[-1][0]), y(meant[-1][1]), texts["meant"], "label"))
    if cap:
        said.append((right, y(exact(cap[1])), texts["cap"], "bad-text"))
    places = spread([one[1] + 40 for one in said], 150, 290, y.start + 30)
    for (end, level, text, ink), place in zip(said, places, strict=True):
        if end + 60 < right:
            canvas.line(end + 60, level, right + 20, place - 40, "rule")
        canvas.text(right + 60, place, text, ink, room=canvas.width - right - 60)


def _told(
    paid: Sequence[tuple[int, Fraction]],
    meant: Sequence[tuple[int, Fraction]],
    names: tuple[str, str],
    unit: str,
) -> str:
    """The points in words, for who does not see the line."""
    parts = []
    for name, line in zip(names, (paid, meant), strict=True):
        said = ", ".join(f"{short_day(at)} {plain(value)}" for at, value in line[-12:])
        parts.append(f"{name}（{unit}）: {said}" if said else "")
    return "; ".join(part for part in parts if part)
