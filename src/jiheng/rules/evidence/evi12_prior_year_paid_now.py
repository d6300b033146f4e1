"""上年的欠款是不是在本年付的。

## What it does
所属月份在上年或更早、本年才付的款，按项目和支出事项归成一条，写明金额。

## Why it matters
它按现金制算本年成本，按权责制不算。两种口径的结论可能相反，要先说清楚再下结论。

## Basis
预算执行按实际支付统计，成本指标两种口径并列，没有引用具体条文。

## Example
ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P4 | WAGE | A901 | 2022-12 | 2023-01-10 | 2400 | backpay |

## Instead
ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P4 | WAGE | A901 | 2023-01 | 2023-02-10 | 2400 | backpay |

## Known limits
上年结转资金有单独批复的，应单列项目。
"""

from __future__ import annotations

from . import rule
from ._records import PAID, at, found, grouped, places, several, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI12",
    "prior-year-paid-now",
    "补付上年款项",
    "warning",
    ("ledger",),
    zh="{project} 的 {item}：本年补付上年（{months}）款项 {count} 笔 {late_yuan} 元，计入现金制成本 {cash_yuan} 元，权责制为 {accrual_yuan} 元",
    en="{project}, {item}: {count} payments for {months}, {late_yuan} yuan, were made this year; cash {cash_yuan} yuan, accrual {accrual_yuan}",
    repair_zh="在自评中写明跨年补付的金额和依据，并列两种口径",
    repair_en="State the arrears and their ground in the self-evaluation, with both bases",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding an item."""
    rows = data.ledger
    rows = rows.filter((rows["pay_date"] >= data.first) & (rows["kind"] != "refund_prior"))
    before = rows["service_period"] < data.months[0]
    old = rows.filter(before & rows["kind"].isin(PAID))
    group = old.select("project", "item", "service_period", "fen", "entry_id")
    late = sorted(data.rows(group), key=lambda row: str(row["entry_id"]))
    inside = rows["service_period"].between(f"{data.year}-01", f"{data.year}-12")
    sums = rows.group_by("project", "item").aggregate(
        cash=rows["fen"].sum().cast("int64"),
        accrual=rows["fen"].sum(where=inside).fill_null(0).cast("int64"),
    )
    both = {(row["project"], row["item"]): row for row in data.rows(sums)}
    for (project, item), some in grouped(late, "project", "item"):
        entries = [row["entry_id"] for row in some]
        yield found(
            "stands",
            at("ledger", entries[0], part="service_period"),
            *places("ledger", entries[1:]),
            project=project,
            item=item,
            months=several(some, "service_period"),
            count=len(some),
            late_yuan=yuan(sum(row["fen"] for row in some)),
            cash_yuan=yuan(both[project, item]["cash"]),
            accrual_yuan=yuan(both[project, item]["accrual"]),
        )
