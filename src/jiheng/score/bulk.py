"""Points of very many rows at once: a country's indicators on DuckDB or Spark, whole numbers only.

The same arithmetic as ``points.part``, row by row in the engine: points in 1/100, half up. A total
here is the sum of the points as they are published; the grade of one form is decided on its
unrounded total (``grade``). The two can differ only beside a border, so that such forms are marked
``near`` and judged one by one.
"""

from __future__ import annotations

from .exact import BOUND, half_up_positive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fractions import Fraction
    from typing import Any

    from .points import Scheme

FLOOR, EITHER, CEILING = 1, 0, -1
"""``side`` of a row: at least, exactly, at most the target."""


LARGEST = (BOUND - 1) // 20_001
"""Largest target with up to 100 points on it that every engine divides exactly: 2.25e11."""


def score(rows: Any, used: Scheme) -> Any:
    """``rows`` with their points in 1/100: ``score``, NULL for an open row (``actual`` NULL).

    Columns: side, target, actual (both in the same small unit, such as fen) and weight in 1/100,
    at most 100 points. NULL too for a target missed that is beyond LARGEST. Each step is a SELECT
    of its own, so that an engine reckons what several of the next ones need once.
    """
    import ibis

    aim, weight, side = rows["target"], rows["weight"], rows["side"]
    made = rows.mutate(value_=ibis.greatest(rows["actual"], 0))
    value = made["value_"]
    made = made.mutate(
        met_=((value >= aim) | (side == CEILING)) & ((value <= aim) | (side == FLOOR)),
        short_=(value < aim) & (side != CEILING),
    )
    value, met, short = made["value_"], made["met_"], made["short_"]
    ratio = used.reverse == "ratio"
    over = weight * (aim if ratio else ibis.greatest(2 * aim - value, 0))
    made = made.mutate(
        num_=ibis.cases((met, weight), (short, weight * value), (aim <= 0, 0), else_=over),
        den_=ibis.ifelse(met | (aim <= 0), 1, ibis.ifelse(short, aim, value) if ratio else aim),
        known_=met | ((aim <= LARGEST) & (value < LARGEST if ratio else ibis.literal(True))),
    )
    made = made.mutate(
        score=ibis.ifelse(
            made["known_"] & made["actual"].notnull(),
            half_up_positive(made["num_"], made["den_"]),
            ibis.null("int64"),
        )
    )
    return made.drop("value_", "met_", "short_", "num_", "den_", "known_")


def totals(scored: Any, used: Scheme, *by: str) -> Any:
    """A row per form (the columns ``by``): total, weight that is open, grade, near.

    ``grade`` is "" while any weight is open. ``near``: rounding may have decided it.
    """
    import ibis

    made = scored.group_by(*by).aggregate(
        rows=scored.count(),
        total=scored["score"].sum().fill_null(0).cast("int64"),
        open=scored["weight"].sum(where=scored["score"].isnull()).fill_null(0).cast("int64"),
    )
    least = sorted(
        ((_hundredths(border), name) for name, border in used.grades.items()), reverse=True
    )
    steps = [(made["total"] >= border, name) for border, name in least]
    grade = ibis.cases((made["open"] > 0, ""), *steps, else_="")
    gaps = [2 * (made["total"] - border).abs() <= made["rows"] for border, _ in least if border]
    close = gaps[0]
    for gap in gaps[1:]:
        close = close | gap
    return made.mutate(grade=grade, near=close & (made["open"] == 0)).drop("rows")


def _hundredths(border: Fraction) -> int:
    """A border of a grade in 1/100 points. Raises ValueError for a finer one."""
    scaled = border * 100
    if scaled.denominator != 1:
        raise ValueError(f"a border of {border} is finer than 0.01")
    return scaled.numerator
