"""一个文件里有几张表。

## What it does
数一数文件里有几张绩效目标表；多于一张就列出各表的项目名称。每张表仍然分别核对。

## Why it matters
一个文件放几张表，报送系统往往只收第一张；引用“第几行”时也说不清是哪张表。

## Basis
没有法规要求，只是提示。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 |

2023年项目支出绩效目标表

| 项目支出名称 | 执勤岗位津贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 津贴发放人数 | 373人 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 |
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from ...model.place import Place
from .. import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Document
    from ...policy import Book


@rule(
    "STR03",
    "multi-form-file",
    "一个文件含多张表",
    "info",
    zh="这个文件有{count}张表：{names}",
    en="this file holds {count} forms: {names}",
    repair_zh="报送时一张表存一个文件；核对不受影响",
    repair_en="File each form on its own; the check itself is not affected",
    scope="file",
    source_dependent=True,
    reasons={"no-form": ("文件里没有表", "the file holds no form")},
)
def check(document: Document, book: Book) -> Iterator[Verdict]:
    """One finding for the file; the forms are its further places."""
    forms = document.forms
    if not forms:
        yield not_applicable(Place(), "no-form")
    elif len(forms) == 1:
        yield passes(forms[0].place())
    else:
        yield fails(
            Place(name=document.path),
            also=tuple(form.place() for form in forms),
            count=len(forms),
            names=tuple(form.text("project_name") or f"第{form.index}张" for form in forms),
        )
