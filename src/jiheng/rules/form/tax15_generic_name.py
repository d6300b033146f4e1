"""三级指标的名称只有类别，没有事项。

## What it does
三级指标整个只叫“完成时间”“数量”“质量”“成本”“满意度”时指出来，一张表合为一条。全表只有一项数量指标的，说的只能是它，不报。

## Why it matters
有五项产出的项目，“完成时间”是哪一项的完成时间？说不清，就没法判断完成没有。

## Basis
`D88`：绩效指标应指向明确。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 租用线路点位数 | ≥526点 |
| 产出指标 | 数量指标 | 新装设备数 | ≥900个 |
| 产出指标 | 时效指标 | 完成时间 | 12月31日前 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 租用线路点位数 | ≥526点 |
| 产出指标 | 数量指标 | 新装设备数 | ≥900个 |
| 产出指标 | 时效指标 | 新装设备验收完成时间 | 12月31日前 |

## Known limits
只认整个名称，“项目完成时间”这样带了定语的不报。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..naming import folded, quoted
from ..words import terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "TAX15",
    "generic-name",
    "三级指标过于笼统",
    "info",
    zh="三级指标只叫{names}，没有说是哪一项",
    en="the names {names} say no thing that is measured",
    repair_zh="在名称中写明事项，如“新装设备验收完成时间”",
    repair_en="Say of what, such as 新装设备验收完成时间",
    basis=("D88",),
    reasons={
        "no-name": ("没有三级指标名称", "no row has a name"),
        "one-output": ("只有一项数量指标，不会指错", "there is one output: the name means it"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form."""
    rows = [row for row in form.indicators if folded(row.name or "")]
    outputs = sum(row.family == "quantity" for row in rows)
    wrong = [row for row in rows if folded(row.name or "") in terms(book, "generic-names")]
    if not rows:
        yield not_applicable(form.place(), "no-name")
    elif wrong and outputs <= 1:
        yield not_applicable(form.place(), "one-output")
    elif wrong:
        yield fails(
            form.at(wrong[0], "name"),
            also=tuple(form.at(row, "name") for row in wrong[1:]),
            names=tuple(quoted(row.name or "") for row in wrong),
        )
    else:
        yield passes(form.place())
