"""指标值只写了“-”“无”一类的占位符。

## What it does
指标值只写了“-”“/”“*”“无”之类的符号时指出来。真正的空白由别的规则管；“0”是合法的指标值。金额格里的“-”是“没有”的意思，不归本规则管。

## Why it matters
一个横线看上去像填过了，其实没有目标，年底既不能说完成，也不能说没完成。

## Basis
`SYS`：多地在用的填报系统不收这样的值。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 质量指标 | 设备合格率 | - |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 质量指标 | 设备合格率 | ≥95% |
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "VAL05",
    "illegal-placeholder",
    "非法占位值",
    "error",
    zh="“{name}”的指标值只写了“{mark}”，等于没有填",
    en="the value of “{name}” is only “{mark}”, which is no target",
    repair_zh="填写可以考核的指标值；确实为零写“0”加单位；不适用的行删去",
    repair_en="Write a target that can be judged; write 0 with a unit if it is zero; delete rows "
    "that do not apply",
    basis=("SYS",),
    reasons={
        "blank": ("指标值是空白", "the value is blank"),
        "filler": ("模板留下的空行", "an empty row of the template"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Empty by a mark fails; empty by nothing is not this rule's to judge."""
    for row in form.indicators:
        target, place = row.target, form.at(row)
        if target.kind == "filler":
            yield not_applicable(place, "filler")
        elif target.kind != "empty":
            yield passes(place)
        elif target.raw.strip():
            yield fails(place, name=row.name or row.ref, mark=target.raw.strip())
        else:
            yield insufficient(place, "blank")
