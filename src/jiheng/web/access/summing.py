"""The cache of what lists and charts count, within sight like all else."""

from __future__ import annotations

from django.db.models import QuerySet

from ..models import (
    Summary,
    SummaryDay,
    SummaryFinding,
    SummaryPrice,
    SummaryPublic,
    SummaryRow,
)
from .roles import Person, in_sight

UNIT = "project__unit__"


def summaries(user: Person) -> QuerySet[Summary]:
    """One a project in sight that was handed in."""
    return Summary.objects.filter(in_sight(user, UNIT))


def summary_rows(user: Person) -> QuerySet[SummaryRow]:
    """Their indicators."""
    return SummaryRow.objects.filter(in_sight(user, UNIT))


def summary_findings(user: Person) -> QuerySet[SummaryFinding]:
    """Their findings."""
    return SummaryFinding.objects.filter(in_sight(user, UNIT))


def summary_prices(user: Person) -> QuerySet[SummaryPrice]:
    """Their unit prices."""
    return SummaryPrice.objects.filter(in_sight(user, UNIT))


def summary_days(user: Person) -> QuerySet[SummaryDay]:
    """Their payments, day by day."""
    return SummaryDay.objects.filter(in_sight(user, UNIT))


def public_summaries() -> QuerySet[SummaryPublic]:
    """What was published, for anybody."""
    return SummaryPublic.objects.select_related("publication__project__unit")
