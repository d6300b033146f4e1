"""上级资金那一格空着。

## What it does
检查上级资金一格有没有数字，或明写的“0”“无”。空着就指出来，不替填报人当作零。地方、自有等资金加起来已等于资金总额的，空着只能是零，不报。没有这一格的版式不适用。

## Why it matters
空着可能是没有，也可能是忘了填。预算够不够、成本合计对不对，都取决于这一格。

## Basis
`FORM`：表中有这一格。

## Example
单位：万元

| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 840 | 该项目支出上级资金 | |

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
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import fails, insufficient, passes
from .. import rule
from ..presence import CELL, is_target_form, says_none, without_cell
from ..words import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


# Money that is never from above; 财政拨款 may hold some of it.
PARTS = ("fund_carryover", "fund_own", "fund_other", "fund_local")


@rule(
    "CMP07",
    "upper-fund-blank",
    "上级资金未填写",
    "warning",
    zh="“{label}”空着，看不出是没有还是漏填",
    en="“{label}” is blank: none, or forgotten",
    repair_zh="没有上级资金的写“0”，有的填金额",
    repair_en="Write 0 if there are none, else the amount",
    basis=("FORM",),
    reasons={
        **CELL,
        "several-columns": (
            "资金分几栏填写，只读到其中一栏",
            "the funds have several columns, of which one was read",
        ),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A blank is reported and never read as zero."""
    key = "higher_level_funds"
    amount = form.amounts.get(key)
    if amount is None:
        yield without_cell(form, key)
        return
    place = form.place(key)
    if amount.number is not None or says_none(amount, book):
        yield passes(place)
    elif squeeze(amount.raw):
        yield insufficient(place, "unread")
    elif not is_target_form(form):
        yield insufficient(place, "several-columns")
    elif _parts_close(form):
        yield passes(place)
    else:
        yield fails(place, label=squeeze(form.fields[key].label))


def _parts_close(form: Form) -> bool:
    """Whether the other parts make the whole, so that nothing is left for this one."""
    whole = form.amounts.get("budget_amount")
    if whole is None or not whole.number or "本级" in form.fields["budget_amount"].label:
        return False
    numbers = [part.number for name, part in form.amounts.items() if name in PARTS]
    return sum((number for number in numbers if number), Decimal(0)) == whole.number
