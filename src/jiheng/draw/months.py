"""Months as a grid: who was paid when."""

from __future__ import annotations

from .canvas import Canvas, cut, wide
from .labels import thinned, word, wrapped
from .number import Scale

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

STATES = {
    "paid": ("good-soft", "✓", "good-text"),
    "late": ("warn-soft", "迟", "warn-text"),
    "part-paid": ("warn-soft", "少", "warn-text"),
    "missing": ("bad-soft", "缺", "bad-text"),
    "not-due": ("band", "", "muted"),
    "unknown": ("", "?", "label"),
}
_EN = {"late": "L", "part-paid": "S", "missing": "✗"}
TOP, TALL, SIGN = 240, 280, 200


def months(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Any]],
    *,
    title: str,
    width: int = 760,
    lang: str = "zh",
) -> str:
    """Who was paid in which month: ``cells[row][column]`` is a state or (state, tooltip).

    States: paid, late, part-paid, missing, not-due, unknown. Each has its sign as well as its
    colour, and the key counts it. Raises KeyError for another state.
    """
    grid = [[one if isinstance(one, tuple) else (one, "") for one in line] for line in cells]
    key = _key([state for line in grid for state, _ in line[: len(columns)]], lang)
    places = wrapped([text for _, text in key], SIGN, width * 10)
    left = min(max(map(wide, rows), default=0) + 100, width * 10 * 4 // 10)
    bottom = TOP + len(rows) * TALL
    deep = places[-1][1] + 240 if places else 0
    canvas = Canvas("months", width, (bottom + deep) // 10)
    x = Scale(0, max(len(columns), 1), left, width * 10)
    step = x(1) - x(0)
    _heads(canvas, x, columns if rows else (), step)
    for number, (label, line) in enumerate(zip(rows, grid, strict=True)):
        y = TOP + number * TALL
        canvas.text(0, y + 170, label, "label", room=left - 60)
        for column, (name, (state, told)) in enumerate(zip(columns, line, strict=False)):
            here = len(canvas.body)
            _cell(canvas, (x(column) + 10, y + 10, step - 20, TALL - 20), state, lang)
            if told:
                canvas.group(f"{label} {name} {told}", here)
    for (at, down), (state, text) in zip(places, key, strict=True):
        _cell(canvas, (at, bottom + 80 + down, 150, 150), state, lang)
        canvas.text(at + SIGN, bottom + 195 + down, text, "muted")
    if not rows:
        canvas.text(width * 5, 160, word("no-data", lang), "muted", "middle")
    return canvas.svg(title, "; ".join(text for _, text in key))


def _heads(canvas: Canvas, x: Scale, columns: Sequence[str], step: int) -> None:
    """Names of the months; only their numbers, and only some, where columns are narrow."""
    names = list(columns)
    if any(wide(name) > step for name in names):
        names = [name.removesuffix("月") for name in names]
    at = [(x(number) + step // 2, name) for number, name in enumerate(names)]
    for place, name in thinned(at, 10):
        canvas.text(place, 150, name, "muted", "middle")


def _key(states: Sequence[str], lang: str) -> list[tuple[str, str]]:
    count: Mapping[str, int] = {state: states.count(state) for state in STATES}
    return [(state, f"{word(state, lang)} {n}") for state, n in count.items() if n]


def _cell(canvas: Canvas, box: tuple[int, int, int, int], state: str, lang: str) -> None:
    ink, sign, words = STATES[state]
    x, y, w, h = box
    if ink:
        canvas.rect(x, y, w, h, ink)
    else:
        canvas.hatch([box])
    if state == "missing":
        canvas.rect(x, y + h - 20, w, 20, "bad")
    sign = _EN.get(state, sign) if lang == "en" else sign
    canvas.text(x + w // 2, y + h // 2 + 40, cut(sign, max(w, 110)), words, "middle")
