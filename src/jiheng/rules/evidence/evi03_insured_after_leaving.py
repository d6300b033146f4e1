"""是不是给已经离职的人缴了社会保险或公积金。

## What it does
缴费所属月份里一天也不在册的人，还有单位缴费，就报；一人一条，按险种列出还没有退回的部分。

## Why it matters
停保晚一个月，几个险种就多缴一个月。退费往往只退一个险种，其余的留在账上没有人追。

## Basis
按在册人数参保是核算常理，没有引用具体条文。

## Example
person

| person_id | roster | category | join_date | leave_date |
|---|---|---|---|---|
| A901 | AUX | 辅警 | 2020-01-01 | 2023-03-31 |

si_contribution

| month | person_id | insurance | base | rate | employer_amount | due_date | paid_date | kind |
|---|---|---|---|---|---|---|---|---|
| 2023-04 | A901 | PENSION | 3945 | 0.16 | 631.20 | 2023-04-24 | 2023-04-20 | normal |
| 2023-04 | A901 | MEDICAL | 3945 | 0.087 | 343.22 | 2023-04-24 | 2023-04-20 | normal |
| 2023-04 | A901 | PENSION | 3945 | 0.16 | -631.20 | 2023-04-24 | 2023-08-18 | refund |

## Instead
person

| person_id | roster | category | join_date | leave_date |
|---|---|---|---|---|
| A901 | AUX | 辅警 | 2020-01-01 | 2023-04-02 |

si_contribution

| month | person_id | insurance | base | rate | employer_amount | due_date | paid_date | kind |
|---|---|---|---|---|---|---|---|---|
| 2023-04 | A901 | PENSION | 3945 | 0.16 | 631.20 | 2023-04-24 | 2023-04-20 | normal |

## Known limits
离职当月缴不缴，各地规定不同，当月在册过就不报。
"""

from __future__ import annotations

from . import rule
from ._records import at, fen, found, grouped, several, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI03",
    "insured-after-leaving",
    "离职后仍缴社保",
    "error",
    ("si_contribution", "person"),
    zh="{person} 在 {months} 已不在册，仍缴 {insurances} 共 {paid_yuan} 元，应缴 0 元；已退 {back_yuan} 元（{returned}），还差 {open_yuan} 元（{standing}）",
    en="{person} was not in service in {months}, yet {insurances} was paid, {paid_yuan} yuan, where 0 was due; {back_yuan} came back ({returned}), {open_yuan} is open ({standing})",
    repair_zh="到经办机构办理停保和退费，逐个险种核对退款",
    repair_en="End the insurance and claim the refund, insurance by insurance",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a person."""
    rows = data.table("si_contribution")
    rows = rows.filter((rows["paid_date"] <= data.as_of) & (rows["kind"] != "late_fee"))
    amount = fen(rows["employer_amount"])
    sums = rows.group_by("person_id", "month", "insurance").aggregate(
        gross=amount.sum(where=rows["kind"] != "refund").fill_null(0).cast("int64"),
        net=amount.sum().cast("int64"),
    )
    told = data.serving(sums, "month")
    told = told.filter((told["known"] == 1) & (told["there"] == 0) & (told["gross"] > 0))
    order = sorted(data.rows(told), key=lambda row: (row["month"], row["insurance"]))
    for (person,), group in grouped(order, "person_id"):
        paid = sum(row["gross"] for row in group)
        still = sum(max(row["net"], 0) for row in group)
        keys = [(row["month"], person, row["insurance"]) for row in group]
        yield found(
            "open" if still else "closed",
            at("si_contribution", *keys[0], part="employer_amount"),
            *(at("si_contribution", *key) for key in keys[1:]),
            person=person,
            months=several(group, "month"),
            insurances=several(group, "insurance"),
            paid_yuan=yuan(paid),
            back_yuan=yuan(paid - still),
            open_yuan=yuan(still),
            returned=several([row for row in group if row["net"] <= 0], "insurance"),
            standing=several([row for row in group if row["net"] > 0], "insurance"),
        )
