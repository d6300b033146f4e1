"""支出标准、金额写成了质量指标。

## What it does
质量指标的值是金额或单价（元/人/月、元/平方米）时指出来；值是“按实列支”而同一样东西又列在成本里的，也算。一张表合为一条，列出每一行。收入、税收一类的金额不在此列。

## Why it matters
“每人每月700元”说的是花多少钱，是成本的单价；质量要说的是钱发得准不准、东西好不好。把标准填在质量里，这张表就没有质量指标了。

## Basis
`D88`：绩效指标应与所属类别相符。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 值班补贴 | 700元/人/月 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 值班补贴发放准确率 | ≥99% |
| 产出指标 | 成本指标 | 值班补贴标准 | 700元/人/月 |

## Known limits
句子里带着标准的定性指标（“严格按1000元/人的标准发放”）说的是执行标准，不报。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..figures import is_price_paid
from ..words import few

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "TAX06",
    "rate-in-quality",
    "支出标准误列质量指标",
    "warning",
    zh="{count}行质量指标写的是花多少钱，不是质量：{shown}；应移到成本指标，作为单价或支出标准",
    en="{count} quality target(s) say how much is spent, not how good it is: {shown}; they belong "
    "to cost, as a unit price",
    repair_zh="把支出标准移到成本指标，另立质量指标，如发放准确率、验收合格率",
    repair_en="Move the rate to cost, and state a quality such as the share paid correctly",
    basis=("D88",),
    reasons={
        "no-quality": ("没有质量指标", "the form has no quality targets"),
        "blank": ("指标值是空白", "the value is blank"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form; every row it lists is a place of it, for CMP12 to fold under."""
    rows = [row for row in form.indicators if row.family == "quality"]
    if not rows:
        yield not_applicable(form.place(), "no-quality")
        return
    wrong = []
    for row in rows:
        if row.target.kind in ("empty", "filler"):
            yield insufficient(form.at(row), "blank")
        elif is_price_paid(row, form, book):
            wrong.append(row)
        else:
            yield passes(form.at(row))
    if wrong:
        names = [f"{row.name or row.ref} {row.target.raw.strip()}" for row in wrong]
        yield fails(
            form.at(wrong[0]),
            also=tuple(form.at(row) for row in wrong[1:]),
            count=len(wrong),
            names=tuple(names),
            shown=few(names),
        )
