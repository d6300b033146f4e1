"""个别人的补发是不是晚了。

## What it does
一个月整体按时，其中个别人的钱（首发或补发）到月底以后才付，就报；同一天付的归成一条，写明人月、金额和那个月按时的比例。银行退回重发的、社会保险、上年的欠款另有规则。

## Why it matters
整月按时掩盖得了个别迟发。补发不影响成本，影响的是按月发放这一项，也说明名册或考勤当时有误。

## Basis
目标写明按月发放的，月底是最严的期限，没有引用具体条文。

## Example
person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2023-03-01 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-03 | 2023-05-25 | 700 | backpay |
| L2 | P1 | OT | P901 | 2023-04 | 2023-05-25 | 700 | backpay |

## Instead
person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2023-03-01 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-03 | 2023-03-31 | 700 | backpay |

## Known limits
一次性发放的项目，所属月份写发放当月，不会报。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, grouped, percent, places, several, yuan
from .evi08_month_paid_late import on_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI09",
    "arrears-paid-late",
    "个别迟发",
    "warning",
    ("ledger", "person"),
    zh="{project} 的 {items}：{people} 人 {months} 共 {count} 个人月到 {paid} 才付，{late_yuan} 元；所属月份按时发到的比例（最低一月）{share}%",
    en="{project}, {items}: {people} people, {count} person-months of {months} paid only on {paid}, {late_yuan} yuan; paid in time of those months (the least): {share}%",
    repair_zh="写明补发的原因；按时比例已扣除这些人月",
    repair_en="Say why it was paid late; the share in time already leaves these out",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a project and day of payment."""
    rows = data.ledger
    rows = rows.filter(
        rows["kind"].isin(("pay", "backpay"))
        & rows["item"].notin(("", *data.insured))
        & (rows["service_period"] >= data.months[0])
        & (rows["pay_date"].strftime("%Y-%m") > rows["service_period"])
    )
    rows = rows.select(
        *("project", "item", "person_id", "service_period", "pay_date", "fen", "entry_id")
    )
    told = data.serving(rows, "service_period")
    told = told.filter(told["there"] == 1)
    share = {
        (one["project"], one["item"], one["month"]): (one["intime"], one["due"])
        for one in on_time(data)
    }
    least = int(data.number("on-time-share"))
    whole = {key for key, (paid, due) in share.items() if paid * 100 < least * due}
    late = [
        row
        for row in sorted(data.rows(told), key=lambda row: str(row["entry_id"]))
        if (row["project"], row["item"], row["service_period"]) not in whole
    ]
    for (project, paid), group in grouped(late, "project", "pay_date"):
        entries = [row["entry_id"] for row in group]
        keys = {(project, row["item"], row["service_period"]) for row in group}
        shares = [percent(*share[key]) for key in keys if key in share]
        yield found(
            "stands",
            at("ledger", entries[0], part="pay_date"),
            *places("ledger", entries[1:]),
            project=project,
            items=several(group, "item"),
            months=several(group, "service_period"),
            persons=several(group, "person_id"),
            people=len({row["person_id"] for row in group}),
            count=len({(row["person_id"], row["item"], row["service_period"]) for row in group}),
            paid=str(paid),
            late_yuan=yuan(sum(row["fen"] for row in group)),
            share=min(shares, default=None),
        )
