"""年度预算金额没有填。

## What it does
检查年度预算金额那一格是不是大于零的数。空着，写“待定”“/”的，指出来。写0而上级资金或其他来源的资金大于零的，是全由上级安排的项目，不报。总额空着、分项资金已填的，只作提醒。没有这一格的版式不适用。

## Why it matters
没有金额，成本、测算和执行率都没有可比的对象，绩效目标与预算就脱了钩。

## Basis
`FORM`：表中有这一格。`B32`：绩效目标与预算一并编报。

## Example
单位：万元

| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 待定 | 该项目支出上级资金 | 0 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Instead
单位：万元

| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 840 | 该项目支出上级资金 | 0 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Known limits
自评表、监控表的资金分年初预算、全年预算、执行数几栏，只读到其中一栏，空着时不判断。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, passes
from .. import rule
from ..presence import CELL, is_target_form, says_none, without_cell
from ..words import squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "CMP06",
    "budget-amount-missing",
    "年度预算金额缺失",
    "error",
    zh="“{label}”没有填金额（{said}）",
    en="“{label}” states no amount ({said})",
    repair_zh="填写批复或申报的年度预算金额；全部由上级资金安排的写0，并填上级资金",
    repair_en="Write the budget of the year; write 0 and fill in the upper-level funds if they pay all",
    basis=("FORM", "B32"),
    reasons={
        **CELL,
        "several-columns": (
            "资金分几栏填写，只读到其中一栏",
            "the funds have several columns, of which one was read",
        ),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """The one cell of the year's budget."""
    key = "budget_amount"
    amount = form.amounts.get(key)
    if amount is None:
        yield without_cell(form, key)
        return
    place, said = form.place(key), squeeze(amount.raw)
    parts = any(part.number for part in form.amounts.values())
    if amount.number is not None and amount.number > 0:
        yield passes(place)
    elif not is_target_form(form):
        yield insufficient(place, "several-columns")
    elif amount.number == 0 and parts:
        yield passes(place)
    elif not said or says_none(amount, book) or said in terms(book, "not-decided"):
        yield fails(
            place,
            loudness=Severity.WARNING if parts else None,
            label=squeeze(form.fields[key].label),
            said=said or "空白",
        )
    else:
        yield insufficient(place, "unread")
