"""The evidence as one measure sees it: what it takes is written down, so that it can be shown."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from ..model.record import record
from ..model.result import Used
from ..model.tables import DATE, TABLES, TIME
from .engines import fetch, inline, keep
from .exact import fen_column

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ..policy import Book

    Condition = tuple[str, str, tuple[str | int, ...]]


@record
class Sums:
    """Ledger rows added up, in fen."""

    rows: int
    fen: int
    eligible: int


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
        self._known: dict[object, Any] = {}

    def again(self) -> Evidence:
        """The same evidence with nothing taken yet; what was reckoned already stays known."""
        made = Evidence(self.con, self.year, self.told, self.book)
        made._known = self._known
        return made

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """What ``make`` gave the first time; a table is kept. All forms of a day share it."""
        if key not in self._known:
            made = make()
            self._known[key] = keep(made) if hasattr(made, "to_pyarrow") else made
        return self._known[key]

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
        if table not in self._known:
            self._known[table] = self.con.table(table)
        return self._known[table]

    def take(self, table: str, *conditions: Condition) -> Any:
        """The rows that meet every condition; noted as used."""
        return matching(self.whole(table), self._note(Used(table, conditions)), self.whole)

    def _note(self, used: Used) -> Used:
        if used not in self.used:
            self.used.append(used)
        return used

    def paid(self, project: str, items: Sequence[str] = ()) -> Any:
        """Ledger rows paid in the year by the day (cash); refunds of earlier years left out."""
        return self.take("ledger", *_booked(project, items), *self._year())

    def cash(self, project: str, items: Sequence[str] = ()) -> Sums:
        """What ``paid`` adds up to."""
        self._note(Used("ledger", (*_booked(project, items), *self._year())))
        return self._sums("cash", project, self._year(), items)

    def served(self, project: str, items: Sequence[str] = ()) -> Any:
        """Ledger rows for months of service of the year that have ended (accrual)."""
        return self.take("ledger", *_booked(project, items), self._months_ended())

    def accrued(self, project: str, items: Sequence[str] = (), without: Sequence[str] = ()) -> Sums:
        """What ``served`` adds up to, some items left out."""
        self._note(Used("ledger", (*_booked(project, items), self._months_ended())))
        return self._sums("accrued", project, (self._months_ended(),), items, without)

    def _year(self) -> tuple[Condition, ...]:
        return (
            ("pay_date", ">=", (str(self.first),)),
            ("pay_date", "<=", (str(self.as_of),)),
        )

    def _months_ended(self) -> Condition:
        return ("service_period", "in", self.ended)

    def _sums(
        self,
        basis: str,
        project: str,
        conditions: tuple[Condition, ...],
        items: Sequence[str],
        without: Sequence[str] = (),
    ) -> Sums:
        """One question a project, however many of its items are asked for."""

        def ask() -> dict[str, Sums]:
            rows = Used("ledger", (*_booked(project), *conditions))
            table = matching(self.whole("ledger"), rows, self.whole)
            fen = fen_column(table["amount"])
            told = table.group_by("item").aggregate(
                rows=table.count(), fen=fen.sum(), good=fen.sum(where=table["eligible"] == 1)
            )
            return {
                row["item"]: Sums(row["rows"], int(row["fen"]), int(row["good"] or 0))
                for row in self.rows(told)
            }

        found: dict[str, Sums] = self.once((basis, project), ask)
        asked = [
            one
            for item, one in found.items()
            if (not items or item in items) and item not in without
        ]
        return Sums(
            sum(one.rows for one in asked),
            sum(one.fen for one in asked),
            sum(one.eligible for one in asked),
        )

    def months(self) -> Any:
        """One row an ended month: month, first, mid, last, days."""
        return self.once("months", self._months)

    def _months(self) -> Any:
        ends = [month_end(self.year, int(month[5:])) for month in self.ended]
        kinds = {"month": "string", "first": "date", "mid": "date", "last": "date", "days": "int64"}
        rows = [
            (f"{end:%Y-%m}", end.replace(day=1), end.replace(day=15), end, end.day) for end in ends
        ]
        return inline(self.con, kinds, rows)

    def one(self, table: Any) -> dict[str, Any]:
        """The only row of an aggregate."""
        return fetch(self.con, table)[0]

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """Rows of a small aggregate (a month, a year or a group each)."""
        return fetch(self.con, table)


def _booked(project: str, items: Sequence[str] = ()) -> tuple[Condition, ...]:
    base: tuple[Condition, ...] = (("project", "=", (project,)), ("kind", "not", ("refund_prior",)))
    return (*base, ("item", "in", tuple(items))) if items else base


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def matching(table: Any, used: Used, look: Callable[[str], Any]) -> Any:
    """The rows of a table that meet the conditions; ``look`` finds other tables by name."""
    tests: list[Any] = []
    via: list[tuple[Any, ...]] = []
    for column, op, values in used.conditions:
        kind = TABLES[used.table].column(column).type
        if op == "via":
            via.append((column, *values))
            continue
        dated = kind in (DATE, TIME)
        wanted: list[Any] = [date.fromisoformat(str(v)) if dated else v for v in values]
        tests.append(_test(table[column], op, wanted))
    table = table.filter(tests) if tests else table
    for column, other, key, *keys in via:
        there = look(str(other))
        there = there.filter(there[str(key)].isin(keys)).select(column).distinct()
        table = table.semi_join(there, column)
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
