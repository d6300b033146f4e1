"""像绩效目标表、但版式不认识的表。

## What it does
表里有绩效目标表的字样或栏目，却凑不齐任何一种已知版式的必备栏目时，指出是哪一张，并且不再往下核对它。

## Why it matters
认不出版式还硬要核对，只会把别的数字当成指标值。认不出就说认不出，比猜对一半更有用。

## Basis
没有法规要求：版式是数据，缺了可以补。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 产出方面 | 租用线路点位五百二十六处 | 效益方面 | 全年稳定运行 |

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
    "STR04",
    "unknown-layout",
    "无法识别版式",
    "error",
    zh="这里像是绩效目标表，但认不出版式，没有核对：{text}",
    en="this looks like a performance form of an unknown layout and was not checked: {text}",
    repair_zh="确认表头有“一级指标、二级指标、三级指标、指标值”等栏目；若是当地版式，请把空白表交给维护者添加",
    repair_en="Make sure the heads 一级指标, 二级指标, 三级指标 and 指标值 are there; if this is a "
    "local layout, hand its blank form to the maintainers",
    scope="file",
    reasons={"no-form": ("文件里没有像绩效目标表的内容", "nothing in the file looks like a form")},
)
def check(document: Document, book: Book) -> Iterator[Verdict]:
    """Speaks for every unknown-layout note that reading left."""
    unknown = [note for note in document.notes if note.kind == "unknown-layout"]
    for note in unknown:
        yield fails(Place(name=document.path, address=note.address), text=note.detail)
    for form in document.forms:
        if form.layout == "unknown":
            yield fails(form.place(), text=form.text("title"))
        else:
            yield passes(form.place())
    if not unknown and not document.forms:
        yield not_applicable(Place(), "no-form")
