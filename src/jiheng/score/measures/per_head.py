"""人均：实际支付净额 ÷ 平均人数（元/人）

Beside it how many people who served the whole year got the stated amount to the fen, and for
how many it was due.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..exact import money
from ..people import full_rate, matched, person_months

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

WHY = "per-head-undefined"
CANDIDATE = "="


def count(data: Evidence, bound: Binding) -> Actual:
    months = person_months(data, bound.text("roster"))
    heads = int(data.one(months.aggregate(n=months.count()))["n"])
    paid = data.cash(bound.code, bound.words("total"))
    if not heads or not paid.rows:
        return Actual(None, "元", incomplete="no-records")
    ended = len(data.ended)
    average = Ratio(paid.fen * ended, 100 * heads)
    beside: dict[str, Ratio | int | str | tuple[str, ...]] = {"pm": heads}
    candidates = {"cash": average}
    if "item" in bound.parameters:
        beside["net_per_avg"] = average
        beside |= _exact(data, bound)
    else:
        beside["total_per_avg"] = average
    if "fixed" in bound.parameters:
        fixed = data.accrued(bound.code, bound.words("fixed"))
        part = Ratio(fixed.fen * ended, 100 * heads)
        beside["fixed_accrual_per_avg"] = candidates["fixed-accrual"] = part
    return Actual(
        average,
        "元",
        basis="cash",
        beside=beside,
        candidates=candidates,
        assumptions=("cash-booked", "headcount-average"),
    )


def _exact(data: Evidence, bound: Binding) -> dict[str, Ratio | int]:
    """Who served every day of every ended month, and got (or was due) the full rate each month."""
    months = matched(data, bound)
    ended = len(data.ended)
    people = months.group_by("person_id").aggregate(
        whole=(months["served"] >= months["of"]).sum(),
        net=months["net"].sum(),
        due=months["due"].sum(),
    )
    people = people.filter(people["whole"] == ended)
    wanted = full_rate(bound) * ended
    told = data.one(
        people.aggregate(got=(people["net"] == wanted).sum(), owed=(people["due"] == wanted).sum())
    )
    return {
        "stated": money(wanted),
        "persons_exact": int(told["got"] or 0),
        "persons_exact_entitled": int(told["owed"] or 0),
    }
