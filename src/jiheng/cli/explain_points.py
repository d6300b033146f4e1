"""The arithmetic from an actual value to its points, as a person would write it down."""

from __future__ import annotations

from ..score.exact import compare, shown
from ..score.numbers import amount, percent, points

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.result import Ratio, RowResult
    from ..score.points import Scheme

FLOORS = (">=", ">")


def arithmetic(row: RowResult, used: Scheme, lang: str) -> Iterator[str]:
    """Equations from the weight to the score; nothing for an open row."""
    given, told = row.points, row.judgement
    if given.score is None or given.exact is None:
        return
    weight, zh = points(given.weight), lang == "zh"
    score = points(given.score)
    if row.actual.word:
        low, high = points(given.low), points(given.high)
        yield f"“{row.actual.word}”：{low}–{high}，取 {score}" if zh else f"{low}–{high}: {score}"
        return
    if told.standing.value == "MET" and given.score == given.weight:
        yield f"{weight} × 1 = {score}"
    elif row.actual.value is not None and told.target is not None:
        said = _formula(row, row.actual.value, told.target, used)
        exact = shown(given.exact, 6)
        yield f"{said} = {exact} → {score}"
    if given.low is not None and given.high is not None and given.low != given.high:
        low, high = points(given.low), points(given.high)
        yield f"未知部分使得分在 {low} 与 {high} 之间" if zh else f"between {low} and {high}"


def _formula(row: RowResult, value: Ratio, aim: Ratio, used: Scheme) -> str:
    """The scheme's formula with the numbers of the row: w × A ÷ T, or its reverse."""
    weight, unit = points(row.points.weight), row.actual.unit
    a, t = _number(value, unit), _number(aim, unit)
    if row.measure == "execution":
        return f"{weight} × {a}"
    below = compare(value, aim) < 0
    if row.judgement.op in FLOORS or below:
        return f"{weight} × {a} ÷ {t}"
    if used.reverse == "ratio":
        return f"{weight} × {t} ÷ {a}"
    return f"{weight} × [1 − ({a} − {t}) ÷ {t}]"


def _number(value: Ratio, unit: str) -> str:
    if unit == "1":
        return f"{value}" if 1 < value.den <= 10_000 else percent(value, None, 6)
    return amount(value, unit, False, None, "zh", False).partition(" ")[0]
