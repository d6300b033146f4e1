"""定性指标没有评判标准。

## What it does
指标值是“达标”“明显提升”这样的定性说法，绩效标准空着或只写了“按规定”“国家标准”这类没有指明出处的话，又没有评分等级时指出来。定性指标本身是可以用的，缺的是评判标准。没有绩效标准栏的版式不适用。

## Why it matters
“达标”是达谁的标、谁来评、几分算达？不写明，年底只能自己说自己达标。

## Basis
`D88`、`D101`：不能量化的目标要能评判。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 效益指标 | 可持续影响指标 | 平安建设成效 | 达标 | |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 效益指标 | 可持续影响指标 | 平安建设成效 | 达标 | 县平安建设考核办法，80分以上为达标 |

## Known limits
只看绩效标准有没有指明，不核对所指的文件是否存在。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..words import has, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

# Columns in which a layout asks for the yardstick; without one there was no place to write it.
YARDSTICKS = ("standard", "scoring_rule", "note")


@rule(
    "MEA02",
    "qualitative-no-standard",
    "定性指标无评判标准",
    "warning",
    zh="“{name}”的指标值“{value}”没有评判标准，年底无法判定是否达到",
    en="the value “{value}” of “{name}” has no standard by which year end could judge it",
    repair_zh="在绩效标准写明依据的办法、由谁评、几分算达到；能量化的改成数字",
    repair_en="Name the rule, the assessor and the passing mark in 绩效标准, or use a number",
    basis=("D88", "D101"),
    reasons={
        "no-column": ("版式没有绩效标准栏", "the layout has no column for a standard"),
        "no-words": ("没有定性指标", "no target of this form is qualitative"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Only rows whose value is words."""
    rows = [row for row in form.indicators if row.target.kind in ("qual", "bool")]
    if not rows:
        yield not_applicable(form.place(), "no-words")
    elif not {*form.columns}.intersection(YARDSTICKS):
        yield not_applicable(form.place(), "no-column")
    else:
        for row in rows:
            if _can_be_judged(row, book):
                yield passes(form.at(row))
            else:
                yield fails(
                    form.at(row),
                    because=(("VAL02", form.at(row).key),),
                    name=row.name or row.ref,
                    value=row.target.raw.strip(),
                    standard=row.standard,
                )


def _can_be_judged(row: Indicator, book: Book) -> bool:
    value = squeeze(row.target.raw)
    if row.target.numbers or has(value, terms(book, "standard-names")):
        return True
    if row.target.kind == "bool" and has(row.name or "", terms(book, "yes-no")):
        return True
    return any(_names_one(squeeze(row.text(key)), value, book) for key in YARDSTICKS)


def _names_one(standard: str, value: str, book: Book) -> bool:
    """Whether the text says more than that there is some standard, or than the value itself."""
    empty = {*terms(book, "no-standard"), *book.topics["lexicon"]["empty"], value, ""}
    return standard not in empty
