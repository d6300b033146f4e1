"""满意度没有写怎样调查。

## What it does
版式有绩效标准、评分标准或数据来源栏，满意度指标在这些栏里空着，或只写了“满意度测评”，没有问卷、抽样、回访、样本量一类的话时给出提示，一张表合为一条。

## Why it matters
问谁、问多少人、什么时候问不写明，90%就可以从任何一次调查里挑出来。

## Basis
`D101`：指标应有取值的方法。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 满意度测评 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 12月问卷调查，样本不少于100人 |

## Known limits
方法可能写在另外的工作方案里，所以只是提示。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..naming import quoted
from ..words import few, has, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book

# Columns in which a layout asks how a figure is come by; a note counts too where it says so.
ASKED = ("standard", "scoring_rule", "source")
SAID = (*ASKED, "note")


@rule(
    "SAT04",
    "method-missing",
    "缺调查方法",
    "info",
    zh="{names}没有写怎样调查：问谁、问多少人、什么时候问",
    en="{names} do not say how people are asked: whom, how many, when",
    repair_zh="在绩效标准写明对象、样本量和时间，如“12月问卷调查，样本不少于100人”",
    repair_en="State respondents, sample and time in 绩效标准",
    basis=("D101",),
    reasons={
        "no-satisfaction": ("没有满意度指标", "the form has no satisfaction target"),
        "no-column": ("版式没有写方法的栏目", "the layout has no column for a method"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form; a row that says how passes."""
    rows = [
        row for row in form.indicators if row.family == "satisfaction" and squeeze(row.name or "")
    ]
    if not rows:
        yield not_applicable(form.place(), "no-satisfaction")
        return
    part = next((column for column in ASKED if column in form.columns), None)
    if part is None:
        yield not_applicable(form.place(), "no-column")
        return
    silent = []
    for row in rows:
        if has("".join(row.text(key) for key in SAID), terms(book, "survey-methods")):
            yield passes(form.at(row, part))
        else:
            silent.append(row)
    if silent:
        yield fails(
            form.at(silent[0], part),
            also=tuple(form.at(row, part) for row in silent[1:]),
            names=few([quoted(row.name or "") for row in silent]),
            count=len(silent),
        )
