"""The figures of a form that arithmetic speaks of: costs, prices, counts, periods, the budget."""

from __future__ import annotations

from decimal import Decimal

from ..model.quantity import half_last_digit
from ..model.record import record
from .objects import object_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..model.form import Form, Indicator
    from ..model.quantity import Quantity
    from ..policy import Book


@record
class Cost:
    """A cost row in money. ``number`` as printed, ``scale`` to 元, ``yuan`` the amount."""

    row: Indicator
    object: str
    number: Decimal
    unit: str
    scale: Decimal
    yuan: Decimal


@record
class Price:
    """A money rate. ``yuan`` per each of ``per``; ``text`` as printed in canonical units."""

    row: Indicator
    object: str
    part: str
    yuan: Decimal
    per: tuple[str, ...]
    text: str
    period_unit: str = ""


@record
class Count:
    """A counted quantity (people, points, devices …) in its base unit."""

    row: Indicator
    object: str
    number: Decimal
    unit: str
    text: str


@record
class Budget:
    """The year's money in 元: local amount, plus higher-level funds where they are stated."""

    yuan: Decimal
    tolerance: Decimal
    unit: str
    upper_blank: bool


@record
class Figures:
    """All figures of one form. ``deferred``: refs of cost rows whose rate row says 按实列支."""

    costs: tuple[Cost, ...]
    prices: tuple[Price, ...]
    counts: tuple[Count, ...]
    budget: Budget | None
    months: Decimal
    deferred: frozenset[str]
    same_count: tuple[frozenset[str], ...]
    years: Mapping[str, Decimal]

    def per_year(self, unit: str) -> Decimal | None:
        """How many of a period make the year (months as the form says), None for no period."""
        return self.months if unit == "月" else self.years.get(unit)


def same_unit(one: str, other: str, groups: Sequence[frozenset[str]]) -> bool:
    """Whether two counting words count the same kind of thing (点 = 处 = 个)."""
    return one == other or any(one in group and other in group for group in groups)


def annual_rows(form: Form, words: Any) -> tuple[Indicator, ...]:
    """The rows of the year: in a double table, those outside the block of the whole period."""
    long_term = tuple(words["long_term"])
    return tuple(row for row in form.indicators if not row.text("block").startswith(long_term))


def figures(form: Form, book: Book) -> Figures:
    """Collect the figures of a form."""
    words = book.topics["reconcile"]
    years = {unit: Decimal(number) for unit, number in words["per_year"].items()}
    rows = annual_rows(form, words)
    costs = tuple(cost for row in rows if (cost := _cost(row, form, words)))
    return Figures(
        costs=costs,
        prices=tuple(p for row in rows for p in _prices(row, book, years)),
        counts=tuple(c for row in rows if (c := _count(row, words))),
        budget=_budget(form),
        months=_months(form, Decimal(words["months_default"])),
        deferred=_deferred(form, costs, words),
        same_count=tuple(frozenset(group) for group in words["same_count"]),
        years=years,
    )


def row_object(row: Indicator, words: Any) -> str:
    """The object a row's name speaks of."""
    return object_of(row.name or "", words["endings"], words["beginnings"])


def is_spending(row: Indicator, words: Any) -> bool:
    """A row whose money is spent, not saved, earned or contributed."""
    name = row.name or ""
    return not any(word in name for word in words["not_spent"])


def _cost(row: Indicator, form: Form, words: Any) -> Cost | None:
    if row.family != "cost" or not is_spending(row, words):
        return None
    number, unit = row.target.number, row.target.unit
    if number is None:
        return None
    if unit is None and form.money_unit and not row.target.unit_text:
        scale = Decimal(10000) if form.money_unit == "万元" else Decimal(1)
        text = form.money_unit
    elif unit is not None and unit.is_money:
        scale, text = unit.scale, unit.text
    else:
        return None
    return Cost(row, row_object(row, words), number, text, scale, number * scale)


def _prices(row: Indicator, book: Book, years: Mapping[str, Decimal]) -> list[Price]:
    """Money rates in the value cell or the standard cell of a row."""
    words = book.topics["reconcile"]
    out: list[Price] = []
    if row.family in ("economic", "social", "satisfaction"):
        return out
    for part, quantities in (("value", row.target.numbers), ("standard", row.standard_numbers)):
        for quantity in quantities:
            if quantity.unit.is_money_rate:
                out.append(_price(row, part, quantity, words, years))
    return out


def _price(
    row: Indicator, part: str, quantity: Quantity, words: Any, years: Mapping[str, Decimal]
) -> Price:
    period = next((unit for unit in quantity.unit.per if unit in years), "")
    shown = f"{quantity.number:f}{quantity.unit.text}"
    return Price(
        row, row_object(row, words), part, quantity.base_number, quantity.unit.per, shown, period
    )


def _count(row: Indicator, words: Any) -> Count | None:
    """A count of people or things among the outputs."""
    quantity = row.target.quantity
    if quantity is None or quantity.unit.family not in ("people", "count", "time"):
        return None
    if row.family not in ("quantity", "other") or quantity.unit.per:
        return None
    text = f"{quantity.number:f}{quantity.unit.text}"
    return Count(row, row_object(row, words), quantity.base_number, quantity.unit.base, text)


def _budget(form: Form) -> Budget | None:
    amount = form.amounts.get("budget_amount")
    if amount is None or amount.yuan is None or amount.number is None or not amount.number:
        return None
    scale = Decimal(10000) if amount.unit == "万元" else Decimal(1)
    yuan, tolerance = amount.yuan, half_last_digit(amount.number) * scale
    upper = form.amounts.get("higher_level_funds")
    local_only = "本级" in form.fields["budget_amount"].label
    blank = local_only and upper is not None and upper.number is None
    if local_only and upper is not None and upper.yuan is not None:
        yuan += upper.yuan
    return Budget(yuan, tolerance, amount.unit or "元", blank)


def _months(form: Form, default: Decimal) -> Decimal:
    """The months the year's payments run, from a time row such as ``1-12月``; else the default."""
    for row in form.indicators:
        if row.family == "timeliness":
            for text in (row.name or "", row.target.raw):
                months = _month_span(text)
                if months:
                    return Decimal(months)
    return default


def _month_span(text: str) -> int:
    """``1-12月`` → 12, ``3—8月`` → 6; 0 where the text is no span of months."""
    squeezed = "".join(text.split())
    if not squeezed.endswith("月"):
        return 0
    head = squeezed[:-1].replace("月", "")
    for dash in ("-", "—", "–", "~", "～", "至", "－"):
        left, found, right = head.partition(dash)
        if found and left.isdigit() and right.isdigit() and 1 <= int(left) <= int(right) <= 12:
            return int(right) - int(left) + 1
    return 0


def _deferred(form: Form, costs: Sequence[Cost], words: Any) -> frozenset[str]:
    """Cost rows for whose object another row defers the rate (按实列支)."""
    put_off = {
        row_object(row, words)
        for row in form.indicators
        if row.target.kind == "reimburse" and row.family != "cost"
    }
    return frozenset(cost.row.ref for cost in costs if cost.object in put_off)
