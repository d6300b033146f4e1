"""Small files of records, and stores filled from them. 合成数据 SYNTHETIC."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from jiheng.evidence.imports import bring
from jiheng.evidence.outcome import Result, Wanted
from jiheng.evidence.store import Store
from jiheng.model.tables import TABLES
from jiheng.policy import load

BOOK = load()
CHAIN = "chain.jsonl"
AT = "2023-12-31 08:00:00"
LEDGER = tuple(column.name for column in TABLES["ledger"].columns)


def paid(entry: str, amount: str = "700.00", **changes: str) -> list[str]:
    """One row of the ledger."""
    row = {
        "entry_id": entry,
        "project": "P1",
        "item": "OT",
        "person_id": "P001",
        "service_period": "2023-03",
        "posting_date": "2023-03-25",
        "pay_date": "2023-03-25",
        "amount": amount,
        "kind": "pay",
        "ref_entry": "",
        "eligible": "1",
        "batch_id": "",
    }
    return list((row | changes).values())


def sheet(
    path: Path,
    rows: Iterable[Sequence[object]],
    heads: Sequence[str] = LEDGER,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    """A text file of records."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerows([heads, *rows])
    return path


def take(store: Store, path: Path, **wanted: object) -> Result:
    """Import one file."""
    return bring(str(path), store, BOOK, Wanted(at=AT, **wanted))  # type: ignore[arg-type]


def codes(result: Result) -> list[tuple[int, str, str]]:
    """Row, column and code of each fault."""
    return [(fault.row, fault.column, fault.code) for fault in result.faults]
