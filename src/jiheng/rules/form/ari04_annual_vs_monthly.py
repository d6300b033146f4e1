"""人均年额与表内各项月标准、年标准推算的结果不符。

## What it does
把同一人群的各项标准折成一年（月标准 × 月数，年标准 × 1）后相加，与“元/人”的年额比较；
不符时再逐一试各种组合，给出最接近的一种和差额。允许的差额是年额最后一位数字的半个单位。

## Why it matters
人均年额若与本表的标准都对不上，就无从核对，多半是旧数或笔误。

## Basis
LOGIC

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 工资 | 2400元/人/月 |
| 产出指标 | 质量指标 | 意外保险 | 200元/人/年 |
| 效益指标 | 经济效益指标 | 保障人员工资待遇 | 36771元/人 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 工资 | 2400元/人/月 |
| 产出指标 | 质量指标 | 意外保险 | 200元/人/年 |
| 效益指标 | 经济效益指标 | 保障人员工资待遇 | 29000元/人 |

## Known limits
表中没有写明月数，而按 9、10 或 13 个月等相符的，不判断。年中增减人员、年终一次性发放不在表中时会不符，请在绩效标准中说明。项数超过阈值 subset-items 时只比总和。
"""

from __future__ import annotations

from ...model.finding import failed, insufficient, not_applicable, passes
from .. import rule
from ..per_head import explain, months_that_fit, parts_of, per_heads
from ..reconcile import reconcile
from ..working import number_text, quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Fact, Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..figures import Figures
    from ..per_head import Match, PerHead


@rule(
    "ARI04",
    "annual-vs-monthly",
    "人均年额≠月标准×12",
    "error",
    basis=("LOGIC",),
    zh="“{name}”填报 {printed_yuan} 元/人，表内各项标准折成一年合计 {total_yuan} 元/人；没有任何组合与之相等，最接近的 {nearest_yuan} 元/人仍差 {nearest_gap_yuan} 元",
    en="“{name}” says {printed_yuan} 元 per head; the form's own rates make {total_yuan} 元 a year; no combination equals it, the nearest, {nearest_yuan} 元, still misses by {nearest_gap_yuan} 元",
    repair_zh="按本年标准重新计算人均年额，或说明其口径（包括哪些项目、多少个月）",
    repair_en="Recompute the yearly amount per head from this year's rates, or state what it includes",
    reasons={
        "no-rate": ("表内没有按人计的支出标准", "the form has no rate per head"),
        "period": (
            "表中没有写明月数，按另一个月数计算相符",
            "the form states no months; another number of them gives it",
        ),
        "no-per-head": ("没有人均年额", "no yearly amount per head"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a per-head row."""
    heads = per_heads(form, book)
    if not heads:
        yield not_applicable(form.place(), "no-per-head")
        return
    found = reconcile(form, book).figures
    for head in heads:
        place = form.at(head.row)
        parts = parts_of(head, found)
        if not parts:
            yield insufficient(place, "no-rate")
            continue
        match = explain(head, parts, int(book.number("subset-items")))
        equation = " + ".join(number_text(part.yearly) for part in match.nearest)
        if abs(match.nearest_yuan - head.yuan) <= head.tolerance:
            several = [f"{match.fits} 种组合都对得上"] if match.fits > 1 else []
            working = (*(part.text for part in match.nearest), f"{equation} = {head.text}")
            yield passes(place, *working, *several)
        elif months := months_that_fit(head, parts, found):
            yield insufficient(place, "period", f"各项标准按 {months} 个月计算 = {head.text}")
        else:
            yield _miss(head, match, found, form)


def _miss(head: PerHead, match: Match, found: Figures, form: Form) -> Verdict:
    gap = head.yuan - match.nearest_yuan
    names = "、".join(part.price.row.name or "" for part in match.nearest)
    working = [part.text for part in match.parts]
    working.append(f"合计 {number_text(match.total)}元/{head.unit}")
    working.append(
        f"最接近的组合（{names}）{number_text(match.nearest_yuan)}元，"
        f"{number_text(head.yuan)} − {number_text(match.nearest_yuan)} = {number_text(gap)}元"
    )
    facts: dict[str, Fact] = {
        "name": head.row.name or "",
        "printed_yuan": head.yuan,
        "total_yuan": match.total,
        "nearest_yuan": match.nearest_yuan,
        "nearest_gap_yuan": abs(gap),
        "combinations": match.searched,
    }
    people = {count.number for count in found.counts if count.unit == head.unit}
    if found.budget and len(people) == 1 and (number := people.pop()):
        each = quotient(found.budget.yuan, number, 2)
        facts["budget_per_head_yuan"] = each
        working.append(
            f"预算 ÷ {number_text(number)}{head.unit} = {number_text(each)}元/{head.unit}"
        )
    return failed(form.at(head.row), facts, working=tuple(working))
