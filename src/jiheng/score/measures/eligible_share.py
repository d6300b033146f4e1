"""按实列支：合规列支金额 ÷ 全部列支金额"""

from __future__ import annotations

from ...model.result import Actual, Binding
from ..exact import ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = ">="
ALL = True


def count(data: Evidence, bound: Binding) -> Actual:
    paid = data.cash(bound.code, bound.words("item"))
    share = ratio(paid.eligible, paid.fen)
    if share is None:
        return Actual(None, "1", incomplete="no-records")
    return Actual(
        share, "1", basis="cash", beside={"eligible": share}, assumptions=("cash-booked",)
    )
