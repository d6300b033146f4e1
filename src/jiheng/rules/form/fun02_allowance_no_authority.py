"""津贴补贴没有写明依据的文件。

## What it does
给本单位人员、辅警、编外人员发津贴、补贴、工资的项目，在绩效标准、立项依据、目标里找文号或文件名称，一处都没有时指出来，一张表合为一条。“政策标准”“按规定”没有指明是哪个文件，不算。版式没有这些栏目的不适用。

## Why it matters
津贴补贴的项目和标准都要有依据。不写文件，审核的人核不了标准，审计时也说不清。

## Basis
`R21`：预算按支出标准编制。

## Example
| 项目支出名称 | 民警职工值班补贴 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 成本指标 | 值班补贴标准 | 700元/人/月 | 政策标准 |

## Instead
| 项目支出名称 | 民警职工值班补贴 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 成本指标 | 值班补贴标准 | 700元/人/月 | 示例人社〔2020〕1号 |

## Known limits
依据可能已写在项目库里，这里只看表上写没写，不核对所写的文件是否有效。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import quoted
from ..pay import AUXILIARY, STAFF, UNSAID, pay_of
from ..words import few, has, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book

COLUMNS = ("standard", "note", "source")
FIELDS = ("basis", "project_overview", "period_goal", "annual_goal", "project_name")
CLOSINGS = ("〕", "]", "】", ")", "）", "］")


@rule(
    "FUN02",
    "allowance-no-authority",
    "津贴补贴未注明政策依据",
    "warning",
    zh="{names}没有写明依据哪个文件（文号或文件名称）",
    en="{names} name no document they rest on",
    repair_zh="在绩效标准写明文件的名称和文号；依据在项目库里的，抄到表上",
    repair_en="Name the document and its number in 绩效标准",
    basis=("R21",),
    reasons={
        "no-pay": ("不是给本单位人员发钱的项目", "the project does not pay the unit's own people"),
        "payees-unsaid": ("看不出发给什么人", "the form does not say who is paid"),
        "no-rate": ("表内没有津贴补贴的标准和成本", "the form states no rate and no cost of pay"),
        "no-column": ("版式没有写依据的栏目", "the layout has no place for a document"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form: a document named anywhere on it will do."""
    pay = pay_of(form, book)
    if pay is not None and pay.payees == UNSAID:
        yield insufficient(form.place("project_name"), "payees-unsaid")
    elif pay is None or pay.payees not in (STAFF, AUXILIARY):
        yield not_applicable(form.place(), "no-pay")
    elif not pay.rows:
        yield insufficient(form.place(), "no-rate")
    elif "standard" not in form.columns and "basis" not in form.fields:
        yield not_applicable(form.place(), "no-column")
    elif _names_one(form, book):
        yield passes(form.at(pay.rows[0], "standard"))
    else:
        yield fails(
            form.at(pay.rows[0], "standard"),
            also=tuple(form.at(row, "standard") for row in pay.rows[1:]),
            names=few([quoted(row.name or row.ref) for row in pay.rows]),
            count=len(pay.rows),
        )


def _names_one(form: Form, book: Book) -> bool:
    cells = [form.text(key) for key in FIELDS]
    cells += [row.text(key) for row in form.indicators for key in COLUMNS]
    return any(
        has(cell, terms(book, "authorities")) or _has_number(squeeze(cell)) for cell in cells
    )


def _has_number(text: str) -> bool:
    """A document number: a year in brackets, perhaps 第, digits and 号."""
    for part in text.split("号")[:-1]:
        head = part.rstrip("0123456789")
        year, closing = head.rstrip("第")[-5:-1], head.rstrip("第")[-1:]
        if head != part and closing in CLOSINGS and len(year) == 4 and year.isdecimal():
            return True
    return False
