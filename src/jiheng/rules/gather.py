"""Taking the figures of a form out of its rows (figures.py says what each of them is)."""

from __future__ import annotations

from decimal import Decimal

from ..model.quantity import half_last_digit
from ..model.record import replace
from .figures import (
    ZERO,
    Cost,
    Count,
    Figures,
    Price,
    Share,
    Sum,
    annual_rows,
    is_spending,
    row_object,
)
from .working import number_text
from .yearly import budget_of, months_of, scale_of, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ..model.form import Form, Indicator
    from ..model.quantity import Quantity
    from ..policy import Book

ONE = Decimal(1)
MEASURED = ("length", "area", "volume", "mass", "measure", "other")
COUNTED = ("people", "count", "time")
OUTPUTS = ("quantity", "other")


def figures(form: Form, book: Book) -> Figures:
    """Collect the figures of a form."""
    words = words_of(book)
    years = {unit: Decimal(number) for unit, number in words["per_year"].items()}
    rows = annual_rows(form, words)
    found = [
        (row, _portioned(_cost(row, form, words), words)) for row in rows if row.family == "cost"
    ]
    costs = tuple(cost for _, cost in found if cost)
    prices = tuple(p for row in rows for p in _prices(row, form, words, years))
    months = months_of(form)
    return Figures(
        costs=costs,
        prices=prices,
        counts=tuple(c for row in rows if (c := _count(row, words))),
        budget=budget_of(form, words),
        months=Decimal(months or words["months_default"]),
        deferred=_deferred(form, costs, words),
        same_count=tuple(frozenset(group) for group in words["same_count"]),
        years=years,
        loose=tuple(c for row in rows for c in _loose(row, words)),
        shares=tuple(s for row in rows for s in _shares(row, words)),
        sums=tuple(s for row in rows for s in _sums(row, words)),
        months_stated=bool(months),
        unread=frozenset(row.ref for row, cost in found if not cost and _holds_money(row, words)),
        bases=_bases(prices, book),
    )


def _cost(row: Indicator, form: Form, words: Any) -> Cost | None:
    if not is_spending(row, words) or each_unit(row, words) is not None:
        return None
    number, unit, target = row.target.number, row.target.unit, row.target
    parts = tuple(q.base_number for q in target.numbers[1:] if q.unit.is_money)
    if number is None:
        return _summed(row, words)
    if unit is None and form.money_unit and not target.unit_text and _bare(target.raw):
        scale, text = scale_of(form.money_unit, words) or ONE, form.money_unit
    elif unit is not None and unit.is_money:
        scale, text = unit.scale, unit.text
    else:
        return None
    return Cost(row, row_object(row, words), number, text, scale, number * scale, parts)


def _portioned(cost: Cost | None, words: Any) -> Cost | None:
    """The cost, with what its own cells say of paying only a part."""
    if cost is None:
        return None
    row = cost.row
    quantities = (*row.target.numbers, *row.standard_numbers)
    portions = tuple(q.base_number for q in quantities if q.unit.family == "ratio")[:3]
    text = f"{row.name or ''}{row.target.raw}{row.standard or ''}"
    partial = bool(portions) or any(word in text for word in words["partial"])
    return replace(cost, partial=partial, portions=portions) if partial else cost


def _summed(row: Indicator, words: Any) -> Cost | None:
    """A cell with several amounts: a whole that names its parts, or parts without a whole."""
    numbers, raw = row.target.numbers, row.target.raw
    if len(numbers) < 2 or any(not q.unit.is_money for q in numbers):
        return None
    marks = [at for word in words["text_parts"] if (at := raw.find(word)) >= 0]
    if not marks:
        return None
    amounts = [q.base_number for q in numbers]
    unit, name = numbers[0].unit, row_object(row, words)
    if any(char.isdigit() for char in raw[: min(marks)]):
        whole = numbers[0].number
        return Cost(row, name, whole, unit.text, unit.scale, amounts[0], tuple(amounts[1:]))
    if any(q.unit.scale != unit.scale for q in numbers):
        return None
    total = sum((q.number for q in numbers), ZERO)
    return Cost(
        row, name, total, unit.text, unit.scale, total * unit.scale, tuple(amounts), summed=True
    )


def _bare(raw: str) -> bool:
    """A cell without 每 before its number: 每亩300 is a rate whatever the form's unit."""
    return "每" not in raw


def _holds_money(row: Indicator, words: Any) -> bool:
    """A cost row with money that is no rate, of which no amount could be taken."""
    if not is_spending(row, words) or each_unit(row, words) is not None:
        return False
    return len([q for q in row.target.numbers if q.unit.is_money]) > 1


def each_unit(row: Indicator, words: Any) -> str | None:
    """The unit a name is per (人均 → 人, 单价 → ""), None for a name that is not per anything."""
    name = "".join((row.name or "").split())
    for word, unit in words["each"].items():
        if word in name:
            return str(unit)
    return None


