"""各项成本之和与年度预算不相等。

## What it does
把以金额表示的成本指标相加，与年度预算金额比较；允许的差额是预算最后一位数字的半个单位。
表中另有“总成本”“小计”或“其中”时，逐级相加，不重复计算；各项取整前的测算数相加等于预算的，也算相符。

## Why it matters
分项成本构成预算时，两者必须相等；不等说明有一处写错，或有钱没有对应的成本。

## Basis
LOGIC, R21

## Example
单位：万元

| 年度本级预算金额 | 840 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 线路租用费 | ≤309万元 |
| 产出指标 | 成本指标 | 电费 | ≤123万元 |
| 产出指标 | 成本指标 | 设备购置费 | ≤300万元 |
| 产出指标 | 成本指标 | 维护费 | ≤100万元 |

## Instead
单位：万元

| 年度本级预算金额 | 840 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 线路租用费 | ≤309万元 |
| 产出指标 | 成本指标 | 电费 | ≤123万元 |
| 产出指标 | 成本指标 | 设备购置费 | ≤300万元 |
| 产出指标 | 成本指标 | 维护费 | ≤108万元 |

## Known limits
合计远低于预算（差额超过阈值 cost-partition-near）时，成本行可能只列了一部分，不判断。
各项都是上限（≤）而合计低于预算时只作提醒：可能还有一项支出没有列为成本指标。
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..levels import readings
from ..reconcile import reconcile
from ..working import amount_text, sum_text, wan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..figures import Budget, Cost
    from ..reconcile import Reconciliation


@rule(
    "ARI02",
    "cost-sum-vs-budget",
    "成本合计≠预算",
    "error",
    basis=("LOGIC", "R21"),
    zh="{count} 项成本合计 {sum_wan} 万元，年度预算 {budget_wan} 万元，相差 {gap_wan} 万元",
    en="the {count} cost rows add up to {sum_wan} 万元, the annual budget is {budget_wan} 万元: {gap_wan} 万元 apart",
    repair_zh="核对各项成本与预算金额，改正写错的一处；有未列成本的支出应补列",
    repair_en="Compare the cost rows with the budget and correct the wrong one; add rows for spending not listed",
    reasons={
        "no-budget": ("年度预算金额为空或无法识别", "the annual budget is blank or unreadable"),
        "no-cost": ("没有以金额表示的成本指标", "no cost row in money"),
        "not-a-partition": (
            "成本行只占预算的一部分，可能没有全部列出",
            "the cost rows cover only part of the budget",
        ),
        "several-levels": (
            "有的成本行恰为另几行之和，分不清总项与分项",
            "a cost row is the very sum of others: totals and items cannot be told apart",
        ),
        "unread-cost": ("有成本行的金额无法识别", "a cost row's amount could not be read"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form, at the budget cell."""
    answer = reconcile(form, book)
    found = answer.figures
    if not found.costs:
        yield not_applicable(form.place(), "no-cost")
        return
    place = form.place("budget_amount")
    if found.budget is None:
        yield insufficient(place, "no-budget")
        return
    parts, doubt = _parts(answer, found.budget, book)
    gap = _total(parts) - found.budget.yuan
    working = _working(parts, found.budget, gap)
    if abs(gap) <= found.budget.tolerance:
        yield passes(place, *working)
    elif _unrounded(parts, answer, found.budget):
        yield passes(place, *working, "各项按未取整的测算数相加，与预算相等")
    elif len(parts) < 2 or abs(gap) > found.budget.yuan * book.number("cost-partition-near"):
        yield insufficient(place, "not-a-partition", *working)
    elif doubt or found.unread:
        yield insufficient(place, doubt or "unread-cost", *working)
    else:
        yield _gap(form, parts, found.budget, gap, working)


def _gap(
    form: Form, parts: tuple[Cost, ...], budget: Budget, gap: Decimal, working: tuple[str, ...]
) -> Verdict:
    capped = all(cost.row.target.comparator in ("<=", "<") for cost in parts)
    return fails(
        form.place("budget_amount"),
        working=working,
        loudness=Severity.WARNING if capped and gap < 0 else None,
        also=tuple(form.at(cost.row) for cost in parts),
        count=len(parts),
        sum_wan=wan(budget.yuan + gap),
        budget_wan=wan(budget.yuan),
        gap_wan=wan(gap),
    )


def _parts(answer: Reconciliation, budget: Budget, book: Book) -> tuple[tuple[Cost, ...], str]:
    """The rows that make up the budget, so that nothing counts twice, and why that is in doubt.

    Of the readings (levels.py) the first that closes; else the most literal one.
    """
    near = budget.yuan * book.number("cost-partition-near")
    every = list(readings(answer.figures.costs, book.topics["reconcile"]))
    for parts, _ in every:
        if abs(_total(parts) - budget.yuan) <= budget.tolerance and not (
            len(parts) == 1 and _rival(every, budget, near)
        ):
            return parts, ""
    parts = _rival(every, budget, near) or next((p for p, sure in every if sure), every[0][0])
    guessed = any(not one.named for one in answer.sums)
    return parts, "several-levels" if guessed else ""


def _rival(
    every: list[tuple[tuple[Cost, ...], bool]], budget: Budget, near: Decimal
) -> tuple[Cost, ...]:
    """Rows named for no whole that come near the budget without being it: a total hides them not."""
    for parts, sure in every:
        if sure and len(parts) > 1 and abs(_total(parts) - budget.yuan) <= near:
            return parts
    return ()


def _total(parts: tuple[Cost, ...]) -> Decimal:
    return sum((cost.yuan for cost in parts), Decimal(0))


def _unrounded(parts: tuple[Cost, ...], answer: Reconciliation, budget: Budget) -> bool:
    """Whether the amounts before rounding, as the rates give them, add up to the budget."""
    known = {one.cost.row.ref: one for one in answer.costs if one.closes and one.way}
    exact = Decimal(0)
    for cost in parts:
        one = known.get(cost.row.ref)
        exact += one.way.yuan if one and one.way else cost.yuan
    return abs(exact - budget.yuan) <= budget.tolerance


def _working(parts: tuple[Cost, ...], budget: Budget, gap: Decimal) -> tuple[str, ...]:
    unit = budget.unit
    lines = [sum_text([cost.yuan for cost in parts], unit)] if len(parts) > 1 else []
    total = budget.yuan + gap
    compared = f"{amount_text(total, unit)} − 预算 {amount_text(budget.yuan, unit)}"
    lines.append(f"{compared} = {amount_text(gap, unit)}")
    if budget.upper_blank:
        lines.append("上级资金未填，只与本级预算比较")
    return tuple(lines)
