"""各项分值加起来不是 100。

## What it does
各行分值加上预算执行率的分值，应当是 100；表里没有执行率那一行的，指标合计 90（留 10 分给执行率）、80（留 20 分）也算对。有的行没有分值、文字没有贴全的不判断。

## Why it matters
分值合计 110，得 100 分也只是九成；总分和等级都不可比。

## Basis
`SYS`、`D10`：自评总分为 100 分。

## Example
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 年度资金总额 | 90 | 90 | 90 | 10 | 100% | 10 |

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 20场 | 70 | 70 |
| 群众满意度 | ≥90% | 92% | 30 | 30 |
| 总分 | | | 110 | 110 |

## Instead
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 年度资金总额 | 90 | 90 | 90 | 10 | 100% | 10 |

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 20场 | 60 | 60 |
| 群众满意度 | ≥90% | 92% | 30 | 30 |
| 总分 | | | 100 | 100 |
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import SATISFACTION, is_stated, may_go_on
from ..scored import ONE, POINTS, ZERO, execution, has_columns, points, whole_cells
from ..working import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book

SHARE = (ZERO, Decimal(10), Decimal(20))  # what an execution row that was not read may carry


@rule(
    "WGT01",
    "weight-total",
    "权重合计错误",
    "error",
    zh="分值合计 {total}，应为 {whole}",
    en="the weights add up to {total} and should be {whole}",
    repair_zh="调整各行分值，使它们与预算执行率的分值合计为 100",
    repair_en="Adjust the weights so that they and the execution rate add up to 100",
    basis=("SYS", "D10"),
    reasons={
        **POINTS,
        "weights-missing": ("有的行没有分值，或不是一个数", "a row has no weight, or no number"),
        "cut-off": ("文字没有贴全，可能还有别的行", "the text is cut off; rows may be missing"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict on the column of weights."""
    if not has_columns(form, "weight"):
        yield not_applicable(form.place(), "no-column")
        return
    rows = [row for row in form.indicators if is_stated(row, book) or row.text("weight")]
    found = [points(row, "weight") for row in whole_cells(rows, "weight")]
    weights = [weight for weight in found if weight is not None]
    place = form.at(rows[0], "weight") if rows else form.place()
    missing = any(not row.text("weight") for row in rows)
    if not weights or missing or len(weights) < len(found):
        yield insufficient(place, "weights-missing")
        return
    whole = book.number("weight-total")
    own = execution(form, "points")
    totals = [sum(weights, own if own is not None else part) for part in SHARE]
    shown = " + ".join(number_text(weight) for weight in weights)
    working = f"{shown} + 执行率 {number_text(own or ZERO)} = {number_text(totals[0])}"
    if whole in totals or totals[0] == ONE:  # 0.1 + … = 1: shares, not points
        yield passes(place, working)
    elif may_go_on(form, book, SATISFACTION):
        yield insufficient(place, "cut-off", working)
    else:
        yield fails(
            place,
            also=tuple(form.at(row, "weight") for row in rows[1:]),
            working=(working,),
            total=totals[0],
            whole=whole,
        )
