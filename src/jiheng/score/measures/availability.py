"""在线率：在线时长 ÷（应在线时长 − 状态未知时长）

Seconds are summed over points and days, never percentages averaged. Unknown is neither up nor
down: ``low`` takes it as down, ``high`` as up. Approved maintenance is outside the expected time.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..exact import ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = ">="


def count(data: Evidence, bound: Binding) -> Actual:
    days = data.take(
        "availability_daily",
        ("point_id", "via", ("point", "group", *bound.words("group"))),
        ("date", ">=", (str(data.first),)),
        ("date", "<=", (str(data.as_of),)),
    )
    told = data.one(
        days.aggregate(
            **{
                name: days[f"{name}_s"].sum().cast("int64")
                for name in ("expected", "up", "down", "maint", "unknown")
            },
            points=days["point_id"].nunique(),
        )
    )
    if not told["expected"]:
        return Actual(None, "1", incomplete="no-records")
    expected, up, unknown = told["expected"], told["up"], told["unknown"]
    known = expected - unknown
    return Actual(
        ratio(up, known),
        "1",
        low=ratio(up, expected),
        high=ratio(up + unknown, expected),
        coverage=ratio(known, expected),
        basis="pooled-seconds",
        beside={
            "up_h": Ratio(up, 3600),
            "known_h": Ratio(known, 3600),
            "expected_h": Ratio(expected, 3600),
            "down_h": Ratio(told["down"], 3600),
            "maint_h": Ratio(told["maint"], 3600),
            "unknown_h": Ratio(unknown, 3600),
            "points": int(told["points"]),
        },
        assumptions=("pooled-time",),
    )
