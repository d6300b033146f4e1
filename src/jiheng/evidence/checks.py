"""What rows must not do: wrong signs for their kind, locked months, reversals of reversals."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from ..model.tables import MONEY
from . import arrow
from .fault import Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from typing import Any

    from ..model.tables import Table
    from .keys import Keys
    from .store import Store

INSTEAD = {"ledger": "pay_date", "si_contribution": "month"}
"""The column that dates a row where its table's period column is blank."""
IDS = {"person_id": "person", "point_id": "point"}
SHOWN = 20  # unknown ids named


def month(value: Any) -> str:
    """The month of a date, or a month as it is."""
    return str(value)[:7] if value is not None else ""


def months(batch: pa.RecordBatch, table: Table) -> pa.Array:
    """The month each row is booked in, "" in a table without periods."""
    if not table.period:
        return pa.repeat(pa.scalar(""), len(batch))
    found = arrow.each(batch.column(table.period), month)
    if table.name in INSTEAD:
        other = arrow.each(batch.column(INSTEAD[table.name]), month)
        found = pc.if_else(pc.equal(found, ""), other, found)
    return found


def locked(
    batch: pa.RecordBatch,
    table: Table,
    booked: pa.Array,
    closed: Sequence[str],
    rows: Sequence[int],
) -> list[Fault]:
    """Rows booked in a locked month (IR-107)."""
    if not closed:
        return []
    bad = pc.is_in(booked, value_set=pa.array(closed, pa.string()))
    if not pc.any(bad).as_py():
        return []
    found = []
    for at in pc.indices_nonzero(bad).to_pylist():
        shown = (
            batch.column(table.period)[at].as_py() or batch.column(INSTEAD[table.name])[at].as_py()
        )
        found.append(Fault(rows[at], table.period, str(shown), "locked", (booked[at].as_py(),)))
    return found


def signs(
    batch: pa.RecordBatch, table: Table, rules: Mapping[str, Any], rows: Sequence[int]
) -> list[Fault]:
    """Amounts below zero where their kind does not allow it, and above where it does not."""
    found: list[Fault] = []
    for column in table.columns:
        if column.type != MONEY:
            continue
        amounts = batch.column(column.name)
        below, above = pc.less(amounts, 0), pc.greater(amounts, 0)
        rule = rules.get(column.name)
        if rule is None:
            found += _signed(below, batch, column.name, "", "negative", rows)
            continue
        kinds = batch.column(rule["by"])
        for words, wrong, code in (("plus", below, "negative"), ("minus", above, "positive")):
            there = pc.is_in(kinds, value_set=pa.array(rule[words], pa.string()))
            found += _signed(pc.and_(there, wrong), batch, column.name, rule["by"], code, rows)
    return found


def _signed(
    bad: pa.Array, batch: pa.RecordBatch, column: str, by: str, code: str, rows: Sequence[int]
) -> list[Fault]:
    bad = pc.fill_null(bad, False)
    if not pc.any(bad).as_py():
        return []
    return [
        Fault(
            rows[at],
            column,
            str(batch.column(column)[at].as_py()),
            code,
            (str(batch.column(by)[at].as_py()) if by else column,),
        )
        for at in pc.indices_nonzero(bad).to_pylist()
    ]


class Largest:
    """The largest amount of each money column: too small, and the unit may be 万元."""

    def __init__(self, columns: Sequence[str], least: Decimal) -> None:
        self.columns, self.least = columns, least
        self.found: dict[str, Any] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        """Look at a batch."""
        for name in self.columns:
            top = pc.max(pc.abs(batch.column(name))).as_py()
            if top is not None:
                self.found[name] = max(self.found.get(name, top), top)

    def faults(self) -> list[Fault]:
        """A question for each column without an amount of ordinary size."""
        return [
            Fault(0, name, "", "wan-looks", (f"{top:f} 元",))
            for name, top in self.found.items()
            if 0 < top < self.least
        ]


class Reversals:
    """Entries of kind ``reversal``: each names one known entry, that is none itself, once."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, str, str]] = []

    def add(self, batch: pa.RecordBatch, rows: Sequence[int]) -> None:
        """Note the reversals of a batch of ledger rows."""
        hits = pc.fill_null(pc.equal(batch.column("kind"), "reversal"), False)
        for at in pc.indices_nonzero(hits).to_pylist():
            entry, ref = (batch.column(name)[at].as_py() for name in ("entry_id", "ref_entry"))
            self.seen.append((rows[at], entry or "", ref or ""))

    def faults(self, keys: Keys, store: Store) -> list[Fault]:
        """What cannot stand, against the file and the store."""
        if not self.seen:
            return []
        paths = store.open("ledger")
        own, done = {entry for _, entry, _ in self.seen}, set()
        for group in arrow.stored(paths, ("entry_id", "ref_entry"), ("kind", "reversal")):
            own |= {entry for entry, _ in group}
            done |= {ref for _, ref in group}
        outside = {ref for _, _, ref in self.seen if ref and not keys.row((ref,))}
        known: set[str] = set()
        for group in arrow.stored(paths, ("entry_id",)) if outside else ():
            known |= outside & {entry for (entry,) in group}
        found = []
        for row, _, ref in self.seen:
            if not ref or ref in outside - known:
                found.append(Fault(row, "ref_entry", ref, "reverses-nothing"))
            elif ref in own:
                found.append(Fault(row, "ref_entry", ref, "reverses-reversal", (ref,)))
            elif ref in done:
                found.append(Fault(row, "ref_entry", ref, "reverses-again", (ref,)))
            done.add(ref)
        return found


class Known:
    """Ids that the roster of people or points does not have: told, not refused."""

    def __init__(self, store: Store, table: Table) -> None:
        self.unknown: dict[str, dict[str, int]] = {}
        self.ids: dict[str, pa.Array] = {}
        for name in (column.name for column in table.columns):
            if name in IDS and IDS[name] != table.name:
                every: set[str] = set()
                for group in arrow.stored(store.open(IDS[name]), (name,)):
                    every.update(one for (one,) in group)
                self.ids[name] = pa.array(sorted(every), pa.string())
                self.unknown[name] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        """Look at a batch."""
        for name, ids in self.ids.items():
            if len(ids):
                column = batch.column(name).drop_null()
                strange = column.filter(pc.invert(pc.is_in(column, value_set=ids)))
                for count in pc.value_counts(strange).to_pylist():
                    seen = self.unknown[name]
                    seen[count["values"]] = seen.get(count["values"], 0) + count["counts"]

    def warnings(self) -> list[tuple[str, str, int, tuple[str, ...]]]:
        """(column, roster table, how many ids, the first of them); -1: there is no roster yet."""
        found: list[tuple[str, str, int, tuple[str, ...]]] = []
        for name, ids in self.ids.items():
            if not len(ids):
                found.append((name, IDS[name], -1, ()))
            elif self.unknown[name]:
                names = sorted(self.unknown[name])
                found.append((name, IDS[name], len(names), tuple(names[:SHOWN])))
        return found
