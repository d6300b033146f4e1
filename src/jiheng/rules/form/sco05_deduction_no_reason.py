"""扣了分，偏差原因一栏没有写。

## What it does
得分低于分值、偏差原因栏又空着（或只写“无”）时指出来。整张表合并成一格写原因的，算写了。版式没有原因栏的不适用。

## Why it matters
自评要说明没有做到什么、为什么、怎么改。只扣分不说原因，改进无从谈起。

## Basis
`FORM`：表中有偏差原因一栏。`SYS`：扣了分的要填原因。

## Example
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
|---|---|---|---|---|---|
| 资金到位及时率 | ≥100% | 100% | 10 | 7 | |

## Instead
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
|---|---|---|---|---|---|
| 资金到位及时率 | ≥100% | 100% | 10 | 7 | 两笔资金晚到 12 天，已与财政局约定按季拨付 |
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import EFFECTS, may_go_on
from ..scored import POINTS, has_columns, points, unexplained

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "SCO05",
    "deduction-no-reason",
    "扣分未说明原因",
    "warning",
    zh="“{name}”{weight} 分得 {score} 分，没有写原因",
    en="“{name}” gets {score} of {weight} points; no reason is given",
    repair_zh="在偏差原因栏写明没有做到的是什么、为什么、怎样改进",
    repair_en="Say what was not reached, why, and what will be done",
    basis=("SYS", "FORM"),
    reasons={
        **POINTS,
        "cut-off": ("这一行断了，原因栏可能没有贴上", "the row is cut off before this cell"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every row with both numbers."""
    if not has_columns(form, "weight", "score", "reason"):
        yield not_applicable(form.place(), "no-column")
        return
    for row in form.indicators:
        weight, score, place = points(row, "weight"), points(row, "score"), form.at(row, "score")
        if weight is None or score is None:
            yield insufficient(place, "unread")
        elif score >= weight or not unexplained(row, book):
            yield passes(place)
        elif _is_torn(row, form, book):
            yield insufficient(place, "cut-off")
        else:
            yield fails(place, name=row.name or row.ref, score=score, weight=weight)


def _is_torn(row: Indicator, form: Form, book: Book) -> bool:
    """The last row of a text that may have been cut off before the cell for the reason."""
    last = row is form.indicators[-1] and "reason" not in row.fields
    return last and may_go_on(form, book, EFFECTS)
