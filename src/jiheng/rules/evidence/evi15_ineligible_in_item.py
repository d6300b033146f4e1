"""合规支出里，是不是混进了不合规的支出。

## What it does
同一项支出里既有合规的、又有标明不合规的，就报：不合规多少，入账多少，合规多少。整项都不合规、单列出来的（如滞纳金），不报。

## Why it matters
“按规定范围列支”的指标按合规金额算，成本按入账金额算，两个数要同时写出来，不能用一个代替另一个。

## Basis
是否合规由单位在台账中逐笔标明，没有引用具体条文。

## Example
ledger

| entry_id | project | item | service_period | pay_date | amount | kind | eligible |
|---|---|---|---|---|---|---|---|
| L1 | P4 | OTHER | 2023-10 | 2023-10-28 | 21500 | pay | 1 |
| L2 | P4 | OTHER | 2023-11 | 2023-11-03 | 15000 | pay | 0 |

## Instead
ledger

| entry_id | project | item | service_period | pay_date | amount | kind | eligible |
|---|---|---|---|---|---|---|---|
| L1 | P4 | OTHER | 2023-10 | 2023-10-28 | 21500 | pay | 1 |
| L2 | P4 | LATE_FEE | 2023-09 | 2023-10-09 | 890.66 | pay | 0 |

## Known limits
是否合规由台账说了算，本规则不判断某一笔该不该算合规。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, percent, places, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI15",
    "ineligible-in-item",
    "混入不合规支出",
    "warning",
    ("ledger",),
    zh="{project} 的 {item} 入账 {booked_yuan} 元，其中不合规 {bad_yuan} 元（{count} 笔），合规 {good_yuan} 元（{share}%）",
    en="{project}, {item}: {booked_yuan} yuan booked, {bad_yuan} of it ineligible ({count} entries), {good_yuan} eligible ({share}%)",
    repair_zh="不合规的调出本项目，或补上列支依据",
    repair_en="Take it out of the project, or bring the ground on which it may be charged",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding an item."""
    rows = data.ledger
    rows = rows.filter((rows["pay_date"] >= data.first) & (rows["kind"] != "refund_prior"))
    bad = rows["eligible"] == 0
    sums = rows.group_by("project", "item").aggregate(
        booked=rows["fen"].sum().cast("int64"),
        bad=rows["fen"].sum(where=bad).cast("int64"),
        count=bad.sum().cast("int64"),
    )
    sums = sums.filter((sums["bad"] > 0) & (sums["booked"] > sums["bad"]))
    for row in sorted(data.rows(sums), key=lambda row: (row["project"], row["item"])):
        mine = (rows["project"] == row["project"]) & (rows["item"] == row["item"])
        entries = rows.filter(mine & bad).select("entry_id").order_by("entry_id")
        names = [one["entry_id"] for one in data.rows(entries)]
        good = row["booked"] - row["bad"]
        yield found(
            "stands",
            at("ledger", names[0], part="eligible"),
            *places("ledger", names[1:]),
            project=row["project"],
            item=row["item"],
            booked_yuan=yuan(row["booked"]),
            bad_yuan=yuan(row["bad"]),
            good_yuan=yuan(good),
            count=row["count"],
            share=percent(good, row["booked"]),
        )
