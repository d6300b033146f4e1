"""成本指标的金额与“数量 × 标准 × 期间”对不上。

## What it does
按对象名称和计量单位（从不按行的先后）为每一条成本指标找到支出标准和数量，乘以期间，与填报金额比较。
也认得：几种标准分别乘以人数后相加，单元格自己写的算式和“含…万元”，本金乘利率，合计等于各行之和，
人次与人×次、公里与米的换算。允许的差额是填报金额最后一位数字的半个单位；全表成本都取整到万元的，按取整
的一半比较，并写明。几种算法都对得上时，先列最简单的一种并注明种数。

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
没有同名标准的成本行不判断，列入“未核查”。按月的标准在表中没有写明月数时按 12 个月计算；按另一个整数的月数
才相符的，不判断。同名的数字对不上而别的数字对得上的，也不判断。
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import Severity, failed, insufficient, not_applicable, passes
from .. import rule
from ..explained import floors
from ..reconcile import gap_text, reconcile
from ..working import number_text, quotient, wan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Fact, Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..reconcile import Explained, Reconciliation


SHOWN = 2


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
        "ambiguous": (
            "有几个可能的数量或标准，无法确定用哪一个",
            "several quantities or rates could apply",
        ),
        "other-way": (
            "同名的数量和标准对不上，表内其他数字对得上，无法确定",
            "figures of the same name do not give it, others on the form do",
        ),
        "partial": (
            "金额只是价款的一部分（首付、分期或按比例承担），无法测算",
            "the amount is only a part of a price: an instalment or a share",
        ),
        "bounds": (
            "数量或标准写的是上限或下限，金额与之并不矛盾",
            "a quantity or rate is only a ceiling or a floor, which the cost keeps to",
        ),
        "period": (
            "表中没有写明月数或次数，按另一个整数的月数或次数计算相符",
            "the form states no months or times; another whole number of them gives it",
        ),
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
        if one.closes and one.way:
            yield passes(place, one.way.text(), *_remarks(one, answer))
        elif one.misses:
            yield _gap(one, answer, form)
        else:
            yield insufficient(place, one.state, *_doubt(one))


def _remarks(one: Explained, answer: Reconciliation) -> tuple[str, ...]:
    """The rounding inside the tolerance, other ways that fit, and where a rate comes from."""
    out = list(_residue(one))
    if one.others:
        shown = "；".join(way.text() for way in one.others[:SHOWN])
        out.append(f"{len(one.others) + 1} 种算法都对得上，另如：{shown}")
    used = {id(equation.price) for equation in one.way.equations} if one.way else set()
    out += [known.text() for known in answer.contributions if id(known.price) in used]
    return tuple(out)


def _residue(one: Explained) -> tuple[str, ...]:
    """The rounding inside the tolerance: shown in the working, never a finding."""
    if not one.gap:
        return ()
    limit = f"±{number_text(one.tolerance)}元 之内"
    if one.habit:
        return (f"{gap_text(one)}，在 {limit}：{one.habit}",)
    return (f"{gap_text(one)}，在末位半个单位 {limit}",)


def _doubt(one: Explained) -> tuple[str, ...]:
    """What was found where nothing could be concluded."""
    return (one.way.text(), *([gap_text(one)] if one.gap else [])) if one.way else ()


def _gap(one: Explained, answer: Reconciliation, form: Form) -> Verdict:
    assert one.way is not None
    computed = one.way.yuan
    facts: dict[str, Fact] = {
        "name": one.cost.row.name or "",
        "computed_wan": wan(computed),
        "printed_wan": wan(one.cost.yuan),
        "gap_wan": wan(one.gap),
        "gap_percent": quotient(one.gap * 100, computed, 2) if computed else Decimal(0),
    }
    working = [one.way.text(), gap_text(one), *_implied(one, facts)]
    loudness = None if _asked_for(one, answer) else Severity.WARNING
    place = form.at(one.cost.row)
    because = (("UNI02", place.key),)
    return failed(place, facts, working=tuple(working), because=because, loudness=loudness)


def _implied(one: Explained, facts: dict[str, Fact]) -> tuple[str, ...]:
    """The quantity or the rate that the printed amount would take."""
    equation = one.equation
    if equation is None or len(equation.counts) != 1 or not equation.yuan:
        return ()
    count = equation.counts[0]
    printed = count.row.target.quantity
    number, unit = (printed.number, printed.unit.text) if printed else (count.number, count.unit)
    facts["implied_count"] = quotient(one.cost.yuan * number, equation.yuan, 2)
    facts["implied_rate"] = quotient(one.cost.yuan * equation.price.yuan, equation.yuan, 2)
    return (
        f"填报金额相当于 {facts['implied_count']}{unit}，"
        f"或标准 {facts['implied_rate']}{_rate_unit(one)}",
    )


def _rate_unit(one: Explained) -> str:
    assert one.equation is not None
    return "元/" + "/".join(one.equation.price.per).strip("/")


def _asked_for(one: Explained, answer: Reconciliation) -> bool:
    """Whether the gap is money asked for, or money missing, and not merely the headroom of a cap.

    Where the caps add up to the annual budget, headroom is money without a basis (ERRATA 2). A
    quantity that is a floor (≥150人) leaves room above.
    """
    if one.gap > 0 and floors(one):
        return False
    if one.cost.row.target.comparator not in ("<=", "<") or one.gap < 0:
        return True
    budget = answer.figures.budget
    total = sum((cost.yuan for cost in answer.figures.costs), Decimal(0))
    return budget is not None and (one.cost.yuan == budget.yuan or total == budget.yuan)
