"""唯一没有标准的成本项，恰好等于预算减去其余各项。

## What it does
成本指标有三项以上、只有一项没有支出标准，而它正好等于年度预算减去其余各项之和时提示。

## Why it matters
这样的数字不是测算出来的，而是凑出来的；评审时要问清它的依据。

## Basis
R21

## Example
单位：万元

| 年度本级预算金额 | 500 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 队员人数 | 100人 |
| 产出指标 | 质量指标 | 工资 | 2400元/人/月 |
| 产出指标 | 质量指标 | 伙食费 | 1000元/人/月 |
| 产出指标 | 成本指标 | 工资 | ≤288万元 |
| 产出指标 | 成本指标 | 伙食费 | ≤120万元 |
| 产出指标 | 成本指标 | 服装等其他支出 | ≤92万元 |

## Instead
单位：万元

| 年度本级预算金额 | 500 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 队员人数 | 100人 |
| 产出指标 | 质量指标 | 工资 | 2400元/人/月 |
| 产出指标 | 质量指标 | 伙食费 | 1000元/人/月 |
| 产出指标 | 质量指标 | 服装费 | 9200元/人/年 |
| 产出指标 | 成本指标 | 工资 | ≤288万元 |
| 产出指标 | 成本指标 | 伙食费 | ≤120万元 |
| 产出指标 | 成本指标 | 服装费 | ≤92万元 |

## Known limits
两项以上没有标准时不算倒挤。合理的预备支出也会如此，只作提示。
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import failed, insufficient, not_applicable, passes
from .. import rule
from ..levels import readings
from ..reconcile import reconcile
from ..working import amount_text, number_text, quotient, sum_text, wan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Fact, Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..reconcile import Explained, Reconciliation


LEAST = 3


@rule(
    "ARI10",
    "residual-plug",
    "以“倒挤”凑足预算",
    "info",
    basis=("R21",),
    zh="“{name}”{residual_wan} 万元没有支出标准，恰好等于预算减去其余各项，占预算 {share_percent}%",
    en="“{name}”, {residual_wan} 万元, has no rate and equals the budget less all other items ({share_percent}% of it)",
    repair_zh="补充这一项的测算依据（数量、单价或定额）",
    repair_en="Give the basis of this item: quantity, unit price or quota",
    reasons={
        "no-cost": ("成本指标不足三项", "fewer than three cost rows"),
        "no-budget": ("年度预算金额为空或无法识别", "the annual budget is blank or unreadable"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form, at the cost row that has no price."""
    answer = reconcile(form, book)
    budget = answer.figures.budget
    if len(answer.costs) < LEAST:
        yield not_applicable(form.place(), "no-cost")
        return
    if budget is None:
        yield insufficient(form.place("budget_amount"), "no-budget")
        return
    items = _items(answer, budget.yuan, book)
    unpriced = [one for one in items if not one.priced]
    if len(items) < LEAST or len(unpriced) != 1:
        yield passes(form.place())
        return
    yield _plug(unpriced[0], [one for one in items if one is not unpriced[0]], answer, form)


def _items(answer: Reconciliation, budget: Decimal, book: Book) -> list[Explained]:
    """The rows that add up to the budget exactly, without totals and subtotals; [] if none do."""
    words = book.topics["reconcile"]
    for costs, _ in readings([cost for cost in answer.figures.costs if cost.yuan], words):
        if len(costs) > 1 and sum((cost.yuan for cost in costs), Decimal(0)) == budget:
            refs = {cost.row.ref for cost in costs}
            return [one for one in answer.costs if one.cost.row.ref in refs]
    return []


def _plug(one: Explained, rest_of: list[Explained], answer: Reconciliation, form: Form) -> Verdict:
    budget = answer.figures.budget
    assert budget is not None
    others = [o.cost.yuan for o in rest_of]
    rest = sum(others, Decimal(0))
    working = [
        sum_text(others),
        f"预算 {amount_text(budget.yuan)} − {amount_text(rest)} = {amount_text(one.cost.yuan)}",
    ]
    facts: dict[str, Fact] = {
        "name": one.cost.row.name or "",
        "residual_wan": wan(one.cost.yuan),
        "share_percent": quotient(one.cost.yuan * 100, budget.yuan, 1),
    }
    heads = {(c.number, c.unit) for c in answer.figures.counts if c.unit == "人"}
    if len(heads) == 1 and (number := heads.pop()[0]):
        facts["per_head_yuan"] = quotient(one.cost.yuan, number, 2)
        shown = number_text(quotient(one.cost.yuan, number, 2))
        working.append(f"{amount_text(one.cost.yuan)} ÷ {number_text(number)}人 = {shown}元/人/年")
    also = (form.place("budget_amount"),)
    return failed(form.at(one.cost.row), facts, working=tuple(working), also=also)
