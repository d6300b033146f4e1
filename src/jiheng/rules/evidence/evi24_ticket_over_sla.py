"""超过时限没有修复的故障，有没有按合同扣减。

## What it does
修复时间超过工单时限，或到截止日还没有修复、已超时限的工单，汇总成一条问题：几张、最长几天；维护合同在那之后的账单上有没有扣减。

## Why it matters
时限写进了合同，超了不扣，等于没有时限。也可能有免责的理由，所以是问题，不是结论。

## Basis
时限取自工单，扣减取自账单，没有引用具体条文。

## Example
绑定 `P3.N5 inspected contract=HT-9`

ticket

| ticket_id | scope | opened | restored | cause | sla_h |
|---|---|---|---|---|---|
| T1 | C0001 | 2023-11-01 00:00:00 | | 掉线 | 24 |

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| WH-4 | HT-9 | 2023-10-01 | 2023-12-31 | 10 | 100 | 1000 | 0 | 2023-12-22 | 2023-12-31 |

## Instead
绑定 `P3.N5 inspected contract=HT-9`

ticket

| ticket_id | scope | opened | restored | cause | sla_h |
|---|---|---|---|---|---|
| T1 | C0001 | 2023-11-01 00:00:00 | 2023-11-02 00:00:00 | 掉线 | 24 |

invoice

| doc_id | contract_id | period_start | period_end | qty | unit_price | amount | credit | issued | due_date |
|---|---|---|---|---|---|---|---|---|---|
| WH-4 | HT-9 | 2023-10-01 | 2023-12-31 | 10 | 100 | 1000 | 0 | 2023-12-22 | 2023-12-31 |

## Known limits
扣减够不够，要看合同的扣减办法，本规则只看有没有。
"""

from __future__ import annotations

from datetime import datetime, timedelta

from . import rule
from ._records import at, fen, found, places, several, yuan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ...model.finding import Verdict
    from ._records import Records

HOUR = 3600


@rule(
    "EVI24",
    "ticket-over-sla",
    "超时限未修复",
    "info",
    ("ticket",),
    zh="{count} 张工单超过时限（{scopes}），其中 {still} 张到截止日仍未修复，最长 {days} 天；其后的维护账单 {docs} 扣减 {credit_yuan} 元：是否应按合同扣减？",
    en="{count} tickets are over their limit ({scopes}), {still} of them not restored by the day, up to {days} days; later maintenance bills {docs} credit {credit_yuan} yuan: should there be a deduction?",
    repair_zh="按合同计算应扣减的金额，或写明免责的理由",
    repair_en="Work out the deduction by the contract, or say why there is none",
)
def check(data: Records) -> Iterator[Verdict]:
    """One question in all."""
    import ibis

    end = datetime.combine(data.as_of, datetime.min.time()) + timedelta(days=1)
    stop = ibis.literal(end).cast("timestamp")
    rows = data.table("ticket")
    rows = rows.filter(rows["opened"].cast("date") >= data.first)
    known = (rows["restored"] < stop).fill_null(False)
    rows = rows.mutate(until=ibis.ifelse(known, rows["restored"], stop), done=known)
    rows = rows.mutate(
        seconds=rows["until"].delta(rows["opened"], unit="second"),
        limit=(rows["sla_h"] * HOUR).floor().cast("int64"),
    )
    rows = rows.filter(rows["seconds"] > rows["limit"])
    wanted = ("ticket_id", "scope", "opened", "seconds", "done")
    late = sorted(data.rows(rows.select(*wanted)), key=lambda row: str(row["ticket_id"]))
    if not late:
        return
    docs, credit = _credits(data, min(row["opened"] for row in late).date())
    names = [row["ticket_id"] for row in late]
    yield found(
        "question",
        at("ticket", names[0], part="restored"),
        *places("ticket", names[1:]),
        *places("invoice", docs),
        count=len(late),
        still=sum(not row["done"] for row in late),
        scopes=several(late, "scope"),
        days=max(row["seconds"] for row in late) // (24 * HOUR),
        docs=tuple(docs) or ("–",),
        credit_yuan=yuan(credit),
    )


def _credits(data: Records, since: date) -> tuple[list[str], int]:
    """Maintenance bills whose period had not ended when the first of the tickets was opened."""
    names = [one for bound in data.bound("inspected") for one in bound.words("contract")]
    bills = data.table("invoice")
    bills = bills.filter(
        bills["contract_id"].isin(("", *names))
        & (bills["period_end"] >= since)
        & (bills["issued"] <= data.as_of)
    )
    rows = data.rows(bills.select("doc_id", credit=fen(bills["credit"])))
    return sorted(row["doc_id"] for row in rows), sum(row["credit"] or 0 for row in rows)
