"""目标没有达到，却得了满分。

## What it does
实际完成值没有达到指标值，得分却等于分值时指出来。只差一点、按比例折算四舍五入后仍是满分的不算；没有比较符号的，除成本和“越少越好”的以外按达到为准，并降为提醒。

## Why it matters
4,604 人没有达到 4,754 人，5 分就不能全得。满分自评是最先被抽查的。

## Basis
`D10`：未完成指标值的，按完成比例计分。

## Example
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 救助人数 | ≥4754人 | 4604人 | 5 | 5 |

## Instead
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 救助人数 | ≥4754人 | 4604人 | 5 | 4.84 |

## Known limits
定性指标、日期和区间不判断；完成值与指标值单位不同的不判断。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..scored import POINTS, has_columns, scored
from ..words import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "SCO06",
    "missed-full-score",
    "未达标却得满分",
    "error",
    zh="“{name}”目标 {target}，完成 {actual}，没有达到，却得满分 {score}",
    en="“{name}” aims at {target} and reached {actual}: missed, yet it gets all {score} points",
    repair_zh="按完成比例计分，并写明偏差原因",
    repair_en="Score by the share reached and state the reason",
    basis=("D10",),
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
        elif one.score < one.weight or one.formula == one.weight:
            yield passes(place)
        else:
            yield fails(
                place,
                loudness=Severity.WARNING if one.implied else None,
                name=row.name or row.ref,
                target=squeeze(row.target.raw),
                actual=row.text("actual"),
                score=one.score,
                formula=one.formula,
            )
