"""Totals and grades: decided on the unrounded total, withheld while any weight is open."""

from __future__ import annotations

from fractions import Fraction

from ..model.result import Points, Ratio
from .exact import fraction, of_fraction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .points import Scheme


def total(points: Iterable[Points]) -> Ratio:
    """The exact sum of what was awarded, in points."""
    given = (fraction(one.exact) for one in points if one.exact is not None)
    return of_fraction(sum(given, Fraction(0)))


def grade(used: Scheme, reached: Ratio, still_open: int) -> str:
    """The grade of an unrounded total; "" while ``still_open`` hundredths of weight are open.

    89.996 prints as 90.00 and is not 优.
    """
    if still_open:
        return ""
    value = fraction(reached)
    fitting = [(least, name) for name, least in used.grades.items() if value >= least]
    return max(fitting)[1] if fitting else ""
