"""Person by person and month by month: what was due, what was paid, and whether in time."""

from __future__ import annotations

from .exact import fen_column
from .people import due, person_months

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..model.result import Binding
    from .records import Evidence

PAID, LATE, PART, MISSING = "paid", "late", "part", "missing"
STATES = (PAID, LATE, PART, MISSING)


def person_pay(data: Evidence, bound: Binding, grace: int) -> Any:
    """A row a person and ended month with something due: category, due and net in fen, the last
    payment's day, state.

    Paid: all that is due by ``grace`` days after the month; late: all of it, but not by then;
    part: some; missing: nothing, net of what came back. The same due and net as the measures.
    """
    import ibis

    owed = due(data, bound, person_months(data, bound.text("roster")))
    owed = owed.filter(owed["due"] > 0)
    rows = data.served(bound.code, bound.words("item"))
    ends = data.months().select(period="month", last="last")
    rows = rows.inner_join(ends, rows["service_period"] == ends["period"])
    amount = fen_column(rows["amount"])
    after = rows["pay_date"].delta(rows["last"], unit="day")
    given = rows.group_by(who="person_id", when="service_period").aggregate(
        net=amount.sum().cast("int64"),
        timely=amount.sum(where=after <= grace).fill_null(0).cast("int64"),
        last=rows["pay_date"].max(),
    )
    kinds = data.whole("person")
    kinds = kinds.group_by(of="person_id").aggregate(category=kinds["category"].max())
    both = owed.left_join(
        given, (owed["person_id"] == given["who"]) & (owed["month"] == given["when"])
    )
    both = both.left_join(kinds, both["person_id"] == kinds["of"])
    net, timely = both["net"].fill_null(0), both["timely"].fill_null(0)
    state = ibis.cases(
        (timely >= both["due"], PAID),
        (net >= both["due"], LATE),
        (net > 0, PART),
        else_=MISSING,
    )
    return both.select(
        person_id="person_id",
        month="month",
        category="category",
        due="due",
        net=net,
        last="last",
        state=state,
    )
