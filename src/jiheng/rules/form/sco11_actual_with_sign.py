"""完成值写成了目标的样子，带着“≥”或“以上”。

## What it does
自评表、监控表的完成值以“≥”“不低于”一类的符号或词开头，或以“以上”“以内”一类的词收尾时指出来，一张表合为一条。一句话的说明不归本规则管。

## Why it matters
完成值是做到了多少，是一个数；“88.32%及以上”说不出做到多少，也没法打分。

## Basis
`LOGIC`：目标可以是范围，结果只有一个。

## Example
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 验收合格率 | ≥85% | 88.32%及以上 | 10 | 10 |

## Instead
| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 验收合格率 | ≥85% | 88.32% | 10 | 10 |
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..words import few, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "SCO11",
    "actual-with-sign",
    "完成值带比较符/单位不一",
    "warning",
    zh="{count}行的完成值写成了目标的样子：{shown}",
    en="{count} actual value(s) are written as targets: {shown}",
    repair_zh="写明实际做到的数",
    repair_en="Write the number that was reached",
    basis=("LOGIC",),
    reasons={
        "no-column": ("版式没有完成值栏", "the layout has no column for actual values"),
        "blank": ("完成值是空白", "the actual value is blank"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form: it is one habit."""
    if "actual" not in form.columns:
        yield not_applicable(form.place(), "no-column")
        return
    signed = []
    for row in form.indicators:
        actual = squeeze(row.text("actual"))
        if not actual:
            yield insufficient(form.at(row, "actual"), "blank")
        elif _is_signed(actual, book):
            signed.append(row)
        else:
            yield passes(form.at(row, "actual"))
    if signed:
        names = tuple(f"{row.name or row.ref} {row.text('actual')}" for row in signed)
        yield fails(
            form.at(signed[0], "actual"),
            also=tuple(form.at(row, "actual") for row in signed[1:]),
            count=len(signed),
            names=names,
            shown=few(names),
        )


def _is_signed(actual: str, book: Book) -> bool:
    """A sign and then a number, or a number and then “or more”."""
    for sign in terms(book, "actual-signs"):
        if actual.startswith(sign) and actual[len(sign) : len(sign) + 1].isdigit():
            return True
    return actual[0].isdigit() and actual.endswith(tuple(terms(book, "actual-ends")))
