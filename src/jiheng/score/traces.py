"""From a figure back to its rows of evidence: how many, from which batch, and their keys."""

from __future__ import annotations

from ..model.record import record
from ..model.tables import TABLES
from .engines import fetch, stored
from .records import ids, matching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..model.result import Used


@record
class Batch:
    """Rows of one imported file. ``digest``: SHA-256 of that file as it was imported."""

    file: str
    digest: str
    rows: int


@record
class Trace:
    """The rows of one table that a figure rests on. ``batches`` is empty outside a store."""

    table: str
    conditions: tuple[tuple[str, str, tuple[str | int, ...]], ...]
    rows: int
    batches: tuple[Batch, ...] = ()


class Tracer:
    """Counts the rows behind figures; the same rows are counted once."""

    def __init__(self, con: Any, store: Mapping[str, list[str]] | None = None) -> None:
        """``store``: table name to the paths of its files, where rows know their source."""
        self.con, self.store = con, store or {}
        self._known: dict[Used, Trace] = {}
        self._stored: dict[str, Any] = {}

    def trace(self, used: Used) -> Trace:
        """Rows and batches of what a figure used."""
        if used not in self._known:
            self._known[used] = self._trace(used)
        return self._known[used]

    def first(self, used: Used, most: int) -> tuple[str, ...]:
        """The keys of the first rows, each as "a · b" where a key has several columns."""
        keys = TABLES[used.table].key
        told = fetch(self.con, ids(self.con, used).limit(most))
        return tuple(" · ".join(str(row[key]) for key in keys) for row in told)

    def _trace(self, used: Used) -> Trace:
        paths = self.store.get(used.table)
        if not paths:
            rows = matching(self.con.table(used.table), used, self.con.table)
            (told,) = fetch(self.con, rows.aggregate(n=rows.count()))
            return Trace(used.table, used.conditions, int(told["n"]))
        if used.table not in self._stored:
            self._stored[used.table] = stored(self.con, used.table, paths)
        rows = matching(self._stored[used.table], used, self.con.table)
        grouped = rows.group_by(file="source_doc_id", digest="sha256").aggregate(n=rows.count())
        batches = tuple(
            Batch(row["file"] or "", row["digest"] or "", int(row["n"]))
            for row in fetch(self.con, grouped.order_by("file", "digest"))
        )
        return Trace(used.table, used.conditions, sum(one.rows for one in batches), batches)
