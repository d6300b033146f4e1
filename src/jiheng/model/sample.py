"""How many answers a survey needs, and what they say: whole numbers and fractions (domain 5)."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

Z = Fraction(1_959_964, 1_000_000)
"""Two-sided 95 %."""
HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)
FIVE, THREE = Fraction(5, 100), Fraction(3, 100)
PLACES = 10**30


def needed(population: int, share: Fraction = HALF, margin: Fraction = FIVE) -> int:
    """Answers for ± ``margin`` at 95 %, from a population that ends: n0 / (1 + (n0 − 1)/N).

    ``share``: what is expected; ½ is the most careful. Never more than the population.
    """
    first = Z * Z * share * (1 - share) * Fraction(margin.denominator, margin.numerator) ** 2
    size = first * population * _one_over(population - 1 + first)
    return min(population, -(-size.numerator // size.denominator))


def interval(top: int, valid: int, population: int) -> tuple[Fraction, Fraction]:
    """95 %, adjusted Wald with the finite population: p̃ = (f+2)/(n+4), p̃ ± z·SE.

    Exact but for the root, which is cut after thirty places. Within 0 and 1.
    """
    share, error = centre(top, valid, population)
    return max(share - Z * error, Fraction(0)), min(share + Z * error, Fraction(1))


def centre(top: int, valid: int, population: int) -> tuple[Fraction, Fraction]:
    """p̃ and its standard error."""
    share = Fraction(top + 2, valid + 4)
    left = Fraction(max(population - valid, 0), max(population - 1, 1))
    square = share * (1 - share) * Fraction(1, valid + 4) * left
    return share, Fraction(isqrt(square.numerator * PLACES**2 // square.denominator), PLACES)


def shown(number: Fraction, places: int) -> str:
    """With so many decimals, half up."""
    scaled = number * 10**places
    size = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, part = divmod(size, 10**places)
    return f"{whole}.{part:0{places}}"


def _one_over(number: Fraction) -> Fraction:
    return Fraction(number.denominator, number.numerator)
