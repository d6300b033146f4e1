"""填报日期在预算年度开始之后。

## What it does
目标表、申报表的填报日期在本表年度的一月一日或以后时提示。县级预算多在一至三月批准，公开的版本也可能重新落款，所以只作提示。

## Why it matters
绩效目标应当随预算一起申报、一起批复；年度开始以后才填，目标就成了补材料。

## Basis
`B32`：按绩效目标管理的规定编制预算草案。`D88`：绩效目标随预算申报。

## Example
2023年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

填报日期：2023.3.15

## Instead
2023年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

填报日期：2022.11.10

## Known limits
只看落款，不知道预算哪一天批准；自评表和监控表不适用。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import is_target_form, without_cell
from ..words import squeeze
from ..years import all_years

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "TIM02",
    "filled-late",
    "填报日期晚于年度开始",
    "info",
    zh="填报日期是 {date}，{year}年度已经开始",
    en="filled in on {date}, when the year {year} had begun",
    repair_zh="随预算申报时填报；公开时重新落款的不用改",
    repair_en="File it with the budget; a date set anew for publication may stay",
    basis=("B32", "D88"),
    reasons={
        "no-cell": ("没有填报日期", "the form has no date"),
        "head-lost": ("没有读到表头", "the head of the form was not read"),
        "unread": ("填报日期读不出年份", "the date shows no year"),
        "no-year": ("看不出本表是哪一年度的", "the year of the form is not stated"),
        "later-stage": ("自评、监控阶段的表", "a form of a later stage"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict, at the date."""
    if not is_target_form(form):
        yield not_applicable(form.place("date"), "later-stage")
        return
    if "date" not in form.fields:
        yield without_cell(form, "date")
        return
    place, years = form.place("date"), all_years(form.text("date"))
    if not years:
        yield insufficient(place, "unread")
    elif form.fiscal_year is None or form.year_from == "date":
        yield insufficient(place, "no-year")
    elif min(years) >= form.fiscal_year:
        yield fails(place, date=squeeze(form.text("date")), year=str(form.fiscal_year))
    else:
        yield passes(place)
