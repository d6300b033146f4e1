"""同一个人、同一项、同一月是不是付了两次。

## What it does
同一项目、同一项支出、同一个人、同一所属月份，有两笔以上首次发放（银行退回的不算），合计超过应发，就报。应发没有绑定时，只报金额相同的两笔。后来冲回、退回的，算已了结。

## Why it matters
重复发放是工资、补贴里最常见的差错。只看合计，它会被当成成本；收回来了，也要说得清是哪一笔。

## Basis
支出台账逐笔可核，属于核算常理，没有引用具体条文。

## Example
绑定 `P1.L1 rate_modal roster=POL item=OT rate=700 due=days`

person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-03 | 2023-03-25 | 700 | pay |
| L2 | P1 | OT | P901 | 2023-03 | 2023-03-25 | 700 | pay |

## Instead
绑定 `P1.L1 rate_modal roster=POL item=OT rate=700 due=days`

person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-03 | 2023-03-15 | 350 | pay |
| L2 | P1 | OT | P901 | 2023-03 | 2023-03-25 | 350 | pay |

## Known limits
没有绑定应发标准的项目，分两次发、金额又相同的，会当成重复。不涉及个人的支出（账单等）由重复发票的规则看。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI01",
    "paid-twice",
    "重复发放",
    "error",
    ("ledger",),
    zh="{person} {month} 的 {item}（{project}）发了 {times} 次共 {paid_yuan} 元，应发 {due_yuan} 元，多发 {gap_yuan} 元；已收回 {back_yuan} 元，还差 {open_yuan} 元",
    en="{item} ({project}) of {month} went to {person} {times} times, {paid_yuan} yuan in all, due {due_yuan}: {gap_yuan} too much; {back_yuan} came back, {open_yuan} is open",
    repair_zh="查明后在下一开放月份冲回或追回多发的一笔，并注明原凭证号",
    repair_en="Reverse or recover the second payment in the next open month and name the entry",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a person, item and month."""
    sums = data.sums
    sums = data.serving(sums.filter(sums["pays"] >= 2), "service_period")
    due = data.entitled.rename(who="person_id", of="item", whose="project")
    both = sums.left_join(
        due,
        (sums["project"] == due["whose"])
        & (sums["item"] == due["of"])
        & (sums["person_id"] == due["who"])
        & (sums["service_period"] == due["month"]),
    )
    both = both.mutate(base=both["due"].fill_null(both["most"]))
    same = both["due"].notnull() | (both["most"] == both["least"])
    gone = (both["known"] == 1) & (both["there"] == 0)  # EVI02 has those
    both = both.filter((both["gross"] > both["base"]) & same & ~gone)
    for row in sorted(data.rows(both), key=lambda row: str(row["entry"])):
        gap, still = row["gross"] - row["base"], max(row["net"] - row["base"], 0)
        yield found(
            "open" if still else "closed",
            at("ledger", row["entry"], part="amount"),
            person=row["person_id"],
            month=row["service_period"],
            item=row["item"],
            project=row["project"],
            times=row["pays"],
            paid_yuan=yuan(row["gross"]),
            due_yuan=yuan(row["base"]),
            gap_yuan=yuan(gap),
            back_yuan=yuan(gap - still),
            open_yuan=yuan(still),
        )
