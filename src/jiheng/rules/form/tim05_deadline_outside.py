"""完成时限在项目实施期之后。

## What it does
时效指标的值是带年份的日期，而那一年在项目实施期（没有写年份的，以本表年度为准）之后时指出来。交付以后的支付、质保、结算、审计和评价可以在以后，不报。表里没有项目实施期一格、可能是跨年项目的，只作提醒。

## Why it matters
2023 年度的项目定“2024年6月完成”，年底评价时还没到期，这一行就没法评。

## Basis
`LOGIC`：时限要在项目的期间之内。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 示例设备购置 |
|---|---|
| 项目支出实施期 | 本年度 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 设备安装完成时间 | 2024年6月 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 示例设备购置 |
|---|---|
| 项目支出实施期 | 本年度 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 设备安装完成时间 | 2023年12月底前 |

## Known limits
只比较年份，不比较同一年里的月份。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..figures import annual_rows
from ..words import has, terms
from ..years import ends, span_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "TIM05",
    "deadline-outside",
    "完成时限超出实施期",
    "error",
    zh="“{name}”的时限“{value}”在项目期间（到{last}年为止）之后",
    en="the deadline “{value}” of “{name}” lies after the project, which ends in {last}",
    repair_zh="把时限改到项目期间之内，或按实际写明项目实施期",
    repair_en="Set a deadline inside the period, or state the true period of the project",
    basis=("LOGIC",),
    reasons={
        "no-date": ("时效指标里没有带年份的时限", "no deadline names its year"),
        "no-year": ("看不出项目到哪一年为止", "the last year of the project is not stated"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict a row whose value is a date with its year."""
    annual = annual_rows(form, book.topics["reconcile"])
    rows = [row for row in annual if row.family == "timeliness" and ends(row)]
    if not rows:
        yield not_applicable(form.place(), "no-date")
        return
    span = span_of(form, book)
    last = span[1] if span else form.fiscal_year
    if last is None or form.year_from == "date":
        yield insufficient(form.place("period"), "no-year")
        return
    for row in rows:
        said = f"{row.name or ''}{row.target.raw}"
        if int(ends(row)[:4]) <= last or has(said, terms(book, "after-delivery")):
            yield passes(form.at(row))
        else:
            yield fails(
                form.at(row),
                loudness=None if form.text("period") else Severity.WARNING,
                name=row.name or row.ref,
                value=row.target.raw.strip(),
                last=str(last),
            )
