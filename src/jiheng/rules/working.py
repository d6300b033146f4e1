"""Workings as people write them: ``373人 × 700元/人/月 × 12月 = 3,133,200元 = 313.32万元``."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .figures import Count, Price

WAN = Decimal(10000)


def number_text(number: Decimal) -> str:
    """Thousands separators, no trailing zeros, never an exponent: 3133200.00 → 3,133,200."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quotient(over: Decimal, under: Decimal, places: int) -> Decimal:
    """``over ÷ under`` rounded half up; the only division of the rules. ``under`` is not 0.

    A damaged form may print a number of hundreds of digits: precision grows with it.
    """
    with localcontext() as context:
        context.prec = max(context.prec, over.adjusted() - under.adjusted() + places + 9)
        return (over / under).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def wan(yuan: Decimal) -> Decimal:
    """元 to 万元, exactly."""
    return yuan.scaleb(-4).normalize() + 0


def in_unit(yuan: Decimal, unit: str) -> Decimal:
    """An amount in 元 as a number of ``unit`` (元 or 万元), exactly."""
    return yuan if unit == "元" else wan(yuan)


def amount_text(yuan: Decimal, unit: str = "万元") -> str:
    """An amount in 元 written in ``unit`` (元 or 万元), exactly."""
    return f"{number_text(in_unit(yuan, unit))}{'元' if unit == '元' else '万元'}"


def product_text(
    price: Price, counts: Sequence[Count], periods: Decimal, yuan: Decimal, period: str = ""
) -> str:
    """The product equation of a price; the result in 元, and in 万元 from 1 万元 on."""
    factors = [count.text for count in counts] + [price.text]
    factors += [f"{number_text(periods)}{period}"] if period else []
    return f"{' × '.join(factors)} = {result_text(yuan)}"


def result_text(yuan: Decimal) -> str:
    """An amount as the end of an equation: in 元, and in 万元 from 1 万元 on."""
    shown = amount_text(yuan, "元")
    return f"{shown} = {amount_text(yuan)}" if abs(yuan) >= WAN else shown


def sum_text(parts: Sequence[Decimal], unit: str = "万元") -> str:
    """``158 + 151 = 309万元`` for amounts in 元."""
    shown = " + ".join(number_text(in_unit(part, unit)) for part in parts)
    return f"{shown} = {amount_text(sum(parts, Decimal(0)), unit)}"
