"""Prices beside each other: the median, and who is how many times away from it.

Peers and ratio are those of rule CRS02 (policy/thresholds.yaml), so that page and finding agree.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from jiheng.draw import plain

from ...forms import book
from ...summing import MICRO
from .asked import Asked


def limits() -> tuple[int, Fraction]:
    """How many others there must be, and how many times away is far."""
    found = book()
    return int(found.number("price-peers")), Fraction(found.number("price-ratio"))


def compared(group: dict[str, Any], one: Asked) -> dict[str, Any]:
    """A group with its median in yuan; every price with its ratio and whether it is far off."""
    least, far = limits()
    values = sorted(price["micro"] for price in group["members"])
    half = len(values) // 2
    middle = Fraction(values[half] + values[~half], 2)
    prices = []
    for price in group["members"]:
        times = max(price["micro"] / middle, middle / price["micro"])
        own = one.unit is not None and price["path"].startswith(one.unit.path)
        prices.append(
            price | {"yuan": Fraction(price["micro"], MICRO), "times": times, "own": own,
                     "dear": price["micro"] >= middle,
                     "far": times >= far and len(values) > least,
                     "times_text": plain(price["micro"] / middle, 2)}
        )  # fmt: skip
    return group | {"members": prices, "median": middle / MICRO, "judged": len(values) > least,
                    "outliers": [price for price in prices if price["far"]]}  # fmt: skip
