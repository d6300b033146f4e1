"""单项成本超过全年预算。

## What it does
逐行比较成本指标的金额与年度预算（含已填的上级资金）；允许的差额是预算最后一位数字的半个单位。

## Why it matters
一项成本的上限高于全部资金，这个上限就管不住任何支出。

## Basis
LOGIC

## Example
单位：万元

| 年度资金总额 | 2565 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 成本指标 | 人员经费成本 | ≤3584万元 |

## Instead
单位：万元

| 年度资金总额 | 2565 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 成本指标 | 人员经费成本 | ≤2565万元 |
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..reconcile import reconcile
from ..working import amount_text, wan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "ARI03",
    "cost-exceeds-budget",
    "单项成本超过预算",
    "error",
    basis=("LOGIC",),
    zh="“{name}”的成本 {cost_wan} 万元超过年度预算 {budget_wan} 万元，超出 {gap_wan} 万元",
    en="the cost of “{name}”, {cost_wan} 万元, exceeds the annual budget of {budget_wan} 万元 by {gap_wan} 万元",
    repair_zh="核对金额和单位；跨年项目的总成本应与项目资金总额比较，不写在年度指标里",
    repair_en="Check amount and unit; the whole-life cost of a multi-year project does not belong among the annual targets",
    reasons={
        "no-budget": ("年度预算金额为空或无法识别", "the annual budget is blank or unreadable"),
        "no-cost": ("没有以金额表示的成本指标", "no cost row in money"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a cost row."""
    found = reconcile(form, book).figures
    if not found.costs:
        yield not_applicable(form.place(), "no-cost")
        return
    budget = found.budget
    for cost in found.costs:
        place = form.at(cost.row)
        if budget is None:
            yield insufficient(place, "no-budget")
        elif cost.yuan <= budget.yuan + budget.tolerance:
            yield passes(place, f"{amount_text(cost.yuan)} ≤ 预算 {amount_text(budget.yuan)}")
        else:
            gap = cost.yuan - budget.yuan
            working = f"{amount_text(cost.yuan)} − {amount_text(budget.yuan)} = {amount_text(gap)}"
            yield fails(
                place,
                working=(working, "上级资金未填，只与本级预算比较")
                if budget.upper_blank
                else (working,),
                because=(("UNI02", place.key),),
                also=(form.place("budget_amount"),),
                name=cost.row.name or "",
                cost_wan=wan(cost.yuan),
                budget_wan=wan(budget.yuan),
                gap_wan=wan(gap),
            )
