"""花的钱里有一大块，目标里一个字也没有提。

## What it does
看成本各项的名称在目标和项目名称里提到没有：同一个对象一个词也对不上的，或者是买设备、目标却只说正常使用的，算没有提到。提到的和没提到的都有、没提到的占预算两成（可调）以上时提示。“总成本”“预算控制数”这样的总数不看。

## Why it matters
目标只说“保障工资津贴”，钱里却有近四成是保险、伙食和服装。目标不提的钱，年底没有人问花得怎么样。

## Basis
`D88`：绩效目标应与资金相匹配。

## Example
| 年度本级预算金额 | 150万元 |
|---|---|
| 本年度绩效目标 | 保障辅警工资津贴发放 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 工资 | ≤100万元 |
| 产出指标 | 成本指标 | 养老保险 | ≤50万元 |

## Instead
| 年度本级预算金额 | 150万元 |
|---|---|
| 本年度绩效目标 | 保障辅警工资津贴发放，按时缴纳养老保险 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 工资 | ≤100万元 |
| 产出指标 | 成本指标 | 养老保险 | ≤50万元 |

## Known limits
按用词对照，换了说法会看漏或看错，所以只作提示。
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..measures import goal, goals, is_spoken_of, measurable
from ..reconcile import reconcile
from ..words import few, has, squeeze, terms
from ..working import quotient, wan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..figures import Cost


@rule(
    "MEA16",
    "goal-indicator-gap",
    "目标没有提到的支出",
    "info",
    zh="目标没有提到{shown}，共 {money_wan} 万元，占 {share}%",
    en="the goal does not mention {shown}: {money_wan} 万元 in all, {share} %",
    repair_zh="在目标里写上这部分钱要办成什么，或者说明为什么放在这个项目里",
    repair_en="Say in the goal what this money is to achieve, or why it is in this project",
    basis=("D88",),
    reasons={
        "no-goal": ("没有目标可以对照", "no goal to compare with"),
        "no-parts": ("成本没有分项", "the costs are not given by item"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form: the items the goal knows, and those it does not."""
    found = reconcile(form, book).figures
    whole = measurable(book, "whole-costs")
    costs = [cost for cost in found.costs if not has(cost.row.name or "", whole)]
    field, said = goal(form), squeeze(goals(form))
    year = f"{field.text if field else ''}{form.text('project_name')}"
    silent = [cost for cost in costs if not _is_known(cost, said, year, book)]
    if field is None or not field.text:
        yield insufficient(form.place(), "no-goal")
    elif len(costs) < 2 or len(silent) == len(costs):
        yield not_applicable(form.place(field.key), "no-parts")
    else:
        money = sum((cost.yuan for cost in silent), Decimal(0))
        total = sum((cost.yuan for cost in costs), Decimal(0))
        against = found.budget.yuan if found.budget else total
        if not silent or money < against * book.number("goal-gap-share"):
            yield passes(form.place(field.key))
            return
        yield fails(
            form.place(field.key),
            also=tuple(form.at(cost.row) for cost in silent),
            shown=few(tuple(cost.row.name or cost.row.ref for cost in silent)),
            money_wan=wan(money),
            share=quotient(money * 100, against, 2),
        )


def _is_known(cost: Cost, said: str, year: str, book: Book) -> bool:
    """Named in a goal; what is bought only where the goal of the year speaks of buying too."""
    name = cost.row.name or ""
    bought = has(name, terms(book, "purchases")) and not has(name, terms(book, "not-purchases"))
    if bought and not has(year, measurable(book, "bought")):
        return False
    return is_spoken_of(cost.row, said, book)
