"""绩效标准只是把指标值抄了一遍。

## What it does
绩效标准与指标值一字不差时指出来，一张表合为一条。

## Why it matters
绩效标准要回答“这个数从哪里来”：编制批复、政策文件、上年水平。抄一遍指标值，等于没有依据。

## Basis
`FORM`：表里单设绩效标准一栏，就要填标准。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 队员人数 | 346人 | 346人 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 队员人数 | 346人 | 县委编办核定员额 |

## Known limits
计划数本身就是标准的，请写明计划所在的文件。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..naming import folded
from ..words import few, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "VAL09",
    "standard-repeats-value",
    "绩效标准照抄指标值",
    "warning",
    zh="{count}行的绩效标准照抄了指标值：{shown}；没有说明依据",
    en="{count} row(s) repeat the value as its standard: {shown}; no ground is given",
    repair_zh="写明这个数的依据：文件、批复、行业标准或上年水平",
    repair_en="Name the ground of the number: a document, an approval, a norm or last year's level",
    basis=("FORM",),
    reasons={
        "no-column": ("版式没有绩效标准栏", "the layout has no column for standards"),
        "blank": ("绩效标准或指标值是空白", "the standard or the value is blank"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form."""
    rows = [row for row in form.indicators if _has_column(row, book)]
    if not rows:
        yield not_applicable(form.place(), "no-column")
        return
    copied = []
    for row in rows:
        if not row.standard or not row.text("value"):
            yield not_applicable(form.at(row, "standard"), "blank")
        elif folded(row.standard) == folded(row.text("value")):
            copied.append(row)
        else:
            yield passes(form.at(row, "standard"))
    if copied:
        names = tuple(f"{row.name or row.ref} {row.standard}" for row in copied)
        yield fails(
            form.at(copied[0], "standard"),
            also=tuple(form.at(row, "standard") for row in copied[1:]),
            count=len(copied),
            names=names,
            shown=few(names),
        )


def _has_column(row: Indicator, book: Book) -> bool:
    field = row.fields.get("standard")
    return field is not None and squeeze(field.label) in terms(book, "standard-heads")
