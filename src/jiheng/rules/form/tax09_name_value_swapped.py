"""三级指标的名称填的是期间、日期或数字。

## What it does
三级指标的名称整个是“1-12月”“2023年底前”这样的期间、日期，或者整个是“88”“373人”这样的数字时指出来。名称里只是带着数字的（12345热线办结率）不报。

## Why it matters
名称要说考核什么，值要说达到多少。名称是“1-12月”、值是“按月发放”，两格填反了，考核的是什么、几号算按时，都没有说。

## Basis
`D88`：绩效指标应指向明确。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 1-12月 | 按月发放 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 补贴发放及时性 | 每月25日前 |

## Known limits
名称是行号（第三行的名称就是“3”）的，多半是名称没有读到，不判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import folded
from ..words import terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

NUMERAL = "0123456789.,"


@rule(
    "TAX09",
    "name-value-swapped",
    "指标名与指标值错位",
    "warning",
    zh="三级指标的名称“{name}”是{what}，值是“{value}”，看不出考核什么",
    en="the name “{name}” is {what_en}, the value “{value}”: what is measured is not said",
    repair_zh="名称写考核的事项，如“补贴发放及时性”；日期、数字写到指标值",
    repair_en="Name what is measured, such as 补贴发放及时性; put dates and numbers in the value",
    basis=("D88",),
    reasons={
        "no-name": ("没有三级指标名称", "no row has a name"),
        "row-number": ("名称只是行号", "the name is only a row number"),
        "no-value": ("名称是数字，值是空白", "the name is a number and the value is blank"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a named row."""
    rows = [row for row in form.indicators if folded(row.name or "")]
    if not rows:
        yield not_applicable(form.place(), "no-name")
        return
    for row in rows:
        name, place = folded(row.name or ""), form.at(row, "name")
        if not any(char.isdecimal() for char in name):
            yield passes(place)
        elif name.isdecimal() and int(name) in (row.number, _ordinal(row)):
            yield insufficient(place, "row-number")
        elif _is_period(name, book):
            yield _found(form, row, "期间或日期", "a period or a date")
        elif _is_number(name, book) and row.target.kind == "empty":
            yield insufficient(place, "no-value")
        elif _is_number(name, book):
            yield _found(form, row, "数字", "a number")
        else:
            yield passes(place)


def _found(form: Form, row: Indicator, what: str, what_en: str) -> Verdict:
    return fails(
        form.at(row, "name"),
        name=(row.name or "").strip(),
        value=row.target.raw.strip(),
        what=what,
        what_en=what_en,
    )


def _ordinal(row: Indicator) -> int:
    """The row's place inside its family: 3 of N3."""
    return int(row.ref[1:])


def _is_period(name: str, book: Book) -> bool:
    """Digits and calendar words only, at least one of them a unit of the calendar."""
    marks = terms(book, "period-marks")
    return any(char in "年月日号季" for char in name) and all(
        char in marks or char.isdecimal() for char in name
    )


def _is_number(name: str, book: Book) -> bool:
    """A sign or none, a number, and at most one known unit."""
    word = name.lstrip("≥≦≤≧=><＞＜＝")
    unit = word.lstrip(NUMERAL)
    return not unit or unit in _units(book)


def _units(book: Book) -> set[str]:
    units = book.topics["units"]
    words = {word for family in units["units"].values() for word in family}
    return words | {scale + word for scale in units["scales"] for word in ("元", "人", "亩", "户")}
