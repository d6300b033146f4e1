"""成本指标的金额与“数量 × 标准 × 期间”对不上。

## What it does
按对象名称和计量单位（从不按行的先后）为每一条成本指标找到支出标准和数量，乘以期间，与填报金额比较。
允许的差额是填报金额最后一位数字的半个单位；在此之内视为四舍五入。

## Why it matters
成本是申请资金的依据。多出的金额没有测算来源，少了则按标准发放不够。

## Basis
D34, R21

## Example
单位：万元

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 值班补贴人数 | 373人 | |
| 产出指标 | 质量指标 | 值班补贴 | 700元/人/月 | |
| 产出指标 | 成本指标 | 值班补贴 | ≤318万元 | |

## Instead
单位：万元

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 值班补贴人数 | 373人 | |
| 产出指标 | 质量指标 | 值班补贴 | 700元/人/月 | |
| 产出指标 | 成本指标 | 值班补贴 | ≤313.32万元 | |

## Known limits
没有同名标准的成本行不判断，列入“未核查”。按月的标准在表中没有写明月数时按 12 个月计算。
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import Severity, failed, insufficient, not_applicable, passes
from .. import rule
from ..reconcile import CLOSED, GAP, gap_text, reconcile, tolerance
from ..working import number_text, quotient, wan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Fact, Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..reconcile import Explained, Reconciliation


@rule(
    "ARI01",
    "cost-recompute",
    "成本≠数量×标准×期间",
    "error",
    basis=("D34", "R21"),
    zh="“{name}”按表内数量和标准测算为 {computed_wan} 万元，填报 {printed_wan} 万元，相差 {gap_wan} 万元（{gap_percent}%）",
    en="“{name}” recomputes to {computed_wan} 万元 from the form's own figures, but {printed_wan} 万元 is printed: {gap_wan} 万元 apart ({gap_percent}%)",
    repair_zh="说明差额的依据（人数或标准有无遗漏），或将成本改为测算数",
    repair_en="State what the difference is for (heads or rate left out?), or print the computed amount",
    reasons={
        "no-rate": ("没有同名的支出标准，无法测算", "no rate for this object on the form"),
        "deferred": ("标准为“按实列支”一类，无法测算", "its rate is deferred (按实列支)"),
        "no-quantity": ("没有与标准的单位相配的数量", "no quantity in the rate's unit"),
        "ambiguous": ("有几个可能的数量，无法确定用哪一个", "several quantities could apply"),
        "no-cost": ("没有以金额表示的成本指标", "no cost row in money"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a cost row."""
    answer = reconcile(form, book)
    if not answer.costs:
        yield not_applicable(form.place(), "no-cost")
    for one in answer.costs:
        place = form.at(one.cost.row)
        if one.state == CLOSED and one.equation:
            yield passes(place, one.equation.text(), *_residue(one))
        elif one.state == GAP:
            yield _gap(one, answer, form)
        else:
            yield insufficient(place, one.state)


def _residue(one: Explained) -> tuple[str, ...]:
    """The rounding inside the tolerance: shown in the working, never a finding."""
    if not one.gap:
        return ()
    return (f"{gap_text(one)}，在末位半个单位 ±{number_text(tolerance(one.cost))}元 之内",)


def _gap(one: Explained, answer: Reconciliation, form: Form) -> Verdict:
    equation = one.equation
    assert equation is not None
    facts: dict[str, Fact] = {
        "name": one.cost.row.name or "",
        "computed_wan": wan(equation.yuan),
        "printed_wan": wan(one.cost.yuan),
        "gap_wan": wan(one.gap),
        "gap_percent": quotient(one.gap * 100, equation.yuan, 2) if equation.yuan else Decimal(0),
    }
    working = [equation.text(), gap_text(one)]
    per_count = equation.price.yuan * equation.periods
    if len(equation.counts) == 1 and per_count and equation.counts[0].number:
        count = equation.counts[0]
        facts["implied_count"] = quotient(one.cost.yuan, per_count, 2)
        facts["implied_rate"] = quotient(one.cost.yuan, count.number * equation.periods, 2)
        working.append(
            f"填报金额相当于 {facts['implied_count']}{count.unit}，"
            f"或标准 {facts['implied_rate']}{_rate_unit(one)}"
        )
    loudness = None if _asked_for(one, answer) else Severity.WARNING
    return failed(form.at(one.cost.row), facts, working=tuple(working), loudness=loudness)


def _rate_unit(one: Explained) -> str:
    assert one.equation is not None
    return "元/" + "/".join(one.equation.price.per)


def _asked_for(one: Explained, answer: Reconciliation) -> bool:
    """Whether the gap is money asked for, or money missing, and not merely the headroom of a cap.

    Where the caps add up to the annual budget, headroom is money without a basis (ERRATA 2).
    """
    if one.cost.row.target.comparator not in ("<=", "<") or one.gap < 0:
        return True
    budget = answer.figures.budget
    total = sum((cost.yuan for cost in answer.figures.costs), Decimal(0))
    return budget is not None and (one.cost.yuan == budget.yuan or total == budget.yuan)
