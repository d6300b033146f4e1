"""账单全年的金额，与表上的年单价算出来的，差额说不说得清。

## What it does
绑定里写了年单价的支出，全年账单（扣减前）与“数量 × 年单价”比较。差额不超过账单单价末位四舍五入能造成的数，是说得清的差异，列出数字，不报；超过的报。

## Why it matters
年价除以十二再取两位小数，每月都差一点，一年下来账单与表对不上。这是进位，不是多收；真的多收要分得出来。

## Basis
四舍五入以末位半个单位为限，是算术常理，没有引用具体条文。

## Example
绑定 `P3.C1 cost_sum item=LINE contract=HT-1 price=1000`

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-1 | HT-1 | 2023-01-01 | 2023-06-30 | 10 | 500 | 5000 | 0 | 2023-06-20 | 2023-06-30 |
| FP-2 | HT-1 | 2023-07-01 | 2023-12-31 | 10 | 520 | 5200 | 0 | 2023-12-20 | 2023-12-31 |

## Instead
绑定 `P3.C1 cost_sum item=LINE contract=HT-1 price=1000.01`

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-1 | HT-1 | 2023-01-01 | 2023-06-30 | 10 | 500.01 | 5000.1 | 0 | 2023-06-20 | 2023-06-30 |
| FP-2 | HT-1 | 2023-07-01 | 2023-12-31 | 10 | 500.01 | 5000.1 | 0 | 2023-12-20 | 2023-12-31 |

## Known limits
账单不满全年时不比。年中调价的，要按调价后的年单价绑定。
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from . import rule
from ._records import figure, found, places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ...model.result import Binding
    from ._records import Records

HALF = Decimal(5)


@rule(
    "EVI22",
    "price-differs",
    "账单与年单价不符",
    "warning",
    ("invoice",),
    {
        "rounding": (
            "合同 {contract} 全年账单 {billed_yuan} 元，{qty} × 年单价 {price_yuan} 元 = {agreed_yuan} 元，相差 {gap_yuan} 元，是账单单价取位所致（至多 {most_yuan} 元）",
            "Contract {contract}: {billed_yuan} yuan billed over the year, {qty} × {price_yuan} = {agreed_yuan}; {gap_yuan} apart by rounding of the billed price (at most {most_yuan})",
        )
    },
    zh="合同 {contract} 全年账单 {billed_yuan} 元，{qty} × 年单价 {price_yuan} 元 = {agreed_yuan} 元，相差 {gap_yuan} 元，超过取位能造成的 {most_yuan} 元",
    en="Contract {contract}: {billed_yuan} yuan billed over the year, {qty} × {price_yuan} = {agreed_yuan}; {gap_yuan} apart, more than rounding explains ({most_yuan})",
    repair_zh="核对账单单价与合同、与表上的年单价",
    repair_en="Compare the billed price with the contract and with the form",
)
def check(data: Records) -> Iterator[Verdict]:
    """One verdict a bound item with a price."""
    for bound in data.bound("cost_sum", "contract", "price"):
        rows = _bills(data, bound)
        if not _whole(data, rows):
            continue
        price, qty = Decimal(bound.text("price")), max(row["qty"] for row in rows)
        billed = sum((row["amount"] for row in rows), Decimal(0))
        agreed = qty * price
        most = sum((row["qty"] * _slack(row["unit_price"]) for row in rows), Decimal(0))
        docs = [row["doc_id"] for row in rows]
        place, *more = places("invoice", docs)
        facts = {
            "project": bound.code,
            "contract": bound.words("contract")[0],
            "qty": qty.normalize(),
            "price_yuan": price,
            "billed_yuan": billed,
            "agreed_yuan": agreed,
            "gap_yuan": billed - agreed,
            "most_yuan": most,
        }
        if abs(billed - agreed) > most:
            yield found("stands", place, *more, **facts)
        elif billed != agreed:
            yield figure("rounding", place, *more, **facts)


def _slack(price: Decimal) -> Decimal:
    """Half a unit of the last digit of a price, at least a fen: prices come with padded zeros."""
    places_ = max(-int(price.normalize().as_tuple().exponent), 2)
    return HALF.scaleb(-places_ - 1)


def _whole(data: Records, rows: list[dict[str, Any]]) -> bool:
    """Whether the bills cover the year day by day."""
    days = {(row["period_start"], row["period_end"]) for row in rows}
    year = (date(data.year, 12, 31) - data.first).days + 1
    return bool(sum((end - start).days + 1 for start, end in days) == year)


def _bills(data: Records, bound: Binding) -> list[dict[str, Any]]:
    bills = data.table("invoice")
    bills = bills.filter(
        bills["contract_id"].isin(bound.words("contract"))
        & (bills["period_start"] >= data.first)
        & (bills["period_end"] <= data.as_of)
    )
    bills = bills.select("doc_id", "period_start", "period_end", "qty", "unit_price", "amount")
    return sorted(data.rows(bills), key=lambda row: (row["period_start"], row["doc_id"]))
