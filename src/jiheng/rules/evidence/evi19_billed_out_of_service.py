"""停用的点位，是不是还在计费。

## What it does
绑定了合同和点位分组的线路账单，逐个账期比较计费条数与该账期在用过的点位数（在用过一天也算）。计费多于在用，就报：多计的条数、金额，以及整个账期都停用的点位。

## Why it matters
道路施工、拆除的点位停了，线路费还在按原来的条数付，几个月下来就是一笔可以追回的钱。

## Basis
按在用条数付费取自合同，没有引用具体条文。

## Example
绑定 `P3.N1 lines_billed contract=HT-1 group=G1`

point

| point_id | group | in_service_from | in_service_to |
|---|---|---|---|
| C1 | G1 | 2022-12-31 | |
| C2 | G1 | 2022-12-31 | 2023-09-30 |

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-10 | HT-1 | 2023-10-01 | 2023-10-31 | 2 | 250.32 | 500.64 | 0 | 2023-10-20 | 2023-10-31 |

## Instead
绑定 `P3.N1 lines_billed contract=HT-1 group=G1`

point

| point_id | group | in_service_from | in_service_to |
|---|---|---|---|
| C1 | G1 | 2022-12-31 | |
| C2 | G1 | 2022-12-31 | 2023-10-01 |

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-10 | HT-1 | 2023-10-01 | 2023-10-31 | 2 | 250.32 | 500.64 | 0 | 2023-10-20 | 2023-10-31 |

## Known limits
一条线带几个点位的不适用，不要绑定分组。账单上的扣减先抵多计的部分。
"""

from __future__ import annotations

from . import rule
from ._records import SHOWN, at, fen, found, places, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ...model.result import Binding
    from ._records import Records

SCALE = 1_000_000  # quantities and prices have up to six decimals


@rule(
    "EVI19",
    "billed-out-of-service",
    "停用仍计费",
    "error",
    ("invoice", "point"),
    zh="合同 {contract} 在 {months} 计费 {billed}，在用只有 {served}（停用：{points}），多计 {gap_yuan} 元，已扣减 {back_yuan} 元，还差 {open_yuan} 元",
    en="Contract {contract}, {months}: billed {billed}, in service only {served} (out of service: {points}); {gap_yuan} yuan too much, {back_yuan} credited, {open_yuan} open",
    repair_zh="凭停用记录要求供应商在下期账单扣减",
    repair_en="Claim a credit on the next bill with the record of the suspension",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a contract."""
    for bound in data.bound("lines_billed", "contract", "group"):
        rows = [row for row in _bills(data, bound) if row["scaled"] > row["served"] * SCALE]
        if not rows:
            continue
        gap = sum(_over(row) for row in rows)
        back = min(sum(row["credit_fen"] for row in rows), gap)
        gone = _gone(data, bound, rows[-1])
        yield found(
            "open" if gap > back else "closed",
            at("invoice", rows[0]["doc_id"], part="qty"),
            *places("invoice", [row["doc_id"] for row in rows[1:]]),
            *(at("point", point, since) for point, since in gone[:SHOWN]),
            project=bound.code,
            contract=bound.words("contract")[0],
            months=tuple(f"{row['period_end']:%Y-%m}" for row in rows),
            billed=tuple(str(row["scaled"] // SCALE) for row in rows),
            served=tuple(str(row["served"]) for row in rows),
            points=tuple(point for point, _ in gone[:SHOWN]),
            gap_yuan=yuan(gap),
            back_yuan=yuan(back),
            open_yuan=yuan(gap - back),
        )


def _over(row: dict[str, Any]) -> int:
    """Fen of the lines too many: their number × the price of the period, half up."""
    lines = row["scaled"] - row["served"] * SCALE
    size = lines * row["price"] * 100
    return int((2 * size + SCALE * SCALE) // (2 * SCALE * SCALE))


def _bills(data: Records, bound: Binding) -> list[dict[str, Any]]:
    bills = data.table("invoice")
    bills = bills.filter(
        bills["contract_id"].isin(bound.words("contract"))
        & (bills["period_start"] >= data.first)
        & (bills["period_end"] <= data.as_of)
    )
    scaled = (bills["qty"] * SCALE).floor().cast("int64")
    bills = bills.group_by("period_start", "period_end").aggregate(
        doc_id=bills["doc_id"].min(),
        scaled=scaled.sum().cast("int64"),
        price=(bills["unit_price"] * SCALE).floor().cast("int64").max(),
        credit_fen=fen(bills["credit"]).sum().cast("int64"),
    )
    points = data.table("point")
    points = points.filter(points["group"].isin(bound.words("group")))
    points = points.select("point_id", "in_service_from", "in_service_to")
    both = bills.cross_join(points)
    there = (both["in_service_from"] <= both["period_end"]) & (
        both["in_service_to"].isnull() | (both["in_service_to"] >= both["period_start"])
    )
    names = ("period_start", "period_end", "doc_id", "scaled", "price", "credit_fen")
    told = both.group_by(*names).aggregate(served=both["point_id"].nunique(where=there))
    return sorted(data.rows(told), key=lambda row: (row["period_start"], row["doc_id"]))


def _gone(data: Records, bound: Binding, bill: dict[str, Any]) -> list[tuple[str, Any]]:
    """Points of the group whose service ended before the period."""
    points = data.table("point")
    points = points.filter(
        points["group"].isin(bound.words("group"))
        & (points["in_service_to"] < bill["period_start"]).fill_null(False)
    )
    rows = data.rows(points.select("point_id", "in_service_from"))
    return sorted((row["point_id"], row["in_service_from"]) for row in rows)
