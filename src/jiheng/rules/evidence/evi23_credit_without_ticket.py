"""账单上的扣减，对不对得上断线工单。

## What it does
账单有扣减的，在账期内和之前三个月的工单里找：点位数 × 单价 × 中断小时 ÷ 当月小时，正好等于扣减的，列出这一对，不报。扣减正好是账单金额的整百分之几的，按考核扣减看，不报。两样都不是的，提一个问题。

## Why it matters
扣减说得出是哪一次断线，才是按合同扣的。说不出来的扣减，也可能是少付了钱。

## Basis
断线扣减的算法取自合同，没有引用具体条文。

## Example
invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-7 | HT-1 | 2023-07-01 | 2023-07-31 | 526 | 250.32 | 131668.32 | 400 | 2023-07-20 | 2023-07-31 |

ticket

| ticket_id | scope | opened | restored | cause | sla_h |
|---|---|---|---|---|---|
| T1 | C0001-C0100 | 2023-06-15 08:00:00 | 2023-06-15 20:00:00 | 断缆 | 24 |

## Instead
invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| FP-7 | HT-1 | 2023-07-01 | 2023-07-31 | 526 | 250.32 | 131668.32 | 417.20 | 2023-07-20 | 2023-07-31 |

ticket

| ticket_id | scope | opened | restored | cause | sla_h |
|---|---|---|---|---|---|
| T1 | C0001-C0100 | 2023-06-15 08:00:00 | 2023-06-15 20:00:00 | 断缆 | 24 |

## Known limits
一笔扣减合并了几张工单的，对不上，会提问题。账期不是一个月的，单价按账期平摊到小时。
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from . import rule
from ._records import at, fen, figure, found, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.finding import Verdict
    from ._records import Records

HOUR = 3600
MONTHS = 3  # a credit comes on a later bill
SCALE = 1_000_000  # prices have up to six decimals


@rule(
    "EVI23",
    "credit-without-ticket",
    "扣减对不上工单",
    "info",
    ("invoice",),
    {
        "matched": (
            "账单 {doc} 扣减 {credit_yuan} 元，与工单 {ticket}（{points} 个点位、{hours} 小时）相符：{working}",
            "Bill {doc}: the credit of {credit_yuan} yuan is ticket {ticket} ({points} points, {hours} h): {working}",
        ),
        "share": (
            "账单 {doc} 扣减 {credit_yuan} 元，是账单金额的 {share}%",
            "Bill {doc}: the credit of {credit_yuan} yuan is {share}% of the bill",
        ),
    },
    zh="账单 {doc} 扣减 {credit_yuan} 元，找不到金额相符的工单：扣的是哪一次？",
    en="Bill {doc}: no ticket comes to the credit of {credit_yuan} yuan: what was it for?",
    repair_zh="请供应商在账单上注明工单号和算法",
    repair_en="Have the supplier name the ticket and the calculation on the bill",
)
def check(data: Records) -> Iterator[Verdict]:
    """One verdict a bill with a credit."""
    bills = data.table("invoice")
    bills = bills.filter((bills["credit"] > 0) & (bills["period_end"] <= data.as_of))
    bills = bills.mutate(fen=fen(bills["credit"]), whole=fen(bills["amount"]))
    bills = bills.mutate(price=(bills["unit_price"] * SCALE).floor().cast("int64"))
    rows = sorted(data.rows(bills), key=lambda row: str(row["doc_id"]))
    tickets = _tickets(data)
    for row in rows:
        place = at("invoice", row["doc_id"], part="credit")
        facts = {"doc": row["doc_id"], "credit_yuan": yuan(row["fen"])}
        fits = [one for one in tickets if _fits(row, one)]
        if fits:
            one = fits[0]
            ticket = at("ticket", one["ticket_id"])
            hours = f"{one['seconds'] // HOUR}"
            text = f"{one['points']} × {row['unit_price'].normalize():f} × {hours} ÷ {_hours(row, one)}"
            yield figure(
                *("matched", place, ticket),
                **facts,
                ticket=one["ticket_id"],
                points=one["points"],
                hours=hours,
                working=f"{text} = {yuan(row['fen'])}",
            )
        elif row["whole"] and row["fen"] * 100 % row["whole"] == 0:
            share = row["fen"] * 100 // row["whole"]
            yield figure("", place, **facts, share=share)
        else:
            yield found("question", place, **facts)


def _tickets(data: Records) -> list[dict[str, Any]]:
    rows = data.table("ticket")
    rows = rows.filter(rows["restored"].cast("date") <= data.as_of)
    rows = rows.select("ticket_id", "scope", "opened", "restored")
    made = []
    for row in sorted(data.rows(rows), key=lambda row: str(row["ticket_id"])):
        gone = row["restored"] - row["opened"]
        seconds = gone.days * 24 * HOUR + gone.seconds
        made.append({**row, "seconds": seconds, "points": points_in(row["scope"])})
    return made


def _hours(bill: dict[str, Any], ticket: dict[str, Any]) -> int:
    """Hours that the price is for: those of the ticket's month, or of a longer period billed."""
    days = int((bill["period_end"] - bill["period_start"]).days) + 1
    opened = ticket["opened"]
    if days <= 31:
        days = monthrange(opened.year, opened.month)[1]
    return days * 24


def _fits(bill: dict[str, Any], ticket: dict[str, Any]) -> bool:
    opened: date = ticket["opened"].date()
    if not _before(bill["period_start"]) <= opened <= bill["period_end"]:
        return False
    num = ticket["points"] * bill["price"] * 100 * ticket["seconds"]
    den = _hours(bill, ticket) * HOUR * SCALE
    return bool((2 * num + den) // (2 * den) == bill["fen"])


def _before(day: date) -> date:
    """The same day three months earlier, or the last of that month: a credit comes late."""
    year, month = divmod(day.year * 12 + day.month - 1 - MONTHS, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def points_in(scope: str) -> int:
    """How many points a scope names: "C0001-C0100" is 100, "C0001" is 1, a list its sum."""
    total = 0
    for part in scope.replace("，", ",").replace("、", ",").split(","):
        first, _, last = part.strip().partition("-")
        start = "".join(one for one in first if one.isdecimal())
        end = "".join(one for one in last if one.isdecimal())
        total += int(end) - int(start) + 1 if start and end else 1
    return total
