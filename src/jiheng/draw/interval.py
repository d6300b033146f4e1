"""A sampled value, how sure it is, and its target."""

from __future__ import annotations

from fractions import Fraction

from .canvas import Canvas, cut, wide
from .labels import spread, word
from .number import Scale, maybe, percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .number import Number


def interval(
    value: Number | None,
    low: Number | None,
    high: Number | None,
    target: Number | None,
    *,
    width: int = 280,
    title: str = "",
    show: Callable[..., str] = percent,
    lang: str = "zh",
) -> str:
    """A sampled value, how sure it is, and the target: shares unless ``show`` says otherwise."""
    middle, goal = maybe(value), maybe(target)
    ends = [end for end in (maybe(low), maybe(high)) if end is not None]
    known = [n for n in (middle, goal, *ends) if n is not None]
    canvas = Canvas("interval", width, 64)
    least, most = _room(known)
    x = Scale(least, most, 60, width * 10 - 60)
    canvas.rect(60, 290, width * 10 - 120, 60, "track", 30)
    if middle is None:
        canvas.hatch([(60, 290, width * 10 - 120, 60)])
        canvas.text(width * 5, 520, word("no-data", lang), "muted", "middle")
    else:
        if ends:
            first, last = x(min(ends)), x(max(ends))
            canvas.rect(first, 290, last - first, 60, "soft")
            for end in (first, last):
                canvas.line(end, 250, end, 390, "whisker")
        canvas.dot(x(middle), 320, 50, "actual")
        _ends(canvas, x, sorted({*ends}), [middle, goal] if goal is not None else [middle], show)
    if goal is not None:
        canvas.line(x(goal), 220, x(goal), 420, "tick")
    _above(canvas, x, middle, goal, show, lang)
    said = title or _interval_said(middle, ends, goal, show, lang)
    return canvas.svg(said)


def _room(known: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    if not known:
        return Fraction(0), Fraction(1)
    low, high = min(known), max(known)
    air = (high - low) * Fraction(1, 4) or Fraction(1, 10)
    inside = low >= 0 and high <= 1
    return (
        (max(low - air, Fraction(0)), min(high + air, Fraction(1)))
        if inside
        else (
            low - air,
            high + air,
        )
    )


def _above(
    canvas: Canvas,
    x: Scale,
    middle: Fraction | None,
    goal: Fraction | None,
    show: Callable[..., str],
    lang: str,
) -> None:
    """The value and the target on one line, moved apart where they meet."""
    said: list[tuple[int, str, str]] = []
    both = [n for n in (middle, goal) if n is not None]
    if middle is not None:
        said.append((x(middle), show(middle, 2, both), "strong"))
    if goal is not None:
        said.append((x(goal), f"{word('target', lang)} {show(goal, 2, both)}", "label"))
    _line_of_words(canvas, said, 160)


def _ends(
    canvas: Canvas,
    x: Scale,
    ends: Sequence[Fraction],
    beside: Sequence[Fraction],
    show: Callable[..., str],
) -> None:
    _line_of_words(canvas, [(x(end), show(end, 2, beside), "muted") for end in ends], 530)


def _line_of_words(canvas: Canvas, said: Sequence[tuple[int, str, str]], y: int) -> None:
    """Words centred where they belong, as far apart as they are long."""
    if not said:
        return
    room = canvas.width // len(said) - 60
    texts = [cut(text, room, 11) for _, text, _ in said]
    longest = max(map(wide, texts))
    half = longest // 2
    places = spread([at for at, _, _ in said], longest + 60, half, canvas.width - half)
    for place, text, (_, _, ink) in zip(places, texts, said, strict=True):
        canvas.text(place, y, text, ink, "middle")


def _interval_said(
    middle: Fraction | None,
    ends: Sequence[Fraction],
    goal: Fraction | None,
    show: Callable[..., str],
    lang: str,
) -> str:
    parts = [word("no-data", lang) if middle is None else show(middle)]
    if ends:
        parts.append(f"{word('interval', lang)} {show(min(ends))}–{show(max(ends))}")
    if goal is not None:
        parts.append(f"{word('target', lang)} {show(goal)}")
    return ("，" if lang != "en" else ", ").join(parts)
