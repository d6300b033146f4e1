"""Quantity × rate × periods = cost, exact, with the equation as people write it.

The units must close: every denominator of the rate is the unit of a quantity or the period. What
does not close is said, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from jiheng.documents.values import parse
from jiheng.model.quantity import PRECISION, Quantity, Unit
from jiheng.rules.working import in_unit, number_text, result_text, sum_text

from ...forms import book

MOST_TERMS = 30
LONGEST = 60
SIGNS = ("", "≦", "≤", "≧", "≥", "=", "<", ">")
UNITS = ("万元", "元")


class Unclear(Exception):
    """One term cannot be computed; the sentence in two languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = {"zh": zh, "en": en}


@dataclass(frozen=True)
class Term:
    """One product: in 元, as an equation, and as it was asked for."""

    yuan: Decimal
    text: str


def computed(asked: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """``working`` lines, ``value`` for the cell, ``number`` without unit; or ``problems``."""
    terms = asked.get("terms")
    terms = terms if isinstance(terms, list) else []
    unit = asked.get("unit") if asked.get("unit") in UNITS else "万元"
    sign = asked.get("sign") if asked.get("sign") in SIGNS else "≦"
    made, problems = [], []
    with localcontext(prec=PRECISION):
        for number, one in enumerate(terms[:MOST_TERMS]):
            try:
                made.append(_term(one if isinstance(one, dict) else {}))
            except Unclear as error:
                problems.append({"term": number, "said": error.said[lang]})
        if problems or not made:
            return {"problems": problems, "working": [one.text for one in made]}
        total = sum((one.yuan for one in made), Decimal(0))
        shown = number_text(in_unit(total, str(unit))).replace(",", "")
        working = [one.text for one in made]
        if len(made) > 1:
            working.append(sum_text([one.yuan for one in made], str(unit)))
    return {"problems": [], "working": working, "value": f"{sign}{shown}{unit}",
            "number": shown, "unit": unit, "sign": sign, "yuan": number_text(total)}  # fmt: skip


def _term(one: Mapping[str, Any]) -> Term:
    rate = _quantity(one.get("rate"), "单价", "the rate")
    if not (rate.unit.is_money_rate or rate.unit.is_money) or rate.unit.base != "元":
        raise Unclear(
            f"“{one.get('rate')}”不是钱，请写成 700元/人/月 这样", "the rate must be money per unit"
        )
    factors = [
        _quantity(one[key], zh, en)
        for key, zh, en in (
            ("quantity", "数量", "the quantity"),
            ("periods", "期数", "the periods"),
        )
        if str(one.get(key) or "").strip()
    ]
    if not factors and rate.unit.is_money_rate:
        raise Unclear("还没有数量", "the quantity is missing")
    yuan = _closed(rate, factors)
    shown = [_said(one) for one in (*factors[:1], rate, *factors[1:])]
    if len(factors) == 1 and str(one.get("periods") or "").strip() and not one.get("quantity"):
        shown = [_said(rate), _said(factors[0])]
    return Term(yuan, f"{' × '.join(shown)} = {result_text(yuan)}")


def _said(one: Quantity) -> str:
    return f"{number_text(one.number)}{'月' if one.unit.text == '个月' else one.unit.text}"


def _quantity(raw: Any, zh: str, en: str) -> Quantity:
    text = str(raw or "").strip()
    if not text:
        raise Unclear(f"还没有{zh}", f"{en} is missing")
    if text.endswith("月") and text[:-1].isdecimal():  # 12月 is a date elsewhere, here a length
        text = f"{text[:-1]}个月"
    found = parse(text[:LONGEST], book())
    if found.number is None:
        raise Unclear(f"{zh}“{text}”里要有一个数", f"{en} must hold one number")
    if found.comparator or "unplaced" in found.reports:
        raise Unclear(f"{zh}“{text}”读不准，请只写数和单位", f"write {en} as number and unit")
    return Quantity(found.number, found.unit or Unit("", ""))


def _closed(rate: Quantity, factors: Sequence[Quantity]) -> Decimal:
    """The product in 元, if the units of the factors are those the rate is per."""
    left = list(rate.unit.per) or [one.unit.text for one in factors if one.unit.text]
    yuan = rate.base_number
    bare = []
    for one in factors:
        match = next((per for per in left if _same(per, one.unit)), None)
        if match is not None:
            left.remove(match)
        elif one.unit.text:
            raise Unclear(
                f"单价是每{'每'.join(rate.unit.per) or '笔'}，和“{_said(one)}”的单位对不上",
                f"the rate is per {'/'.join(rate.unit.per) or 'item'}: “{_said(one)}” does not fit",
            )
        else:
            bare.append(one)
        yuan *= one.number if match is not None and one.unit.base != match else one.base_number
    for _ in bare:  # a number without a unit is of what is still open
        if not left:
            raise Unclear("数字没有单位，也用不上", "a number without a unit that nothing asks for")
        left.pop(0)
    if left:
        raise Unclear(f"还差：多少{'、多少'.join(left)}", f"still open: how many {', '.join(left)}")
    return yuan


def _same(per: str, unit: Unit) -> bool:
    return bool(unit.text) and not unit.per and per in (unit.base, unit.text)
