"""A file of records → one batch of the store, whole or not at all.

The file is read in slices of rows, so that its size does not matter; every cell is checked, and
what is wrong comes back as a list with row, column, value and remedy. Only a file without faults
becomes a batch. The same file for the same table is the same batch.
"""

from __future__ import annotations

import os
import re
from decimal import Decimal
from hashlib import sha256
from itertools import islice

from ..model.refusal import Refusal
from ..model.tables import FLAG, MONEY, Column
from . import rows
from .heading import find, source_of
from .mapper import SYNTHETIC, Mapper
from .outcome import ASKED, IMPORTED, KNOWN, REFUSED, SEEN, Preview, Result, Wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    import pyarrow as pa

    from ..policy import Book
    from .fault import Fault
    from .heading import Heading, Source
    from .store import Store

MOST_ROWS = 20_000_000  # of one file; its keys take 12 bytes each
LISTED = 1_000  # faults, after which reading stops
SAMPLE = 5  # rows in the preview
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,39}")
DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
FLAGGED = Column(SYNTHETIC, FLAG, False)


def answers_path(store: Store) -> str:
    """Where the answers about columns are kept: beside the store, which is sealed."""
    return f"{os.path.normpath(store.path)}.columns.json"


def bring(
    path: str,
    store: Store,
    book: Book,
    wanted: Wanted | None = None,
    told: Callable[[int, int, int], object] = lambda rows, done, size: None,
) -> Result:
    """Import one file. ``told`` hears rows, bytes read and bytes in all. Raises Refusal."""
    wanted = wanted or Wanted()
    return take(source_of(path, wanted.sheet, wanted.encoding), store, book, wanted, told)


def take(
    source: Source,
    store: Store,
    book: Book,
    wanted: Wanted,
    told: Callable[[int, int, int], object] = lambda rows, done, size: None,
) -> Result:
    """Import what a source holds: a file, or what was pulled from elsewhere. Raises Refusal."""
    mapper = Mapper(book, answers_path(store))
    heading = find(source, mapper, wanted.table, wanted.columns, wanted.unit)
    if not heading.match.settled:
        return Result(source.path, ASKED, heading.table.name, match=heading.match)
    job = _Job(source, store, book, heading, wanted, told)
    if wanted.preview:
        return _known(store, source, heading) or job.look()
    with store.writing():
        result = _known(store, source, heading) or job.write()
    if result.status == IMPORTED:
        mapper.remember(heading.table.name, wanted.columns)
    return result


def _known(store: Store, source: Source, heading: Heading) -> Result | None:
    for entry in store.batches():
        if (entry["table"], entry["source_sha256"]) == (heading.table.name, source.digest):
            return Result(source.path, KNOWN, entry["table"], int(entry["rows"]), entry=entry)
    return None


