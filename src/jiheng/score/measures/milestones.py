"""按合同约定完成：按期完成的节点 ÷ 全部节点

Bills by their due day, power by the last day of its month, batches of equipment by the day the
contract sets for their final acceptance. Beside it the share done inside the year, and the share
that either reading lets pass: a target with two deadlines cannot be judged as worded.
"""

from __future__ import annotations

from ...model.result import Actual, Binding
from ..exact import fen_column, ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..records import Evidence

WHY = "either-or-deadline"
ALL = True
CANDIDATE = ">="


def count(data: Evidence, bound: Binding) -> Actual:
    import ibis

    told = ibis.union(_bills(data, bound), _months(data, bound), _batches(data, bound))
    by_day = (told["done"] <= told["due"]).fill_null(False)
    in_year = (told["done"] <= ibis.date(str(data.last))).fill_null(False)
    sums = data.one(
        told.aggregate(
            n=told.count(),
            by_day=by_day.sum(),
            in_year=in_year.sum(),
            either=(by_day | in_year).sum(),
        )
    )
    total = int(sums["n"])
    pairs = {
        name: ratio(int(sums[key] or 0), total)
        for name, key in (("by_contract", "by_day"), ("in_year", "in_year"), ("either", "either"))
    }
    made = {name: pair for name, pair in pairs.items() if pair is not None}
    if not made:
        return Actual(None, "1", incomplete="no-records")
    return Actual(
        made["by_contract"],
        "1",
        basis="contract",
        beside=dict(made),
        candidates=made,
        assumptions=("contract-deadline",),
    )


def _bills(data: Evidence, bound: Binding) -> Any:
    rows = data.take(
        "invoice",
        ("contract_id", "in", bound.words("contract")),
        ("period_end", ">=", (str(data.first),)),
        ("period_end", "<=", (str(data.as_of),)),
    )
    return rows.select(due="due_date", done="paid_date")


def _months(data: Evidence, bound: Binding) -> Any:
    """Items paid month by month without an invoice: the last payment of each month of service."""
    rows = data.served(bound.code, bound.words("monthly"))
    rows = rows.group_by("service_period").aggregate(
        net=fen_column(rows["amount"]).sum(), done=rows["pay_date"].max()
    )
    rows = rows.filter(rows["net"] > 0)
    ends = data.months()
    both = rows.inner_join(ends, rows["service_period"] == ends["month"])
    return both.select(due="last", done="done")


def _batches(data: Evidence, bound: Binding) -> Any:
    rows = data.take(
        "acceptance",
        ("contract_id", "in", bound.words("accepted")),
        ("due_date", ">=", (str(data.first),)),
        ("due_date", "<=", (str(data.as_of),)),
    )
    return rows.select(due="due_date", done="final_date")
