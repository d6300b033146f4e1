"""Series for drawing: money month by month, availability day by day. No number is inexact."""

from __future__ import annotations

from datetime import date, timedelta

from ..model.record import record
from ..model.result import Ratio
from .exact import fen_column, money, ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .records import Evidence


@record
class Spent:
    """Money of one month and since January, in yuan."""

    month: str
    paid: Ratio
    total: Ratio


@record
class Day:
    """Seconds of all points of a group on one day. Approved maintenance is not expected time."""

    day: date
    expected: int
    up: int
    down: int
    unknown: int

    @property
    def share(self) -> Ratio | None:
        """Up of what is known; None where nothing is known."""
        return ratio(self.up, self.expected - self.unknown)


def spending(data: Evidence, project: str, items: Sequence[str] = ()) -> tuple[Spent, ...]:
    """Cash by month of payment, up to the month of the day; the same rows as the execution rate."""
    rows = data.paid(project, items)
    rows = rows.mutate(fen=fen_column(rows["amount"]), at=rows["pay_date"].month())
    told = data.rows(rows.group_by("at").aggregate(fen=rows["fen"].sum().cast("int64")))
    by_month = {int(row["at"]): int(row["fen"]) for row in told}
    made, total = [], 0
    for month in range(1, data.as_of.month + 1 if data.as_of >= data.first else 1):
        paid = by_month.get(month, 0)
        total += paid
        made.append(Spent(f"{data.year}-{month:02}", money(paid), money(total)))
    return tuple(made)


def availability(data: Evidence, groups: Sequence[str]) -> Mapping[str, tuple[Day, ...]]:
    """Group to its days from 1 January to the day; a day without records has nothing expected."""
    days = data.take(
        "availability_daily",
        ("point_id", "via", ("point", "group", *groups)),
        ("date", ">=", (str(data.first),)),
        ("date", "<=", (str(data.as_of),)),
    )
    points = data.take("point", ("group", "in", tuple(groups)))
    points = points.select(which="point_id", group="group").distinct()
    both = days.inner_join(points, days["point_id"] == points["which"])
    names = ("expected", "up", "down", "unknown")
    sums = {name: both[f"{name}_s"].sum().cast("int64") for name in names}
    told = data.rows(both.group_by("group", "date").aggregate(**sums))
    found = {(row["group"], row["date"]): row for row in told}
    whole = [data.first + timedelta(n) for n in range((data.as_of - data.first).days + 1)]
    return {
        group: tuple(
            Day(day, *(int(found[group, day][name]) for name in names))
            if (group, day) in found
            else Day(day, 0, 0, 0, 0)
            for day in whole
        )
        for group in groups
        if any((group, day) in found for day in whole)
    }
