"""同一账期的账单，是不是开了两次。

## What it does
同一合同、同一账期、同样数量和金额的账单有两张以上，就报。一个账期分两段、数量金额不同的，不报。

## Why it matters
补开的发票和原来的发票都去报销，就付了两次。

## Basis
一笔业务一张凭证是核算常理，没有引用具体条文。

## Example
invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-1 | HT-1 | 2023-01-01 | 2023-01-31 | 10 | 100 | 1000 | 0 | 2023-01-20 | 2023-01-31 |
| FP-2 | HT-1 | 2023-01-01 | 2023-01-31 | 10 | 100 | 1000 | 0 | 2023-01-25 | 2023-01-31 |

## Instead
invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-1 | HT-1 | 2023-01-01 | 2023-01-31 | 10 | 100 | 1000 | 0 | 2023-01-20 | 2023-01-31 |
| FP-2 | HT-1 | 2023-02-01 | 2023-02-28 | 10 | 100 | 1000 | 0 | 2023-02-20 | 2023-02-28 |

## Known limits
作废的发票不要导入。
"""

from __future__ import annotations

from . import rule
from ._records import at, fen, found, grouped, places, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records

KEY = ("contract_id", "period_start", "period_end", "qty", "fen")


@rule(
    "EVI21",
    "duplicate-invoice",
    "重复账单",
    "error",
    ("invoice",),
    zh="合同 {contract} {start} 至 {end} 的账单有 {count} 张（{docs}），每张 {amount_yuan} 元，多出 {gap_yuan} 元",
    en="Contract {contract}, {start} to {end}: {count} bills ({docs}) of {amount_yuan} yuan each, {gap_yuan} too much",
    repair_zh="查明是否重开；重开的作废一张，已付的追回",
    repair_en="Void the second bill, and recover what was paid on it",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a contract and period."""
    bills = data.table("invoice")
    bills = bills.filter(bills["issued"] <= data.as_of)
    bills = bills.mutate(fen=fen(bills["amount"])).select(*KEY, "doc_id")
    twice = bills.group_by(*KEY).aggregate(many=bills["doc_id"].nunique())
    twice = twice.filter((twice["many"] > 1) & (twice["fen"] > 0))
    rows = data.rows(bills.semi_join(twice, KEY))
    for (contract, start, end, _, amount), group in grouped(rows, *KEY):
        docs = sorted(str(row["doc_id"]) for row in group)
        yield found(
            "open",
            at("invoice", docs[1]),
            *places("invoice", [docs[0], *docs[2:]]),
            contract=contract,
            start=str(start),
            end=str(end),
            count=len(docs),
            docs=tuple(docs),
            amount_yuan=yuan(amount),
            gap_yuan=yuan(amount * (len(docs) - 1)),
        )
