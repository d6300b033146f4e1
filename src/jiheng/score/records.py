"""The evidence as one measure sees it: what it takes is written down, so that it can be shown."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from ..model.result import Used
from ..model.tables import DATE, TABLES, TIME
from .engines import small

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ..policy import Book

    Condition = tuple[str, str, tuple[str | int, ...]]


class Evidence:
    """The canonical tables of one backend for one budget year, as of one day.

    ``as_of`` is the day whose state is told: payments until then, months ended by then, notices
    dated by then. A document that came later and speaks of that state counts.
    """

    def __init__(self, con: Any, year: int, as_of: date, book: Book) -> None:
        self.con = con
        self.book = book
        self.year = year
        self.as_of = min(as_of, date(year, 12, 31))
        self.told = as_of
        self.used: list[Used] = []
        self._tables: dict[str, Any] = {}

    def again(self) -> Evidence:
        """The same evidence with nothing taken yet; tables already looked up stay known."""
        made = Evidence(self.con, self.year, self.told, self.book)
        made._tables = self._tables
        return made

    def number(self, name: str) -> Decimal:
        """A threshold of the policy as of the year's end."""
        return self.book.number(name)

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    @property
    def ended(self) -> tuple[str, ...]:
        """The months of the year that have ended by the day."""
        return tuple(
            f"{self.year}-{m:02}" for m in range(1, 13) if month_end(self.year, m) <= self.as_of
        )

    def whole(self, table: str) -> Any:
        """A canonical table; ``take`` is how a measure gets at rows."""
        if table not in self._tables:
            self._tables[table] = self.con.table(table)
        return self._tables[table]

    def take(self, table: str, *conditions: Condition) -> Any:
        """The rows that meet every condition; noted as used."""
        used = Used(table, conditions)
        if used not in self.used:
            self.used.append(used)
        return matching(self.whole(table), used, self.whole)

    def paid(self, project: str, items: Sequence[str] = ()) -> Any:
        """Ledger rows paid in the year by the day (cash); refunds of earlier years left out."""
        span = (("pay_date", ">=", (str(self.first),)), ("pay_date", "<=", (str(self.as_of),)))
        return self.take("ledger", *_booked(project, items), *span)

    def served(self, project: str, items: Sequence[str] = ()) -> Any:
        """Ledger rows for months of service of the year that have ended (accrual)."""
        months: Condition = ("service_period", "in", self.ended)
        return self.take("ledger", *_booked(project, items), months)

    def months(self) -> Any:
        """One row an ended month: month, first, mid, last, days."""
        if "" not in self._tables:
            self._tables[""] = self._months()
        return self._tables[""]

    def _months(self) -> Any:
        kept = [int(month[5:]) for month in self.ended]
        ends = [month_end(self.year, m) for m in kept]
        return small(
            {"month": "string", "first": "date", "mid": "date", "last": "date", "days": "int64"},
            [
                {
                    "month": f"{end:%Y-%m}",
                    "first": end.replace(day=1),
                    "mid": end.replace(day=15),
                    "last": end,
                    "days": end.day,
                }
                for end in ends
            ],
        )

    def one(self, table: Any) -> dict[str, Any]:
        """The only row of an aggregate."""
        row: dict[str, Any] = self.con.to_pyarrow(table).to_pylist()[0]
        return row

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """Rows of a small aggregate (a month, a year or a group each)."""
        found: list[dict[str, Any]] = self.con.to_pyarrow(table).to_pylist()
        return found


def _booked(project: str, items: Sequence[str]) -> tuple[Condition, ...]:
    base: tuple[Condition, ...] = (("project", "=", (project,)), ("kind", "not", ("refund_prior",)))
    return (*base, ("item", "in", tuple(items))) if items else base


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def matching(table: Any, used: Used, look: Callable[[str], Any]) -> Any:
    """The rows of a table that meet the conditions; ``look`` finds other tables by name."""
    for column, op, values in used.conditions:
        kind = TABLES[used.table].column(column).type
        if op == "via":
            other, key, *wanted = values
            there = look(str(other))
            there = there.filter(there[str(key)].isin(wanted)).select(column).distinct()
            table = table.semi_join(there, column)
            continue
        dated = kind in (DATE, TIME)
        tested: list[Any] = [date.fromisoformat(str(v)) if dated else v for v in values]
        table = table.filter(_test(table[column], op, tested))
    return table


def _test(cell: Any, op: str, wanted: list[Any]) -> Any:
    if op == "=":
        return cell == wanted[0]
    if op == "<=":
        return cell <= wanted[0]
    if op == ">=":
        return cell >= wanted[0]
    return cell.isin(wanted) if op == "in" else cell.notin(wanted)


def ids(con: Any, used: Used) -> Any:
    """An Ibis table of the keys of the rows a figure rests on, in their order."""
    key = list(TABLES[used.table].key)
    return matching(con.table(used.table), used, con.table).select(key).order_by(key)
