"""账单的数量、累计金额，是不是超过了合同。

## What it does
一张账单的数量多于合同数量，或一份合同的账单累计金额（重复的只算一次）超过合同金额，就报。

## Why it matters
超出合同的数量没有人批准过。金额一期一期地付，累计超了往往到年底才发现。

## Basis
按合同约定的数量和金额结算，没有引用具体条文。

## Example
contract

| contract_id | project | item | supplier | qty | unit_price | amount | signed | start | end |
|---|---|---|---|---|---|---|---|---|---|
| HT-1 | P3 | LINE | 示例电信 | 10 | 100 | 12000 | 2022-12-20 | 2023-01-01 | 2023-12-31 |

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-1 | HT-1 | 2023-01-01 | 2023-01-31 | 11 | 100 | 1100 | 0 | 2023-01-20 | 2023-01-31 |

## Instead
contract

| contract_id | project | item | supplier | qty | unit_price | amount | signed | start | end |
|---|---|---|---|---|---|---|---|---|---|
| HT-1 | P3 | LINE | 示例电信 | 10 | 100 | 1000 | 2022-12-20 | 2023-01-01 | 2023-12-31 |

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-1 | HT-1 | 2023-01-01 | 2023-01-31 | 10 | 100 | 1000 | 0 | 2023-01-20 | 2023-01-31 |

## Known limits
补充协议要作为合同的新金额导入，否则会报。
"""

from __future__ import annotations

from . import rule
from ._records import at, fen, found, places, yuan
from .evi21_duplicate_invoice import KEY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI20",
    "billed-over-contract",
    "账单超合同",
    "error",
    ("contract", "invoice"),
    zh="合同 {contract}：约定数量 {qty}、金额 {agreed_yuan} 元；账单数量最多 {billed}，累计 {billed_yuan} 元，超出 {gap_yuan} 元",
    en="Contract {contract}: agreed {qty}, {agreed_yuan} yuan; billed up to {billed}, {billed_yuan} yuan in all, {gap_yuan} beyond it",
    repair_zh="核对超出部分有无补充协议；没有的退回账单",
    repair_en="Look for a supplementary agreement; without one, return the bill",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a contract."""
    bills = data.table("invoice")
    bills = bills.filter(bills["issued"] <= data.as_of)
    bills = bills.mutate(fen=fen(bills["amount"]))
    bills = bills.group_by(*KEY).aggregate(doc_id=bills["doc_id"].min())  # EVI21 has the others
    sums = bills.group_by(which="contract_id").aggregate(
        billed=bills["qty"].max(), sum=bills["fen"].sum().cast("int64")
    )
    agreed = data.table("contract").select("contract_id", "qty", "amount")
    both = agreed.inner_join(sums, agreed["contract_id"] == sums["which"])
    both = both.mutate(agreed=fen(both["amount"]))
    over = (both["sum"] > both["agreed"]) | (both["billed"] > both["qty"])
    for row in sorted(data.rows(both.filter(over)), key=lambda row: str(row["contract_id"])):
        same = bills["contract_id"] == row["contract_id"]
        many = bills.filter(same & (bills["qty"] > row["qty"])).select("doc_id")
        docs = sorted(one["doc_id"] for one in data.rows(many))
        yield found(
            "open",
            at("contract", row["contract_id"], part="amount"),
            *places("invoice", docs),
            contract=row["contract_id"],
            qty=row["qty"],
            billed=row["billed"],
            agreed_yuan=yuan(row["agreed"]),
            billed_yuan=yuan(row["sum"]),
            gap_yuan=yuan(max(row["sum"] - row["agreed"], 0)),
        )
