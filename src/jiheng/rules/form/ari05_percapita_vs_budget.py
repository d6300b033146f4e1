"""人均年额乘人数，与年度预算不相等。

## What it does
把“元/人”的年额乘以人数，与年度预算比较；允许的差额是预算最后一位数字的半个单位。
差额已由 ARI01（成本测算）或 ARI04（人均年额）说明的，归在那一条下面，不重复计数。

## Why it matters
一张表的人数、标准和预算应当互相推得出来。

## Basis
LOGIC

## Example
单位：万元

| 年度本级预算金额 | 420 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 岗位津贴发放人数 | 373人 |
| 产出指标 | 质量指标 | 岗位津贴 | 880元/人/月 |
| 效益指标 | 经济效益指标 | 保障岗位津贴 | 10560元/人 |

## Instead
单位：万元

| 年度本级预算金额 | 394 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 岗位津贴发放人数 | 373人 |
| 产出指标 | 质量指标 | 岗位津贴 | 880元/人/月 |
| 效益指标 | 经济效益指标 | 保障岗位津贴 | 10560元/人 |

## Known limits
表内有几种不同的人数时，无法确定用哪一个，不判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..figures import same_unit
from ..per_head import explain, parts_of, per_heads
from ..reconcile import GAP, reconcile
from ..working import amount_text, number_text, wan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..per_head import PerHead
    from ..reconcile import Reconciliation


@rule(
    "ARI05",
    "percapita-vs-budget",
    "人均×人数≠预算",
    "error",
    basis=("LOGIC",),
    zh="人均 {per_head_yuan} 元 × {heads} 为 {computed_wan} 万元，年度预算 {budget_wan} 万元，相差 {gap_wan} 万元",
    en="{per_head_yuan} 元 a head × {heads} makes {computed_wan} 万元, the annual budget is {budget_wan} 万元: {gap_wan} 万元 apart",
    repair_zh="使人均年额、人数和预算互相对得上，或说明预算中另含的支出",
    repair_en="Make per-head amount, heads and budget agree, or state what else the budget holds",
    reasons={
        "no-per-head": ("没有人均年额", "no yearly amount per head"),
        "no-budget": ("年度预算金额为空或无法识别", "the annual budget is blank or unreadable"),
        "no-quantity": ("没有人数", "no number of heads"),
        "ambiguous": ("有几个不同的人数，无法确定用哪一个", "several different numbers of heads"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a per-head row."""
    heads = per_heads(form, book)
    answer = reconcile(form, book)
    if not heads:
        yield not_applicable(form.place(), "no-per-head")
    for head in heads:
        place = form.at(head.row)
        budget = answer.figures.budget
        if budget is None:
            yield insufficient(place, "no-budget")
            continue
        counts = [
            count
            for count in answer.figures.counts
            if same_unit(count.unit, head.unit, answer.figures.same_count)
        ]
        if len({count.number for count in counts}) != 1:
            yield insufficient(place, "ambiguous" if counts else "no-quantity")
            continue
        computed = head.yuan * counts[0].number
        gap = budget.yuan - computed
        working = (
            f"{counts[0].text} × {head.text} = {number_text(computed)}元 = {amount_text(computed)}",
            f"预算 {amount_text(budget.yuan)} − {amount_text(computed)} = {amount_text(gap)}",
        )
        if abs(gap) <= budget.tolerance:
            yield passes(place, *working)
            continue
        yield fails(
            place,
            working=working,
            also=(form.place("budget_amount"),),
            because=_roots(head, gap, answer, form, book),
            per_head_yuan=head.yuan,
            heads=counts[0].text,
            computed_wan=wan(computed),
            budget_wan=wan(budget.yuan),
            gap_wan=wan(gap),
        )


def _roots(
    head: PerHead, gap: Decimal, answer: Reconciliation, form: Form, book: Book
) -> tuple[tuple[str, str], ...]:
    """The cost row that has the same gap, or the per-head figure that closes with nothing."""
    roots = [
        ("ARI01", form.at(one.cost.row).key)
        for one in answer.costs
        if one.state == GAP and one.gap == gap
    ]
    parts = parts_of(head, answer.figures)
    if parts:
        match = explain(head, parts, int(book.number("subset-items")))
        if abs(match.nearest_yuan - head.yuan) > head.tolerance:
            roots.append(("ARI04", form.at(head.row).key))
    return tuple(roots)
