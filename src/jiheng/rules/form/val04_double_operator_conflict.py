"""一个指标值前后的比较符号互相矛盾。

## What it does
看指标值前后的比较符号是否一致：“≥90%以下”前面说不少于，后面说不超过。说的是一回事的（“达到99.9%以上”“≤2小时以内”）不报。

## Why it matters
两头相反的要求没有办法判定，谁都可以说自己完成了。

## Basis
`LOGIC`：一个指标值只能有一个方向。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | ≥90%以下 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | ≥90% |
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
    "VAL04",
    "double-operator-conflict",
    "比较符自相矛盾",
    "error",
    zh="“{name}”的指标值“{value}”前后的比较符号互相矛盾",
    en="the value “{value}” of “{name}” carries two signs that contradict each other",
    repair_zh="只留一个比较符号",
    repair_en="Keep one sign",
    basis=("LOGIC",),
    reasons={"no-sign": ("指标值没有比较符号", "the value holds no sign")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Speaks for the contradiction that the value grammar reports."""
    for row in form.indicators:
        if "operator-conflict" in row.target.reports:
            yield fails(form.at(row), name=row.name or row.ref, value=row.target.raw.strip())
        elif row.target.op is None:
            yield not_applicable(form.at(row), "no-sign")
        else:
            yield passes(form.at(row))
