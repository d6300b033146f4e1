"""没有单价的成本全是整万元。

## What it does
有两项以上成本没有支出标准，而且全是整万元时提示，一张表合为一条。

## Why it matters
算出来的数很少正好是整万；没有单价又都是整数，多半是估的。

## Basis
`R21`：预算要有支出标准。

## Example
单位：万元

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 电费 | ≤123万元 |
| 产出指标 | 成本指标 | 设备款 | ≤300万元 |

## Instead
单位：万元

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 电费 | 1433点 | |
| 产出指标 | 成本指标 | 电费 | ≤122.95万元 | 858元/点 |
| 产出指标 | 成本指标 | 设备款 | ≤300万元 | |

## Known limits
合同价可以是整数，附上合同即可；只有一项的不提示。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..reconcile import CLOSED, GAP, reconcile
from ..words import few, has
from ..working import WAN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "ARI11",
    "round-number-costs",
    "成本全为整数无测算",
    "info",
    zh="{count}项成本没有单价，又全是整万元：{shown}",
    en="{count} cost(s) have no rate and are all whole 万元: {shown}",
    repair_zh="补充测算：数量、单价或合同",
    repair_en="Show how they were computed: quantity, rate or contract",
    basis=("R21",),
    reasons={"few-costs": ("没有单价的成本不到两项", "fewer than two costs lack a rate")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict for the form."""
    whole = book.topics["reconcile"]["whole"]
    open_costs = [
        one.cost
        for one in reconcile(form, book).costs
        if one.state not in (CLOSED, GAP)
        and one.cost.yuan
        and not has(one.cost.row.name or "", whole)
    ]
    if len(open_costs) < book.number("round-costs-least"):
        yield not_applicable(form.place(), "few-costs")
    elif any(cost.yuan % WAN for cost in open_costs):
        yield passes(form.at(open_costs[0].row))
    else:
        names = tuple(
            f"{cost.row.name or cost.row.ref} {cost.row.target.raw.strip()}" for cost in open_costs
        )
        yield fails(
            form.at(open_costs[0].row),
            also=tuple(form.at(cost.row) for cost in open_costs[1:]),
            count=len(open_costs),
            names=names,
            shown=few(names),
        )
