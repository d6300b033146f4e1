"""单价像是用总额倒除出来的。

## What it does
总额 ÷（数量 × 期间）四舍五入后正好是填报的单价，单价 × 数量 × 期间却不正好等于总额，而且单价的有效数字比总额还多，三条都符合时提示。

## Why it matters
单价应当先有，总额由它算出来。倒过来除出的“3003.8元”，说明总额另有来源，要问清依据。

## Basis
`R21`：预算要有支出标准。

## Example
单位：万元

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路租用费 | 526点 | |
| 产出指标 | 成本指标 | 线路租用费 | ≤158万元 | 3003.8元/点 |

## Instead
单位：万元

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路租用费 | 526点 | |
| 产出指标 | 成本指标 | 线路租用费 | ≤157.8万元 | 3000元/点 |

## Known limits
合同总价除以数量、只为便于展示的没有问题，附上合同即可。
"""

from __future__ import annotations

from math import prod

from ...model.finding import fails, not_applicable, passes
from ...model.quantity import decimals
from .. import rule
from ..reconcile import back_computed, reconcile
from ..working import amount_text, number_text, quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..products import Equation


@rule(
    "ARI06",
    "backsolved-price",
    "单价疑为倒算",
    "info",
    zh="“{name}”的单价 {price} 像是用总额 {total} 除出来的",
    en="the rate {price} of “{name}” looks as if {total} had been divided to get it",
    repair_zh="写明单价的来源（合同、询价、定额），由单价算出总额",
    repair_en="Say where the rate comes from (contract, quote, norm) and compute the total from it",
    basis=("R21",),
    reasons={"no-price": ("没有由单价算出的成本", "no cost is computed from a rate")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict a cost that one rate explains."""
    costs = reconcile(form, book).costs
    closed = [(one.cost, one.equation) for one in costs if one.closes and one.equation]
    if not closed:
        yield not_applicable(form.place(), "no-price")
        return
    for cost, equation in closed:
        place = form.at(cost.row)
        if not back_computed(equation, cost):
            yield passes(place)
            continue
        total = amount_text(cost.yuan, cost.unit)
        yield fails(
            place,
            working=(_division(equation, cost.yuan, total), equation.text()),
            name=cost.row.name or "",
            price=equation.price.text,
            total=total,
        )


def _division(equation: Equation, yuan: Decimal, total: str) -> str:
    """``158万元 ÷ 526 = 3,003.8023元``: some digits more than the rate prints."""
    times = prod((count.number for count in equation.counts), start=equation.periods)
    shown = number_text(quotient(yuan, times, decimals(equation.price.yuan) + 3))
    return f"{total} ÷ {number_text(times)} = {shown}元"
