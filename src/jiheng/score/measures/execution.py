"""预算执行率：本年支付 ÷ 当日有效的全年预算

Cash, net of what came back in the same year. The budget is the version in force on the day.
"""

from __future__ import annotations

from ...model.result import Actual, Binding, Ratio
from ..exact import fen_column, money
from ..ledger import accepted_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = ">="
CUMULATIVE = True
ALL = True


def count(data: Evidence, bound: Binding) -> Actual:
    paid = data.cash(bound.code).fen
    versions = data.take(
        "budget_version",
        ("project", "=", (bound.code,)),
        ("effective", ">=", (str(data.first),)),
        ("effective", "<=", (str(data.as_of),)),
    )
    found = data.rows(
        versions.order_by(versions["effective"].desc(), versions["version"].desc())
        .limit(1)
        .select(fen=fen_column(versions["amount"]))
    )
    beside = {"cash": money(paid), "accrual": money(_accrual(data, bound))}
    if not found or found[0]["fen"] <= 0:
        return Actual(None, "1", incomplete="no-budget", beside=beside)
    budget = int(found[0]["fen"])
    return Actual(
        Ratio(paid, budget),
        "1",
        basis="cash",
        beside={**beside, "budget": money(budget)},
        assumptions=("cash-booked", "budget-in-force"),
    )


def _accrual(data: Evidence, bound: Binding) -> int:
    """Fen by service; goods bought under the binding's contracts by what was accepted."""
    goods = bound.words("item")
    served = data.accrued(bound.code, without=goods).fen
    bought = accepted_value(data, bound.words("contract")) if goods else 0
    return served + bought
