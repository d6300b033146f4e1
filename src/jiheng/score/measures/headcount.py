"""人数：在册人月 ÷ 已结束的月数

Average, peak, the last month and distinct people differ: a form that does not say which cannot
be judged, and the candidates are listed. Payees outside the roster are not counted.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..people import person_months, with_net

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

WHY = "aggregation-undefined"
CANDIDATE = "="


def count(data: Evidence, bound: Binding) -> Actual:
    months = person_months(data, bound.text("roster"))
    by_month = {
        row["month"]: row["heads"]
        for row in data.rows(months.group_by("month").aggregate(heads=months.count()))
    }
    distinct = int(data.one(months.aggregate(n=months["person_id"].nunique()))["n"])
    total, ended = sum(by_month.values()), len(data.ended)
    if not total:
        return Actual(None, "人", incomplete="no-records")
    peak, last = max(by_month.values()), by_month.get(data.ended[-1], 0)
    candidates = {"avg": total, "peak": peak, "dec": last, "distinct": distinct}
    beside = {"peak": peak, "dec": last, "distinct": distinct, "pm": total}
    average = Ratio(total, ended)
    if "item" in bound.parameters:
        joined = with_net(data, bound, months)
        told = data.one(joined.aggregate(n=(joined["net"] > 0).sum()))
        beside["positive_pm"] = int(told["n"])
    return Actual(
        average,
        "人",
        basis="roster",
        beside={"avg": average, **beside},
        candidates={
            name: average if name == "avg" else Ratio(number) for name, number in candidates.items()
        },
        assumptions=("headcount-average",),
    )
