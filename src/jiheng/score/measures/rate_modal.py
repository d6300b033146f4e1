"""发放标准：人月实发净额的众数

The most frequent net amount of a person-month on the roster that was paid at all; of equally
frequent ones the smallest. The shares beside it explain it: entitled to the full rate, paid as
entitled, paid at all of those with something due.
"""

from __future__ import annotations

from ...model.result import Actual, Binding
from ..exact import money, ratio
from ..people import full_rate, matched, net, person_months

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = "="
TOLERANCE = "pay-rate-tolerance"


def count(data: Evidence, bound: Binding) -> Actual:
    months = matched(data, bound)
    rate = full_rate(bound)
    paid = months.filter(months["net"] > 0)
    often = paid.group_by("net").aggregate(times=paid.count())
    often = often.order_by(often["times"].desc(), often["net"]).limit(1)
    top = data.rows(often)
    if not top:
        return Actual(None, "元", incomplete="no-records")
    owed = months["due"] > 0
    told = data.one(
        months.aggregate(
            den=months.count(),
            num=(months["due"] == rate).sum(),
            correct=(months["net"] == months["due"]).sum(),
            owed=owed.sum(),
            covered=(owed & (months["net"] > 0)).sum(),
            paid=(months["net"] > 0).sum(),
            least=months["net"].nullif(0).min(),
            most=months["net"].max(),
        )
    )
    modal, once = money(int(top[0]["net"])), bound.text("due", "days") == "once"
    shares = {} if once else {key: int(told[key] or 0) for key in ("num", "correct", "owed")}
    return Actual(
        modal,
        "元",
        coverage=None if once else ratio(int(told["covered"] or 0), int(told["owed"] or 0)),
        basis="accrual",
        beside={
            "modal": modal,
            "den": int(told["den"]),
            "paid": int(told["paid"]),
            "least": money(int(told["least"])),
            "most": money(int(told["most"])),
            "outside": _outside(data, bound),
            **shares,
        },
        assumptions=("modal-net",),
    )


def _outside(data: Evidence, bound: Binding) -> int:
    """Person-months that were paid and are not on the roster (paid before or after service)."""
    there = person_months(data, bound.text("roster"))
    paid = net(data, bound).rename(month="service_period")
    ghosts = paid.filter(paid["net"] != 0).anti_join(there, ["person_id", "month"])
    return int(data.one(ghosts.aggregate(n=ghosts.count()))["n"])
