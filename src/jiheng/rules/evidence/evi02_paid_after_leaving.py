"""是不是给已经离职（或还没有到岗）的人发了钱。

## What it does
所属月份里一天也不在册的人，还有这个月的发放，就报；一人一项目一条。离职当月按在册看。后来退回的，算已了结；没有退清的，写明差额。社会保险另有规则。

## Why it matters
人走了，钱还在发，是名册没有按月送到发放的一头。多付的要追回，人均和人数也会被它带偏。

## Basis
按在册人数发放是核算常理，没有引用具体条文。

## Example
person

| person_id | roster | category | join_date | leave_date |
|---|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 | 2023-06-30 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-07 | 2023-07-25 | 700 | pay |

## Instead
person

| person_id | roster | category | join_date | leave_date |
|---|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 | 2023-06-30 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-06 | 2023-07-05 | 700 | backpay |

## Known limits
离职后一次性结清的款项，所属月份要写在职的最后一个月，否则会报。名册里没有的人由另一条规则报。
"""

from __future__ import annotations

from . import rule
from ._records import at, found, grouped, places, several, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI02",
    "paid-after-leaving",
    "离职后发放",
    "error",
    ("ledger", "person"),
    zh="{person} 在 {months} 已不在册，{project} 仍付 {items} 共 {paid_yuan} 元，应付 0 元；已退回 {back_yuan} 元，还差 {open_yuan} 元",
    en="{person} was not in service in {months}, yet {project} paid {items}, {paid_yuan} yuan, where 0 was due; {back_yuan} came back, {open_yuan} is open",
    repair_zh="追回未退的部分，并让人事按月把离岗名单送到发放岗",
    repair_en="Recover what is open, and send the list of leavers to payroll every month",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a person and project."""
    sums = data.sums
    sums = sums.filter((sums["gross"] > 0) & sums["item"].notin(("", *data.insured)))
    told = data.serving(sums, "service_period")
    told = told.filter((told["known"] == 1) & (told["there"] == 0))
    rows = sorted(data.rows(told), key=lambda row: str(row["entry"]))
    for (project, person), group in grouped(rows, "project", "person_id"):
        paid = sum(row["gross"] for row in group)
        still = sum(max(row["net"], 0) for row in group)
        entries = [row["entry"] for row in group]
        yield found(
            "open" if still else "closed",
            at("ledger", entries[0], part="service_period"),
            *places("ledger", entries[1:]),
            person=person,
            project=project,
            months=several(group, "service_period"),
            items=several(group, "item"),
            paid_yuan=yuan(paid),
            back_yuan=yuan(paid - still),
            open_yuan=yuan(still),
        )
