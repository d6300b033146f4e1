"""绩效标准写“按国家标准”，没有说是哪一个。

## What it does
数字指标的绩效标准只写“按国家标准”“符合技术规范”这类话，没有标准号也没有名称时提示，一张表合为一条。定性指标由 MEA02 管，补贴依据由 FUN02 管。“行业标准”“计划标准”若是表格自己的选项，不报。

## Why it matters
国家标准有几万个。没有编号，谁也查不到 100% 是哪一条要求的；标准换了新版也无从知道。

## Basis
`FORM`：绩效标准栏要写清依据。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 质量指标 | 监控运行保障率 | ≥98% | 按国家标准 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 质量指标 | 监控运行保障率 | ≥98% | 运维合同第5条 |
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..measures import measurable
from ..words import few, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "MEA15",
    "standard-unnamed",
    "标准没有指明是哪一个",
    "info",
    zh="{count}行的绩效标准只写“{standard}”，没有说是哪一个：{shown}",
    en="{count} row(s) state only “{standard}” as standard, not which one: {shown}",
    repair_zh="写明标准号和名称，或合同、文件的条款；查不到就写计划数或历史数据",
    repair_en="Give number and title, or the clause of a contract; else a plan or past data",
    basis=("FORM",),
    reasons={
        "no-column": ("版式没有绩效标准栏", "the layout has no column for standards"),
        "no-standard": ("没有一行写了标准", "no row states a standard"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form."""
    rows = [row for row in form.indicators if row.standard and _asks_for_standard(row, book)]
    bare = [row for row in rows if row.target.numbers and _is_bare(row, book)]
    if "standard" not in form.columns:
        yield not_applicable(form.place(), "no-column")
    elif bare:
        yield fails(
            form.at(bare[0], "standard"),
            also=tuple(form.at(row, "standard") for row in bare[1:]),
            count=len(bare),
            standard=bare[0].standard,
            shown=few(tuple(row.name or row.ref for row in bare)),
        )
    elif rows:
        yield passes(form.at(rows[0], "standard"))
    else:
        yield not_applicable(form.place(), "no-standard")


def _asks_for_standard(row: Indicator, book: Book) -> bool:
    label = squeeze(row.fields["standard"].label)
    return label in terms(book, "standard-heads") and label not in measurable(book, "ground-heads")


def _is_bare(row: Indicator, book: Book) -> bool:
    """按国家标准执行: a kind of standard between words that add nothing."""
    said = squeeze(row.standard or "").strip("。；，")
    word = said
    for start in measurable(book, "by"):
        word = word.removeprefix(start)
    for end in measurable(book, "rules"):
        word = word.removesuffix(end)
    return word in measurable(book, "unnamed") and said not in measurable(book, "offered")
