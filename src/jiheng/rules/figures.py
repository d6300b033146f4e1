"""The figures of a form that arithmetic speaks of: costs, prices, counts, periods, the budget."""

from __future__ import annotations

from decimal import Decimal

from ..model.record import record
from .objects import object_of
from .words import has, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..model.form import Form, Indicator
    from ..policy import Book

ZERO = Decimal(0)


@record
class Cost:
    """A cost row in money. ``number`` as printed, ``scale`` to 元, ``yuan`` the amount.

    ``parts``: amounts in 元 that its own cell names (含设备30万元、安装20万元); where the cell
    names no whole, the amount is their sum and ``summed`` is set. ``partial``: its cells speak of
    a part of a price (首付款, 本年支付60%), so that a product of it need not give the amount;
    ``portions`` are the percentages they name.
    """

    row: Indicator
    object: str
    number: Decimal
    unit: str
    scale: Decimal
    yuan: Decimal
    parts: tuple[Decimal, ...] = ()
    summed: bool = False
    partial: bool = False
    portions: tuple[Decimal, ...] = ()


@record
class Price:
    """A money rate. ``yuan`` per each of ``per``; ``text`` as printed in canonical units.

    A denominator "" is one the form does not name (单价 5000元). ``digit`` is half a unit of the
    last printed digit, in 元. ``sign``: ">=" or "<=" where it is only a floor or a ceiling.
    """

    row: Indicator
    object: str
    part: str
    yuan: Decimal
    per: tuple[str, ...]
    text: str
    period_unit: str = ""
    digit: Decimal = ZERO
    sign: str = ""


@record
class Count:
    """A counted quantity (people, points, devices, metres …) in its base unit."""

    row: Indicator
    object: str
    number: Decimal
    unit: str
    text: str


@record
class Share:
    """A percentage or another ratio that money can be multiplied by: 利率 4.35% is 0.0435."""

    row: Indicator
    object: str
    number: Decimal
    text: str


@record
class Sum:
    """Money that is no cost and may be the base of a share: 贷款本金 1000万元, in 元."""

    row: Indicator
    object: str
    yuan: Decimal
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
    """All figures of one form. ``deferred``: refs of cost rows whose rate row says 按实列支.

    ``loose``: counts whose unit only their name suggests, or one of several in a cell; they may
    close an equation and never open one. ``months_stated``: the form says how many months it
    pays. ``unread``: refs of cost rows that hold money, but no single amount. ``bases``: the base
    and scale of measures whose rates occur (公里 → 米, 1000).
    """

    costs: tuple[Cost, ...]
    prices: tuple[Price, ...]
    counts: tuple[Count, ...]
    budget: Budget | None
    months: Decimal
    deferred: frozenset[str]
    same_count: tuple[frozenset[str], ...]
    years: Mapping[str, Decimal]
    loose: tuple[Count, ...] = ()
    shares: tuple[Share, ...] = ()
    sums: tuple[Sum, ...] = ()
    months_stated: bool = False
    unread: frozenset[str] = frozenset()
    bases: Mapping[str, tuple[str, Decimal]] = {}

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


def row_object(row: Indicator, words: Any) -> str:
    """The object a row's name speaks of."""
    return object_of(row.name or "", words["endings"], words["beginnings"])


def is_spending(row: Indicator, words: Any) -> bool:
    """A row whose money is spent, not saved, earned or contributed."""
    name = row.name or ""
    return not any(word in name for word in words["not_spent"])


def is_price_paid(row: Indicator, form: Form, book: Book) -> bool:
    """A target that says what is paid: an amount or rate of money spent, or 按实列支 for something
    that is a cost row as well. Such a row states no quality (TAX06, CMP12).
    """
    target = row.target
    if target.kind == "reimburse":
        words = book.topics["reconcile"]
        own = row_object(row, words)
        costs = (other for other in form.indicators if other.family == "cost")
        return any(row_object(cost, words) == own for cost in costs)
    if target.kind not in ("quant", "rate", "range") or target.unit is None:
        return False
    return target.unit.family == "money" and not has(row.name or "", terms(book, "incomes"))
