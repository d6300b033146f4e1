"""日期不存在，或是电子表格的序列号。

## What it does
指标值是“2023年2月30日”一类不存在的日期，或者名称问的是时间、值却是电子表格里日期的序列号（44,561 就是 2021-12-31）时指出来。

## Why it matters
不存在的日期没法考核；序列号是导出时丢了日期格式，谁也看不懂。

## Basis
`LOGIC`：时效目标要是一个真实的日期。

## Example
2021年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 资金到位时间 | 44,561 |

## Instead
2021年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 资金到位时间 | 2021-12-31 |
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..words import has, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "TIM06",
    "invalid-date",
    "日期无效",
    "error",
    zh="“{name}”的指标值“{value}”不是真实的日期（不存在的日子，或电子表格里日期的序列号）",
    en="the value of “{name}”, “{value}”, is no real date (or the serial number of one)",
    repair_zh="写成年月日",
    repair_en="Write year, month and day",
    basis=("LOGIC",),
    reasons={"no-date": ("指标值不是日期", "the value is no date")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Dates, and bare numbers that should be dates."""
    for row in form.indicators:
        place = form.at(row)
        if "date-invalid" in row.target.reports or _is_serial(row, form, book):
            yield fails(place, name=row.name or row.ref, value=row.text("value"))
        elif row.target.end:
            yield passes(place)
        else:
            yield not_applicable(place, "no-date")


def _is_serial(row: Indicator, form: Form, book: Book) -> bool:
    """A whole number without a unit, asked for a time, that is a day in or beside the form's year.

    Spreadsheets count days from the end of 1899; 36,525 days are a hundred years.
    """
    number, year = row.target.number, form.fiscal_year
    if number is None or row.target.unit_text or not year:
        return False
    if number != int(number) or not has(row.name or "", terms(book, "asks-when")):
        return False
    return abs(1900 + int(number) * 100 // 36525 - year) <= 1
