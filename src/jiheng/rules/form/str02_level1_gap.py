"""缺一级指标的几行，沿用上方就会归错类。

## What it does
自上而下沿用合并的一级指标，检查它是不是二级指标的合法上级。不是（或根本没有），就说明这里缺了一格一级指标：按二级指标推定它属于哪一级，原文照留，两者一并列出。连续缺的几行算一处。

## Why it matters
缺了“效益指标”四个字，社会效益、可持续影响和满意度就会被当成“产出指标”。按类统计、分配权重、检查“有没有效益指标”，全都会错。

## Basis
`FORM`：表头有“一级指标”一栏，每一类都要写出名称。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 | |
| | 社会效益指标 | 辖区群众投诉件数 | ≤10件 | |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 | |
| 效益指标 | 社会效益指标 | 辖区群众投诉件数 | ≤10件 | |

## Known limits
二级指标不在词表里时不作推定，列为未核对。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..words import level1_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "STR02",
    "level1-gap",
    "一级指标单元格缺失",
    "error",
    zh="{rows}行没有一级指标（{level2}）：沿用上方会归入“{carried}”，按二级指标应归入“{inferred}”",
    en="{rows} row(s) lack a level-1 label ({level2}): carried down they fall under “{carried}”, "
    "by their level 2 they belong to “{inferred}”",
    repair_zh="在这几行的一级指标格补上名称，行的位置不用移动",
    repair_en="Write the level-1 name into the blank cell; the rows stay where they are",
    basis=("FORM",),
    reasons={
        "no-level1": ("表里没有一级指标栏", "the form has no level-1 column"),
        "unknown-level2": ("二级指标不在词表里", "its level 2 is not a known name"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for each run of rows that share a gap."""
    if "level1" not in form.columns:
        yield not_applicable(form.place(), "no-level1")
        return
    run: list[Indicator] = []
    for row in form.indicators:
        if run and (_agrees(row, book) or not _same_gap(run[-1], row)):
            yield _gap(form, run)
            run = []
        if row.level1_inferred and not _agrees(row, book):
            run.append(row)
        elif row.level1:
            yield passes(form.at(row, "level1"))
        else:
            yield insufficient(form.at(row, "level1"), "unknown-level2")
    if run:
        yield _gap(form, run)


def _agrees(row: Indicator, book: Book) -> bool:
    """Whether the label carried down is right after all: further down the rows it fits again."""
    carried = level1_name(row.level1_printed or "", book)
    return carried is not None and carried == level1_name(row.level1 or "", book)


def _same_gap(above: Indicator, row: Indicator) -> bool:
    return row.level1_inferred and (above.level1, above.level1_printed) == (
        row.level1,
        row.level1_printed,
    )


def _gap(form: Form, run: list[Indicator]) -> Verdict:
    return fails(
        form.at(run[0], "level1"),
        also=tuple(form.at(row, "level1") for row in run[1:]),
        rows=len(run),
        level2=tuple(dict.fromkeys(row.level2 or "" for row in run)),
        carried=run[0].level1_printed or "（空白）",
        inferred=run[0].level1 or "",
    )
