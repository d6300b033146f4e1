"""同一批人是不是在几个项目里领钱。

## What it does
在同一单位、同一年度的发薪、发津补贴类目标表里，找人数相同、都是在职人员（或者都是辅助人员）的项目，把它们列在一起，并算出每人每年合计领多少：按标准算一遍，按预算算一遍。

## Why it matters
一个项目一个项目地看，每笔都不高；合在一起才看得出同一批人一年领了多少，有没有重复发放，要不要合并成一个项目。

## Basis
没有写进表里的统一要求，只是提示：津贴可以按规定叠加。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 民警加班补贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 318万元 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | 373人 |
| 产出指标 | 质量指标 | 加班补贴 | 700元/人/月 |

2023年项目支出绩效目标表

| 项目支出名称 | 民警岗位津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 394万元 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 津贴人数 | 373人 |
| 产出指标 | 质量指标 | 岗位津贴 | 880元/人/月 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 民警加班补贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 318万元 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | 373人 |
| 产出指标 | 质量指标 | 加班补贴 | 700元/人/月 |

2023年项目支出绩效目标表

| 项目支出名称 | 辅助人员工资 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 1607万元 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 辅助人员人数 | 346人 |
| 产出指标 | 质量指标 | 工资 | 2400元/人/月 |

## Known limits
只看人数是否相等，不知道名单；发给群众的补助不在其列。少于十人的不比。
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..gather import figures
from ..pay import AUXILIARY, STAFF, pay_of
from ..per_head import HEADS
from ..siblings import beside, by, in_reach, names, of_unit
from ..working import number_text, quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model.finding import Sheet, Verdict
    from ...model.form import Form
    from ...policy import Book
    from .. import Said


def gather(form: Form, book: Book) -> tuple[object, ...] | None:
    """Who is paid, how many, where that stands, 元 a head and year by the rates, the budget."""
    pay = pay_of(form, book)
    if pay is None or pay.payees not in (STAFF, AUXILIARY):
        return None
    found = figures(form, book)
    count = next((count for count in found.counts if count.unit in HEADS), None)
    if count is None:
        return None
    yearly = Decimal(0)
    for price in found.prices:
        if price.per[0] in HEADS and len(price.per) <= 2:
            periods = found.per_year(price.per[1]) if len(price.per) == 2 else Decimal(1)
            yearly += price.yuan * (periods or Decimal(0))
    budget = found.budget.yuan if found.budget else Decimal(0)
    return (pay.payees, count.number, form.at(count.row), yearly, budget, count.text)


@rule(
    "DUP06",
    "overlapping-payees",
    "同一人群重复补助",
    "info",
    zh="{count}个项目发给人数相同的同一类人（{heads}），请放在一起看：{names}",
    en="{count} projects pay the same number of the same people ({heads}); see them together: {names}",
    repair_zh="说明各项是不是发给同一批人、可不可以叠加；能合并的合并成一个项目",
    repair_en="Say whether the same people receive them and may receive both; merge what can be merged",
    scope="book",
    gather=gather,
    reasons={
        "not-pay": (
            "不是发给在职或辅助人员的项目，或没有写人数",
            "not a project that pays staff, or it names no headcount",
        )
    },
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """One finding a unit, year and group of people, at the first form that pays them."""
    least = book.number("same-heads-least")
    yield from ((s, not_applicable(s.place, "not-pay")) for s in sheets if "DUP06" not in s.facts)
    for group in of_unit(sheets):
        paying = [sheet for sheet in group if "DUP06" in sheet.facts]
        if not in_reach(group, across):
            yield from ((sheet, insufficient(sheet.place, "no-sibling")) for sheet in paying)
            continue
        for same in by(paying, lambda s: s.facts["DUP06"][:2]).values():
            if in_reach(same, across) and same[0].facts["DUP06"][1] >= least:
                yield same[0], _finding(same)
            else:
                yield from ((sheet, passes(sheet.facts["DUP06"][2])) for sheet in same)


def _finding(same: Sequence[Sheet]) -> Verdict:
    facts = [sheet.facts["DUP06"] for sheet in same]
    working = []
    by_rates = [fact[3] for fact in facts]
    if all(by_rates):
        shown = " + ".join(number_text(yuan) for yuan in by_rates)
        working.append(f"{shown} = {number_text(sum(by_rates, Decimal(0)))}元/人/年")
    budgets = [fact[4] for fact in facts]
    if all(budgets):
        shown = " + ".join(number_text(yuan) for yuan in budgets)
        each = quotient(sum(budgets, Decimal(0)), facts[0][1], 2)
        working.append(f"({shown})元 ÷ {facts[0][5]} = {number_text(each)}元/人/年")
    return fails(
        facts[0][2],
        also=tuple(sheet.facts["DUP06"][2] for sheet in beside(same)),
        working=tuple(working),
        count=len(same),
        heads=facts[0][5],
        names=names(same),
    )
