"""领津贴的人，是不是都属于文件规定的人员类别。

## What it does
绑定里写明了发放范围（人员类别）的项目，范围以外的人领了，就提一个问题：人数、人月、金额各多少，依据是哪份文件。

## Why it matters
发放范围由文件规定，各地可以另有规定。不能凭名册断定错了，但要请单位说明依据。

## Basis
发放范围取自指标绑定，没有引用具体条文。

## Example
绑定 `P1.L1 rate_modal roster=POL item=OT rate=700 due=days categories=民警`

person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 工勤 | 2020-01-01 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-01 | 2023-01-25 | 700 | pay |

## Instead
绑定 `P1.L1 rate_modal roster=POL item=OT rate=700 due=days`

person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 工勤 | 2020-01-01 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-01 | 2023-01-25 | 700 | pay |

## Known limits
绑定没有写范围的不问。年中换了类别的人，按任一时期属于范围内看。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, places, several, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI13",
    "category-outside-scope",
    "范围外人员领取",
    "info",
    ("ledger", "person"),
    zh="{project} 的 {item} 发放范围是 {scope}，另有 {categories} {people} 人领取 {count} 个人月、{paid_yuan} 元：发放依据是哪份文件？",
    en="{item} ({project}) is for {scope}, yet {people} people of {categories} drew {count} person-months, {paid_yuan} yuan: by which rule?",
    repair_zh="请提供把这类人员列入发放范围的文号；没有的，停发并追回",
    repair_en="Name the rule that includes them; without one, stop and recover",
)
def check(data: Records) -> Iterator[Verdict]:
    """One question a bound item."""
    for bound in data.bound("rate_modal", "categories"):
        scope, items = bound.words("categories"), bound.words("item")
        people = data.table("person")
        inside = people.filter(people["category"].isin(scope)).select("person_id")
        outside = people.select("person_id", "category").anti_join(inside, "person_id").distinct()
        sums = data.sums
        sums = sums.filter(
            (sums["project"] == bound.code)
            & sums["item"].isin(items)
            & (sums["net"] > 0)
            & sums["service_period"].between(*data.months)
        )
        drawn = sums.inner_join(outside, "person_id")
        told = drawn.group_by("person_id", "category").aggregate(
            count=drawn["service_period"].nunique(), sum=drawn["net"].sum().cast("int64")
        )
        rows = sorted(data.rows(told), key=lambda row: str(row["person_id"]))
        if rows:
            names = [row["person_id"] for row in rows]
            yield found(
                "question",
                at("person", names[0], part="category"),
                *places("person", names[1:]),
                project=bound.code,
                item=items[0],
                scope=scope,
                categories=several(rows, "category"),
                people=len(names),
                count=sum(row["count"] for row in rows),
                paid_yuan=yuan(sum(row["sum"] for row in rows)),
            )
