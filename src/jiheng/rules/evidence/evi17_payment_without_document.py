"""付了钱的月份，是不是都有账单或发票。

## What it does
绑定了合同或电表的支出，逐月比对付款与账单（按账单所属期末月）；付了款没有单据的月份汇总成一条，写明金额、单据的月数和单据合计。

## Why it matters
缺单据不是没有花钱：成本不变，凭证少了。反过来，也不能拿单据合计当成本。

## Basis
支出应有合法凭证，是会计核算的常理，没有引用具体条文。

## Example
绑定 `P3.C3 cost_sum item=POWER meter=M901`

ledger

| entry_id | project | item | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|
| L1 | P3 | POWER | 2023-10 | 2023-10-26 | 93145 | pay |
| L2 | P3 | POWER | 2023-11 | 2023-11-26 | 93145 | pay |

power_bill

| meter_id | month | kwh | price | amount | read_type | doc_id |
|---|---|---|---|---|---|---|
| M901 | 2023-10 | 143300 | 0.65 | 93145 | 实抄 | DF-10 |

## Instead
绑定 `P3.C3 cost_sum item=POWER meter=M901`

ledger

| entry_id | project | item | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|
| L1 | P3 | POWER | 2023-10 | 2023-10-26 | 93145 | pay |

power_bill

| meter_id | month | kwh | price | amount | read_type | doc_id |
|---|---|---|---|---|---|---|
| M901 | 2023-10 | 143300 | 0.65 | 93145 | 实抄 | DF-10 |
| M901 | 2023-11 | 143300 | 0.65 | 93145 | 实抄 | DF-11 |

## Known limits
一份单据也没有导入的项目，只说没有查。预付款、按验收结算的采购不按月比。
"""

from __future__ import annotations

from . import rule
from ._documents import documented
from ._records import at, found, percent, places, unjudged, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI17",
    "payment-without-document",
    "付款缺单据",
    "warning",
    ("ledger",),
    {"no-documents": ("没有导入 {item} 的账单或发票", "no bills of {item} were imported")},
    zh="{project} 的 {item}：{months} 付款 {missing_yuan} 元没有单据；有单据 {docs}/{paid_months} 个月（{share}%），单据合计 {billed_yuan} 元，台账 {paid_yuan} 元，相差 {gap_yuan} 元",
    en="{project}, {item}: {missing_yuan} yuan paid for {months} without a document; documents for {docs}/{paid_months} months ({share}%), {billed_yuan} yuan in all, ledger {paid_yuan}, {gap_yuan} apart",
    repair_zh="向供应商补要账单或发票；成本仍按实际付款计算",
    repair_en="Get the bill from the supplier; the cost stays what was paid",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding an item."""
    for bound, table, months in documented(data):
        paid = [one for one in months if one.paid]
        if not paid:
            continue
        item = bound.words("item")[0]
        if not any(one.docs for one in months):
            yield unjudged("no-documents", at("ledger", paid[0].entry), item=item)
            continue
        missing = [one for one in paid if one.billed is None]
        if not missing:
            continue
        billed = sum(one.billed or 0 for one in paid)
        total = sum(one.paid or 0 for one in paid)
        yield found(
            "stands",
            at("ledger", missing[0].entry, part="amount"),
            *places("ledger", [one.entry for one in missing[1:]]),
            project=bound.code,
            item=item,
            months=tuple(one.month for one in missing),
            missing_yuan=yuan(sum(one.paid or 0 for one in missing)),
            docs=len(paid) - len(missing),
            paid_months=len(paid),
            share=percent(len(paid) - len(missing), len(paid)),
            billed_yuan=yuan(billed),
            paid_yuan=yuan(total),
            gap_yuan=yuan(total - billed),
            table=table,
        )
