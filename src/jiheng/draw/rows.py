"""Rows of bars and dots: what a cost is made of, what is found most, what others pay."""

from __future__ import annotations

from fractions import Fraction

from .canvas import Canvas, wide
from .labels import spread, word
from .number import Scale, exact, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .number import Number

TALL = 280  # of a row
TONES = {"": "actual", "bad": "bad", "warn": "warn", "good": "good", "grey": "grey"}


def _sides(labels: Sequence[str], values: Sequence[str], width: int) -> tuple[int, int]:
    """Where bars start and end between the names at the left and the figures at the right."""
    left = min(max(map(wide, labels), default=0) + 100, width * 10 * 4 // 10)
    right = width * 10 - min(max(map(wide, values), default=0) + 80, width * 10 * 3 // 10)
    return left, right


def waterfall(
    parts: Sequence[tuple[str, Number]],
    cap: Number | None = None,
    *,
    title: str,
    unit: str = "万元",
    width: int = 560,
    cap_name: str = "",
    lang: str = "zh",
) -> str:
    """Parts of a cost, each beginning where the one above ends; the sum against its ceiling."""
    items = [(name, exact(value)) for name, value in parts]
    total = sum((value for _, value in items), Fraction(0))
    wall = None if cap is None else exact(cap)
    near = [total] if wall is None else [total, wall]
    said = [plain(value) for _, value in items] + [plain(total, 2, near)]
    labels = [name for name, _ in items] + [word("total", lang)]
    canvas = Canvas("waterfall", width, 26 + (len(items) + 1) * 28 + 6)
    left, right = _sides(labels, said, width)
    sums, run = [Fraction(0)], Fraction(0)
    for _, value in items:
        run += value
        sums.append(run)
    ends = [*sums, *([wall] if wall is not None else [])]
    x = Scale(min(ends), max(*ends, Fraction(0)) or Fraction(1), left, right)
    canvas.line(x(0), 230, x(0), canvas.height - 20, "rule")
    for number, (name, value) in enumerate(items):
        y = 240 + number * TALL
        start, stop = sorted((x(sums[number]), x(sums[number + 1])))
        canvas.rect(start, y + 70, max(stop - start, 10), 150, "warn" if value < 0 else "soft")
        canvas.line(x(sums[number + 1]), y + 70, x(sums[number + 1]), y + TALL + 70, "rule")
        canvas.text(0, y + 180, name, "label", room=left - 60)
        canvas.text(width * 10, y + 180, said[number], "label", "end", room=width * 10 - right - 20)
    y = 240 + len(items) * TALL
    _total(canvas, x, y, total, wall)
    canvas.text(0, y + 180, labels[-1], "strong", room=left - 60)
    ink = "bad-text" if wall is not None and total > wall else "strong"
    canvas.text(width * 10, y + 180, said[-1], ink, "end", room=width * 10 - right - 20)
    _wall(canvas, x, total, wall, (cap_name or word("ceiling", lang), unit), lang)
    return canvas.svg(title, "; ".join(f"{a} {b}" for a, b in zip(labels, said, strict=True)))


def _total(canvas: Canvas, x: Scale, y: int, total: Fraction, wall: Fraction | None) -> None:
    start, stop = sorted((x(0), x(total)))
    if wall is not None and total > wall >= 0:
        edge = x(wall)
        canvas.rect(start, y + 70, edge - start, 150, "actual")
        canvas.rect(edge, y + 70, max(stop - edge, 20), 150, "bad")
        canvas.stripes([(edge, y + 70, stop - edge, 150)], "stripe")
    else:
        canvas.rect(start, y + 70, max(stop - start, 10), 150, "actual")


def _wall(
    canvas: Canvas,
    x: Scale,
    total: Fraction,
    wall: Fraction | None,
    names: tuple[str, str],
    lang: str,
) -> None:
    """The ceiling through all rows, its number, and what is left below or lies above it."""
    name, unit = names
    if wall is None:
        canvas.text(0, 140, unit, "muted")
        return
    over = total - wall
    canvas.line(x(wall), 200, x(wall), canvas.height - 10, "cap" if over > 0 else "tick")
    text = f"{name} {plain(wall, 2, [total])} {unit}"
    rest = f" · {word('over' if over > 0 else 'left', lang)} {plain(abs(over))}" if over else ""
    ink = "bad-text" if over > 0 else "label"
    canvas.text(x(wall) + 40, 140, text + rest, ink, "end")


def columns(
    pairs: Sequence[tuple[Any, ...]],
    *,
    title: str,
    unit: str = "",
    width: int = 560,
    show: Callable[..., str] = plain,
    lang: str = "zh",
) -> str:
    """Counts or scores by name, in the given order: (name, number or None[, tone]).

    Tones: "" (accent), bad, warn, good, grey. None is not known: hatched, never a zero.
    """
    items = [(str(p[0]), None if p[1] is None else exact(p[1]), (*p, "")[2]) for p in pairs]
    blank = word("unknown", lang)
    said = [blank if v is None else show(v) + (f" {unit}" if unit else "") for _, v, _ in items]
    canvas = Canvas("columns", width, max(len(items) * 26 + 4, 30))
    left, right = _sides([name for name, _, _ in items], said, width)
    known = [value for _, value, _ in items if value is not None]
    x = Scale(min([*known, Fraction(0)]), max([*known, Fraction(0)]) or Fraction(1), left, right)
    for number, (name, value, tone) in enumerate(items):
        y = 20 + number * 260
        canvas.text(0, y + 170, name, "label", room=left - 60)
        if value is None:
            canvas.hatch([(left, y + 60, right - left, 140)])
            stop = right
        else:
            start, stop = sorted((x(0), x(value)))
            canvas.rect(start, y + 60, max(stop - start, 10), 140, TONES[tone], 20)
            stop = max(stop, start + 10)
        canvas.text(stop + 60, y + 170, said[number], "strong" if value is not None else "muted")
    if items:
        canvas.line(x(0), 20, x(0), canvas.height - 20, "rule")
    else:
        canvas.text(width * 5, 190, word("no-data", lang), "muted", "middle")
    return canvas.svg(title, "; ".join(f"{i[0]} {s}" for i, s in zip(items, said, strict=True)))


CLOSE = 20
"""Tenths of a pixel within which two dots are drawn as one."""


def dots(
    groups: Sequence[tuple[str, Sequence[tuple[Any, ...]]]],
    *,
    title: str,
    unit: str = "元",
    width: int = 620,
    lang: str = "zh",
) -> str:
    """What units pay for the same thing: a row each, a dot a unit, the median as a tick.

    A group is (name, [(unit's name, value[, own])]): the dots with ``own`` true are full and
    named; of the others the lowest and the highest carry their figures.
    """
    labels = [name for name, _ in groups]
    left = min(max(map(wide, labels), default=0) + 120, width * 10 * 4 // 10)
    canvas = Canvas("dots", width, max(len(groups) * 58 + 22, 40))
    for number, (name, members) in enumerate(groups):
        y = number * 580
        canvas.text(0, y + 340, name, "label", room=left - 80)
        items = sorted(
            ((exact(one[1]), str(one[0]), bool((*one, False)[2])) for one in members),
            key=lambda one: (one[2], one[0], one[1]),
        )
        if items:
            _dotted(canvas, left, y, items, lang)
        else:
            canvas.hatch([(left, y + 270, width * 10 - left - 60, 60)])
    said = f"{word('median', lang)} ┃ · {unit}" if unit else f"{word('median', lang)} ┃"
    canvas.text(left, canvas.height - 50, said, "muted")
    return canvas.svg(title)


def _dotted(
    canvas: Canvas, left: int, y: int, items: Sequence[tuple[Fraction, str, bool]], lang: str
) -> None:
    values = sorted(value for value, _, _ in items)
    low, high = values[0], values[-1]
    air = (high - low) * Fraction(1, 12) or Fraction(1)
    x = Scale(low - air, high + air, left, canvas.width - 60)
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) * Fraction(1, 2)
    canvas.line(left, y + 300, canvas.width - 60, y + 300, "rule")
    canvas.line(x(middle), y + 220, x(middle), y + 380, "tick")
    places: dict[tuple[int, bool], list[tuple[Fraction, str]]] = {}
    for value, name, mine in items:
        places.setdefault((x(value) // CLOSE, mine), []).append((value, name))
    for (_, mine), near in places.items():  # thousands of equal prices are one dot to the eye
        value, name = near[0]
        more = f" +{len(near) - 1}" if len(near) > 1 else ""
        canvas.dot(
            x(value),
            y + 300,
            55 if mine else 45,
            "actual" if mine else "peer",
            f"{name} {plain(value)}{more}",
        )
    own = [(x(v), f"{name} {plain(v)}", "accent-text") for v, name, mine in items if mine][:2]
    _words(canvas, left, own, y + 170)
    ends = [low] if low == high else [low, high]
    _words(canvas, left, [(x(v), plain(v), "muted") for v in ends], y + 500)


def _words(canvas: Canvas, left: int, said: Sequence[tuple[int, str, str]], y: int) -> None:
    """Words centred at their dots, moved apart where they would meet."""
    if not said:
        return
    room = (canvas.width - left) // len(said) - 40
    longest = min(max(wide(text) for _, text, _ in said), room)
    half = longest // 2
    places = spread([at for at, _, _ in said], longest + 40, left + half, canvas.width - half)
    for place, (_, text, ink) in zip(places, said, strict=True):
        canvas.text(place, y, text, ink, "middle", room=room)
