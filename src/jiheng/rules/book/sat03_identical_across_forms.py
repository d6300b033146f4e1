"""同一单位各个项目的满意度指标是不是一模一样。

## What it does
把同一单位、同一年度各张目标表的满意度指标放在一起看：如果每张表的指标值和绩效标准都一样，提示一次，并列出这些表。没有写绩效标准的，要有三张以上的表一样才提示。

## Why it matters
加班补贴、视频监控、辅助人员经费服务的人不同，问的事也不同；都写“≥90%、满意度测评”，多半是照抄，事后也说不清各自调查了谁。

## Basis
没有法规要求，只是提示。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | 满意度测评 |

2023年项目支出绩效目标表

| 项目支出名称 | 执勤岗位津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 满意度指标 | 服务对象满意度 | 民警职工满意度 | ≥90% | 满意度测评 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 满意度指标 | 服务对象满意度 | 群众满意度 | ≥85% | 12月入户问卷，样本200户 |

2023年项目支出绩效目标表

| 项目支出名称 | 执勤岗位津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 满意度指标 | 服务对象满意度 | 民警职工满意度 | ≥90% | 满意度测评 |

## Known limits
全单位只做一次统一调查的，说明即可。单位名称写法不同的表不放在一起比。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import folded
from ..siblings import beside, in_reach, names, of_unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model.finding import Sheet
    from ...model.form import Form, Indicator
    from ...policy import Book
    from .. import Said


def gather(form: Form, book: Book) -> tuple[object, ...] | None:
    """The satisfaction rows: what they ask for, whether a standard is named, and the first place."""
    rows = [row for row in form.indicators if row.family == "satisfaction" and row.text("value")]
    if not rows:
        return None
    said = tuple(sorted({f"{_value(row)} {folded(row.text('standard'))}" for row in rows}))
    named = any(row.standard for row in rows)
    return (said, named, form.at(rows[0]), rows[0].text("value"), rows[0].text("standard"))


def _value(row: Indicator) -> str:
    """≧90% and ≥90％ are one value."""
    target = row.target
    if target.number is None:
        return folded(row.text("value"))
    return folded(f"{target.op or ''}{target.number.normalize():f}{target.unit_text or ''}")


@rule(
    "SAT03",
    "identical-across-forms",
    "各项目满意度雷同",
    "info",
    zh="{count}个项目的满意度指标都是“{said}”：{names}",
    en="{count} projects all ask for the same satisfaction, “{said}”: {names}",
    repair_zh="按各项目实际服务的对象写明调查谁、怎么调查，目标值按上年结果定",
    repair_en="Say for each project whom it serves and how they are asked; set the target by last year's result",
    scope="book",
    gather=gather,
    reasons={"none": ("没有满意度指标", "there is no satisfaction row")},
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """One finding a unit and year, at its first form; the others in the file are further places."""
    least = int(book.number("same-satisfaction-forms"))
    yield from ((s, not_applicable(s.place, "none")) for s in sheets if "SAT03" not in s.facts)
    for group in of_unit(sheet for sheet in sheets if "SAT03" in sheet.facts):
        if not in_reach(group, across):
            yield from ((sheet, insufficient(sheet.place, "no-sibling")) for sheet in group)
            continue
        said, named, place, value, standard = group[0].facts["SAT03"]
        alike = all(sheet.facts["SAT03"][0] == said for sheet in group)
        if not alike or (not named and len(group) < least):
            yield from ((sheet, passes(sheet.place)) for sheet in group)
            continue
        yield (
            group[0],
            fails(
                place,
                also=tuple(sheet.facts["SAT03"][2] for sheet in beside(group)),
                count=len(group),
                said=f"{value} {standard}".strip(),
                names=names(group),
            ),
        )
