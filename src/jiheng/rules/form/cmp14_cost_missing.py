"""没有成本指标。

## What it does
看有没有写了内容的成本指标，不论它放在产出下面还是单列为一级指标。工程、购置、大型修缮类项目没有成本指标的，按错误提示；金额很小的项目不要求。

## Why it matters
成本指标是花钱的上限。没有它，预算批多少就能花多少，年底也没有节约和超支可言。

## Basis
`D34`：绩效目标应包括成本指标。`D101`：工程、购置、大型修缮类项目必填。

## Example
| 项目支出名称 | 示例县值勤补贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | =373人 |
| 产出指标 | 质量指标 | 发放准确率 | =100% |
| 效益指标 | 社会效益指标 | 街面案件数较上年下降 | ≥10% |

## Instead
| 项目支出名称 | 示例县值勤补贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | =373人 |
| 产出指标 | 质量指标 | 发放准确率 | =100% |
| 产出指标 | 成本指标 | 值勤补贴 | ≤394万元 |
| 效益指标 | 社会效益指标 | 街面案件数较上年下降 | ≥10% |

## Known limits
项目类型只凭项目名称和类别里的用词判断；工资、还本付息一类项目不要求。小额的上限是阈值 cost-excused。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import FAMILY, OUTPUTS, is_internal, is_stated, may_go_on, rank
from ..words import has, level2_name, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


COSTS = ("cost", "social-cost", "ecological-cost")
KIND = ("project_name", "project_category", "project_attribute")


@rule(
    "CMP14",
    "cost-missing",
    "缺成本指标",
    "warning",
    zh="没有成本指标，看不出钱花多少算超",
    en="no cost indicator: nothing says how much is too much",
    repair_zh="补上成本指标，如“设备购置成本 ≤300万元”，各项成本之和不超过预算",
    repair_en="Add cost indicators; together they stay within the budget",
    basis=("D34", "D101"),
    reasons={
        **FAMILY,
        "small": ("金额很小，不要求成本指标", "the budget is too small to ask for it"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict for the form, at the blank cost row where one is printed."""
    stated = [row for row in form.indicators if is_stated(row, book)]
    printed = [row for row in form.indicators if row.family in COSTS]
    place = form.at(printed[0], "level2") if printed else form.place()
    budget = form.amounts.get("budget_amount")
    yuan = budget.yuan if budget else None
    if not stated or not {"level1", "level2"} & {*form.columns}:
        yield not_applicable(place, "no-levels")
    elif any(row.family in COSTS or "成本" in (row.name or "") for row in stated):
        yield passes(place)
    elif any(_is_unknown(row, book) for row in stated):
        yield insufficient(place, "unknown-level2")
    elif is_internal(form, book):
        yield not_applicable(place, "internal")
    elif may_go_on(form, book, OUTPUTS):
        yield insufficient(place, "cut-off")
    elif yuan is not None and 0 < yuan <= book.number("cost-excused"):
        yield not_applicable(place, "small")
    else:
        bound = any(has(form.text(key), terms(book, "cost-bound")) for key in KIND)
        yield fails(place, loudness=Severity.ERROR if bound else None, bound=bound)


def _is_unknown(row: Indicator, book: Book) -> bool:
    """An output, or something unheard of, whose level 2 may be a cost by another name."""
    return rank(row, book) in (OUTPUTS, None) and level2_name(row.level2 or "", book) is None
