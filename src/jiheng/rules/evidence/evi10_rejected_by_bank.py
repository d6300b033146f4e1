"""银行退回的发放，有没有及时重发。

## What it does
银行退回的款，到月底（严格）还没有重发的，报迟发；到截止日仍没有重发的，报未了结。回盘里写了退回、台账却没有退回记录的，也报。

## Why it matters
退回的钱停在单位账户里，台账若不记，成本就虚高，那个人也没有领到钱。

## Basis
台账与银行回盘逐笔相符是核算常理，没有引用具体条文。

## Example
ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind | ref_entry |
|---|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-06 | 2023-06-25 | 700 | pay | |
| L2 | P1 | OT | P901 | 2023-06 | 2023-06-27 | -700 | bank_reject | L1 |
| L3 | P1 | OT | P901 | 2023-06 | 2023-07-06 | 700 | repay | L2 |

## Instead
ledger

| entry_id | project | item | person_id | service_period | pay_date | amount | kind | ref_entry |
|---|---|---|---|---|---|---|---|---|
| L1 | P1 | OT | P901 | 2023-06 | 2023-06-25 | 700 | pay | |
| L2 | P1 | OT | P901 | 2023-06 | 2023-06-27 | -700 | bank_reject | L1 |
| L3 | P1 | OT | P901 | 2023-06 | 2023-06-29 | 700 | repay | L2 |

## Known limits
同一人同一月退回两次的，合在一起看。同一人多次退回同样金额的，回盘与台账按先后一一对应。
"""

from __future__ import annotations

from datetime import date, timedelta

from . import rule
from ._records import at, fen, found, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ._records import Records


@rule(
    "EVI10",
    "rejected-by-bank",
    "银行退回",
    "warning",
    ("ledger",),
    zh="{person} {month} 的 {item}（{project}）{paid_yuan} 元于 {sent} 被银行退回，{again} 重发 {repaid_yuan} 元，还差 {open_yuan} 元；晚于月底 {days} 天（宽限 {grace} 天）",
    en="{item} ({project}) of {person} for {month}, {paid_yuan} yuan, came back from the bank on {sent}; paid again {again}, {repaid_yuan} yuan, {open_yuan} open; {days} days after month end (grace {grace})",
    repair_zh="核对账户后重发，并在台账中把退回与重发两笔对应起来",
    repair_en="Check the account, pay again, and link the rejection and the new payment",
)
def check(data: Records) -> Iterator[Verdict]:
    """One finding a person, item and month; one a line of the bank the ledger does not have."""
    rows = data.ledger
    grace = int(data.number("pay-grace-days"))
    sent, kind = rows["kind"] == "bank_reject", rows["kind"]
    sums = rows.group_by("project", "item", "person_id", "service_period").aggregate(
        sent=rows["fen"].sum(where=sent).cast("int64"),
        again=rows["fen"].sum(where=kind == "repay").fill_null(0).cast("int64"),
        first=rows["pay_date"].min(where=sent),
        last=rows["pay_date"].max(where=kind == "repay"),
        entry=rows["entry_id"].min(where=sent),
        other=rows["entry_id"].max(where=kind == "repay"),
    )
    told = data.rows(sums.filter(sums["sent"].notnull()))
    for row in sorted(told, key=lambda row: str(row["entry"])):
        end = _end(row["service_period"])
        still = -row["sent"] - row["again"]
        days = ((row["last"] or data.as_of) - end).days
        if still <= 0 and days <= 0:
            continue
        yield found(
            "open" if still > 0 else "stands",
            at("ledger", row["entry"], part="pay_date"),
            *([at("ledger", row["other"])] if row["other"] else []),
            person=row["person_id"],
            project=row["project"],
            item=row["item"],
            month=row["service_period"],
            paid_yuan=yuan(-row["sent"]),
            sent=str(row["first"]),
            again=str(row["last"] or "–"),
            repaid_yuan=yuan(row["again"]),
            open_yuan=yuan(max(still, 0)),
            days=max(days, 0),
            grace=grace,
            within=days <= grace,
        )
    yield from _unbooked(data, grace)


def _unbooked(data: Records, grace: int) -> Iterator[Verdict]:
    """Lines the bank sent back and the ledger still counts as paid.

    The first rejection of a sum answers the first booking of it, the second the second.
    """
    import ibis

    lines = data.table("bank_return")
    lines = lines.filter((lines["result"] == "rejected") & (lines["settle_date"] <= data.as_of))
    lines = lines.mutate(back=-fen(lines["amount"]))
    lines = lines.mutate(
        turn=ibis.row_number().over(
            group_by=["person_id", "back"], order_by=["settle_date", "batch_id", "line_no"]
        )
    )
    booked = data.ledger.filter(data.ledger["kind"] == "bank_reject")
    booked = booked.select(
        who="person_id",
        sum="fen",
        nth=ibis.row_number().over(
            group_by=["person_id", "fen"], order_by=["pay_date", "entry_id"]
        ),
    )
    missing = lines.anti_join(
        booked,
        (lines["person_id"] == booked["who"])
        & (lines["back"] == booked["sum"])
        & (lines["turn"] == booked["nth"]),
    )
    for row in sorted(data.rows(missing), key=lambda row: (row["batch_id"], row["line_no"])):
        yield found(
            "open",
            at("bank_return", row["batch_id"], row["line_no"], part="result"),
            person=row["person_id"],
            project="–",
            item=row["batch_id"],
            month=f"{row['settle_date']:%Y-%m}",
            paid_yuan=yuan(-row["back"]),
            sent=str(row["settle_date"]),
            again="–",
            repaid_yuan=yuan(0),
            open_yuan=yuan(-row["back"]),
            days=0,
            grace=grace,
            within=False,
        )


def _end(month: str) -> date:
    year, number = int(month[:4]), int(month[5:7])
    following = date(year + number // 12, number % 12 + 1, 1)
    return following - timedelta(days=1)
