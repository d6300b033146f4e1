"""一格里同样的内容连着粘了两遍。

## What it does
指标值开头的数紧接着又写了一遍同样的数（“854万854万”）时指出来。

## Why it matters
粘了两遍的数，系统读不出来，人也要猜是笔误还是两笔钱。

## Basis
`LOGIC`：一个指标一个值。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 改造成本 | 854万854万(一期400万，二期454万) |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 改造成本 | 854万(一期400万，二期454万) |
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "STR14",
    "double-paste",
    "重复粘贴",
    "warning",
    zh="“{name}”的指标值“{value}”里同样的内容写了两遍",
    en="the value of “{name}”, “{value}”, says the same thing twice",
    repair_zh="删去重复的一遍；若确是两项，分成两行",
    repair_en="Delete one of the two; if two things are meant, write two rows",
    basis=("LOGIC",),
    reasons={"empty": ("没有指标值", "there is no value")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """The value grammar sees it."""
    for row in form.indicators:
        target, place = row.target, form.at(row)
        if target.kind in ("empty", "filler"):
            yield not_applicable(place, "empty")
        elif "duplicate-paste" in target.reports:
            because = (("TIM06", place.key),)
            yield fails(place, because=because, name=row.name or row.ref, value=target.raw.strip())
        else:
            yield passes(place)
