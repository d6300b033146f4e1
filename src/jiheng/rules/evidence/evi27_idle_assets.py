"""买来的设备，是不是有相当一部分没有用上。

## What it does
一份合同的资产里，备用的占到在册（不含报废）的一成以上，就提一个问题：买了多少、在用多少、备用多少。

## Why it matters
验收合格不等于用上了。留一些备件是应该的，一成以上要有说法。

## Basis
一成是本产品的判断，可在口径里改，没有引用具体条文。

## Example
asset

| asset_id | contract_id | status | point_id |
|---|---|---|---|
| Z1 | HT-1 | 在用 | C1 |
| Z2 | HT-1 | 备用 | |

## Instead
asset

| asset_id | contract_id | status | point_id |
|---|---|---|---|
| Z1 | HT-1 | 在用 | C1 |
| Z2 | HT-1 | 报废 | |

## Known limits
资产卡片只有现状，没有年中的变动。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI27",
    "idle-assets",
    "设备闲置",
    "info",
    ("asset",),
    zh="合同 {contract} 的设备 {count} 台（套），在用 {used}，备用 {spare}（{share}%）：备用这么多的理由是什么？",
    en="Contract {contract}: {count} devices, {used} in use, {spare} spare ({share}%): why so many?",
    repair_zh="写明备件的比例和依据，或安排调剂使用",
    repair_en="State the ground for the spares, or put them to use",
)
def check(data: Records) -> Iterator[Verdict]:
    """One question a contract."""
    least = int(data.number("idle-asset-share"))
    rows = data.table("asset")
    rows = rows.filter(rows["status"] != "报废")
    spare = rows["status"] == "备用"
    sums = rows.group_by("contract_id").aggregate(
        all=rows.count(),
        spare=spare.sum().cast("int64"),
        asset=rows["asset_id"].min(where=spare),
    )
    sums = sums.filter((sums["spare"] > 0) & (sums["spare"] * 100 >= sums["all"] * least))
    for row in sorted(data.rows(sums), key=lambda row: str(row["contract_id"])):
        yield found(
            "question",
            at("asset", row["asset"], part="status"),
            contract=row["contract_id"],
            count=row["all"],
            used=row["all"] - row["spare"],
            spare=row["spare"],
            share=percent(row["spare"], row["all"]),
        )
