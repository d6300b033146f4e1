"""该巡检的点位，是不是每期都巡到了。

## What it does
一期里记着没有巡检、或者别的期有记录而这一期没有的点位，就报；一期一条，写明点位和每期都巡到的比例。这一期开始以前就停用、以后才启用的点位不算。

## Why it matters
合同包了多少点位，不等于巡了多少点位。维护费按合同全付，漏巡的要扣得出来。

## Basis
巡检频次取自维护合同，没有引用具体条文。

## Example
inspection

| period | point_id | done |
|---|---|---|
| 2023Q3 | K1 | 0 |
| 2023Q3 | K2 | 1 |

## Instead
inspection

| period | point_id | done |
|---|---|---|
| 2023Q3 | K1 | 1 |
| 2023Q3 | K2 | 1 |

## Known limits
期别写成 2023Q3 或 2023-07；别的写法只看记着没有巡检的。
"""

from __future__ import annotations

from datetime import timedelta

from . import rule
from ._records import SHOWN, at, found, percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI28",
    "inspection-missed",
    "漏巡",
    "warning",
    ("inspection",),
    zh="{period} 有 {count} 个点位没有巡检（{points}）；每期都巡到的 {full}/{all} 个点位（{share}%），共 {visits}/{planned} 次",
    en="{period}: {count} points were not inspected ({points}); {full}/{all} points in every period ({share}%), {visits}/{planned} visits",
    repair_zh="补巡，或按合同扣减维护费",
    repair_en="Inspect them, or deduct from the maintenance fee",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a period."""
    rows = data.table("inspection")
    mine = rows.filter(rows["period"].startswith(str(data.year)))
    periods = [row["period"] for row in data.rows(mine.select("period").distinct())]
    after = f"{data.as_of + timedelta(days=1):%Y-%m}"
    ended = sorted(period for period in periods if _last(period) < after)
    mine = mine.filter(mine["period"].isin(ended))
    missed = data.rows(_missed(data, mine))
    done = mine.filter(mine["done"] == 1)
    kept = done.group_by("point_id").aggregate(n=done["period"].nunique())
    all_ = data.rows(mine.aggregate(n=mine["point_id"].nunique()))[0]["n"]
    visits = data.rows(kept.aggregate(n=kept["n"].sum()))[0]["n"] or 0
    short = {row["point_id"] for row in missed}
    for period in ended:
        points = sorted({row["point_id"] for row in missed if row["period"] == period})
        if points:
            yield found(
                "stands",
                *(at("inspection", period, point, part="done") for point in points[:SHOWN]),
                period=period,
                count=len(points),
                points=tuple(points[:SHOWN]),
                full=all_ - len(short),
                all=all_,
                share=percent(all_ - len(short), all_),
                visits=int(visits),
                planned=all_ * len(ended),
            )


def _missed(data: Records, rows: Any) -> Any:
    """Period and point where nothing was done while the point was in service."""
    done = rows.filter(rows["done"] == 1).select(when="period", which="point_id").distinct()
    points = rows.select("point_id").distinct()
    every = rows.select("period").distinct().cross_join(points)
    missed = every.anti_join(
        done, (every["period"] == done["when"]) & (every["point_id"] == done["which"])
    )
    said = rows.select(when="period", which="point_id", no="done")
    both = missed.left_join(
        said, (missed["period"] == said["when"]) & (missed["point_id"] == said["which"])
    ).select("period", "point_id", "no")
    out = data.table("point")
    out = out.select(
        of="point_id",
        since=out["in_service_from"].strftime("%Y-%m-%d"),
        until=out["in_service_to"].strftime("%Y-%m-%d").fill_null("9999"),
    )
    quarter = both["period"].substr(5)
    start = (
        both["period"]
        .contains("Q")
        .ifelse(
            both["period"].substr(0, 4)
            + "-"
            + quarter.substitute({"1": "01", "2": "04", "3": "07", "4": "10"}),
            both["period"],
        )
    )
    both = both.mutate(start=start + "-01")
    served = both.left_join(out, both["point_id"] == out["of"])
    served = served.filter(
        served["no"].notnull()
        | served["of"].isnull()
        | ((served["since"] <= served["start"]) & (served["start"] <= served["until"]))
    )
    return served.select("period", "point_id").distinct()


def _last(period: str) -> str:
    """The last month of a period; a period written otherwise has long ended."""
    year, _, number = period.partition("Q")
    if number.isdecimal():
        return f"{year}-{int(number) * 3:02}"
    return period if period[4:5] == "-" else ""
