"""验收：最终验收合格的数量，或合格率（figure: count 或 rate）

Beside it what passed the first time, and how many of the assets are in use or spare.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..exact import ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = ">="
CUMULATIVE = True


def count(data: Evidence, bound: Binding) -> Actual:
    names = bound.words("contract")
    batches = data.take(
        "acceptance",
        ("contract_id", "in", names),
        ("first_date", ">=", (str(data.first),)),
        ("first_date", "<=", (str(data.as_of),)),
    )
    in_time = batches["final_date"] <= data.as_of
    told = data.one(
        batches.aggregate(
            n=batches.count(),
            delivered=batches["delivered"].sum().cast("int64"),
            first=batches["passed_first"].sum().cast("int64"),
            final=batches["passed_final"].sum(where=in_time).cast("int64"),
        )
    )
    if not told["n"]:
        return Actual(None, "个", incomplete="no-records")
    delivered, final, first = (int(told[key] or 0) for key in ("delivered", "final", "first"))
    if bound.text("figure", "count") == "rate":
        share = ratio(final, delivered)
        return Actual(
            share,
            "1",
            basis="final",
            beside={"final": Ratio(final, delivered), "first": Ratio(first, delivered)},
            readings={"first-pass": Ratio(first, delivered)},
            assumptions=("final-acceptance",),
        )
    assets = data.take("asset", ("contract_id", "in", names))
    states = data.one(
        assets.aggregate(
            in_use=(assets["status"] == "在用").sum(), spare=(assets["status"] == "备用").sum()
        )
    )
    return Actual(
        Ratio(final),
        "个",
        basis="final",
        beside={
            "final": final,
            "first": first,
            "in_use": int(states["in_use"] or 0),
            "spare": int(states["spare"] or 0),
        },
        assumptions=("final-acceptance",),
    )
