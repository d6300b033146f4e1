"""冲回、退款、退票和扣减，是不是对得上原来的那一笔。

## What it does
负数的冲回、退款、扣减和银行退回，没有写原凭证号，或者写的凭证不存在、不是同一项目同一项同一人，或者比原来那一笔还大，就报。

## Why it matters
对不上原来那一笔的负数，可以把任何一个数字抹平。更正要两头都找得到，才叫更正。

## Basis
更正用红字冲销并与原凭证互相对应，是会计核算的常理，没有引用具体条文。

## Example
ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind | ref_entry |
|---|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-05 | 2023-05-25 | 700 | pay | |
| L2 | P1 | OT | P901 | 2023-05 | 2023-06-20 | -700 | refund | |

## Instead
ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind | ref_entry |
|---|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-05 | 2023-05-25 | 700 | pay | |
| L2 | P1 | OT | P901 | 2023-05 | 2023-06-20 | -700 | refund | L1 |

## Known limits
上年款项退回（上缴国库的）原凭证在上年账里，不要求对应。
"""

from __future__ import annotations

from . import rule
from ._records import BACK, at, found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI14",
    "unlinked-correction",
    "更正对不上原凭证",
    "error",
    ("ledger",),
    zh="{entry} 更正 {amount_yuan} 元（{project} {item} {month}，{person}），原凭证 {ref}：{why}，原金额 {original_yuan} 元",
    en="{entry} corrects {amount_yuan} yuan ({project} {item} {month}, {person}), original entry {ref}: {why}; original amount {original_yuan} yuan",
    repair_zh="补上原凭证号；金额不符的，分笔更正",
    repair_en="Name the original entry; where the amounts differ, correct entry by entry",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a correcting entry."""
    rows = data.ledger
    rows = rows.filter(rows["kind"].isin((*BACK, "bank_reject")))
    first = data.table("ledger")
    first = first.select(
        was="entry_id",
        project_was="project",
        item_was="item",
        who_was="person_id",
        yuan_was="amount",
    )
    both = rows.left_join(first, rows["ref_entry"] == first["was"])
    for row in sorted(data.rows(both), key=lambda row: str(row["entry_id"])):
        why = _why(row)
        if why:
            yield found(
                "open",
                at("ledger", row["entry_id"], part="ref_entry"),
                entry=row["entry_id"],
                project=row["project"],
                item=row["item"],
                month=row["service_period"],
                person=row["person_id"],
                amount_yuan=row["amount"],
                ref=row["ref_entry"],
                original_yuan=row["yuan_was"],
                why=why,
            )


def _why(row: dict[str, Any]) -> str:
    if not row["ref_entry"]:
        return "none"
    if row["was"] is None:
        return "unknown"
    if (row["project"], row["item"]) != (row["project_was"], row["item_was"]):
        return "other-item"
    if row["person_id"] != row["who_was"]:
        return "other-person"
    return "larger" if abs(row["amount"]) > abs(row["yuan_was"]) else ""
