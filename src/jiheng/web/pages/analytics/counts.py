"""The figures: a fixed number of queries over models/summary.py, however many projects there are.

Kept for some minutes as long as nothing in sight has changed; the key says who sees what.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from ... import access, clock
from ...models import Step, Summary
from ...summing import STANDINGS
from .asked import Asked

KEEP = 600  # seconds
SLOW_S, OLDEST_S = 1, 60  # seconds: what took so long may be so old
OPEN = ("PENDING", "INCOMPLETE", "CANNOT_JUDGE")
GROUPS = 8  # of prices drawn
MEMBERS = 4_000  # prices read for them

SUMS: dict[str, Any] = {
    "projects": Count("pk"), "budget": Sum("budget"), "errors": Sum("errors"),
    "warnings": Sum("warnings"), "rows": Sum("rows"), "open": Sum("open"), "as_of": Max("as_of"),
    **{name.lower(): Sum(name.lower()) for name in STANDINGS},
    "paid": Sum("paid", filter=Q(planned__gt=0)),
    "planned": Sum("planned", filter=Q(planned__gt=0, paid__isnull=False)),
    "gone": Sum("gone", filter=Q(planned__gt=0)), "days": Sum("days", filter=Q(planned__gt=0)),
    "counted": Count("pk", filter=Q(as_of__isnull=False)),
}  # fmt: skip

Figures = dict[str, Any]


def _summed(found: Any) -> list[Figures]:
    """Rows with their sums; under other names within the query, where fields have these."""
    rows = found.annotate(**{f"n_{name}": one for name, one in SUMS.items()})
    return [{key.removeprefix("n_"): value for key, value in row.items()} for row in rows]


def kept(name: str, one: Asked, make: Callable[[Asked], Any]) -> Any:
    """The figures from the cache, where nothing changed since.

    Those of a big county take a second or two: they may be a minute old, or on the last day of a
    deadline, when something changes every second, everybody who looks would have them computed.
    """
    sight = [(part.organisation_id, part.role) for part in access.memberships(one.user)]
    same = repr((name, sorted(sight), one.words, clock.today()))
    slow = "analytics-slow:" + hashlib.sha256(same.encode()).hexdigest()
    held = cache.get(slow)
    if held is not None:
        return held
    last = access.summaries(one.user).aggregate(n=Count("pk"), at=Max("made_at"))
    moved = access.steps(one.user).aggregate(n=Count("pk"), at=Max("moved_at"))
    said = repr((name, sorted(sight), one.words, last, moved, clock.today()))
    key = "analytics:" + hashlib.sha256(said.encode()).hexdigest()
    held = cache.get(key)
    if held is None:
        begun = time.perf_counter()
        held = make(one)
        cache.set(key, held, KEEP)
        if time.perf_counter() - begun > SLOW_S:
            cache.set(slow, held, OLDEST_S)
    return held


def figures(one: Asked) -> Figures:
    """All of them."""
    found = one.on(access.summaries(one.user))
    whole = found.order_by().aggregate(**{f"n_{name}": one for name, one in SUMS.items()})
    return {
        "whole": {key.removeprefix("n_"): value for key, value in whole.items()},
        "all": one.on(access.projects(one.user), "").count(),
        "units": units(found),
        "curve": curve(one),
        "families": families(one),
        "codes": codes(one),
        "reasons": reasons(one),
        "stages": deadlines(one, "stage"),
        "late_units": deadlines(one, "project__unit__name"),
        "prices": prices(one),
        "years": years(one),
    }


def units(found: QuerySet[Summary]) -> list[Figures]:
    """Every unit; those furthest behind time first, those without figures last."""
    names = ("project__unit", "project__unit__name", "project__unit__path")
    rows = [
        {"unit_pk": row[names[0]], "unit_name": row[names[1]], "unit_path": row[names[2]], **row}
        for row in _summed(found.order_by().values(*names))
    ]
    return sorted(rows, key=lambda row: (not row["planned"], -gap(row), row["unit_path"]))


def gap(row: Figures) -> int:
    """How far execution is behind time, in 1/10,000; 0 where it is not known."""
    if not row["planned"] or not row["days"]:
        return 0
    behind: int = row["gone"] * 10_000 // row["days"] - row["paid"] * 10_000 // row["planned"]
    return behind


def curve(one: Asked) -> list[tuple[Any, int, int]]:
    """Day, paid and budget known until then, of projects of the year asked for, or the last."""
    found = one.on(access.summary_days(one.user)).order_by()
    year = one.year or found.aggregate(year=Max("project__year"))["year"]
    days: Any = found.filter(project__year=year, day__year=year).order_by("day").values("day")
    made, paid, planned = [], 0, 0
    for row in days.annotate(more=Sum("paid"), wider=Sum("planned")):
        paid, planned = paid + row["more"], planned + row["wider"]
        made.append((row["day"], paid, planned))
    return made


def families(one: Asked) -> list[Figures]:
    """Rows by family and verdict; those with most missed first."""
    found = one.on(access.summary_rows(one.user)).exclude(standing="").order_by()
    made: dict[str, Figures] = {}
    for row in found.values("family", "standing").annotate(n=Count("pk"), points=Sum("weight")):
        empty = {"family": row["family"], "rows": 0, "open": 0, **dict.fromkeys(STANDINGS, 0)}
        own = made.setdefault(row["family"], empty)
        own[row["standing"]] += row["n"]
        own["rows"] += row["n"]
        own["open"] += row["points"] if row["standing"] in OPEN else 0
    return sorted(made.values(), key=lambda own: (-own["NOT_MET"], -own["open"], own["family"]))


def codes(one: Asked) -> list[Figures]:
    """Findings by rule, most projects first."""
    found = one.on(access.summary_findings(one.user)).order_by().values("code", "severity")
    rows: Any = found.annotate(places=Count("pk"), projects=Count("project", distinct=True))
    return sorted(rows, key=lambda row: (-row["projects"], -row["places"], row["code"]))


def reasons(one: Asked) -> list[Figures]:
    """Open rows by verdict and by what is missing, heaviest first."""
    found = one.on(access.summary_rows(one.user)).filter(standing__in=OPEN).order_by()
    rows: Any = found.values("standing", "reason").annotate(
        rows=Count("pk"), points=Sum("weight"), projects=Count("project", distinct=True)
    )
    return sorted(rows, key=lambda row: (-row["points"], -row["rows"], row["reason"]))


def deadlines(one: Asked, by: str) -> list[Figures]:
    """Steps with a day: closed in time, late, past it and open; ``unknown``: closed on a day after
    today, which happens only where a demonstration's clock stands still."""
    today = clock.today()
    closed, on_time = Q(state="approved"), Q(moved_at__date__lte=F("due"))
    real = Q(moved_at__date__lte=today)
    found: QuerySet[Step] = one.on(access.steps(one.user)).filter(due__isnull=False, skipped=False)
    rows: Any = found.order_by().values(name=F(by)).annotate(
        kept=Count("pk", filter=closed & on_time & real),
        late=Count("pk", filter=closed & ~on_time & real),
        unknown=Count("pk", filter=closed & ~real),
        overdue=Count("pk", filter=~closed & Q(due__lt=today)),
        waiting=Count("pk", filter=~closed & Q(due__gte=today)),
    )  # fmt: skip
    return sorted(rows, key=lambda row: (-row["overdue"], -row["late"], str(row["name"])))


