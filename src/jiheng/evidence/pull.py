"""Records from a described source into the store: pulled whole, then imported like a file.

The same checks, digest and error list apply; the chain also keeps where the rows are from
(``origin``): the description and its digest, the days, the place, the query, the samples seen.
"""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from ..model.record import replace
from ..model.refusal import Refusal
from . import arrow
from .imports import take
from .mapper import SYNTHETIC
from .outcome import Wanted
from .sources.asked import Asked, Service
from .sources.described import describe
from .sources.spool import Spool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date
    from typing import Any

    from ..policy import Book
    from .outcome import Result
    from .sources.described import Described
    from .store import Store


def pull(
    path: str,
    store: Store,
    book: Book,
    since: date | None = None,
    until: date | None = None,
    wanted: Wanted | None = None,
    told: Callable[[int], object] = lambda rows: None,
    permitted: Collection[str] | None = None,
) -> Result:
    """Import what the source described in the file has for the days. Raises Refusal.

    ``told`` hears how many rows came so far; ``permitted``: see described.describe.
    """
    if since and until and since > until:
        raise Refusal(
            f"{since} … {until}",
            "起止日期颠倒",
            "请改正 --since 和 --until",
            problem_en="ends before it begins",
            remedy_en="Mend --since and --until",
        )
    source = describe(path, permitted)
    points = register(store) if source.kind == "prometheus" else ()
    asked, wanted = Asked(since, until, points), wanted or Wanted()
    origin: dict[str, Any] = {
        "description": os.path.basename(path),
        "description_sha256": source.digest,
        "dated": source.dated,
        "since": str(since or ""),
        "until": str(until or ""),
    }
    with TemporaryDirectory(prefix="jiheng-") as folder:
        spool = spooled(source, rows(source, asked, origin), origin, folder, told)
        unit = wanted.unit or source.unit
        return take(spool, store, book, replace(wanted, table=source.table, unit=unit))


def rows(source: Described, asked: Asked, origin: dict[str, Any]) -> Iterator[list[str]]:
    """Canonical rows of a source, in its columns' order. Raises Refusal."""
    if source.kind == "json":
        from .sources.web_json import rows as found
    elif source.kind == "prometheus":
        from .sources.prometheus import rows as found
    else:
        from .sources.database import rows as found
    return found(source, asked, origin)


def spooled(
    source: Described,
    found: Iterator[list[str]],
    origin: dict[str, Any],
    folder: str,
    told: Callable[[int], object] = lambda rows: None,
) -> Spool:
    """The rows on the disk, as an import reads them."""
    heads = [column.name for column in source.columns]
    if source.synthetic and SYNTHETIC not in heads:
        heads, plain = [*heads, SYNTHETIC], found
        found = ([*row, "1"] for row in plain)
    return Spool(folder, source.name, heads, _limited(source, found), origin, told)


def _limited(source: Described, found: Iterator[list[str]]) -> Iterator[list[str]]:
    from .imports import MOST_ROWS

    most = source.number("rows_at_most", MOST_ROWS, MOST_ROWS)
    for number, row in enumerate(found, 1):
        if number > most:
            raise source.refused(
                f"超过 {most:,} 行",
                "请缩短期间，或改 rows_at_most",
                f"has more than {most:,} rows",
                "Take shorter periods, or raise rows_at_most",
            )
        yield row


def register(store: Store) -> tuple[Service, ...]:
    """The points of the store and when they were in service."""
    names = ("point_id", "group", "in_service_from", "in_service_to")
    return tuple(
        Service(*row) for group in arrow.stored(store.open("point"), names) for row in group
    )
