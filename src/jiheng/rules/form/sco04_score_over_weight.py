"""得分比分值还高。

## What it does
逐行比较得分和分值，得分高于分值时指出来；预算执行率那一行也看。

## Why it matters
满分 10 分的指标得不了 12 分，多半是填错了行，总分也跟着错。

## Basis
`SYS`：得分不得超过分值。

## Example
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 25场 | 10 | 12 |

## Instead
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 25场 | 10 | 10 |

## Known limits
办法里写了加分的，请接受这一处并注明依据。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..scored import POINTS, has_columns, plain_number, points

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "SCO04",
    "score-over-weight",
    "得分超过分值",
    "error",
    zh="“{name}”得分 {score}，高于分值 {weight}",
    en="“{name}” scores {score}, more than its weight {weight}",
    repair_zh="核对这一行的分值和得分是否填错位置，得分最高为分值",
    repair_en="Check that weight and score are in their columns; a score ends at the weight",
    basis=("SYS",),
    reasons=POINTS,
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every row with both numbers, and the execution row."""
    given = plain_number(form.text("execution_score"))
    most = plain_number(form.text("execution_points"))
    if given is not None and most is not None and given > most:
        place, name = form.place("execution_score"), "预算执行率"
        yield fails(place, name=name, score=given, weight=most)
    if not has_columns(form, "weight", "score"):
        yield not_applicable(form.place(), "no-column")
        return
    for row in form.indicators:
        weight, score, place = points(row, "weight"), points(row, "score"), form.at(row, "score")
        if weight is None or score is None:
            yield insufficient(place, "unread")
        elif score > weight:
            yield fails(place, name=row.name or row.ref, score=score, weight=weight)
        else:
            yield passes(place)