def prices(one: Asked) -> list[Figures]:
    """What several projects pay for the same thing, widest apart first, with every price."""
    groups = price_groups(one)[:GROUPS]
    wanted = Q(pk__in=[])
    for row in groups:
        wanted |= Q(object=row["object"], per=row["per"])
    found = members(one, wanted)[:MEMBERS] if groups else ()
    made = [{**row, "members": []} for row in groups]
    at = {(row["object"], row["per"]): row["members"] for row in made}
    for price in found:
        at[price["object"], price["per"]].append(price)
    return made


def price_groups(one: Asked) -> Any:
    """Objects with a price in at least two projects."""
    found = one.on(access.summary_prices(one.user), units=True).order_by()
    return (
        found.values("object", "per")
        .annotate(projects=Count("project", distinct=True), low=Min("micro"), high=Max("micro"),
                  units=Count("project__unit", distinct=True))
        .filter(projects__gte=2)
        .annotate(spread=F("high") * 100 / F("low"))
        .order_by("-spread", "-projects", "object")
    )  # fmt: skip


def members(one: Asked, wanted: Q) -> Any:
    """The prices of some objects, dearest first."""
    found = one.on(access.summary_prices(one.user), units=True).filter(wanted)
    return found.order_by("-micro", "pk").values(
        "object", "per", "micro", "text", "ref", "project", year=F("project__year"),
        name=F("project__name"), unit=F("project__unit__name"), path=F("project__unit__path"),
    )  # fmt: skip


def years(one: Asked) -> list[Figures]:
    """Every year in sight, the newest first."""
    found = one.on(access.summaries(one.user), years=True).order_by()
    rows = _summed(found.values(year=F("project__year")))
    return sorted(rows, key=lambda row: -row["year"])
