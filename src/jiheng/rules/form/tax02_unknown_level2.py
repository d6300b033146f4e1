"""二级指标的名称不在指标体系里。

## What it does
检查每个二级指标名称是不是数量、质量、时效、成本、各类效益、可持续影响或满意度，或者它们的同义写法；名称里带有这些字样的都算数。同一个名称管几行，只报一处。决策、过程等评价体系的维度和满意度下面，二级名称由各地自定，不判断。

## Why it matters
二级指标决定这一行该怎样写指标值、怎样打分。名称不在体系里，既没有评分规则可用，也无法汇总。

## Basis
`D10`、`D101`：二级指标的构成。`SYS`：在用系统导入时按名称归类。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 工作指标 | 线路点位数 | ≥526点 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Known limits
名称过长的多半是相邻单元格读到了一起，不判断。部门整体的表和没有认出版式的表不判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import grouped, is_department
from ..words import has, level1_name, level2_name, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "TAX02",
    "unknown-level2",
    "二级指标不规范",
    "error",
    zh="二级指标“{level2}”不是指标体系里的名称，管着{count}行",
    en="the level-2 name “{level2}” of {count} row(s) is not in the taxonomy",
    repair_zh="改为数量、质量、时效、成本、效益、可持续影响或满意度指标中所属的一个",
    repair_en="Use the one it belongs to: quantity, quality, timeliness, cost, one of the benefits, "
    "lasting influence or satisfaction",
    basis=("D10", "D101", "SYS"),
    reasons={
        "no-level2": ("表里没有二级指标栏", "the form has no level-2 column"),
        "department": ("部门整体的表另有维度", "a form of a whole department has other dimensions"),
        "unknown-layout": ("没有认出版式", "the layout is unknown"),
        "blank": ("二级指标是空白", "level 2 is blank"),
        "free": ("这个一级指标下面的二级名称由各地自定", "level 2 is free under this level 1"),
        "unclear": ("二级指标没有读准", "level 2 was not read reliably"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding a printed name, at its first row."""
    if "level2" not in form.columns:
        yield not_applicable(form.place(), "no-level2")
    elif is_department(form, book):
        yield not_applicable(form.place(), "department")
    elif form.layout == "unknown":
        yield insufficient(form.place(), "unknown-layout")
    else:
        for row in form.indicators:
            if not _printed(row):
                yield insufficient(form.at(row, "level2"), "blank")
        for rows in grouped(form.indicators, _printed).values():
            yield _name(form, rows, book)


def _printed(row: Indicator) -> str:
    return squeeze(row.level2 or "")


def _name(form: Form, rows: list[Indicator], book: Book) -> Verdict:
    place, printed = form.at(rows[0], "level2"), _printed(rows[0])
    if level2_name(printed, book) or has(printed, terms(book, "level2-stems")):
        return passes(place)
    if level1_name(rows[0].level1 or "", book) in terms(book, "free-level2"):
        return insufficient(place, "free")
    if len(printed) > book.number("level-name-length"):
        return insufficient(place, "unclear")
    return fails(
        place,
        also=tuple(form.at(row, "level2") for row in rows[1:]),
        because=tuple(("TAX01", form.at(row).key) for row in rows),
        level2=printed,
        count=len(rows),
    )