class _Job:
    """One file on its way into the store."""

    def __init__(
        self,
        source: Source,
        store: Store,
        book: Book,
        heading: Heading,
        wanted: Wanted,
        told: Callable[[int, int, int], object],
    ) -> None:
        from . import checks
        from .keys import Keys

        self.source, self.store, self.heading, self.wanted = source, store, heading, wanted
        self.told = told
        self.table = heading.table
        words = book.topics["evidence"]
        self.rules = words["signs"].get(self.table.name) or {}
        self.keys = Keys()
        asked = () if wanted.unit else words["unit_asked"].get(self.table.name) or ()
        least = book.number(f"wan-below-{self.table.name}") if asked else Decimal(0)
        self.largest = checks.Largest(asked, least)
        self.reversals = checks.Reversals()
        self.known = checks.Known(store, self.table)
        self.closed = [m for m, names in store.locked().items() if self.table.name in names]
        self.faults: list[Fault] = []
        self.rows = self.synthetic = 0
        self.totals: dict[str, Decimal] = {}
        self.months: set[str] = set()
        self.sample: list[tuple[str, ...]] = []

    def look(self) -> Result:
        """Check everything and write nothing."""
        for _ in self._batches():
            pass
        return self._result(SEEN)

    def write(self) -> Result:
        """Check everything, write on the way, and commit if nothing is wrong."""
        from . import arrow

        number = len(self.store.whole().entries) + 1
        token = f"{number:06}-{self.source.digest[:16]}"
        folder = self.store.staging(token)
        writer = arrow.Writer(self.table, folder)
        try:
            for batch, booked in self._batches():
                if not self.faults:
                    writer.add(batch, self._parts(batch, booked))
            result = self._result(IMPORTED)
            if result.status == IMPORTED:
                files = _named(writer.close(), folder, self.table.name)
                result = self._result(IMPORTED, self.store.commit(token, self._entry(files)))
            return result
        finally:
            writer.abandon()
            self.store.discard(token)

    def _batches(self) -> Iterator[tuple[pa.RecordBatch, pa.Array]]:
        """Typed rows with the month each is booked in; what is wrong is noted."""
        from . import arrow, checks

        origin = (self.source.name, self.source.digest, self._at(), self.wanted.by)
        for numbers, texts in rows.slices(self.source, self.heading, self.faults):
            columns = []
            for column in self.table.columns:
                cells = texts.get(column.name) or [""] * len(numbers)
                wan = column.name in self.heading.wan
                array, faults = arrow.typed(cells, column, numbers, wan)
                columns.append(array)
                self.faults += faults
            marks, faults = arrow.typed(
                texts.get(SYNTHETIC) or [""] * len(numbers), FLAGGED, numbers
            )
            self.faults += faults
            batch = arrow.batch(self.table, columns, (*origin, marks.fill_null(0)))
            booked = checks.months(batch, self.table)
            self._check(batch, booked, numbers)
            yield batch, booked
            self.told(self.rows, self.source.done, self.source.size)
            if len(self.faults) >= LISTED:
                return
        self._afterwards()

    def _check(self, batch: pa.RecordBatch, booked: pa.Array, numbers: Sequence[int]) -> None:
        from . import checks

        self.rows += len(batch)
        if self.rows > MOST_ROWS:
            raise Refusal(
                self.source.path,
                f"超过 {MOST_ROWS:,} 行",
                "请按月或按项目拆成几个文件分别导入",
                problem_en=f"has more than {MOST_ROWS:,} rows",
                remedy_en="Split it by month or project and import the parts",
            )
        self.faults += checks.locked(batch, self.table, booked, self.closed, numbers)
        self.faults += checks.signs(batch, self.table, self.rules, numbers)
        self.largest.add(batch)
        self.known.add(batch)
        if self.table.name == "ledger":
            self.reversals.add(batch, numbers)
        key = [batch.column(name).to_pylist() for name in self.table.key]
        self.keys.add(zip(*key, strict=True), numbers)
        self._note(batch, booked)

    def _note(self, batch: pa.RecordBatch, booked: pa.Array) -> None:
        """What the preview and the chain say of the rows."""
        import pyarrow.compute as pc

        self.synthetic += pc.sum(batch.column(SYNTHETIC)).as_py() or 0
        for column in self.table.columns:
            if column.type == MONEY:
                total = pc.sum(batch.column(column.name)).as_py() or 0
                self.totals[column.name] = self.totals.get(column.name, Decimal(0)) + total
        self.months |= {m for m in booked.unique().to_pylist() if m}
        for at in range(min(len(batch), SAMPLE - len(self.sample))):
            values = (batch.column(c.name)[at].as_py() for c in self.table.columns)
            self.sample.append(tuple("" if value is None else str(value) for value in values))

    def _afterwards(self) -> None:
        """What can be said only when all rows are known."""
        from . import arrow
        from .fault import Fault

        if not self.rows and not self.faults:
            raise Refusal(
                self.source.path,
                "表头下面没有数据",
                "请核对文件",
                problem_en="has no rows under its headings",
                remedy_en="Check the file",
            )
        twice = [(row, str(first)) for row, first in islice(self.keys.twice(), LISTED)]
        known: list[int] = []
        paths = self.store.open(self.table.name) if self.rows else []
        for group in arrow.stored(paths, self.table.key):
            known += [row for row in map(self.keys.row, group) if row]
            if len(known) >= LISTED:
                break
        name = "+".join(self.table.key)
        wanted = {row for row, _ in twice} | set(known)
        shown = rows.texts(self.source, self.heading, self.table.key, wanted)
        self.faults += [Fault(row, name, shown[row], "twice", (first,)) for row, first in twice]
        self.faults += [Fault(row, name, shown[row], "known") for row in known]
        self.faults += self.reversals.faults(self.keys, self.store)
        self.faults += self.largest.faults()

    def _parts(self, batch: pa.RecordBatch, booked: pa.Array) -> pa.Array:
        import pyarrow as pa
        import pyarrow.compute as pc

        from . import arrow

        dated = bool(self.table.period)
        years = arrow.each(booked, lambda month: month[:4] or ("undated" if dated else "all"))
        if not any(column.name == "project" for column in self.table.columns):
            return pc.binary_join_element_wise(years, pa.scalar("all"), "/")
        return pc.binary_join_element_wise(years, arrow.each(batch.column("project"), _folder), "/")

    def _entry(self, files: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        heading = self.heading
        origin = getattr(self.source, "origin", None)
        return {
            **({"origin": dict(origin)} if origin else {}),
            "table": self.table.name,
            "source": self.source.name,
            "source_sha256": self.source.digest,
            "rows": self.rows,
            "synthetic": self.synthetic,
            "totals": {name: f"{total:f}" for name, total in self.totals.items()},
            "columns": {heading.cells[at]: name for at, name in heading.match.found.items()},
            "wan": sorted(heading.wan),
            "at": self._at(),
            "by": self.wanted.by,
            "files": list(files),
        }

    def _at(self) -> str:
        if not self.wanted.at:
            from datetime import datetime

            return datetime.now().isoformat(" ", "seconds")
        return self.wanted.at

    def _result(self, status: str, entry: Mapping[str, Any] | None = None) -> Result:
        faults = tuple(sorted(self.faults, key=lambda one: one.row)[:LISTED])
        months = (min(self.months), max(self.months)) if self.months else ("", "")
        encoding = self.source.encoding
        preview = Preview(
            *(self.heading, encoding, self.rows, self.totals, months, tuple(self.sample)),
            self.synthetic,
        )
        return Result(
            self.source.path,
            REFUSED if faults else status,
            self.table.name,
            self.rows,
            faults,
            len(self.faults) >= LISTED,
            self.heading.match,
            preview,
            tuple(self.known.warnings()),
            entry,
        )


def _folder(project: str) -> str:
    """A project's name as a folder on every system, however it is written."""
    if _PLAIN.fullmatch(project) and project.lower() not in DEVICES:
        return project
    return "x-" + sha256(project.encode()).hexdigest()[:12]


def _named(made: Mapping[str, str], folder: str, table: str) -> list[dict[str, Any]]:
    """Rename finished files after their digests; what the chain says of each."""
    from .verify import digest_of

    files = []
    for part, path in sorted(made.items()):
        digest = digest_of(path)
        os.replace(path, os.path.join(folder, f"{digest}.parquet"))
        place = f"tables/{table}/{part}/{digest}.parquet"
        size = os.path.getsize(os.path.join(folder, f"{digest}.parquet"))
        files.append({"path": place, "sha256": digest, "bytes": size})
    return files
