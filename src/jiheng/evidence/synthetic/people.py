"""People, their months and days (seed-projects 6.1). 合成数据 SYNTHETIC."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from ...model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = 2023
MONTHS = tuple(f"{YEAR}-{month:02}" for month in range(1, 13))
BEFORE = date(2020, 1, 1)  # joined before the year
FULL_DAYS = 22  # duty days that are paid at most


@record
class Person:
    """One invented person; ``leave`` is the last day, included."""

    id: str
    roster: str
    category: str
    join: date
    leave: date | None = None

    def days(self, month: int) -> int:
        """Calendar days in service in a month of the year."""
        last = monthrange(YEAR, month)[1]
        first_day, last_day = date(YEAR, month, 1), date(YEAR, month, last)
        start = max(self.join, first_day)
        end = min(self.leave or last_day, last_day)
        return max(0, (end - start).days + 1)

    def on(self, month: int, day: int) -> bool:
        """Whether in service on a day of the year."""
        there = date(YEAR, month, day)
        return self.join <= there and (self.leave is None or there <= self.leave)


def _police() -> tuple[Person, ...]:
    joins = {373: date(YEAR, 3, 1), 374: date(YEAR, 7, 10), 375: date(YEAR, 10, 1)}
    leaves = {10: date(YEAR, 4, 30), 20: date(YEAR, 6, 30), 30: date(YEAR, 9, 15)}
    return tuple(
        Person(
            f"P{n:03}",
            "POL",
            "工勤" if 361 <= n <= 372 else "民警",
            joins.get(n, BEFORE),
            leaves.get(n),
        )
        for n in range(1, 376)
    )


def _auxiliaries() -> tuple[Person, ...]:
    joins = {345: date(YEAR, 2, 1), 346: date(YEAR, 2, 1), 352: date(YEAR, 8, 16)}
    joins |= dict.fromkeys(range(347, 352), date(YEAR, 4, 1))
    leaves = dict.fromkeys(range(301, 306), date(YEAR, 3, 31))
    leaves |= {306: date(YEAR, 7, 31), 307: date(YEAR, 11, 10)}
    return tuple(
        Person(f"A{n:03}", "AUX", "辅警", joins.get(n, BEFORE), leaves.get(n))
        for n in range(1, 353)
    )


POLICE = _police()
AUXILIARIES = _auxiliaries()
DUTY = {
    ("P050", 2): 12,
    ("P060", 5): 0,
    ("P060", 6): 0,
    ("P060", 7): 0,
    ("P070", 11): 0,
    ("P374", 7): 16,
    ("P030", 9): 11,
    ("P080", 10): 25,
    ("P090", 12): 20,
}
"""Duty days that are not 22: (person, month)."""


def duty_days(person: Person, month: int) -> int:
    """Days on duty; more than 22 are worked but not paid."""
    return DUTY.get((person.id, month), FULL_DAYS)


def persons() -> Iterator[tuple[object, ...]]:
    """Rows of ``person``."""
    for one in (*POLICE, *AUXILIARIES):
        yield one.id, one.roster, one.category, one.join, one.leave


def attendance() -> Iterator[tuple[object, ...]]:
    """Rows of ``attendance``: police, every month with a day of service."""
    for month in range(1, 13):
        for one in POLICE:
            if one.days(month):
                yield one.id, MONTHS[month - 1], duty_days(one, month), None, None, None
