"""一批发放的笔数和金额，与银行回盘是不是相符。

## What it does
台账里的每一批（正数），与同一批的银行回盘比笔数和合计；不相符，或者有台账没有回盘，就报。

## Why it matters
批次对不上，要么台账多记，要么银行少发。逐批对平，个人的差错才藏不住。

## Basis
发放与银行回盘逐批核对是核算常理，没有引用具体条文。

## Example
ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind | batch_id |
|---|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-01 | 2023-01-25 | 700 | pay | B1 |
| L2 | P1 | OT | P902 | 2023-01 | 2023-01-25 | 700 | pay | B1 |

bank_return

| batch_id | line_no | person_id | amount | result | settle_date |
|---|---|---|---|---|---|
| B1 | 1 | P901 | 700 | paid | 2023-01-25 |

## Instead
ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind | batch_id |
|---|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-01 | 2023-01-25 | 700 | pay | B1 |

bank_return

| batch_id | line_no | person_id | amount | result | settle_date |
|---|---|---|---|---|---|
| B1 | 1 | P901 | 700 | paid | 2023-01-25 |

## Known limits
没有批次号的支出不比。一份回盘也没有导入时不判断。
"""

from __future__ import annotations

from . import rule
from ._records import PAID, at, fen, found, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI16",
    "batch-differs-from-bank",
    "批次与回盘不符",
    "error",
    ("ledger", "bank_return"),
    zh="批次 {batch}：台账 {count} 笔 {paid_yuan} 元，银行回盘 {lines} 笔 {bank_yuan} 元，相差 {gap_yuan} 元",
    en="Batch {batch}: {count} entries, {paid_yuan} yuan in the ledger; {lines} lines, {bank_yuan} yuan from the bank; {gap_yuan} apart",
    repair_zh="逐笔核对这一批，补记或更正台账",
    repair_en="Compare the batch line by line and correct the ledger",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a batch."""
    rows = data.ledger
    rows = rows.filter(rows["batch_id"].notnull() & rows["kind"].isin(PAID))
    booked = rows.group_by("batch_id").aggregate(
        count=rows.count(), sum=rows["fen"].sum().cast("int64")
    )
    lines = data.table("bank_return")
    lines = lines.mutate(fen=fen(lines["amount"]))
    bank = lines.group_by(batch="batch_id").aggregate(
        lines=lines.count(), total=lines["fen"].sum().cast("int64")
    )
    both = booked.left_join(bank, booked["batch_id"] == bank["batch"])
    differ = (both["count"] != both["lines"].fill_null(0)) | (both["sum"] != both["total"])
    for row in sorted(data.rows(both.filter(differ)), key=lambda row: str(row["batch_id"])):
        bank_sum = row["total"] or 0
        yield found(
            "open",
            at("bank_return", row["batch_id"]),
            batch=row["batch_id"],
            count=row["count"],
            lines=row["lines"] or 0,
            paid_yuan=yuan(row["sum"]),
            bank_yuan=yuan(bank_sum),
            gap_yuan=yuan(row["sum"] - bank_sum),
        )
