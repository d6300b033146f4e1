"""按月发放：按时发放的月数 ÷ 已结束的月数

A month is on time when at least 99 % (policy) of what is due for it was paid by its last day,
counting of each person no more than is due. Months of grace stand beside it.
"""

from __future__ import annotations

from ...model.result import Actual, Binding
from ..exact import fen_column, ratio
from ..people import due, person_months

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ...model.result import Ratio
    from ..records import Evidence

OP = ">="
ALL = True


def count(data: Evidence, bound: Binding) -> Actual:
    grace = int(bound.text("grace", "0"))
    by_month = data.rows(_months(data, bound, grace))
    if not by_month or not any(row["paid"] for row in by_month):
        return Actual(None, "1", incomplete="no-records")
    share = data.number("on-time-share")
    beside: dict[str, Ratio] = {}
    for mode in ("strict", f"grace{grace}")[: 2 if grace else 1]:
        way = "strict" if mode == "strict" else "grace"
        good = sum(row[f"met_{way}"] * 100 >= share * row["owed"] for row in by_month)
        beside[mode] = _pair(good, len(data.ended))
        beside[f"pm_{mode}"] = _pair(
            sum(row[f"pm_{way}"] for row in by_month), sum(row["pm"] for row in by_month)
        )
    return Actual(
        beside["strict"],
        "1",
        basis="strict-month-end",
        beside=dict(beside),
        readings={name: one for name, one in beside.items() if name == f"grace{grace}"},
        assumptions=("strict-month-end", "month-on-time-share"),
    )


def _pair(num: int, den: int) -> Ratio:
    made = ratio(int(num), int(den))
    assert made is not None  # months that have ended, people with something due
    return made


def _months(data: Evidence, bound: Binding, grace: int) -> Any:
    """A row per ended month: due, met and person-months in time, strictly and with grace."""
    import ibis

    owed = due(data, bound, person_months(data, bound.text("roster")))
    owed = owed.filter(owed["due"] > 0)
    rows = data.served(bound.code, bound.words("item"))
    ends = data.months().select(period="month", last="last")
    rows = rows.inner_join(ends, rows["service_period"] == ends["period"])
    late = rows["pay_date"].delta(rows["last"], unit="day")
    amount = fen_column(rows["amount"])
    paid = rows.group_by(who="person_id", when="service_period").aggregate(
        strict=amount.sum(where=late <= 0).fill_null(0).cast("int64"),
        grace=amount.sum(where=late <= grace).fill_null(0).cast("int64"),
        paid=amount.sum().cast("int64"),
    )
    both = owed.left_join(
        paid, (owed["person_id"] == paid["who"]) & (owed["month"] == paid["when"])
    )
    both = both.mutate(strict=both["strict"].fill_null(0), grace=both["grace"].fill_null(0))
    return both.group_by("month").aggregate(
        owed=both["due"].sum().cast("int64"),
        paid=both["paid"].sum().fill_null(0).cast("int64"),
        met_strict=ibis.least(both["strict"], both["due"]).sum().cast("int64"),
        met_grace=ibis.least(both["grace"], both["due"]).sum().cast("int64"),
        pm=both.count(),
        pm_strict=(both["strict"] >= both["due"]).sum(),
        pm_grace=(both["grace"] >= both["due"]).sum(),
    )
