"""The records as one person may read them: an engine in which nothing else is there.

Every page over records asks such an engine, never the store itself; so a page cannot show what is
somebody else's even by mistake. Nothing a person types becomes part of a query: conditions are
values of known columns.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import or_
from threading import RLock
from typing import Any

from jiheng.model.tables import DATE, TABLES, TIME
from jiheng.score.engines import connect, fetch, stored

from . import access, evidence

KEEP = 4  # engines; each holds views only, and costs a second to make
PERSONAL = ("person", "attendance", "bank_return", "si_contribution", "survey_response")
"""Tables with a row for a person: shown one by one at his own unit only."""
WITH_PROJECT = ("ledger", "contract", "budget_version")
BY_CONTRACT = ("invoice", "acceptance", "asset")
BY_PERSON = ("attendance", "bank_return", "si_contribution")
BY_POINT = ("availability_daily", "outage_event", "probe_sample", "inspection", "ticket")
BY_WORD = {  # table: (column, parameter of the bindings)
    "person": ("roster", "roster"),
    "point": ("group", "group"),
    "power_bill": ("meter_id", "meter"),
    "survey": ("survey_id", "survey"),
    "survey_response": ("survey_id", "survey"),
    "crime_monthly": ("category", "category"),
    "qual_doc": ("indicator", "indicator"),
}
_lock = RLock()  # one question at a time: DuckDB's connection is not for several threads
_kept: OrderedDict[tuple[str, str, access.Scope], Any] = OrderedDict()


@contextmanager
def opened(scope: access.Scope) -> Iterator[Any]:
    """An engine with the canonical tables, holding the rows in sight and no others."""
    held = evidence.store()
    key = (os.path.abspath(held.path), held.chain().head, scope)
    with _lock:
        if key not in _kept:
            _kept[key] = _engine(scope)
            while len(_kept) > KEEP:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        yield _kept[key]


def kept(make: Callable[..., Any], size: int = 32) -> Callable[..., Any]:
    """``make(con, scope, …)`` asked once for each state of the store; arguments are values."""
    answers: OrderedDict[Any, Any] = OrderedDict()

    def ask(scope: access.Scope, *args: Any) -> Any:
        held = evidence.store()
        key = (os.path.abspath(held.path), held.chain().head, scope, args)
        with _lock:
            if key not in answers:
                with opened(scope) as con:
                    answers[key] = make(con, scope, *args)
                while len(answers) > size:
                    answers.popitem(last=False)
            return answers[key]

    return ask


def _engine(scope: access.Scope) -> Any:
    held = evidence.store()
    there = held.tables()
    con = connect("duckdb", {})
    raw = {name: stored(con, name, held.open(name)) for name in there}
    ours = [
        str(entry["source_sha256"]) for entry in held.batches() if office_of(entry) in scope.offices
    ]
    for name, table in TABLES.items():
        if name not in raw:
            empty = con.table(name)
            text = empty[table.columns[0].name].cast("string")
            con.create_view(f"traced_{name}", empty.mutate(source_doc_id=text, sha256=text))
            continue
        mine = _mine(name, raw, scope, ours)
        con.create_view(f"traced_{name}", mine)
        con.create_view(name, mine.select([one.name for one in table.columns]), overwrite=True)
    return con


def office_of(entry: Mapping[str, Any]) -> str:
    """The unit that a batch was imported for, "" where it came by the command line."""
    return str(entry.get("by", "")).rpartition(" @ ")[2] if " @ " in entry.get("by", "") else ""


def signed(username: str, code: str) -> str:
    """Who imported for which unit, as the chain keeps it."""
    return f"{username} @ {code}"


def _mine(name: str, raw: Mapping[str, Any], scope: access.Scope, ours: Sequence[str]) -> Any:
    """The rows of a table in sight; people only where they are the person's own unit's."""
    rows = raw[name]
    codes = scope.own if name in PERSONAL else scope.codes
    tests = [test for test in (_tie(name, rows, raw, codes),) if test is not None]
    if ours and not (name in PERSONAL and not scope.people):
        tests.append(rows["sha256"].isin(ours))
    rows = rows.filter(reduce(or_, tests)) if tests else rows.filter(rows["sha256"].isnull())
    if name == "ledger" and scope.own != scope.codes:
        own = rows["project"].isin(sorted(scope.own) or [""])
        rows = rows.mutate(person_id=own.ifelse(rows["person_id"], None))
    return rows


def _tie(name: str, rows: Any, raw: Mapping[str, Any], codes: frozenset[str]) -> Any:
    """The condition that ties a row to one of the projects; None where nothing can."""
    bindings = tuple(evidence.bindings())

    def words(parameter: str) -> list[str]:
        return sorted(access.bound(bindings, codes, parameter))

    if name == "population_year":
        return rows["year"].notnull() if codes else None
    if name in WITH_PROJECT:
        return rows["project"].isin(sorted(codes)) if codes else None
    if name in BY_WORD:
        column, parameter = BY_WORD[name]
        return rows[column].isin(words(parameter)) if words(parameter) else None
    if name in BY_CONTRACT and "contract" in raw and codes:
        there = raw["contract"]
        there = there.filter(there["project"].isin(sorted(codes)))
        return rows["contract_id"].isin(there["contract_id"])
    if name in BY_PERSON and "person" in raw and words("roster"):
        there = raw["person"]
        there = there.filter(there["roster"].isin(words("roster")))
        return rows["person_id"].isin(there["person_id"])
    if name in BY_POINT and "point" in raw and words("group"):
        there = raw["point"]
        there = there.filter(there["group"].isin(words("group")))
        column = "scope" if name == "ticket" else "point_id"
        return rows[column].isin(there["point_id"])
    return None


def month_of(con: Any, name: str) -> Any:
    """The month each row is booked in, over ``traced_<name>``; None for a table without dates."""
    rows = con.table(f"traced_{name}")
    table = TABLES[name]
    if not table.period:
        return None

    def text(column: str) -> Any:
        kind = table.column(column).type
        cell = rows[column]
        return cell.strftime("%Y-%m") if kind in (DATE, TIME) else cell

    other = {"ledger": "pay_date", "si_contribution": "month"}.get(name)
    return text(table.period).coalesce(text(other)) if other else text(table.period)


def rows_of(con: Any, table: Any) -> list[dict[str, Any]]:
    """The rows of a small result."""
    return fetch(con, table)


def coverage(con: Any, scope: access.Scope) -> dict[str, dict[str, int]]:
    """Table to month ("" for undated rows) to rows in sight."""
    found: dict[str, dict[str, int]] = {}
    for name in evidence.store().tables():
        rows, month = con.table(f"traced_{name}"), month_of(con, name)
        if month is None:
            total = rows_of(con, rows.aggregate(n=rows.count()))[0]["n"]
            found[name] = {"": int(total)}
            continue
        told = rows_of(con, rows.group_by(at=month).aggregate(n=rows.count()))
        found[name] = {str(one["at"] or ""): int(one["n"]) for one in told}
    return found


def by_batch(con: Any, scope: access.Scope) -> dict[tuple[str, str], int]:
    """Rows in sight of each (table, digest of the source file)."""
    found: dict[tuple[str, str], int] = {}
    for name in evidence.store().tables():
        rows = con.table(f"traced_{name}")
        for one in rows_of(con, rows.group_by("sha256").aggregate(n=rows.count())):
            found[name, str(one["sha256"])] = int(one["n"])
    return found


covered, batched = kept(coverage), kept(by_batch)
