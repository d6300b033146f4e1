"""付款的金额，与账单减去扣减后的金额是不是相等。

## What it does
绑定了合同或电表的支出，付款和账单都有的月份，逐月比较：付款不等于账单减扣减，就报。

## Why it matters
账单上有扣减、付款却没有扣，断线扣款就等于没有扣；付多了、付少了也都在这里看得见。

## Basis
按账单付款是核算常理，没有引用具体条文。

## Example
绑定 `P3.C1 cost_sum item=LINE contract=HT-1`

ledger

| entry_id | project | item | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|
| L1 | P3 | LINE | 2023-07 | 2023-07-28 | 1000 | pay |

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-1 | HT-1 | 2023-07-01 | 2023-07-31 | 10 | 100 | 1000 | 40 | 2023-07-20 | 2023-07-31 |

## Instead
绑定 `P3.C1 cost_sum item=LINE contract=HT-1`

ledger

| entry_id | project | item | service_period | pay_date | amount | kind | ref_entry |
|---|---|---|---|---|---|---|---|
| L1 | P3 | LINE | 2023-07 | 2023-07-28 | 1000 | pay | |
| L2 | P3 | LINE | 2023-07 | 2023-07-28 | -40 | credit | L1 |

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-1 | HT-1 | 2023-07-01 | 2023-07-31 | 10 | 100 | 1000 | 40 | 2023-07-20 | 2023-07-31 |

## Known limits
付款写在别的所属月份时会报；应改正所属月份。
"""

from __future__ import annotations

from . import rule
from ._documents import documented
from ._records import at, found, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI18",
    "document-differs-from-payment",
    "付款与账单不等",
    "error",
    ("ledger",),
    zh="{project} 的 {item} {month}：付款 {paid_yuan} 元，账单减扣减 {billed_yuan} 元，相差 {gap_yuan} 元",
    en="{project}, {item} of {month}: paid {paid_yuan} yuan, billed less credits {billed_yuan}, {gap_yuan} apart",
    repair_zh="核对扣减是否执行、付款是否重复，更正后写明原因",
    repair_en="Check whether the credit was taken and whether anything was paid twice",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding an item and month."""
    for bound, table, months in documented(data):
        for one in months:
            if one.paid is None or one.billed is None or one.paid == one.billed:
                continue
            yield found(
                "open",
                at("ledger", one.entry, part="amount"),
                at(table, one.doc),
                project=bound.code,
                item=bound.words("item")[0],
                month=one.month,
                paid_yuan=yuan(one.paid),
                billed_yuan=yuan(one.billed),
                gap_yuan=yuan(one.paid - one.billed),
            )
