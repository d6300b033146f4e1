"""The time. In the demonstration, "today" stands still in the year that its records describe."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment, aware. Audit entries and versions carry nothing else."""
    return datetime.now(UTC)


def today() -> date:
    """The day that deadlines are counted from."""
    fixed: date | None = settings.JIHENG_TODAY
    return fixed or timezone.localdate()
