"""维护点位：合同约定维护的点位数

Beside it the points that were inspected in every period: the scope of a contract is no proof of
the work.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..exact import ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = ">="


def count(data: Evidence, bound: Binding) -> Actual:
    contract = data.take(
        "contract",
        ("contract_id", "in", bound.words("contract")),
        ("start", "<=", (str(data.as_of),)),
        ("end", ">=", (str(data.first),)),
    )
    agreed = data.one(contract.aggregate(n=contract["qty"].floor().cast("int64").sum()))["n"]
    if agreed is None:
        return Actual(None, "个", incomplete="no-records")
    periods = tuple(
        f"{data.year}Q{q}" for q in range(1, 5) if f"{data.year}-{q * 3:02}" in data.ended
    )
    visits = data.take("inspection", ("period", "in", periods))
    by_point = visits.group_by("point_id").aggregate(
        kept=visits["period"].nunique(where=visits["done"] == 1)
    )
    told = data.one(
        by_point.aggregate(
            whole=(by_point["kept"] == len(periods)).sum(), visits=by_point["kept"].sum()
        )
    )
    whole = int(told["whole"] or 0)
    return Actual(
        Ratio(int(agreed)),
        "个",
        coverage=ratio(whole, int(agreed)),
        basis="contract",
        beside={
            "contract": int(agreed),
            "inspected_all": whole,
            "visits": Ratio(int(told["visits"] or 0), max(int(agreed) * len(periods), 1)),
        },
        assumptions=("contract-scope",),
    )
