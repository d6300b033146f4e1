"""整月的发放是不是晚了。

## What it does
绑定了标准的项目，一个月应发的金额里按时（月底前）发到的不到 99%，就报这个月；写明人月数、晚发的金额、最后一笔的日期，以及宽限几天内是否补齐。社会保险按缴费期限看，由另一条规则报。

## Why it matters
“按月发放”说的是时间。全年总额分毫不差，也可能有一个月整批拖到下个月。

## Basis
目标写明按月发放的，月底是最严的期限；宽限天数由绑定说明，没有引用具体条文。

## Example
绑定 `P1.L1 rate_modal roster=POL item=OT rate=700 due=days`

person

| person_id | roster | category | join_date | leave_date |
|---|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 | 2023-01-31 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-01 | 2023-02-04 | 700 | pay |

## Instead
绑定 `P1.L1 rate_modal roster=POL item=OT rate=700 due=days`

person

| person_id | roster | category | join_date | leave_date |
|---|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 | 2023-01-31 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-01 | 2023-01-31 | 700 | pay |

## Known limits
单位约定次月发放上月工资的，要在绑定里写宽限天数；严格口径仍会报，并写明宽限内是否补齐。
"""

from __future__ import annotations

from . import rule
from ._records import PAID, at, found, percent, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI08",
    "month-paid-late",
    "整月迟发",
    "warning",
    ("ledger", "person"),
    zh="{month} 的 {item}（{project}）月底前只发了 {intime_yuan} 元，应发 {due_yuan} 元（{share}%），{count} 个人月迟发、{late_yuan} 元；最后一笔 {last}；宽限 {grace} 天内发到 {graced}%",
    en="{item} ({project}) of {month}: {intime_yuan} of {due_yuan} yuan paid by month end ({share}%), {count} person-months and {late_yuan} yuan late; last paid {last}; {graced}% within {grace} days",
    repair_zh="在自评中说明原因；长期次月发放的，把期限写进目标",
    repair_en="Give the reason in the self-evaluation, or put the usual pay day into the target",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding an item and month."""
    for row in late_months(data):
        paid = row["intime"]
        yield found(
            "stands",
            at("ledger", row["entry"] or f"{row['project']}/{row['item']}", part="pay_date"),
            project=row["project"],
            item=row["item"],
            month=row["month"],
            due_yuan=yuan(row["due"]),
            intime_yuan=yuan(paid),
            late_yuan=yuan(row["due"] - paid),
            share=percent(paid, row["due"]),
            count=row["late"],
            last=str(row["last"] or "–"),
            grace=row["grace"],
            graced=percent(row["graced"], row["due"]),
        )


def late_months(data: Records) -> list[dict[str, Any]]:
    """Months of which less than the policy's share was paid by their last day."""
    share = int(data.number("on-time-share"))
    return [row for row in on_time(data) if row["intime"] * 100 < share * row["due"]]


def on_time(data: Records) -> list[dict[str, Any]]:
    """A row a bound item and month: due, paid in time, with grace, late person-months."""
    if "on-time" not in data.kept:
        data.kept["on-time"] = data.rows(_on_time(data))
    made: list[dict[str, Any]] = data.kept["on-time"]
    return made


def _on_time(data: Records) -> Any:
    import ibis

    owed = data.entitled
    owed = owed.filter((owed["due"] > 0) & owed["item"].notin(("", *data.insured)))
    rows = data.ledger
    rows = rows.filter(rows["kind"] != "refund_prior")
    ends = (rows["service_period"] + "-01").cast("date") + ibis.interval(months=1)
    rows = rows.mutate(late=rows["pay_date"].delta(ends.cast("date"), unit="day") + 1)
    rows = rows.select(
        *("entry_id", "pay_date", "fen", "late", "kind"),
        whose="project",
        what="item",
        who="person_id",
        when="service_period",
    )
    both = owed.left_join(
        rows,
        (owed["project"] == rows["whose"])
        & (owed["item"] == rows["what"])
        & (owed["person_id"] == rows["who"])
        & (owed["month"] == rows["when"]),
    )
    people = both.group_by("project", "item", "month", "grace", "person_id", "due").aggregate(
        strict=both["fen"].sum(where=both["late"] <= 0).fill_null(0).cast("int64"),
        slow=both["fen"].sum(where=both["late"] <= both["grace"]).fill_null(0).cast("int64"),
        entry=both["entry_id"].min(where=both["kind"].isin(PAID)),
        last=both["pay_date"].max(where=both["kind"].isin(PAID)),
    )
    told = people.group_by("project", "item", "month", "grace").aggregate(
        due=people["due"].sum().cast("int64"),
        intime=ibis.least(people["strict"], people["due"]).sum().cast("int64"),
        graced=ibis.least(people["slow"], people["due"]).sum().cast("int64"),
        late=(people["strict"] < people["due"]).sum().cast("int64"),
        entry=people["entry"].min(),
        last=people["last"].max(),
    )
    return told.order_by("project", "item", "month")
