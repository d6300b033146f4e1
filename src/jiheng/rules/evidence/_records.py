"""The records of a year as the rules see them: typed, as of a day, money in whole fen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property

from ...model.finding import Outcome, Severity, Verdict
from ...model.place import Address, Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ...model.finding import Fact
    from ...model.result import Binding
    from ...policy import Book

PAID = ("pay", "backpay", "repay")
BACK = ("reversal", "refund", "credit")
SHOWN = 20  # further rows that a finding names; its facts have the number of all
ENTITLED = {
    "project": "string",
    "item": "string",
    "person_id": "string",
    "month": "string",
    "due": "int64",
    "how": "string",
    "cap": "int64",
    "grace": "int64",
}


class Records:
    """What a rule over records is given.

    ``pay``: bindings of pay rates with the months of service and what is ``due`` for each, as the
    measures count them.
    """

    def __init__(
        self,
        con: Any,
        bindings: Sequence[Binding],
        book: Book,
        year: int,
        as_of: date,
        *,
        pay: Sequence[tuple[Binding, Any]] = (),
    ) -> None:
        self.con, self.bindings, self.book = con, bindings, book
        self.year, self.as_of = year, as_of
        self.pay = pay
        self.kept: dict[str, Any] = {}  # what several rules share

    def table(self, name: str) -> Any:
        """A canonical table."""
        return self.con.table(name)

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """The rows of an expression: only what is conspicuous, or a small aggregate."""
        found: list[dict[str, Any]] = self.con.to_pyarrow(table).to_pylist()
        return found

    def has(self, name: str) -> bool:
        """Whether there is any row."""
        return bool(self.rows(self.table(name).limit(1)))

    def number(self, name: str) -> Decimal:
        """A threshold of the policy."""
        return self.book.number(name)

    def bound(self, measure: str, *parameters: str) -> Iterator[Binding]:
        """The bindings with a measure that have all of the parameters."""
        for one in self.bindings:
            if one.measure == measure and all(one.words(name) for name in parameters):
                yield one

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def months(self) -> tuple[str, str]:
        """The first month of the year and the last that has begun by the day."""
        last = min(self.as_of, date(self.year, 12, 31))
        return f"{self.year}-01", f"{last:%Y-%m}"

    @cached_property
    def ledger(self) -> Any:
        """What was paid by the day, with ``fen``."""
        rows = self.table("ledger")
        rows = rows.filter((rows["pay_date"] <= self.as_of).fill_null(False))
        return rows.mutate(fen=fen(rows["amount"]))

    @cached_property
    def sums(self) -> Any:
        """What a person was paid for a month of an item: a row each, kept for all rules.

        ``gross`` without what the bank sent back, ``net`` without what came back later; ``pays``:
        first payments that stood; ``most``/``least``: the largest and smallest of them; ``entry``:
        the last of them.
        """
        rows = self.ledger
        rows = rows.filter(rows["person_id"].notnull())
        kind, amount = rows["kind"], rows["fen"]
        pay = kind == "pay"
        made = rows.group_by("project", "item", "person_id", "service_period").aggregate(
            gross=amount.sum(where=kind.isin((*PAID, "bank_reject"))).fill_null(0).cast("int64"),
            net=amount.sum(where=kind != "refund_prior").fill_null(0).cast("int64"),
            pays=pay.sum().cast("int64") - (kind == "bank_reject").sum().cast("int64"),
            most=amount.max(where=pay),
            least=amount.min(where=pay),
            entry=rows["entry_id"].max(where=kind.isin(PAID)),
        )
        return made.cache()

    @cached_property
    def entitled(self) -> Any:
        """What is due to whom for which month: a row a person, month and bound item."""
        import ibis

        made, seen = [], set()
        graces = {
            (one.code, word): one.parameters.get("grace")
            for one in self.bound("on_time_months")
            for word in one.words("item")
        }
        for bound, months in self.pay:
            item = bound.words("item")[0]
            if (bound.code, item) in seen:
                continue
            seen.add((bound.code, item))
            grace = graces.get((bound.code, item)) or self.number("pay-grace-days")
            said = {
                "project": ibis.literal(bound.code),
                "item": ibis.literal(item),
                "person_id": months["person_id"],
                "month": months["month"],
                "due": months["due"],
                "how": ibis.literal(bound.text("due", "days")),
                "cap": ibis.literal(int(bound.text("cap", "31"))),
                "grace": ibis.literal(int(str(grace))),
            }
            made.append(
                months.select(**{name: said[name].cast(kind) for name, kind in ENTITLED.items()})
            )
        if not made:
            return ibis.memtable([], schema=ibis.schema(ENTITLED))
        return (ibis.union(*made) if len(made) > 1 else made[0]).cache()

    @cached_property
    def insured(self) -> tuple[str, ...]:
        """Items that the register of contributions speaks of; rules about it judge them."""
        found = self.table("si_contribution").select("insurance").distinct()
        return tuple(sorted(row["insurance"] for row in self.rows(found)))

    def owed(self) -> Any:
        """``entitled`` with what was paid for it: gross, net, pays, most, entry (NULL: nothing)."""
        paid = self.sums.rename(
            who="person_id", when="service_period", what="item", whose="project"
        )
        owed = self.entitled
        both = owed.left_join(
            paid,
            (owed["project"] == paid["whose"])
            & (owed["item"] == paid["what"])
            & (owed["person_id"] == paid["who"])
            & (owed["month"] == paid["when"]),
        )
        return both.drop("who", "when", "what", "whose")

    def serving(self, rows: Any, month: str) -> Any:
        """``rows`` with ``known`` (1: on the roster at all) and ``there`` (1: in service then).

        ``month`` is the column of the month. Somebody who left and came back has several rows.
        """
        import ibis

        people = self.table("person")
        people = people.select(
            who="person_id",
            since=people["join_date"].strftime("%Y-%m").fill_null("0000"),
            until=people["leave_date"].strftime("%Y-%m").fill_null("9999"),
        )
        keys = rows.select("person_id", month).distinct()
        both = keys.left_join(people, keys["person_id"] == people["who"])
        inside = (both["since"] <= both[month]) & (both[month] <= both["until"])
        told = both.group_by(of="person_id", at=month).aggregate(
            known=both["who"].notnull().cast("int64").max(),
            there=ibis.ifelse(inside.fill_null(False), 1, 0).max(),
        )
        joined = rows.join(told, (rows["person_id"] == told["of"]) & (rows[month] == told["at"]))
        return joined.drop("of", "at")


def fen(money: Any) -> Any:
    """A column of yuan with two decimals as whole fen."""
    return (money * 100).floor().cast("int64")


def yuan(amount: int) -> Decimal:
    """Whole fen as yuan."""
    return Decimal(int(amount)).scaleb(-2)


def percent(part: int, whole: int) -> Decimal:
    """A share in %, four places, half up; never 100 where something is missing."""
    size = (2 * part * 1_000_000 + whole) // (2 * whole)
    if size == 1_000_000 and part < whole:
        size -= 1
    return Decimal(size).scaleb(-4)


def at(table: str, *key: object, part: str = "") -> Place:
    """The place of an evidence row: its table and key."""
    name = "/".join(str(one) for one in key)
    return Place(0, f"{table}:{name}", part, name, address=Address(sheet=table))


def places(table: str, keys: Sequence[object]) -> tuple[Place, ...]:
    """The further places of a finding, the first of them."""
    return tuple(at(table, key) for key in keys[:SHOWN])


def found(
    state: str,
    place: Place,
    *also: Place,
    working: Sequence[str] = (),
    loud: str = "",
    **facts: Fact,
) -> Verdict:
    """A finding in a state (see the package). What is closed or a question is told, not shouted."""
    quiet = Severity.INFO if state in ("closed", "question") else None
    loudness = Severity(loud) if loud else quiet
    return Verdict(Outcome.FAIL, place, facts, tuple(working), state, (), also, loudness)


def figure(name: str, place: Place, *also: Place, **facts: Fact) -> Verdict:
    """A match or a pair that is no fault; ``name`` is the word of its sentence."""
    return Verdict(Outcome.PASS, place, facts, (), name, (), also)


def unjudged(name: str, place: Place, **facts: Fact) -> Verdict:
    """What cannot be judged, and why."""
    return Verdict(Outcome.INSUFFICIENT, place, facts, (), name)


def grouped(
    rows: Sequence[Mapping[str, Any]], *names: str
) -> Iterator[tuple[tuple[Any, ...], list[Mapping[str, Any]]]]:
    """Rows by the values of some columns, in the order of those values."""
    made: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        made.setdefault(tuple(row[name] for name in names), []).append(row)
    yield from sorted(made.items(), key=lambda pair: tuple(map(str, pair[0])))


def several(rows: Sequence[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    """The different values of a column, sorted; at most as many as a finding shows."""
    return tuple(sorted({str(row[name]) for row in rows}))[:SHOWN]
