"""A year of every department: what of it is public, its money and its verdicts."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q, Sum

from jiheng.model.result import Ratio

from ... import access
from ...summing import STANDINGS

KNOWN = Q(planned__gt=0, paid__isnull=False)


def departments(year: int, text: str = "") -> list[dict[str, Any]]:
    """One line a department, of published results only; three sums over columns."""
    last = access.published().filter(kind="result", project__year=year).order_by()
    newest = last.values("project").annotate(last=Max("pk")).values("last")
    found = access.public_summaries().select_related(None).filter(publication__in=newest)
    if text:
        found = found.filter(publication__project__unit__name__icontains=text)
    names = ("publication__project__unit__parent__kind", "publication__project__unit__parent__name",
             "publication__project__unit__name")  # fmt: skip
    sums: dict[str, Any] = {name.lower(): Sum(name.lower()) for name in STANDINGS} | {
        "paid": Sum("paid", filter=KNOWN), "planned": Sum("planned", filter=KNOWN),
        "open": Sum("open"), "projects": Count("pk"),
    }  # fmt: skip
    rows = found.order_by().values(*names).annotate(**{f"n_{k}": one for k, one in sums.items()})
    made: dict[str, dict[str, Any]] = {}
    for row in rows:
        name = str(row[names[1]] if row[names[0]] == "department" else row[names[2]])
        own = made.setdefault(name, {"name": name, **dict.fromkeys(sums, 0)})
        for key in sums:
            own[key] += row[f"n_{key}"] or 0
    return [_told(own) for own in made.values()]


def _told(own: dict[str, Any]) -> dict[str, Any]:
    known = bool(own["planned"])
    return own | {
        "rows": sum(own[name.lower()] for name in STANDINGS),
        "unknown": own["pending"] + own["incomplete"] + own["cannot_judge"],
        "rate": Ratio(own["paid"], own["planned"]) if known else None,
        "paid": Ratio(own["paid"], 100) if known else None,
        "planned": Ratio(own["planned"], 100) if known else None,
    }
