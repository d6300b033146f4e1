"""估抄的电量，后来有没有实抄更正。

## What it does
一块表估抄的月份，之后没有实抄账单的，报；有实抄的，两个月合在一起看，不报。

## Why it matters
估抄多了，实抄的月份会少，两个月加起来才是真的用电。只有估抄，就还不是真的。

## Basis
抄表方式取自电费账单，没有引用具体条文。

## Example
power_bill

| meter_id | month | kwh | price | amount | read_type | doc_id |
|---|---|---|---|---|---|---|
| M901 | 2023-06 | 143300 | 0.65 | 93145 | 实抄 | DF-06 |
| M901 | 2023-07 | 160000 | 0.65 | 104000 | 估抄 | DF-07 |

## Instead
power_bill

| meter_id | month | kwh | price | amount | read_type | doc_id |
|---|---|---|---|---|---|---|
| M901 | 2023-07 | 160000 | 0.65 | 104000 | 估抄 | DF-07 |
| M901 | 2023-08 | 126600 | 0.65 | 82290 | 实抄 | DF-08 |

## Known limits
年底估抄、次年一月实抄的，年底仍会报。
"""

from __future__ import annotations

from . import rule
from ._records import at, figure, found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI25",
    "estimate-not-corrected",
    "估抄未更正",
    "info",
    ("power_bill",),
    zh="电表 {meter} {month} 是估抄（{kwh} 千瓦时，{amount_yuan} 元），之后还没有实抄账单：实际用电是多少？",
    en="Meter {meter}: {month} is an estimate ({kwh} kWh, {amount_yuan} yuan) and no reading has followed: what was used?",
    repair_zh="补导实抄账单后再下结论",
    repair_en="Import the bill of the next reading",
)
def check(data: Records) -> Iterator[Verdict]:
    """One verdict an estimate; with its correction it is a pair and nothing is found."""
    bills = data.table("power_bill")
    bills = bills.filter(bills["month"] <= data.months[1])
    read = bills.filter(bills["read_type"] == "实抄")
    last = read.group_by(which="meter_id").aggregate(until=read["month"].max())
    guess = bills.filter((bills["read_type"] == "估抄") & (bills["month"] >= data.months[0]))
    both = guess.left_join(last, guess["meter_id"] == last["which"])
    for row in sorted(data.rows(both), key=lambda row: (row["meter_id"], row["month"])):
        place = at("power_bill", row["meter_id"], row["month"], row["doc_id"], part="read_type")
        facts = {
            "meter": row["meter_id"],
            "month": row["month"],
            "kwh": row["kwh"],
            "amount_yuan": row["amount"],
        }
        if (row["until"] or "") > row["month"]:
            yield figure("", place, **facts)
        else:
            yield found("question", place, **facts)
