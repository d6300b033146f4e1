"""社会保险和公积金是不是过了期限才缴，有没有滞纳金。

## What it does
单位缴费的日期晚于应缴日期，或到截止日还没有缴，就报；同一天缴的归成一条，写明险种、月份、人数、金额、最长晚了几天，以及同一天付出的滞纳金。

## Why it matters
迟缴会产生滞纳金。滞纳金不是保险费，不合规，不能挤进缴费的成本里，也不能从执行数里消失。

## Basis
期限取自缴费记录的应缴日期，没有引用具体条文。

## Example
si_contribution

| month | person_id | insurance | base | rate | employer_amount | due_date | paid_date | kind |
|---|---|---|---|---|---|---|---|---|
| 2023-09 | A901 | MEDICAL | 3945 | 0.087 | 343.22 | 2023-09-24 | 2023-10-09 | normal |
| 2023-09 | | LATE_FEE | 0 | 0.0005 | 2.57 | 2023-09-24 | 2023-10-09 | late_fee |

## Instead
si_contribution

| month | person_id | insurance | base | rate | employer_amount | due_date | paid_date | kind |
|---|---|---|---|---|---|---|---|---|
| 2023-09 | A901 | MEDICAL | 3945 | 0.087 | 343.22 | 2023-09-24 | 2023-09-24 | normal |

## Known limits
退费不看期限。滞纳金按付款日期归到同一天补缴的那些险种。
"""

from __future__ import annotations

from . import rule
from ._records import at, fen, found, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI11",
    "contribution-late",
    "社保迟缴",
    "warning",
    ("si_contribution",),
    zh="{insurances}：{people} 人 {months} 月份共 {count} 笔、{late_yuan} 元，到 {paid} 才缴（期限最早 {due}，最长晚 {days} 天），另付滞纳金 {fee_yuan} 元",
    en="{insurances}: {count} contributions of {people} people for {months}, {late_yuan} yuan, paid only on {paid} (first due {due}, up to {days} days late); late fee {fee_yuan} yuan",
    repair_zh="查明迟缴原因；滞纳金单列，不计入合规支出",
    repair_en="Find the cause; keep the late fee apart and out of what is eligible",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a day of payment."""
    rows = data.table("si_contribution")
    paid = (rows["paid_date"] <= data.as_of).fill_null(False)
    rows = rows.mutate(fen=fen(rows["employer_amount"]), when=paid.ifelse(rows["paid_date"], None))
    fees = rows.filter(paid & (rows["kind"] == "late_fee"))
    fees = fees.group_by("when").aggregate(fee=fees["fen"].sum().cast("int64"))
    fee = {row["when"]: row["fee"] for row in data.rows(fees)}
    due = rows.filter(rows["kind"].isin(("normal", "arrears")) & (rows["due_date"] < data.as_of))
    late = due.filter(due["when"].isnull() | (due["when"] > due["due_date"]))
    groups = late.group_by("when", "insurance", "month").aggregate(
        count=late.count(),
        people=late["person_id"].nunique(),
        sum=late["fen"].sum().cast("int64"),
        due=late["due_date"].min(),
        who=late["person_id"].min(),
    )
    order = sorted(data.rows(groups), key=lambda row: (row["month"], row["insurance"]))
    for when in sorted({row["when"] for row in order}, key=str):
        yield _told(data, when, [row for row in order if row["when"] == when], fee.get(when, 0))


def _told(data: Records, when: Any, group: list[dict[str, Any]], fee: int) -> Verdict:
    """``when`` is None for what has not been paid at all."""
    keys = [(row["month"], row["who"], row["insurance"]) for row in group]
    first = min(row["due"] for row in group)
    return found(
        "open" if when is None else "stands",
        at("si_contribution", *keys[0], part="paid_date"),
        *(at("si_contribution", *key) for key in keys[1:]),
        insurances=tuple(sorted({row["insurance"] for row in group})),
        months=tuple(sorted({row["month"] for row in group})),
        people=max(row["people"] for row in group),
        person=group[0]["who"] if max(row["people"] for row in group) == 1 else None,
        count=sum(row["count"] for row in group),
        late_yuan=yuan(sum(row["sum"] for row in group)),
        paid=str(when or "–"),
        due=str(first),
        days=((when or data.as_of) - first).days,
        fee_yuan=yuan(fee),
    )
