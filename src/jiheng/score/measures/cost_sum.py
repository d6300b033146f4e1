"""成本：本年实际支付合计（元）

Cash and booked by default: every payment of the item in the year, net of what came back. Beside
it what belongs to the year by service (accrual), what is eligible, what was due to people, and
what bills and invoices say: a missing document is not a missing payment.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..exact import fen_column, money
from ..ledger import accepted_value
from ..people import due, person_months

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = "<="


def count(data: Evidence, bound: Binding) -> Actual:
    paid = data.cash(bound.code, bound.words("item"))
    if not paid.rows:
        return Actual(None, "元", basis="cash", incomplete="no-records")
    accrual = _accrual(data, bound)
    beside: dict[str, Ratio | int | str | tuple[str, ...]] = {
        "cash": money(paid.fen),
        "accrual": money(accrual),
        "eligible": money(paid.eligible),
    }
    if "roster" in bound.parameters:
        months = due(data, bound, person_months(data, bound.text("roster")))
        owed = data.one(months.aggregate(n=months["due"].sum().cast("int64")))
        beside["entitled"] = money(owed["n"] or 0)
    readings = {"accrual": money(accrual)}
    if paid.eligible != paid.fen:
        readings["eligible"] = money(paid.eligible)
    documents = _documents(data, bound)
    if documents is not None:
        beside["documents"] = money(documents)
    assumed = ("cash-booked", *(["accrual-by-acceptance"] if _accepted(bound) else []))
    return Actual(
        money(paid.fen),
        "元",
        basis="cash",
        beside=beside,
        readings=readings,
        assumptions=assumed,
    )


def _accepted(bound: Binding) -> bool:
    return bound.text("accrual", "service") == "acceptance"


def _accrual(data: Evidence, bound: Binding) -> int:
    """Fen that belong to the year: by month of service, or by what was accepted in it."""
    if not _accepted(bound):
        return data.accrued(bound.code, bound.words("item")).fen
    return accepted_value(data, bound.words("contract"))


def _documents(data: Evidence, bound: Binding) -> int | None:
    """Fen that bills and invoices of the year add up to; None where the item has none."""
    if "meter" in bound.parameters:
        bills = data.take(
            "power_bill", ("meter_id", "in", bound.words("meter")), ("month", "in", data.ended)
        )
        amount = fen_column(bills["amount"])
    elif "contract" in bound.parameters and not _accepted(bound):
        bills = data.take(
            "invoice",
            ("contract_id", "in", bound.words("contract")),
            ("period_end", ">=", (str(data.first),)),
            ("period_end", "<=", (str(data.as_of),)),
        )
        amount = fen_column(bills["amount"]) - fen_column(bills["credit"])
    else:
        return None
    return int(data.one(bills.aggregate(n=amount.sum().cast("int64")))["n"] or 0)
