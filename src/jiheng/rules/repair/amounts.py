"""Amounts: the one that the form's own figures give. Which side is wrong, only people know."""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import Proposal
from ..working import in_unit, quotient
from . import spots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Finding
    from ...model.form import Form, Indicator
    from ...policy import Book

NUMERAL = "0123456789.,"


def ari01(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The cost as quantity × rate × period gives it."""
    yield from _amount(finding, form, "computed_wan", 4, "按数量、标准和期间测算", "as recomputed")


def ari04(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The yearly amount per head as the form's own rates give it."""
    yield from _amount(
        finding, form, "total_yuan", 0, "表内各项标准折成一年", "the form's rates for a year"
    )


def ari05(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """The budget shared out over the heads, where it comes out even to the fen."""
    per_head, computed = finding.facts.get("per_head_yuan"), finding.facts.get("computed_wan")
    budget = finding.facts.get("budget_wan")
    if not all(isinstance(one, Decimal) and one for one in (per_head, computed, budget)):
        return
    assert isinstance(per_head, Decimal) and isinstance(computed, Decimal)
    assert isinstance(budget, Decimal)
    heads = quotient(computed.scaleb(4), per_head, 0)
    each = quotient(budget.scaleb(4), heads, 2) if heads else Decimal(0)
    row = next((row for _, row in spots(finding, form) if row), None)
    if row and each * heads == budget.scaleb(4):
        yield from _row(row, form, each, "预算 ÷ 人数", "budget ÷ heads")


def uni03(finding: Finding, form: Form, book: Book) -> Iterator[Proposal]:
    """An amount cell in the unit of the form."""
    unit, amount = form.money_unit, form.amounts.get(finding.place.ref)
    if unit in ("元", "万元") and amount is not None and amount.yuan is not None:
        place, new = finding.place, f"{in_unit(amount.yuan, unit):f}"
        why, why_en = f"表头的单位是{unit}", f"the unit of the form is {unit}"
        yield Proposal(place, place.raw, new, why, why_en, confirm=True)


def _amount(
    finding: Finding, form: Form, fact: str, scale: int, why: str, why_en: str
) -> Iterator[Proposal]:
    yuan = finding.facts.get(fact)
    row = next((row for _, row in spots(finding, form) if row), None)
    if row and isinstance(yuan, Decimal):
        yield from _row(row, form, yuan.scaleb(scale), why, why_en)


def _row(row: Indicator, form: Form, yuan: Decimal, why: str, why_en: str) -> Iterator[Proposal]:
    """The row's value with another number in it, in the unit that is printed."""
    quantity = row.target.quantity
    if quantity is None or not quantity.unit.scale:
        return
    number = quotient(yuan, quantity.unit.scale, 8)
    place = form.at(row)
    new = renumbered(place.raw, quantity.number, number)
    if new and number * quantity.unit.scale == yuan:
        yield Proposal(place, place.raw, new, why, why_en, confirm=True)


def renumbered(raw: str, old: Decimal, new: Decimal) -> str:
    """The text with its one number replaced; "" where it holds none, or more than one."""
    found = [(at, text) for at, text in _numerals(raw)]
    if len(found) != 1:
        return ""
    at, text = found[0]
    if Decimal(text.replace(",", "")) != old:
        return ""
    shown = f"{new:,f}" if "," in text else f"{new:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return raw[:at] + shown + raw[at + len(text) :]


def _numerals(raw: str) -> Iterator[tuple[int, str]]:
    """Where a plain number stands, and the number."""
    at = 0
    while at < len(raw):
        end = at
        while end < len(raw) and raw[end] in NUMERAL:
            end += 1
        text = raw[at:end].rstrip(".,")
        if text and text[0].isdigit() and text.count(".") < 2:
            yield at, text
        at = max(end, at + 1)
