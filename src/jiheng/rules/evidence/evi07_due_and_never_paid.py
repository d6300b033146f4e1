"""应发、应缴的人月里，有没有没发、没缴或没发够的。

## What it does
绑定了标准的项目，在已经开始发放的月份里，逐人逐月比对：实发不到应发（差额大于 0.05 元）的人月汇总成一条，写明人数、人月、差额和覆盖率。

## Why it matters
有人漏缴，成本反而“没有超”。总额达标不等于人人都办到了，覆盖率要和成本放在一起看。

## Basis
按应发人数逐人核对是核算常理，没有引用具体条文。

## Example
绑定 `P4.L6 rate_modal roster=AUX item=HF rate=100 due=insured`

person

| person_id | roster | category | join_date | leave_date |
|---|---|---|---|---|
| A901 | AUX | 辅警 | 2020-01-01 | 2023-01-31 |
| A902 | AUX | 辅警 | 2020-01-01 | 2023-01-31 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P4 | HF | A901 | 2023-01 | 2023-01-20 | 100 | pay |

## Instead
绑定 `P4.L6 rate_modal roster=AUX item=HF rate=100 due=insured`

person

| person_id | roster | category | join_date | leave_date |
|---|---|---|---|---|
| A901 | AUX | 辅警 | 2020-01-01 | 2023-01-31 |
| A902 | AUX | 辅警 | 2023-01-16 | 2023-01-31 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P4 | HF | A901 | 2023-01 | 2023-01-20 | 100 | pay |

## Known limits
整个月一笔也没有发的，算发放晚了，由另一条规则报。被银行退回、还没有重发的，也由另一条报。
"""

from __future__ import annotations

from . import rule
from ._records import SHOWN, at, found, percent, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI07",
    "due-and-never-paid",
    "应发未发",
    "error",
    ("ledger", "person"),
    zh="{item}（{project}）有 {people} 人 {count} 个人月没有足额发放（缴纳）：应 {due_yuan} 元，实 {paid_yuan} 元，差 {open_yuan} 元；足额 {full}/{all} 个人月，覆盖率 {coverage}%（{persons}）",
    en="{item} ({project}): {people} people, {count} person-months not paid in full: due {due_yuan} yuan, paid {paid_yuan}, {open_yuan} short; in full {full}/{all}, coverage {coverage}% ({persons})",
    repair_zh="补发、补缴，或说明不应发放的理由并更正名册",
    repair_en="Pay the rest, or say why it is not due and correct the roster",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding an item."""
    slack = int(data.number("pay-rate-tolerance").scaleb(2))
    owed = data.owed()
    owed = owed.filter(owed["due"] > 0).mutate(paid=owed["net"].fill_null(0))
    begun = owed.group_by(whose="project", what="item", when="month").aggregate(
        any=(owed["paid"] > 0).cast("int64").max()
    )
    begun = begun.filter(begun["any"] == 1)
    owed = owed.semi_join(
        begun,
        (owed["project"] == begun["whose"])
        & (owed["item"] == begun["what"])
        & (owed["month"] == begun["when"]),
    )
    sent = data.ledger.filter(data.ledger["kind"] == "bank_reject")
    sent = sent.select(who="person_id", what="item", when="service_period").distinct()
    short = owed.filter(owed["paid"] + slack < owed["due"])
    short = short.anti_join(
        sent,
        (short["person_id"] == sent["who"])
        & (short["item"] == sent["what"])
        & (short["month"] == sent["when"]),
    )
    counts = short.group_by("project", "item").aggregate(
        count=short.count(),
        people=short["person_id"].nunique(),
        due=short["due"].sum().cast("int64"),
        paid=short["paid"].sum().cast("int64"),
    )
    for row in sorted(data.rows(counts), key=lambda row: (row["project"], row["item"])):
        mine = (short["project"] == row["project"]) & (short["item"] == row["item"])
        yield _told(data, row, short.filter(mine), owed)


def _told(data: Records, row: dict[str, Any], short: Any, owed: Any) -> Verdict:
    project, item = row["project"], row["item"]
    people = short.select("person_id").distinct().order_by("person_id").limit(SHOWN)
    names = [one["person_id"] for one in data.rows(people)]
    same = owed.filter((owed["project"] == project) & (owed["item"] == item))
    every = data.rows(same.aggregate(n=same.count()))[0]["n"]
    return found(
        "stands",
        *(at("person", name) for name in names),
        project=project,
        item=item,
        people=row["people"],
        count=row["count"],
        due_yuan=yuan(row["due"]),
        paid_yuan=yuan(row["paid"]),
        open_yuan=yuan(row["due"] - row["paid"]),
        full=every - row["count"],
        all=every,
        coverage=percent(every - row["count"], every),
        persons=tuple(names),
    )
