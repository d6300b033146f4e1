"""Columns of texts → typed Arrow columns, and Parquet files out of them and back.

The one place that knows Arrow. A column is parsed once a distinct text: evidence repeats itself.
"""

from __future__ import annotations

import os

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..model.tables import DATE, EXACT, FLAG, MONEY, MONTH, TEXT, TIME, WHOLE
from .fault import Bad, Fault
from .values import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from ..model.tables import Column, Table

TYPES: dict[str, pa.DataType] = {
    TEXT: pa.string(),
    WHOLE: pa.int64(),
    MONEY: pa.decimal128(18, 2),
    EXACT: pa.decimal128(18, 6),
    DATE: pa.date32(),
    TIME: pa.timestamp("us"),
    MONTH: pa.string(),
    FLAG: pa.int8(),
}
GROUP = 65_536  # rows to a row group
HELD = 131_072  # rows waiting for theirs, over all partitions
MANY = 4_096  # distinct texts from which the fast way is worth trying
PLAIN = {  # written as the stored type is read by Arrow itself; anything else is parsed by us
    MONEY: r"^-?\d{1,15}(\.\d{1,2})?$",
    EXACT: r"^-?\d{1,11}(\.\d{1,6})?$",
    WHOLE: r"^-?\d{1,17}$",
    TIME: r"^(19[5-9]\d|20\d\d)-\d\d-\d\d \d\d:\d\d:\d\d$",
}
RISKY = r"^[\s=+@＝＋－＠-]|[\x00-\x1f\x7f\x{fffd}\x{a0}\x{3000}]|\s$|^$"
LONG = 1_000  # characters from which a text is looked at one by one


def schema(table: Table) -> pa.Schema:
    """The stored columns: the table's, then where each row came from."""
    fields = [pa.field(c.name, TYPES[c.type]) for c in table.columns]
    fields += [pa.field(n, pa.string()) for n in ("source_doc_id", "sha256")]
    fields += [pa.field(n, pa.string()) for n in ("imported_at", "imported_by")]
    return pa.schema([*fields, pa.field("synthetic", TYPES[FLAG])])


def typed(
    texts: Sequence[str], column: Column, rows: Sequence[int], wan: bool = False
) -> tuple[pa.Array, list[Fault]]:
    """The column as it is stored, and a fault for every cell that cannot be (null there)."""
    raw = pa.array(texts, pa.string())
    if column.type == TEXT and not column.one_of:
        return _words(raw, column, rows)
    distinct = raw.dictionary_encode()
    fast = None if wan or len(distinct.dictionary) < MANY else _fast(raw, column)
    if fast is not None:
        return fast, []
    values, bad = [], {}
    for index, text in enumerate(distinct.dictionary.to_pylist()):
        try:
            values.append(parse(text, column, wan))
        except Bad as error:
            values.append(None)
            bad[index] = error
    faults = []
    if bad:
        for at, index in enumerate(distinct.indices.to_pylist()):
            if index in bad:
                one = bad[index]
                faults.append(Fault(rows[at], column.name, texts[at].strip(), one.code, one.more))
    return pa.array(values, TYPES[column.type]).take(distinct.indices), faults


def _words(raw: pa.Array, column: Column, rows: Sequence[int]) -> tuple[pa.Array, list[Fault]]:
    """Free text: only what looks risky is looked at one by one."""
    if not column.required:
        raw = pc.if_else(pc.equal(raw, ""), None, raw)
    risky = pc.or_(pc.match_substring_regex(raw, RISKY), pc.greater(pc.utf8_length(raw), LONG))
    risky = pc.fill_null(risky, False)
    if not pc.any(risky).as_py():
        return raw, []
    texts, faults = raw.to_pylist(), []
    for at in pc.indices_nonzero(risky).to_pylist():
        try:
            texts[at] = parse(texts[at], column)
        except Bad as error:
            faults.append(Fault(rows[at], column.name, texts[at].strip(), error.code, error.more))
            texts[at] = None
    return pa.array(texts, pa.string()), faults


def _fast(raw: pa.Array, column: Column) -> pa.Array | None:
    """The column in one go, where every cell is written plainly; else None."""
    pattern = PLAIN.get(column.type)
    if pattern is None or not pc.all(pc.match_substring_regex(raw, pattern)).as_py():
        return None
    try:
        return pc.cast(raw, TYPES[column.type])
    except pa.ArrowInvalid:  # a 30 February: found and named one by one
        return None


def each(array: pa.Array, change: Callable[[Any], str]) -> pa.Array:
    """``change`` of every value, reckoned once for each distinct one; "" for null."""
    if pa.types.is_timestamp(array.type):
        array = pc.cast(array, pa.date32(), safe=False)
    distinct = array.dictionary_encode()
    changed = pa.array([change(value) for value in distinct.dictionary.to_pylist()], pa.string())
    return pc.fill_null(changed.take(distinct.indices), "")


class Writer:
    """Writes the rows of one batch into a Parquet file a partition."""

    def __init__(self, table: Table, folder: str) -> None:
        self.schema = schema(table)
        self.folder = folder
        self._waiting: dict[str, list[pa.RecordBatch]] = {}
        self._held = 0
        self._open: dict[str, tuple[str, pq.ParquetWriter]] = {}

    def add(self, batch: pa.RecordBatch, parts: pa.Array) -> None:
        """Rows, and the partition ("2023/P1") of each."""
        for part in pc.unique(parts).to_pylist():
            self._waiting.setdefault(part, []).append(batch.filter(pc.equal(parts, part)))
        self._held += len(batch)
        full = self._held >= HELD
        for part, batches in list(self._waiting.items()):
            if full or sum(map(len, batches)) >= GROUP:
                self._write(part)

    def close(self) -> dict[str, str]:
        """Partition to the path of its finished file."""
        for part in list(self._waiting):
            self._write(part)
        for _, writer in self._open.values():
            writer.close()
        made = {part: path for part, (path, _) in self._open.items()}
        for path in made.values():
            with open(path, "rb+") as file:
                os.fsync(file.fileno())
        return made

    def abandon(self) -> None:
        """Let go of the files (Windows deletes none that is open)."""
        for _, writer in self._open.values():
            writer.close()

    def _write(self, part: str) -> None:
        batches = self._waiting.pop(part)
        self._held -= sum(map(len, batches))
        if part not in self._open:
            path = os.path.join(self.folder, f"{len(self._open)}.part")
            self._open[part] = (path, pq.ParquetWriter(path, self.schema, compression="zstd"))
        self._open[part][1].write_table(
            pa.Table.from_batches(batches, self.schema), row_group_size=GROUP
        )


def batch(table: Table, columns: Sequence[pa.Array], provenance: Sequence[Any]) -> pa.RecordBatch:
    """Typed columns with their provenance; the last of it, ``synthetic``, is a column."""
    count = len(columns[0])
    *constant, synthetic = provenance
    same = [pa.repeat(pa.scalar(value, pa.string()), count) for value in constant]
    return pa.record_batch([*columns, *same, synthetic], schema=schema(table))


def stored(
    paths: Iterable[str], names: Sequence[str], where: tuple[str, str] | None = None
) -> Iterator[list[tuple[Any, ...]]]:
    """Values of some columns, by the group; ``where``: (column, value) that rows must have."""
    read = [*names, *([where[0]] if where and where[0] not in names else [])]
    for path in paths:
        with pq.ParquetFile(path) as file:
            for part in file.iter_batches(batch_size=65_536, columns=read):
                if where:
                    part = part.filter(pc.equal(part.column(where[0]), where[1]))
                yield list(zip(*(part.column(name).to_pylist() for name in names), strict=True))
