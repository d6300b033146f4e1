"""完成值远远超过目标，没有说明。

## What it does
越大越好的指标，实际完成值超过目标三成（可调）以上、偏差原因栏空着时指出来。百分比、目标很小的数量（1 变 2 就是一倍）不看。

## Why it matters
目标 50、完成 90，不是工作特别出色，就是目标定低了；两样都要说明。

## Basis
`D10`、`SYS`：超额完成较多的要分析原因。

## Example
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
|---|---|---|---|---|---|
| 培训人次 | ≥50人次 | 90人次 | 10 | 10 | |

## Instead
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
|---|---|---|---|---|---|
| 培训人次 | ≥50人次 | 90人次 | 10 | 10 | 新增消防培训 40 人次，明年调高目标 |

## Known limits
“超过三成”是常用的参数，不是全国统一的规定，各地可另定。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..scored import POINTS, UP, has_columns, scored, unexplained
from ..words import is_ratio, squeeze
from ..working import quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "SCO07",
    "overachievement",
    "超额完成未说明",
    "warning",
    zh="“{name}”目标 {target}，完成 {actual}，超过 {percent}%，没有说明",
    en="“{name}” aims at {target} and reached {actual}, {percent} % more, without a word",
    repair_zh="说明超额的原因；目标定低了的，写明明年怎样调整",
    repair_en="Say why; where the target was too low, how next year's will be set",
    basis=("D10", "SYS"),
    reasons=POINTS,
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every row where more is better."""
    if not has_columns(form, "weight", "score", "actual", "reason"):
        yield not_applicable(form.place(), "no-column")
        return
    least, share = book.number("overachievement-least"), book.number("overachievement")
    for row in form.indicators:
        one, place = scored(row, book), form.at(row, "actual")
        if isinstance(one, str):
            yield insufficient(place, one)
        elif (
            one.way != UP
            or is_ratio(row.target)
            or one.target < least
            or one.actual < one.target * (1 + share)
            or not unexplained(row, book)
        ):
            yield passes(place)
        else:
            yield fails(
                place,
                name=row.name or row.ref,
                target=squeeze(row.target.raw),
                actual=row.text("actual"),
                percent=quotient((one.actual - one.target) * 100, one.target, 0),
            )