def _prices(
    row: Indicator, form: Form, words: Any, years: Mapping[str, Decimal]
) -> Iterator[Price]:
    """Money rates in the value cell or the standard cell of a row, or in a row named 单价."""
    if row.family in ("economic", "social", "satisfaction"):
        return
    for part, quantities in (("value", row.target.numbers), ("standard", row.standard_numbers)):
        for quantity in quantities:
            if quantity.unit.is_money_rate:
                yield _price(row, part, quantity, quantity.unit.per, words, years)
    each, unit = row.target.quantity, each_unit(row, words)
    if each is not None and unit is not None and each.unit.is_money and is_spending(row, words):
        yield _price(row, "value", each, (unit,), words, years)


def _price(
    row: Indicator,
    part: str,
    quantity: Quantity,
    per: tuple[str, ...],
    words: Any,
    years: Mapping[str, Decimal],
) -> Price:
    period = next((unit for unit in per if unit in years), "")
    shown = f"{quantity.number:f}{quantity.unit.text}"
    if not quantity.unit.per and per[0]:
        shown += f"/{per[0]}"
    digit = half_last_digit(quantity.number) * quantity.unit.scale
    name = row_object(row, words)
    sign = _sign(row, part, words)
    return Price(row, name, part, quantity.base_number, per, shown, period, digit, sign)


def _sign(row: Indicator, part: str, words: Any) -> str:
    """Whether a rate is only a floor or a ceiling; a standard cell says so in words."""
    if part == "value":
        return (row.target.comparator or "")[:1].replace("<", "<=").replace(">", ">=")
    text = row.standard or ""
    for sign, said in words["bounds"].items():
        if any(word in text for word in said):
            return str(sign)
    return ""


def _count(row: Indicator, words: Any) -> Count | None:
    """A count of people or things, or a measure, among the outputs."""
    quantity = row.target.quantity
    if quantity is None or row.family not in OUTPUTS or quantity.unit.per:
        return None
    if quantity.unit.family not in COUNTED + MEASURED or not quantity.unit.base:
        return None
    text = f"{quantity.number:f}{quantity.unit.text}"
    return Count(row, row_object(row, words), quantity.base_number, quantity.unit.base, text)


def _loose(row: Indicator, words: Any) -> Iterator[Count]:
    """Counts that need a guess: no unit, one of several numbers, or in a cost's standard cell."""
    if row.family == "cost":
        for said in row.standard_numbers:
            if said.unit.family in COUNTED and not said.unit.per:
                yield _counted(row, row_object(row, words), said.number, said.unit.text, said)
    if row.family not in OUTPUTS:
        return
    name, several = row_object(row, words), row.target.numbers
    if row.target.number is None:
        for quantity in several:
            if quantity.unit.family in COUNTED + MEASURED and not quantity.unit.per:
                yield _counted(row, name, quantity.number, quantity.unit.text, quantity)
        if several and len({q.unit for q in several}) == 1:
            total = sum((q.number for q in several), ZERO)
            yield _counted(row, name, total, several[0].unit.text, several[0])
    elif row.target.unit is None or row.target.unit.per:
        text = row.target.unit.text.replace("/", "") if row.target.unit else ""
        unit = text or next((u for w, u in words["counting_names"].items() if w in name), "")
        shown = f"{row.target.number:f}{unit}"
        yield Count(row, name, row.target.number, unit, shown)


def _counted(row: Indicator, name: str, number: Decimal, unit: str, said: Quantity) -> Count:
    return Count(row, name, number * said.unit.scale, said.unit.base, f"{number:f}{unit}")


def _shares(row: Indicator, words: Any) -> Iterator[Share]:
    """Percentages named as rates of money (利率, 费率, 缴费比例), or beside money in a standard."""
    name = row.name or ""
    if not any(word in name for word in words["share_names"]):
        return
    for quantity in (*row.target.numbers, *row.standard_numbers):
        if quantity.unit.family == "ratio":
            text = f"{quantity.number:f}{quantity.unit.text}"
            yield Share(row, row_object(row, words), quantity.base_number, text)


def _sums(row: Indicator, words: Any) -> Iterator[Sum]:
    """Money outside the costs that is no rate: 贷款余额 1000万元."""
    if row.family in ("cost", "economic", "social", "satisfaction"):
        return
    for quantity in row.target.numbers[:2]:
        if quantity.unit.is_money:
            text = f"{number_text(quantity.number)}{quantity.unit.text}"
            yield Sum(row, row_object(row, words), quantity.base_number, text)


def _bases(prices: Sequence[Price], book: Book) -> dict[str, tuple[str, Decimal]]:
    """What rates are per, in base units: 公里 is 1000 米."""
    out: dict[str, tuple[str, Decimal]] = {}
    for unit in dict.fromkeys(unit for price in prices for unit in price.per):
        for family in book.topics["units"]["units"].values():
            entry = family.get(unit)
            if entry:
                out[unit] = (entry.get("base", unit), Decimal(entry.get("scale", "1")))
    return out


def _deferred(form: Form, costs: Sequence[Cost], words: Any) -> frozenset[str]:
    """Cost rows for whose object another row defers the rate (按实列支)."""
    put_off = {
        row_object(row, words)
        for row in form.indicators
        if row.target.kind == "reimburse" and row.family != "cost"
    }
    return frozenset(cost.row.ref for cost in costs if cost.object in put_off)
