"""When a stage is due: dated values of policy/calendar.yaml."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from jiheng.policy import in_force, load

YEARS = {"before": -1, "same": 0, "after": 1}
SOON = timedelta(days=7)


@cache
def _topic() -> dict[str, Any]:
    topic: dict[str, Any] = load().topics["calendar"]
    return topic


def due(stage: str, year: int, round_: int = 1) -> date | None:
    """The last day of a stage of a fiscal year; None where the calendar has none in force."""
    said = _topic().get(stage)
    if said is None:
        return None
    values = {day: {"value": entry} for day, entry in said["values"].items()}
    try:
        entry = in_force(values, date(year, 12, 31))
    except LookupError:
        return None
    rounds = said.get("rounds") or []
    day = rounds[round_ - 1] if 0 < round_ <= len(rounds) else entry["day"]
    month, number = (int(part) for part in day.split("-"))
    return date(year + YEARS[entry["year"]], month, number)


def light(due: date | None, today: date, *, done: bool = False) -> str:
    """green done or far off, amber within a week, red past, grey without a date."""
    if done:
        return "green"
    if due is None:
        return "grey"
    if today > due:
        return "red"
    return "amber" if due - today <= SOON else "green"
