"""Rates of social insurance per head: the contribution base and percentage behind them.

631.2元/人/月 of 养老保险 is 16 % of a base of 3945元; 343.2 and 28.4 are 8.7 % and 0.72 % of it.
The base is read off the form where it stands there, else inferred from the rate of old-age
insurance, whose percentage is national (policy/thresholds.yaml, contribution-fixed). It explains a
printed rate in the working; nothing is judged by it.
"""

from __future__ import annotations

from decimal import Decimal

from ..model.record import record
from .working import number_text, quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..policy import Book
    from .figures import Figures, Price

HUNDRED = Decimal(100)
PLACES = 2  # of a percentage: 8.70 %


@record
class Contribution:
    """A rate explained as base × percentage; ``inferred``: the base does not stand on the form."""

    price: Price
    base: Decimal
    percent: Decimal
    inferred: bool

    def text(self) -> str:
        """``631.2 = 3945 × 16%``, with its source."""
        source = "缴费基数由表内标准反推" if self.inferred else "缴费基数见表内"
        shown = f"{number_text(self.base)}元 × {number_text(self.percent)}%"
        return (
            f"{self.price.text} ≈ {shown}（{source}）"
            if self.residue
            else (f"{self.price.text} = {shown}（{source}）")
        )

    @property
    def residue(self) -> Decimal:
        """Printed minus base × percentage, in 元; inside half the rate's last digit."""
        return self.price.yuan - self.base * self.percent.scaleb(-2)


def contributions(found: Figures, book: Book) -> list[Contribution]:
    """The insurance rates of a form that one base explains; at least two, or a printed base."""
    words = book.topics["reconcile"]
    kinds = words["contributions"]
    rates = [
        (price, kind)
        for price in found.prices
        if price.per in (("人", "月"), ("人", "年"))
        and (kind := next((k for k in kinds if k in price.object), ""))
    ]
    if not rates:
        return []
    fixed = book.number("contribution-fixed")
    bounds = (book.number("contribution-least"), book.number("contribution-most"))
    known = [price for price, kind in rates if kind == kinds[0]]
    for base, inferred in _printed_base(found, words) or _inferred(known, fixed):
        out = [
            one
            for price, kind in rates
            if (one := _explained(price, base, inferred))
            and (one.percent == fixed if kind == kinds[0] else _between(one, bounds))
        ]
        if len(out) > 1 or (out and not inferred):
            return out
    return []


def _between(one: Contribution, bounds: tuple[Decimal, Decimal]) -> bool:
    return bounds[0] <= one.percent <= bounds[1]


def _printed_base(found: Figures, words: Any) -> list[tuple[Decimal, bool]]:
    stated = [(item.row, item.yuan) for item in found.sums]
    stated += [(price.row, price.yuan) for price in found.prices]
    named = [yuan for row, yuan in stated if words["contribution_base"] in (row.name or "")]
    return [(yuan, False) for yuan in named[:1]]


def _inferred(known: Sequence[Price], fixed: Decimal) -> list[tuple[Decimal, bool]]:
    """Bases in whole 元 that give a rate whose percentage is fixed."""
    out = []
    for price in known[:3]:
        base = quotient(price.yuan * HUNDRED, fixed, 0)
        if base and abs(base * fixed.scaleb(-2) - price.yuan) <= price.digit:
            out.append((base, True))
    return out


def _explained(price: Price, base: Decimal, inferred: bool) -> Contribution | None:
    """The percentage of a base, as short as may be, that prints this very rate."""
    if not base or "基数" in (price.row.name or ""):
        return None
    for places in range(PLACES + 1):
        percent = quotient(price.yuan * HUNDRED, base, places)
        if abs(base * percent.scaleb(-2) - price.yuan) <= price.digit:
            return Contribution(price, base, percent, inferred)
    return None
