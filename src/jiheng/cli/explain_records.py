"""The rows of evidence behind a figure, as ``explain`` prints them."""

from __future__ import annotations

from ..score.labels import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.result import Used
    from .evaluate_run import Ground
    from .screen import Screen

FIRST = 5
"""Keys of rows that are printed; the rest is counted."""


def step(screen: Screen, number: int, zh: str, en: str, text: str, style: str = "plain") -> None:
    """A numbered step with its name."""
    name = zh if screen.view.lang == "zh" else en
    screen.line(text, style, head=f"{number} {name}  ", head_style="bold")


def records(all_used: Sequence[Used], made: Ground, screen: Screen) -> None:
    """Table by table: how many rows, by which conditions, from which files, and the first keys."""
    if not all_used:
        none = "没有用到记录" if screen.view.lang == "zh" else "no records"
        step(screen, 5, "记录", "Records", none, "dim")
    for number, used in enumerate(all_used):
        _one(used, made, screen, first=not number)


def _one(used: Used, made: Ground, screen: Screen, *, first: bool) -> None:
    lang = screen.view.lang
    zh, trace = lang == "zh", made.tracer.trace(used)
    unit = "条" if zh else "rows"
    said = f"{table(used.table, lang)} {trace.rows:,} {unit}"
    if first:
        step(screen, 5, "记录", "Records", said)
    else:
        screen.line(said, indent=8)
    screen.parts([_condition(one) for one in used.conditions], "dim", indent=8)
    for one in trace.batches:
        text = f"{one.file} · {one.rows:,} {unit} · SHA-256 {one.digest[:16]}…"
        screen.line(text, indent=8)
    keys = made.tracer.first(used, FIRST)
    if keys:
        more = trace.rows - len(keys)
        tail = (f" …… 另 {more:,} 条" if zh else f" … and {more:,} more") if more > 0 else ""
        head = "编号：" if zh else "keys: "
        screen.line("、".join(keys) + tail, "dim", indent=8, head=head, head_style="dim")


def _condition(one: tuple[str, str, tuple[str | int, ...]]) -> str:
    column, op, values = one
    if op == "via":
        other, key, *wanted = map(str, values)
        return f"{column} ∈ {other}.{key} = {'、'.join(wanted)}"
    sign = {"in": "∈" if len(values) > 1 else "=", "not": "≠", ">=": "≥", "<=": "≤"}.get(op, op)
    if len(values) > 3:
        return f"{column} {sign} {values[0]} … {values[-1]}"
    return f"{column} {sign} {'、'.join(map(str, values))}"
