"""The synthetic year as Parquet files, as a store would hold it, for tests of the measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jiheng.evidence.synthetic import MAKERS
from jiheng.model.tables import DATE, EXACT, FLAG, MONEY, TABLES, TIME, WHOLE

TYPES = {
    WHOLE: pa.int64(),
    FLAG: pa.int64(),
    MONEY: pa.decimal128(18, 2),
    EXACT: pa.decimal128(18, 6),
    DATE: pa.date32(),
    TIME: pa.timestamp("us"),
}
Source = dict[str, list[str]]


def write(folder: Path, name: str, rows: Iterable[tuple[object, ...]]) -> str:
    """One Parquet file of canonical rows; its path."""
    columns = TABLES[name].columns
    rows = list(rows)
    data = []
    for place, column in enumerate(columns):
        values: list[Any] = [row[place] for row in rows]
        if column.type == EXACT:
            values = [None if v is None else Decimal(str(v)) for v in values]
        data.append(pa.array(values, type=TYPES.get(column.type, pa.string())))
    path = folder / f"{name}-{len(list(folder.iterdir()))}.parquet"
    pq.write_table(pa.table(data, names=[column.name for column in columns]), path)
    return str(path)


def year(folder: Path) -> Source:
    """The whole year, a file a table."""
    return {name: [write(folder, name, make())] for name, make in MAKERS.items()}


def shuffled(folder: Path) -> Source:
    """The same rows in another order, split over two files a table."""
    out = {}
    for name, make in MAKERS.items():
        rows = list(make())
        Random(7).shuffle(rows)
        half = len(rows) // 3
        out[name] = [write(folder, name, rows[:half]), write(folder, name, rows[half:])]
    return out


def changed(folder: Path, base: Source, rows: Mapping[str, Iterable[tuple[object, ...]]]) -> Source:
    """``base`` with the tables of ``rows`` instead."""
    return {**base, **{name: [write(folder, name, made)] for name, made in rows.items()}}
