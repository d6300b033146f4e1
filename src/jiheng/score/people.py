"""Months of service, what was due for them and what was paid: the ground of all pay measures."""

from __future__ import annotations

from ..model.result import Binding
from .exact import fen, fen_column, half_up, half_up_column

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .records import Evidence


def person_months(data: Evidence, roster: str) -> Any:
    """A row per person and ended month with a day of service: days, of, insured (1 on the 15th).

    Somebody who left and came back in a month is one row. Days include the last one.
    """
    there = data.take("person", ("roster", "=", (roster,)))
    return data.once(("person-months", roster), lambda: _person_months(there, data.months()))


def _person_months(there: Any, months: Any) -> Any:
    import ibis

    both = there.cross_join(months)
    start = ibis.greatest(both["join_date"].fill_null(both["first"]), both["first"])
    end = ibis.least(both["leave_date"].fill_null(both["last"]), both["last"])
    both = both.mutate(
        served=end.delta(start, unit="day") + 1,
        on_mid=ibis.ifelse((start <= both["mid"]) & (both["mid"] <= end), 1, 0),
    )
    both = both.filter(both["served"] > 0)
    return both.group_by("person_id", "month").aggregate(
        served=both["served"].sum(), of=both["days"].max(), insured=both["on_mid"].max()
    )


def net(data: Evidence, bound: Binding) -> Any:
    """Net fen per person and month of service, whenever paid."""
    items = bound.words("item")
    rows = data.served(bound.code, items)
    return data.once(
        ("net", bound.code, items),
        lambda: rows.group_by("person_id", "service_period").aggregate(
            net=fen_column(rows["amount"]).sum().cast("int64")
        ),
    )


def due(data: Evidence, bound: Binding, months: Any) -> Any:
    """``months`` with what is due for each, in fen (column ``due``), by the binding's ``due``.

    ``days``: the rate by calendar days, to the fen. ``duty``: a sum a day on duty, at most ``cap``
    days. ``insured``: the whole rate where in service on the 15th. ``once``: nothing is due month
    by month.
    """
    import ibis

    how = bound.text("due", "days")
    rate = full_rate(bound)
    if how == "days":
        return months.mutate(
            due=half_up_column(rate * months["served"], months["of"], rate * 31 * 2 + 31)
        )
    if how == "insured":
        return months.mutate(due=(months["insured"] * rate).cast("int64"))
    if how == "once":
        return months.mutate(due=ibis.literal(0, type="int64"))
    if how != "duty":
        raise bound.refused(
            f"due 只能是 days、duty、insured 或 once，不是 {how}",
            f"due is days, duty, insured or once, not {how}",
        )
    duty = data.take("attendance", ("month", "in", data.ended))
    duty = duty.select(who="person_id", when="month", duty="duty_days")
    joined = months.left_join(
        duty, (months["person_id"] == duty["who"]) & (months["month"] == duty["when"])
    )
    days = ibis.least(joined["duty"].fill_null(0), int(bound.text("cap")))
    joined = joined.mutate(due=(days * fen(bound.text("per_day"))).cast("int64"))
    return joined.drop("who", "when", "duty")


def full_rate(bound: Binding) -> int:
    """The full rate of a month in fen: stated, or a share of a contribution base, half up."""
    if "base" in bound.parameters:
        share = bound.text("share").partition(".")[2]
        whole = int(bound.text("share").replace(".", ""))
        return half_up(fen(bound.text("base")) * whole, 10 ** len(share))
    return fen(bound.text("rate"))


def with_net(data: Evidence, bound: Binding, months: Any) -> Any:
    """Person-months with what was paid for them, net (0 where nothing was)."""
    paid = net(data, bound).rename(who="person_id")
    joined = months.left_join(
        paid, (months["person_id"] == paid["who"]) & (months["month"] == paid["service_period"])
    )
    return joined.mutate(net=joined["net"].fill_null(0)).drop("who", "service_period")


def matched(data: Evidence, bound: Binding) -> Any:
    """A row per person-month of the roster: served, of, insured, due, net.

    Joined to the roster, so that nobody outside it is counted.
    """
    months = due(data, bound, person_months(data, bound.text("roster")))
    return with_net(data, bound, months)
