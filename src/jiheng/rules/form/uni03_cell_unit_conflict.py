"""单元格里的金额单位与表头不一致。

## What it does
表头写了“单位：万元”（或元），金额格里却自带另一种单位时指出来；以万元为单位的表，成本指标用元写一万元以上的数，也指出来。单位单列一栏的版式、单价和一万元以下的小额成本不报。

## Why it matters
一张表里元和万元并用，汇总和公开时最容易差一万倍。

## Basis
`FORM`：表头已经写明金额单位。

## Example
单位：万元

| 年度本级预算金额 | 902000元 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Instead
单位：万元

| 年度本级预算金额 | 90.2 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Known limits
只比较单位；数额对不对由 UNI02 和测算类规则说。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..reconcile import reconcile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "UNI03",
    "cell-unit-conflict",
    "单元格单位与表头不一致",
    "warning",
    zh="“{name}”写的是“{value}”，表头的单位是{unit}",
    en="“{name}” says “{value}”, while the unit of the form is {unit}",
    repair_zh="按表头的单位换算后填写",
    repair_en="Convert it into the unit of the form",
    basis=("FORM",),
    reasons={
        "no-unit": ("表头没有写金额单位", "the form states no unit of money"),
        "no-amount": ("没有金额", "the form holds no amount"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict an amount that prints its own unit, and a cost row of the year."""
    if form.money_unit is None:
        yield not_applicable(form.place(), "no-unit")
        return
    for key, amount in form.amounts.items():
        place = form.place(key)
        if amount.unit in (None, form.money_unit):
            yield passes(place)
        else:
            value = amount.raw.strip()
            yield fails(place, name=place.name, value=value, unit=form.money_unit)
    least = book.number("yuan-in-wan-form")
    costs = reconcile(form, book).costs
    if not form.amounts and not costs:
        yield not_applicable(form.place(), "no-amount")
    for one in costs:
        row, cost = one.cost.row, one.cost
        large = form.money_unit == "万元" and cost.unit == "元" and cost.yuan >= least
        if large and "unit" not in row.fields:
            value = row.target.raw.strip()
            yield fails(form.at(row), name=row.name or row.ref, value=value, unit=form.money_unit)
        else:
            yield passes(form.at(row))
