"""Points of a row by a named scheme (policy/schemes.yaml, budget-performance 3.4): 1/100 points.

A score is a fraction of the weight, kept exact until it is rounded half up once. What is open
(CANNOT_JUDGE, PENDING, INCOMPLETE) gives none; a score below the weight needs a reason.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ..model.record import record
from ..model.refusal import Refusal
from ..model.result import Actual, Judgement, Points, Ratio, Standing
from .exact import fraction, half_up, of_fraction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..policy import Book

ONE, NONE = Fraction(1), Fraction(0)
GROUPS = {
    "产出": ("quantity", "quality", "timeliness"),
    "成本": ("cost", "social-cost", "ecological-cost"),
    "效益": ("economic", "social", "ecological", "sustainable"),
    "满意度": ("satisfaction",),
}
"""Families of rows whose weight a scheme states together."""
COST = {"成本": "产出"}
"""Costs are part of the outputs where a scheme gives them no weight of their own."""


@record
class Scheme:
    """A scheme of policy/schemes.yaml, its numbers as fractions. Weights in 1/100 points."""

    name: str
    title: str
    execution: int
    weights: Mapping[str, int]
    groups: Mapping[str, str]
    reverse: str
    over: Fraction
    bands: Mapping[str, tuple[Fraction, Fraction]]
    grades: Mapping[str, Fraction]

    def group(self, family: str) -> str:
        """The group a family's rows share the weight of, "" for none."""
        own = next((name for name, families in GROUPS.items() if family in families), "")
        return self.groups.get(own, own)


def scheme(book: Book, name: str = "mof2020") -> Scheme:
    """The scheme of that name. Raises Refusal for an unknown one."""
    known: Mapping[str, Any] = book.topics["schemes"]
    if name not in known:
        raise Refusal(
            name,
            "没有这样的计分办法",
            f"可用的有：{'、'.join(known)}",
            problem_en="there is no such scoring scheme",
            remedy_en=f"There are: {', '.join(known)}",
        )
    said = known[name]
    weights = {group: hundredths(Decimal(points)) for group, points in said["weights"].items()}
    joined = {} if "成本" in weights else COST
    return Scheme(
        name,
        said["title"],
        hundredths(Decimal(said["execution"])),
        weights,
        {**joined, **(said.get("groups") or {})},
        said["reverse"],
        Fraction(said["over"]),
        {word: (Fraction(low), Fraction(top)) for word, (low, top) in said["bands"].items()},
        {grade: Fraction(least) for grade, least in said["grades"].items()},
    )


def hundredths(points: Decimal) -> int:
    """Points as whole hundredths. Raises ValueError for a finer weight."""
    scaled = points.scaleb(2)
    if scaled != int(scaled):
        raise ValueError(f"a weight of {points} is finer than 0.01")
    return int(scaled)


def default_weights(used: Scheme, families: Sequence[str]) -> tuple[tuple[int, ...], int]:
    """Weights of the rows of a form that states none, and what no row takes up.

    A group's weight is split evenly over its rows in 1/100 points; what is left over goes one
    hundredth each to the first rows.
    """
    rows: dict[str, list[int]] = {group: [] for group in used.weights}
    for number, family in enumerate(families):
        rows.setdefault(used.group(family), []).append(number)
    made = [0] * len(families)
    for group, numbers in rows.items():
        for place, number in enumerate(numbers):
            each, left = divmod(used.weights.get(group, 0), len(numbers))
            made[number] = each + (place < left)
    return tuple(made), sum(w for group, w in used.weights.items() if not rows[group])


def award(used: Scheme, told: Judgement, actual: Actual, weight: int) -> Points:
    """The points of one judged row; an open one gets none."""
    if not told.standing.judged:
        return Points(weight)
    if actual.word:
        return _band(used, told, actual.word, weight)
    if actual.value is None or told.target is None:
        return Points(weight)
    met = told.standing is Standing.MET
    share = ONE if met else part(used, told.op, told.target, actual.value)
    ends = [
        part(used, told.op, told.target, end)
        for end in (actual.low, actual.high)
        if end is not None
    ]
    over = overdone(used, told.op, told.target, actual.value)
    return _points(weight, share, ends or [share], over)


def _points(weight: int, share: Fraction, ends: Sequence[Fraction], over: bool) -> Points:
    scores = [half_up((end * weight).numerator, (end * weight).denominator) for end in ends]
    exact = share * weight
    score = half_up(exact.numerator, exact.denominator)
    return Points(
        weight,
        of_fraction(exact * Fraction(1, 100)),
        score,
        min([*scores, score]),
        max([*scores, score]),
        over,
        over or share < 1,
    )


def part(used: Scheme, op: str, target: Ratio, actual: Ratio) -> Fraction:
    """The share of the weight an actual is worth, from 0 to 1. A negative actual counts as 0.

    ``=`` is held to from both sides: what is over it is treated as over a ceiling.
    """
    aim, value = fraction(target), max(fraction(actual), NONE)
    if op in (">=", ">"):
        return ONE if value >= aim else _of(value, aim)
    if op in ("=", "~") and value < aim:
        return _of(value, aim)
    if value <= aim:
        return ONE
    if aim <= 0:
        return NONE
    if used.reverse == "ratio":
        return _of(aim, value)
    return max(NONE, ONE - _of(value - aim, aim))


def _of(one: Fraction, other: Fraction) -> Fraction:
    return one * Fraction(other.denominator, other.numerator)


def overdone(used: Scheme, op: str, target: Ratio, actual: Ratio) -> bool:
    """So far over a floor that the target may have been set too low."""
    aim = fraction(target)
    return op in (">=", ">", "=") and aim > 0 and fraction(actual) >= used.over * aim


def _band(used: Scheme, told: Judgement, word: str, weight: int) -> Points:
    """A word is worth a band of the weight: the top where reached, else the bottom, as assumed."""
    name = "达成" if told.standing is Standing.MET else "未达成"
    if told.standing is Standing.NOT_MET and any(part in word for part in ("部分", "基本")):
        name = "部分达成"
    low, top = used.bands[name]
    share = top if name == "达成" else low
    made = _points(weight, share, (low, top), False)
    return Points(
        made.weight,
        made.exact,
        made.score,
        made.low,
        made.high,
        False,
        made.reason_needed,
        ("band-top" if name == "达成" else "band-bottom",),
    )


def execution(used: Scheme, rate: Ratio | None, weight: int | None = None) -> Points:
    """The execution row: its weight (by default the scheme's) times the rate, never more."""
    weight = used.execution if weight is None else weight
    if rate is None:
        return Points(weight)
    share = min(max(fraction(rate), NONE), ONE)
    return _points(weight, share, [share], False)
