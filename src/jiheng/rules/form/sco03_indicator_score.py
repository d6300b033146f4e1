"""得分与按完成比例算出的不一致。

## What it does
指标值、完成值、分值、得分都是数的行，按各地在用的几种算法（完成比例、反向比例、反向线性）各算一遍，得分与哪一种都不符时指出来；允许的差额是得分最后一位的半个单位。写明了偏差原因的扣分不报。没有达到却得满分的归 SCO06，扣分没有说明的归 SCO05，不重复计数。

## Why it matters
得分是按办法算出来的，不是打出来的。

## Basis
`SYS`、`D10`：定量指标按完成比例计分。

## Example
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 修复及时率 | ≥100% | 87% | 10 | 9.5 |

## Instead
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 修复及时率 | ≥100% | 87% | 10 | 8.7 |

## Known limits
表上不写用哪一种算法，符合任何一种都算对。定性指标按档次打分，不判断。得分低于算法结果、又没有原因栏的，降为提示；没有比较符号的降为提醒。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..scored import POINTS, has_columns, scored, unexplained
from ..words import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..scored import Scored


@rule(
    "SCO03",
    "indicator-score",
    "指标得分与公式不符",
    "error",
    zh="“{name}”目标 {target}，完成 {actual}，{weight} 分应得 {formula}，填了 {score}",
    en="“{name}” aims at {target}, reached {actual}: {weight} points give {formula}, not {score}",
    repair_zh="按完成比例重算得分；另有计分办法的，在偏差原因栏写明",
    repair_en="Recompute by the share reached, or state the way of scoring that was used",
    basis=("SYS", "D10"),
    reasons=POINTS,
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every row whose target and actual are numbers of one unit."""
    if not has_columns(form, "weight", "score", "actual"):
        yield not_applicable(form.place(), "no-column")
        return
    for row in form.indicators:
        one, place = scored(row, book), form.at(row, "score")
        if isinstance(one, str):
            yield insufficient(place, one)
        elif any(abs(one.score - right) <= one.tolerance for right in one.allowed) or (
            one.score < one.allowed[-1] and not unexplained(row, book)
        ):
            yield passes(place)
        else:
            yield fails(
                place,
                because=tuple((code, place.key) for code in ("SCO04", "SCO06", "SCO05")),
                loudness=_loudness(one),
                name=row.name or row.ref,
                target=squeeze(row.target.raw),
                actual=row.text("actual"),
                weight=one.weight,
                score=one.score,
                formula=one.formula,
            )


def _loudness(one: Scored) -> Severity | None:
    """Points given away are an error, or a warning where no sign tells the direction.

    Points held back cost the unit only: that is for information.
    """
    if one.score < one.allowed[-1]:
        return Severity.INFO
    return Severity.WARNING if one.implied else None
