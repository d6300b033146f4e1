"""Exact numbers with units, and the algebra that multiplies them.

Units are words, not floats: ``元``, ``人``, ``点``, ``%``; a rate such as ``元/人/月`` is a
numerator with denominators. ``scale`` carries 万, 亿 or %: the number stays as printed
(1346.0088 万平方米 is number 1346.0088, base 平方米, scale 10000).
"""

from __future__ import annotations

from decimal import Decimal

from .record import record

ONE = Decimal(1)
PRECISION = 200  # digits kept by sums and products, so that no printed amount is ever rounded


@record
class Unit:
    """``base`` is the canonical counting word, ``per`` its denominators in printed order.

    ``text`` is the canonical spelling ("万元", "元/人/月"); ``scale`` turns the printed number
    into the base ("万元" has base "元", scale 10000); ``family`` is the kind of thing counted
    (money, people, count, length, area, volume, mass, time, ratio, other).
    """

    text: str
    base: str
    scale: Decimal = ONE
    per: tuple[str, ...] = ()
    family: str = "other"

    @property
    def is_money(self) -> bool:
        return self.family == "money" and not self.per

    @property
    def is_money_rate(self) -> bool:
        return self.family == "money" and bool(self.per)


@record
class Quantity:
    """A printed number with its unit. ``base_number`` is the number in the unit's base."""

    number: Decimal
    unit: Unit

    @property
    def base_number(self) -> Decimal:
        return self.number * self.unit.scale


def decimals(number: Decimal) -> int:
    """How many digits are printed after the point (0 for 318, 2 for 262.07)."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def half_last_digit(number: Decimal) -> Decimal:
    """Half a unit of the last printed digit: the one rounding tolerance (ERRATA section 2).

    318 gives 0.5, 262.07 gives 0.005, 142.5 gives 0.05; in the unit the number is printed in.
    """
    return Decimal(5).scaleb(-decimals(number) - 1)
