"""验收是不是过了合同期限，有没有没验过的。

## What it does
一批货最终验收晚于合同期限，或过了期限还没有最终验收，或最终合格数少于到货数，就报：晚几天、初验合格多少、最终合格多少。

## Why it matters
最后都合格了，初验不合格和延期就容易被抹掉。质量、时效、数量是三个数，要分开写。

## Basis
期限取自合同，没有引用具体条文。

## Example
acceptance

| contract_id | batch | delivered | passed_first | passed_final | first_date | final_date | due_date |
|---|---|---|---|---|---|---|---|
| HT-1 | 2 | 300 | 288 | 300 | 2023-09-12 | 2023-10-18 | 2023-09-30 |

## Instead
acceptance

| contract_id | batch | delivered | passed_first | passed_final | first_date | final_date | due_date |
|---|---|---|---|---|---|---|---|
| HT-1 | 2 | 300 | 288 | 300 | 2023-09-12 | 2023-09-30 | 2023-09-30 |

## Known limits
经批准延期的，应按新的期限导入。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI26",
    "acceptance-late",
    "验收逾期或不合格",
    "warning",
    ("acceptance",),
    zh="合同 {contract} 第 {batch} 批到货 {delivered}，初验合格 {first}（不合格 {failed}），最终合格 {final}；期限 {due}，最终验收 {done}，晚 {days} 天；全合同初验合格率 {first_rate}%，最终合格率 {final_rate}%",
    en="Contract {contract}, batch {batch}: {delivered} delivered, {first} passed at first ({failed} failed), {final} in the end; due {due}, accepted {done}, {days} days late; of the contract {first_rate}% passed at first, {final_rate}% in the end",
    repair_zh="写明逾期原因和违约责任；质量按最终、初验两个合格率分别写",
    repair_en="Give the reason and the liability; state both pass rates",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a batch."""
    rows = data.table("acceptance")
    rows = rows.filter(rows["first_date"] <= data.as_of)
    order = sorted(data.rows(rows), key=lambda row: (row["contract_id"], row["batch"]))
    for row in order:
        done = row["final_date"] if row["final_date"] and row["final_date"] <= data.as_of else None
        days = ((done or data.as_of) - row["due_date"]).days
        if days <= 0 and not (done and row["passed_final"] < row["delivered"]):
            continue
        same = [one for one in order if one["contract_id"] == row["contract_id"]]
        yield found(
            "stands" if done and row["passed_final"] == row["delivered"] else "open",
            at("acceptance", row["contract_id"], row["batch"], part="final_date"),
            contract=row["contract_id"],
            batch=row["batch"],
            delivered=row["delivered"],
            first=row["passed_first"],
            failed=row["delivered"] - row["passed_first"],
            final=row["passed_final"],
            due=str(row["due_date"]),
            done=str(done or "–"),
            days=max(days, 0),
            first_rate=_rate(same, "passed_first"),
            final_rate=_rate(same, "passed_final"),
        )


def _rate(rows: list[dict[str, Any]], column: str) -> Any:
    delivered = sum(row["delivered"] for row in rows)
    return percent(sum(row[column] for row in rows), delivered) if delivered else None
