"""金额格又写了一遍表头已注明的单位。

## What it does
表头已写明“单位：万元”，金额格就只写数字；格内又写一遍同样的单位时指出来。写的是另一种单位，不归本规则管。

## Why it matters
同一张表、同一批表里有的写“1607万元”，有的写“318”，汇总时要么读不成数，要么被当成文字丢掉。

## Basis
`FORM`：金额单位由表头统一写明。

## Example
单位：万元

| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 1607万元 | 该项目支出上级资金 | 0 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 辅警人数 | =346人 |

## Instead
单位：万元

| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 1607 | 该项目支出上级资金 | 0 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 辅警人数 | =346人 |
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Amount, Form
    from ...policy import Book


@rule(
    "STR07",
    "unit-repeated-in-cell",
    "金额格重复写单位",
    "warning",
    zh="“{label}”写成“{raw}”，表头已注明单位：{unit}",
    en="“{label}” reads “{raw}” although the form already states the unit {unit}",
    repair_zh="金额格只留数字",
    repair_en="Leave only the number in the cell",
    basis=("FORM",),
    reasons={
        "no-form-unit": ("表头没有写金额单位", "the form states no unit of money"),
        "blank": ("这一格是空白", "the cell is blank"),
        "no-amount": ("表里没有金额格", "the form has no amount cell"),
        "other-unit": ("格内单位与表头不同，另有规则核对", "the cell states another unit"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every amount cell of the form."""
    if not form.amounts:
        yield not_applicable(form.place(), "no-amount")
    for key, amount in form.amounts.items():
        place = form.place(key)
        if not amount.raw.strip():
            yield not_applicable(place, "blank")
        elif form.money_unit is None:
            yield not_applicable(place, "no-form-unit")
        elif not amount.unit_in_cell:
            yield passes(place)
        elif _canonical(amount) != form.money_unit:
            yield not_applicable(place, "other-unit")
        else:
            yield fails(
                place,
                label=form.fields[key].label,
                raw=amount.raw.strip(),
                unit=form.money_unit,
                number=amount.number,
            )


def _canonical(amount: Amount) -> str | None:
    return "万元" if amount.unit == "万" else amount.unit
