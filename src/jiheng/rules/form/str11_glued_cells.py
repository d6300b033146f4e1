"""几格的数粘在了一格里。

## What it does
指标值应当只有一个值。几个数首尾相接、中间没有任何间隔的（如权重、目标、完成值、得分连成一串），指出来。同一个值写了两遍的（如“100%（1.0）”）、有顿号隔开的几个数、由高到低的分档不算。没有单位的整数看着像几个数连写、又没有旁证的，列为未核对。

## Why it matters
粘在一起的数，读成哪一个都不对，测算和评分都会跟着错。

## Basis
没有法规要求：一格一个值。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | 20%100%100%20 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | 100% |

## Known limits
不替人拆开：哪一段是目标值，要由填报人说。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..words import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "STR11",
    "glued-cells",
    "单元格粘连",
    "error",
    zh="“{name}”的指标值“{value}”像是几格的数粘在了一起",
    en="the value “{value}” of “{name}” looks like several cells run together",
    repair_zh="只留指标值，其余的放回各自的格",
    repair_en="Keep the target and put the other numbers back into their cells",
    reasons={
        "maybe": ("像是几个数连写，但没有旁证", "several numbers perhaps, but nothing confirms it"),
        "no-value": ("没有指标值", "there is no value"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """What the value grammar found; a bare number needs the row's own actual or score to confirm."""
    for row in form.indicators:
        place, said = form.at(row), squeeze(row.target.raw)
        if "glued" in row.target.reports or _is_confirmed(row, said):
            yield fails(place, name=row.name or row.ref, value=said)
        elif "glued-maybe" in row.target.reports:
            yield insufficient(place, "maybe")
        elif said:
            yield passes(place)
        else:
            yield not_applicable(place, "no-value")


def _is_confirmed(row: Indicator, said: str) -> bool:
    """A second witness: 6620 beside the actual 6 and the score 20."""
    if "glued-maybe" not in row.target.reports:
        return False
    actual, score = row.text("actual"), row.text("score") or row.text("weight")
    return bool(actual) and said == actual + actual + score
