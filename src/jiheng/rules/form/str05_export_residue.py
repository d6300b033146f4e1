"""导出时留在格子里的痕迹。

## What it does
在标题和每一格里找导出留下的痕迹：书签标记、域代码、失效的交叉引用提示。

## Why it matters
这些字样会跟着表一起公开，也会让标题里的年度读不出来。

## Basis
没有法规要求，只是提示。

## Example
[bookmark: _GoBack]2023年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 |

## Instead
2023年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 |

## Known limits
只认常见的几种痕迹；文号用方括号（〔〕写成[]）不在此列。
"""

from __future__ import annotations

from ...model.finding import fails, passes
from .. import rule
from ..words import cells, once, place, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "STR05",
    "export-residue",
    "导出残留",
    "info",
    zh="{count}格留有导出痕迹：{residue}",
    en="{count} cell(s) hold marks left by an export: {residue}",
    repair_zh="删去这些字样，或从原文件重新导出",
    repair_en="Delete these marks, or export the original file again",
    source_dependent=True,
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form, with every cell concerned."""
    everything = "\n".join(field.raw for field, _, _ in cells(form))
    marks = [mark for mark in terms(book, "export-residue") if mark in everything]
    found = once(spot for spot in cells(form) if _mark(spot[0].raw, marks))
    if not found:
        yield passes(form.place())
        return
    first, *rest = (place(form, spot) for spot in found)
    yield fails(
        first,
        also=tuple(rest),
        count=len(found),
        residue=tuple(dict.fromkeys(_mark(field.raw, marks) for field, _, _ in found)),
    )


def _mark(raw: str, marks: list[str]) -> str:
    """The mark as it stands there, to its closing bracket, "" where there is none."""
    mark = next((mark for mark in marks if mark in raw), "")
    close = raw.find("]", raw.find(mark)) if mark.startswith("[") else -1
    return raw[raw.find(mark) : close + 1] if close > 0 else mark
