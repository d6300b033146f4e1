"""按天计发的津贴，是不是超过了每月封顶的天数。

## What it does
执勤天数超过每月封顶天数，又按实际天数发了钱，就报。天数超了、钱按封顶发的，是对的，不报。

## Why it matters
每月封顶是津贴总额控制的办法。按实际天数发，单个人看有道理，加起来就超了总额。

## Basis
封顶天数来自绑定的发放标准，没有引用具体条文。

## Example
绑定 `P2.L1 rate_modal roster=POL item=DUTY rate=880 due=duty per_day=40 cap=22`

person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 |

attendance

| person_id | month | duty_days |
|---|---|---|
| P901 | 2023-10 | 25 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P2 | DUTY | P901 | 2023-10 | 2023-10-25 | 1000 | pay |

## Instead
绑定 `P2.L1 rate_modal roster=POL item=DUTY rate=880 due=duty per_day=40 cap=22`

person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 |

attendance

| person_id | month | duty_days |
|---|---|---|
| P901 | 2023-10 | 25 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P2 | DUTY | P901 | 2023-10 | 2023-10-25 | 880 | pay |

## Known limits
只看绑定了按执勤天数计发和封顶天数的项目。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, yuan
from .evi05_paid_over_entitlement import over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI06",
    "paid-beyond-cap",
    "超封顶天数发放",
    "error",
    ("ledger", "attendance"),
    zh="{person} {month} 执勤 {days} 天，{item}（{project}）每月封顶 {cap} 天，应发 {due_yuan} 元，实发 {paid_yuan} 元，多发 {gap_yuan} 元，还差 {open_yuan} 元没有收回",
    en="{person} was on duty {days} days in {month}; {item} ({project}) is capped at {cap}: due {due_yuan} yuan, paid {paid_yuan}, {gap_yuan} too much, {open_yuan} open",
    repair_zh="按封顶天数重算，收回多发部分",
    repair_en="Count again with the cap and recover the difference",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a person, item and month."""
    for row in over(data, beyond=True):
        still = max(row["net"] - row["due"], 0)
        yield found(
            "open" if still else "closed",
            at("ledger", row["entry"], part="amount"),
            person=row["person_id"],
            month=row["month"],
            item=row["item"],
            project=row["project"],
            days=row["duty"],
            cap=row["cap"],
            due_yuan=yuan(row["due"]),
            paid_yuan=yuan(row["gross"]),
            gap_yuan=yuan(row["gross"] - row["due"]),
            open_yuan=yuan(still),
        )
