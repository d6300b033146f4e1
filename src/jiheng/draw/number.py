"""Exact numbers in, whole tenths of a pixel out: no float on the way from a figure to its line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    Number = Any
    """int, Decimal, Fraction, a pair (num, den), or whatever has ``num`` and ``den``."""
    Day = date | int


def exact(value: Number) -> Fraction:
    """The number as a fraction. Raises TypeError for a float, ValueError for no finite number."""
    if isinstance(value, tuple):
        return Fraction(value[0], value[1])
    if hasattr(value, "num"):
        return Fraction(value.num, value.den)
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is no finite number")
    if isinstance(value, int | Decimal | Fraction):
        return Fraction(value)
    raise TypeError(f"a figure is int, Decimal, Fraction or a pair, not {type(value).__name__}")


def maybe(value: Number | None) -> Fraction | None:
    """The same; None stays unknown."""
    return None if value is None else exact(value)


def near(value: Fraction) -> int:
    """To the nearest whole number, halves away from zero."""
    size = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return -size if value < 0 else size


def of(part: Fraction, whole: Fraction) -> Fraction:
    """part/whole; 0 of nothing."""
    return Fraction(part, whole) if whole else Fraction(0)


def plain(value: Number, places: int = 2, beside: Iterable[Number] = ()) -> str:
    """The number as people write it: half up, thousands parted, no idle zeros.

    Shown with more places where it would otherwise look like a number ``beside`` it that it is
    not: a miss never looks like a hit.
    """
    number = exact(value)
    others = [other for one in beside if (other := exact(one)) != number]
    for digits in range(places, 9):
        text = _digits(number, digits)
        if all(_digits(other, digits) != text for other in others):
            break
    return text


def percent(value: Number, places: int = 2, beside: Iterable[Number] = ()) -> str:
    """A share as a percentage; one below 100 % is cut, not rounded, beside a target of 100 %."""
    share, aims = exact(value), [exact(one) for one in beside]
    if 1 in aims and 0 < share < 1:
        share = Fraction(share * 100 * 10**places // 1, 100 * 10**places)
    return plain(share * 100, places, [aim * 100 for aim in aims]) + "%"


def _digits(number: Fraction, places: int) -> str:
    text = f"{Decimal(near(number * 10**places)).scaleb(-places):,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def day(value: Day) -> int:
    """A date, or its ordinal."""
    return value if isinstance(value, int) else value.toordinal()


class Scale:
    """Numbers from ``low`` to ``high`` onto tenths from ``start`` to ``end``; beyond is clamped."""

    def __init__(self, low: Fraction | int, high: Fraction | int, start: int, end: int) -> None:
        self.low, self.high = Fraction(low), Fraction(max(high, low))
        self.start, self.end = start, end

    def __call__(self, value: Fraction | int) -> int:
        share = of(min(max(Fraction(value), self.low), self.high) - self.low, self.high - self.low)
        return self.start + near(share * (self.end - self.start))


def ceiling_of(value: Fraction) -> Fraction:
    """The next round number (1, 2, 2.5, 5 × a power of ten) at or above a positive value."""
    if value <= 0:
        return Fraction(1)
    power = Fraction(1)
    while power * 10 <= value:
        power *= 10
    while power > value:
        power *= Fraction(1, 10)
    steps = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
    return next(step * power for step in steps if step * power >= value)
