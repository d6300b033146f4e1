"""在线率的数据，有没有缺测和缺行。

## What it does
每日在线记录里的缺测时间，不超过应在线时间的 5%，列出小时数和覆盖率，不报；超过的报。点位在用、却没有当天记录的，一律报。

## Why it matters
缺测不是在线，也不是离线。把缺测当在线，监控平台停两天在线率反而更好看。

## Basis
覆盖率的下限是本产品的判断，可在口径里改，没有引用具体条文。

## Example
availability_daily

| date | point_id | expected_s | up_s | down_s | maint_s | unknown_s |
|---|---|---|---|---|---|---|
| 2023-02-01 | C1 | 86400 | 43200 | 0 | 0 | 43200 |

## Instead
availability_daily

| date | point_id | expected_s | up_s | down_s | maint_s | unknown_s |
|---|---|---|---|---|---|---|
| 2023-02-01 | C1 | 86400 | 82800 | 3600 | 0 | 0 |

## Known limits
缺行按点位起止日期推算；点位表没有导入时不看缺行。
"""

from __future__ import annotations

from datetime import date

from . import rule
from ._records import at, figure, found, percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records

HOUR = 3600


@rule(
    "EVI29",
    "time-unknown",
    "缺测",
    "warning",
    ("availability_daily",),
    {
        "unknown": (
            "缺测 {hours} 点位小时（{points} 个点位、{days} 天），应在线 {expected} 点位小时，覆盖率 {coverage}%",
            "{hours} point-hours unknown ({points} points, {days} days) of {expected} expected, coverage {coverage}%",
        )
    },
    zh="缺测 {hours} 点位小时（{points} 个点位、{days} 天），应在线 {expected} 点位小时，覆盖率 {coverage}%；另缺 {rows} 个点位日的记录",
    en="{hours} point-hours unknown ({points} points, {days} days) of {expected} expected, coverage {coverage}%; {rows} point-days have no record at all",
    repair_zh="补采或写明缺测原因；在线率同时给出高、低两个数",
    repair_en="Recover the samples or say why they are missing; give both bounds",
)
def check(data: Records) -> Iterator[Verdict]:
    """One verdict for the year to the day."""
    rows = data.table("availability_daily")
    last = min(data.as_of, date(data.year, 12, 31))
    rows = rows.filter(rows["date"].between(data.first, last))
    gone = rows["unknown_s"] > 0
    one = data.rows(
        rows.aggregate(
            expected=rows["expected_s"].sum().cast("int64"),
            unknown=rows["unknown_s"].sum().cast("int64"),
            points=rows["point_id"].nunique(where=gone),
            days=rows["date"].nunique(where=gone),
        )
    )[0]
    missing = _missing(data, rows, last) if one["expected"] else 0
    if not one["unknown"] and not missing:
        return
    expected, unknown = one["expected"], one["unknown"]
    facts = {
        "hours": unknown // HOUR,
        "points": one["points"],
        "days": one["days"],
        "expected": expected // HOUR,
        "coverage": percent(expected - unknown, expected),
        "rows": missing,
    }
    place = at("availability_daily", *_first(data, rows.filter(gone)), part="unknown_s")
    least = int(data.number("coverage-least"))
    if missing or (expected - unknown) * 100 < expected * least:
        yield found("stands", place, **facts)
    else:
        yield figure("unknown", place, **facts)


def _first(data: Records, rows: Any) -> tuple[object, str]:
    """The key of the first row; of the year where there is none."""
    first = rows.select("date", "point_id").order_by("date", "point_id").limit(1)
    for row in data.rows(first):
        return row["date"], row["point_id"]
    return data.first, ""


def _missing(data: Records, rows: Any, last: date) -> int:
    """Point-days in service without a row."""
    import ibis

    points = data.table("point")
    start = ibis.greatest(points["in_service_from"], ibis.literal(data.first))
    end = ibis.least(points["in_service_to"].fill_null(last), ibis.literal(last))
    points = points.mutate(start=start, end=end)
    points = points.filter(points["start"] <= points["end"])
    there = points.select("point_id", "start", "end")
    days = there["end"].delta(there["start"], unit="day") + 1
    wanted = data.rows(there.aggregate(n=days.sum().cast("int64")))[0]["n"] or 0
    daily = rows.select("date", who="point_id").distinct()
    both = daily.inner_join(there, daily["who"] == there["point_id"])
    inside = both.filter((both["date"] >= both["start"]) & (both["date"] <= both["end"]))
    return max(int(wanted) - int(data.rows(inside.aggregate(n=inside.count()))[0]["n"]), 0)
