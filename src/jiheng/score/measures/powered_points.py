"""用电点位：每个月电费都已支付的电表所带的点位数

Paid by the ledger; the months that have a bill document are counted apart: a missing document
is not a missing payment.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..exact import fen_column, ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = ">="


def count(data: Evidence, bound: Binding) -> Actual:
    rows = data.served(bound.code, bound.words("item"))
    months = rows.group_by("service_period").aggregate(net=fen_column(rows["amount"]).sum())
    months = months.filter(months["net"] > 0)
    paid = int(data.one(months.aggregate(n=months.count()))["n"])
    bills = data.take(
        "power_bill", ("meter_id", "in", bound.words("meter")), ("month", "in", data.ended)
    )
    documents = int(data.one(bills.aggregate(n=bills["month"].nunique()))["n"])
    points = data.take("point", ("meter_id", "in", bound.words("meter")))
    on = int(data.one(points.aggregate(n=points["point_id"].nunique()))["n"])
    ended = len(data.ended)
    if not paid or not ended:
        return Actual(None, "个", incomplete="no-records")
    powered = on if paid == ended else 0
    return Actual(
        Ratio(powered),
        "个",
        coverage=ratio(documents, ended),
        basis="ledger",
        beside={
            "powered": powered,
            "months_paid": Ratio(paid, ended),
            "docs": Ratio(documents, ended),
        },
        assumptions=("paid-every-month",),
    )
