"""What is asked of a source: the days, and the points that are in the register."""

from __future__ import annotations

from datetime import date, timedelta, timezone

from ...model.record import record
from ...model.tables import MONTH, TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SHANGHAI = timezone(timedelta(hours=8))
"""Beijing time. No summer time since 1991, and no table of zones is needed for it."""


@record
class Service:
    """One line of the register of points: in service from ``since`` to ``until``, both counted."""

    point: str
    group: str
    since: date
    until: date | None = None


@record
class Asked:
    """Days from ``since`` to ``until``, both counted; None: no limit on that side."""

    since: date | None = None
    until: date | None = None
    points: tuple[Service, ...] = ()

    def keeps(self, table: str) -> Callable[[str], bool]:
        """Whether a cell of the table's period column lies within the days.

        A cell that is no date stays: the import will name it.
        """
        from ..fault import Bad
        from ..values import parse

        period = TABLES[table].period
        if not period or (self.since is None and self.until is None):
            return lambda cell: True
        column = TABLES[table].column(period)
        length = 7 if column.type == MONTH else 10
        first = str(self.since)[:length] if self.since else ""
        last = str(self.until)[:length] if self.until else "9999-99-99"

        def within(cell: str) -> bool:
            try:
                return not cell.strip() or first <= str(parse(cell, column))[:length] <= last
            except Bad:
                return True

        return within


def within(
    rows: Iterable[Sequence[str]], names: Sequence[str], table: str, asked: Asked
) -> Iterator[Sequence[str]]:
    """The rows whose period lies in the days asked for."""
    period = TABLES[table].period
    if period not in names:
        yield from rows
        return
    place, keeps = names.index(period), asked.keeps(table)
    for row in rows:
        if keeps(row[place]):
            yield row
