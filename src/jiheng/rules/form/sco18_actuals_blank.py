"""自评表的完成值一格也没有填。

## What it does
自评表里有指标值的行，完成值全都空着时指出来。只有个别行空着的不归本规则管；文字里断了的行、没有完成值栏的版式不判断。

## Why it matters
没有完成值的自评表，还不是自评。

## Basis
`FORM`：自评表设完成值一栏。

## Example
项目支出绩效自评表（2022年度）

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 购置装备 | ≥20套 | | 50 | |
| 群众满意度 | ≥90% | | 40 | |

## Instead
项目支出绩效自评表（2022年度）

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 购置装备 | ≥20套 | 20套 | 50 | 50 |
| 群众满意度 | ≥90% | 93% | 40 | 40 |
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "SCO18",
    "actuals-blank",
    "完成值全部未填",
    "error",
    zh="{count}行指标的完成值全都空着",
    en="none of the {count} rows has an actual value",
    repair_zh="逐行填写实际完成值",
    repair_en="Fill in what was reached, row by row",
    basis=("FORM",),
    reasons={
        "no-column": ("版式没有完成值栏", "the layout has no column for actual values"),
        "lost": ("有的行没有读到完成值那一格", "some rows were read without that cell"),
    },
    run_on=("自评表",),
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form."""
    rows = [row for row in form.indicators if row.text("value")]
    if "actual" not in form.columns:
        yield not_applicable(form.place(), "no-column")
    elif any(row.text("actual") for row in rows):
        yield passes(form.place())
    elif any("actual" not in row.fields for row in rows):
        yield insufficient(form.place(), "lost")
    elif rows:
        also = tuple(form.at(row, "actual") for row in rows[1:])
        yield fails(form.at(rows[0], "actual"), also=also, count=len(rows))
