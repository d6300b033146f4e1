"""一级指标的名称不在指标体系里。

## What it does
检查每个一级指标名称是不是产出、效益、满意度、成本、预算执行率，或者各地常用的同义写法。名称里带有这些字样的都算数；同一个名称管几行，只报一处。部门整体的表另有维度，不在此列。

## Why it matters
一级指标决定分值归到哪一类。名称不在体系里，这几行就没有地方算分，汇总时会丢掉。

## Basis
`D10`、`D101`：一级指标的构成。`SYS`：在用系统导入时按名称归类。

## Example
<table>
<tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th>指标值及单位</th></tr>
<tr><td>产出指标</td><td>数量指标</td><td>线路点位数</td><td>≥526点</td></tr>
<tr><td>工作指标</td><td>质量指标</td><td>线路完好率</td><td>≥95%</td></tr>
</table>

## Instead
<table>
<tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th>指标值及单位</th></tr>
<tr><td>产出指标</td><td>数量指标</td><td>线路点位数</td><td>≥526点</td></tr>
<tr><td>产出指标</td><td>质量指标</td><td>线路完好率</td><td>≥95%</td></tr>
</table>

## Known limits
名称过长的多半是相邻单元格读到了一起，不判断。没有认出版式的表不判断。决策、过程是评价指标体系的名称，只在几种固定的目标表版式里才算不规范。
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
    "TAX01",
    "unknown-level1",
    "一级指标不规范",
    "error",
    zh="一级指标“{level1}”不是指标体系里的名称，管着{count}行{proposal}",
    en="the level-1 name “{level1}” of {count} row(s) is not in the taxonomy{proposal}",
    repair_zh="改为产出指标、效益指标、满意度指标或成本指标中所属的一个",
    repair_en="Use the one it belongs to: 产出指标, 效益指标, 满意度指标 or 成本指标",
    basis=("D10", "D101", "SYS"),
    reasons={
        "no-level1": ("表里没有一级指标栏", "the form has no level-1 column"),
        "department": ("部门整体的表另有维度", "a form of a whole department has other dimensions"),
        "unknown-layout": ("没有认出版式", "the layout is unknown"),
        "blank": ("一级指标是空白", "level 1 is blank"),
        "unclear": ("一级指标没有读准", "level 1 was not read reliably"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding a printed name, at its first row."""
    if "level1" not in form.columns:
        yield not_applicable(form.place(), "no-level1")
    elif is_department(form, book):
        yield not_applicable(form.place(), "department")
    elif form.layout == "unknown":
        yield insufficient(form.place(), "unknown-layout")
    else:
        for row in form.indicators:
            if not _printed(row):
                yield insufficient(form.at(row, "level1"), "blank")
        for rows in grouped(form.indicators, _printed).values():
            yield _name(form, rows, book)


def _printed(row: Indicator) -> str:
    return squeeze(row.level1_printed or "")


def _name(form: Form, rows: list[Indicator], book: Book) -> Verdict:
    place, printed = form.at(rows[0], "level1"), _printed(rows[0])
    known = level1_name(printed, book)
    if known:
        framework = known in terms(book, "framework-level1")
        if not framework or form.layout not in terms(book, "closed-layouts"):
            return passes(place)
    elif has(printed, terms(book, "level1-stems")):
        return passes(place)
    elif len(printed) > book.number("level-name-length"):
        return insufficient(place, "unclear")
    level2 = level2_name(rows[0].level2 or "", book)
    parents = book.topics["taxonomy"]["level2"][level2]["parents"] if level2 else ()
    return fails(
        place,
        also=tuple(form.at(row, "level1") for row in rows[1:]),
        level1=printed,
        count=len(rows),
        proposed=tuple(parents),
        proposal=f" → {parents[0]}" if parents else "",
    )
