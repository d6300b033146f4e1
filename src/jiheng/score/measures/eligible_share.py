"""按实列支：合规列支金额 ÷ 全部列支金额"""

from __future__ import annotations

from ...model.result import Actual, Binding
from ..exact import fen_column, ratio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..records import Evidence

OP = ">="
ALL = True


def count(data: Evidence, bound: Binding) -> Actual:
    rows = data.paid(bound.code, bound.words("item"))
    amount = fen_column(rows["amount"])
    told = data.one(
        rows.aggregate(
            good=amount.sum(where=rows["eligible"] == 1).cast("int64"),
            whole=amount.sum().cast("int64"),
        )
    )
    share = ratio(int(told["good"] or 0), int(told["whole"] or 0))
    if share is None:
        return Actual(None, "1", incomplete="no-records")
    return Actual(
        share, "1", basis="cash", beside={"eligible": share}, assumptions=("cash-booked",)
    )
