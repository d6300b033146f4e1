"""领钱的人是不是都在名册上。

## What it does
拿过钱的人员编号，名册里一行也没有，就报；一人一条。

## Why it matters
名册管人数，台账管钱，两本账各走各的，就会有名册之外的人领钱；人均成本的分母也就不对了。

## Basis
名册与发放表逐人相符是核算常理，没有引用具体条文。

## Example
person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P902 | 2023-07 | 2023-07-25 | 700 | pay |

## Instead
person

| person_id | roster | category | join_date |
|---|---|---|---|
| P901 | POL | 民警 | 2020-01-01 |

ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind |
|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-07 | 2023-07-25 | 700 | pay |

## Known limits
只看编号，不看姓名。一本名册也没有导入时不判断。
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
    "EVI04",
    "payee-not-on-roster",
    "名册外领款",
    "error",
    ("ledger", "person"),
    zh="{person} 不在名册上，{project} 却在 {months} 付其 {items} {paid_yuan} 元，还差 {open_yuan} 元没有收回",
    en="{person} is on no roster, yet {project} paid {items} for {months}, {paid_yuan} yuan; {open_yuan} is open",
    repair_zh="核对人员编号；确有其人的补进名册，没有的追回",
    repair_en="Check the id; put the person on the roster, or recover the money",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a person and project."""
    sums = data.sums
    people = data.table("person").select("person_id").distinct()
    sums = sums.filter(sums["gross"] > 0)
    strange = sums.anti_join(people, "person_id")
    rows = sorted(data.rows(strange), key=lambda row: str(row["entry"]))
    for (project, person), group in grouped(rows, "project", "person_id"):
        still = sum(max(row["net"], 0) for row in group)
        entries = [row["entry"] for row in group]
        yield found(
            "open" if still else "closed",
            at("ledger", entries[0], part="person_id"),
            *places("ledger", entries[1:]),
            person=person,
            project=project,
            months=several(group, "service_period"),
            items=several(group, "item"),
            paid_yuan=yuan(sum(row["gross"] for row in group)),
            open_yuan=yuan(still),
        )
