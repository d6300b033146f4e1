"""Payments of an item and the documents for them, month by month."""

from __future__ import annotations

from ...model.record import record
from ._records import Records, fen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.result import Binding


@record
class Month:
    """What was paid for a month of an item, and what the documents of it come to, in fen.

    ``doc`` is the key of the first of the documents in their table.
    """

    month: str
    paid: int | None
    entry: str
    billed: int | None
    doc: str
    docs: int


def documented(data: Records) -> list[tuple[Binding, str, list[Month]]]:
    """Bound items whose payments have bills: the binding, its documents' table, its months."""
    if "documented" not in data.kept:
        data.kept["documented"] = list(_documented(data))
    made: list[tuple[Binding, str, list[Month]]] = data.kept["documented"]
    return made


def _documented(data: Records) -> Iterator[tuple[Binding, str, list[Month]]]:
    seen = set()
    for bound in data.bound("cost_sum"):
        table = "power_bill" if bound.words("meter") else "invoice"
        if not (bound.words("meter") or bound.words("contract")) or bound.words("accrual"):
            continue
        key = (bound.code, bound.words("item"))
        if key not in seen and bound.words("item"):
            seen.add(key)
            yield bound, table, _months(data, bound, table)


def _months(data: Records, bound: Binding, table: str) -> list[Month]:
    rows = data.ledger
    rows = rows.filter(
        (rows["project"] == bound.code)
        & rows["item"].isin(bound.words("item"))
        & rows["service_period"].between(*data.months)
    )
    paid = rows.group_by("service_period").aggregate(
        sum=rows["fen"].sum().cast("int64"), entry=rows["entry_id"].min()
    )
    payments = {row["service_period"]: row for row in data.rows(paid)}
    bills = {row["month"]: row for row in data.rows(_bills(data, bound, table))}
    made = []
    for month in sorted({*payments, *bills}):
        one, bill = payments.get(month), bills.get(month)
        made.append(
            Month(
                month,
                one["sum"] if one else None,
                one["entry"] if one else "",
                bill["sum"] if bill else None,
                bill["doc"] if bill else "",
                bill["docs"] if bill else 0,
            )
        )
    return made


def _bills(data: Records, bound: Binding, table: str) -> Any:
    """Amounts less credits, by the month in which the period billed ends."""
    rows = data.table(table)
    if table == "power_bill":
        rows = rows.filter(rows["meter_id"].isin(bound.words("meter")))
        key = rows["meter_id"] + "/" + rows["month"] + "/" + rows["doc_id"]
        rows = rows.mutate(fen=fen(rows["amount"]), key=key)
    else:
        rows = rows.filter(rows["contract_id"].isin(bound.words("contract")))
        rows = rows.mutate(
            month=rows["period_end"].strftime("%Y-%m"),
            fen=fen(rows["amount"]) - fen(rows["credit"]),
            key=rows["doc_id"],
        )
    rows = rows.filter(rows["month"].between(*data.months))
    return rows.group_by("month").aggregate(
        sum=rows["fen"].sum().cast("int64"),
        doc=rows["key"].min(),
        docs=rows["doc_id"].nunique(),
    )
