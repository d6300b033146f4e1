"""发的钱是不是超过了按出勤、在职天数算出的应发数。

## What it does
绑定了发放标准的项目，逐人逐月按在职天数或执勤天数算应发；实发超过应发（差额大于 0.05 元）就报。半月入职、按天折算、没有执勤不发的，都是应发的一部分，不报。后来冲回的，算已了结。

## Why it matters
照满额一发到底，请假、产假、半月到岗的人就多领了。单看每人标准看不出来。

## Basis
应发按考勤和标准计算，是各项津贴补贴的通例，没有引用具体条文。

## Example
绑定 `P2.L1 rate_modal roster=POL item=DUTY rate=880 due=duty per_day=40 cap=22`

person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 |

attendance

| person_id | month | duty_days |
|---|---|---|
| P901 | 2023-12 | 20 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P2 | DUTY | P901 | 2023-12 | 2023-12-25 | 880 | pay |

## Instead
绑定 `P2.L1 rate_modal roster=POL item=DUTY rate=880 due=duty per_day=40 cap=22`

person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 |

attendance

| person_id | month | duty_days |
|---|---|---|
| P901 | 2023-12 | 20 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P2 | DUTY | P901 | 2023-12 | 2023-12-25 | 800 | pay |

## Known limits
没有绑定标准的项目不判断。同月重复发放、超过封顶天数的，由各自的规则报。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI05",
    "paid-over-entitlement",
    "超应发数发放",
    "error",
    ("ledger", "person"),
    zh="{person} {month} 的 {item}（{project}）应发 {due_yuan} 元，实发 {paid_yuan} 元，多发 {gap_yuan} 元；已收回 {back_yuan} 元，还差 {open_yuan} 元",
    en="{item} ({project}) of {person} for {month}: due {due_yuan} yuan, paid {paid_yuan}, {gap_yuan} too much; {back_yuan} came back, {open_yuan} is open",
    repair_zh="按考勤重算后收回多发部分",
    repair_en="Count again from attendance and recover the difference",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a person, item and month."""
    for row in over(data, beyond=False):
        still = max(row["net"] - row["due"], 0)
        gap = row["gross"] - row["due"]
        yield found(
            "open" if still else "closed",
            at("ledger", row["entry"], part="amount"),
            person=row["person_id"],
            month=row["month"],
            item=row["item"],
            project=row["project"],
            due_yuan=yuan(row["due"]),
            paid_yuan=yuan(row["gross"]),
            gap_yuan=yuan(gap),
            back_yuan=yuan(gap - still),
            open_yuan=yuan(still),
        )


def over(data: Records, *, beyond: bool) -> list[dict[str, Any]]:
    """Person-months paid above what is due, by days on duty within the cap or ``beyond`` it."""
    slack = int(data.number("pay-rate-tolerance").scaleb(2))
    owed = data.owed()
    owed = owed.filter((owed["pays"] <= 1) & (owed["gross"] > owed["due"] + slack))
    days = data.table("attendance").select(who="person_id", when="month", duty="duty_days")
    both = owed.left_join(
        days, (owed["person_id"] == days["who"]) & (owed["month"] == days["when"])
    )
    capped = (both["how"] == "duty") & (both["duty"] > both["cap"]).fill_null(False)
    both = both.filter(capped if beyond else ~capped)
    return sorted(data.rows(both), key=lambda row: str(row["entry"]))
