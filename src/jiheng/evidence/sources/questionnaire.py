"""A closed questionnaire of our own → the tables ``survey`` and ``survey_response``.

A response carries no token and only its day; which token was burned is known nowhere near it.
"""

from __future__ import annotations

from tempfile import TemporaryDirectory

from ...model.record import replace
from ...model.tables import TABLES
from ..imports import take
from ..mapper import SYNTHETIC
from ..outcome import Wanted
from ..survey import METHODS
from .spool import Spool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...policy import Book
    from ..outcome import Result
    from ..store import Store
    from ..survey import Kept, Sheet


def surveys(sheet: Sheet) -> Iterator[list[str]]:
    """Rows of ``survey``: one a question."""
    method = METHODS[sheet.access]
    for item in sheet.items:
        days = (str(sheet.first), str(sheet.last))
        yield [item.survey_id, str(sheet.population), sheet.frame, *days, method, item.question]


def responses(sheet: Sheet, kept: Sequence[Kept]) -> Iterator[list[str]]:
    """Rows of ``survey_response``, in the order of their random numbers."""
    for place, item in enumerate(sheet.items):
        for one in sorted(kept, key=lambda one: one.response_id):
            score = one.scores[place]
            given = "" if score is None else str(score)
            at = f"{one.day} 00:00:00"
            yield [
                *(item.survey_id, one.response_id, "", one.device_hash, at),
                *(given, str(int(score is not None)), one.channel),
            ]


def bring(
    sheet: Sheet,
    kept: Sequence[Kept],
    store: Store,
    book: Book,
    wanted: Wanted | None = None,
    *,
    synthetic: bool = False,
) -> list[Result]:
    """Both tables into the store, each whole or not at all. Raises Refusal."""
    found = []
    for table, rows in (("survey", surveys(sheet)), ("survey_response", responses(sheet, kept))):
        heads = [*(column.name for column in TABLES[table].columns), SYNTHETIC]
        marked = ([*row, str(int(synthetic))] for row in rows)
        origin = {"kind": "questionnaire", "place": sheet.sheet_id}
        with TemporaryDirectory(prefix="jiheng-") as folder:
            spool = Spool(folder, sheet.title, heads, marked, origin)
            if spool.count:
                found.append(take(spool, store, book, replace(wanted or Wanted(), table=table)))
    return found
