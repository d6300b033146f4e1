"""The only division and rounding of the room: whole numbers, half up, bounds checked.

Ibis types every division as float and the engines then differ, so that money is whole fen,
points are 1/100 and shares are pairs (docs: Exactness). An engine computes ``a // b`` of whole
numbers as the floor of a float quotient, which is exact below 2**52: hence BOUND.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ..model.result import Ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BOUND = 1 << 52
"""No numerator that an engine divides may reach it (22 billion yuan in fen, twenty times over)."""
LONG = 1 << 63
"""What a whole number of an engine's table must stay below."""


def half_up(num: int, den: int) -> int:
    """num/den to the nearest whole number, halves away from zero: a reversal mirrors its payment.

    Raises ZeroDivisionError for den 0 and OverflowError for a result beyond 64 bits.
    """
    if den < 0:
        num, den = -num, -den
    if not den:
        raise ZeroDivisionError("half_up by zero")
    size = (2 * abs(num) + den) // (2 * den)
    if size >= LONG:
        raise OverflowError(f"{num}/{den} is beyond 64 bits")
    return -size if num < 0 else size


def half_up_column(num: Any, den: Any, most: int) -> Any:
    """The same of Ibis columns of whole numbers; NULL where the divisor is 0.

    ``most`` is the largest 2 × |num| + den there can be. Raises OverflowError where that is
    beyond what every engine divides exactly.
    """
    import ibis

    if most >= BOUND:
        raise OverflowError(f"{most} is beyond what is exact in every engine")
    whole, safe = num.abs().cast("int64"), den.cast("int64").nullif(0)
    size = half_up_positive(whole, safe)
    return ibis.ifelse(num < 0, -size, size).cast("int64")


def half_up_positive(num: Any, den: Any) -> Any:
    """The same where ``num`` is not negative, ``den`` positive and 2 × num + den below BOUND."""
    return ((2 * num + den) // (2 * den)).cast("int64")


def fen_column(money: Any) -> Any:
    """A DECIMAL(·,2) column of yuan as whole fen."""
    return (money * 100).floor().cast("int64")


def fen(text: str) -> int:
    """ "700" or "631.20" yuan as fen. Raises ValueError for a part of a fen."""
    scaled = Decimal(text).scaleb(2)
    if scaled != int(scaled):
        raise ValueError(f"{text} yuan is no whole number of fen")
    return int(scaled)


def money(amount: int) -> Ratio:
    """Whole fen as yuan."""
    return Ratio(amount, 100)


def ratio(num: int, den: int) -> Ratio | None:
    """The pair, or None where there is nothing to divide by."""
    return Ratio(num, den) if den > 0 else None


def of_decimal(number: Decimal) -> Ratio:
    """A printed number, exactly."""
    num, den = number.as_integer_ratio()
    return Ratio(num, den)


def of_fraction(number: Fraction) -> Ratio:
    return Ratio(number.numerator, number.denominator)


def fraction(one: Ratio) -> Fraction:
    """For sums and comparisons of pairs."""
    return Fraction(one.num, one.den)


def compare(one: Ratio, other: Ratio) -> int:
    """-1, 0 or 1, exactly."""
    left, right = one.num * other.den, other.num * one.den
    return (left > right) - (left < right)


def shown(one: Ratio, places: int, *, down: bool = False) -> str:
    """The number with so many decimals: half up, or ``down`` so that no miss looks like a hit."""
    scaled, den = one.num * 10**places, one.den
    size = scaled // den if down else half_up(scaled, den)
    return str(Decimal(size).scaleb(-places))
