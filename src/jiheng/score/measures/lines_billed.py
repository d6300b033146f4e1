"""租用线路：各账期计费条数的最小值

Bills of one period are added; the least of the periods is the number that held all year. Beside
it mean and most, and the points in service at the months' ends. Coverage: months billed.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..exact import ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = ">="
MILLION = 1_000_000  # quantities have up to six decimals


def count(data: Evidence, bound: Binding) -> Actual:
    bills = data.take(
        "invoice",
        ("contract_id", "in", bound.words("contract")),
        ("period_end", ">=", (str(data.first),)),
        ("period_end", "<=", (str(data.as_of),)),
    )
    bills = bills.mutate(
        scaled=(bills["qty"] * MILLION).floor().cast("int64"),
        months=(bills["period_end"].year() - bills["period_start"].year()) * 12
        + bills["period_end"].month()
        - bills["period_start"].month()
        + 1,
    )
    periods = bills.group_by("period_start").aggregate(
        scaled=bills["scaled"].sum().cast("int64"), months=bills["months"].max()
    )
    qty = periods["scaled"]
    told = data.one(
        periods.aggregate(
            n=periods.count(),
            least=qty.min(),
            most=qty.max(),
            total=qty.sum().cast("int64"),
            months=periods["months"].sum().cast("int64"),
        )
    )
    if not told["n"]:
        return Actual(None, "个", incomplete="no-records")
    least = Ratio(_whole(told["least"]))
    return Actual(
        least,
        "个",
        coverage=ratio(min(told["months"], len(data.ended)), len(data.ended)),
        basis="bills",
        beside={
            "billed": least,
            "billed_min": least,
            "billed_max": Ratio(_whole(told["most"])),
            "billed_avg": Ratio(told["total"], MILLION * told["n"]),
            "periods": int(told["n"]),
            "in_service_avg": in_service(data, bound.words("group")),
        },
        assumptions=("billed-least",),
    )


def _whole(scaled: int) -> int:
    """Lines are whole; a bill of part of one counts the whole ones."""
    return scaled // MILLION


def in_service(data: Evidence, groups: tuple[str, ...]) -> Ratio:
    """Points in service at the ends of the ended months, on average."""
    points = data.take("point", ("group", "in", groups))
    both = points.cross_join(data.months())
    there = (both["in_service_from"] <= both["last"]) & (
        both["in_service_to"].isnull() | (both["in_service_to"] >= both["last"])
    )
    seen = both.filter(there).select("month", "point_id").distinct()
    total = int(data.one(seen.aggregate(n=seen.count()))["n"])
    return ratio(total, len(data.ended)) or Ratio(0)
