"""单元格首尾有看不见的空格。

## What it does
把每一格原文与去掉首尾空格后的文字比较，包括全角空格和不间断空格。只看表格里的格子，标题行里用来排版的空格不算；空白格不算。

## Why it matters
肉眼看不出，系统却不认：同一个名称多一个空格，就成了两个名称；有的填报系统直接退回。

## Basis
`SYS`：多地在用的填报系统不收首尾空格。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 效益指标 | 服务对象满意度指标 | 群众满意度 |≧90%　| 满意度测评 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 效益指标 | 服务对象满意度指标 | 群众满意度 |≧90%| 满意度测评 |

## Known limits
格内换行不算空格。从文本读入时，竖线表两侧各一个半角空格是写法，不算。
"""

from __future__ import annotations

from ...model.finding import fails, passes
from .. import rule
from ..words import CONTACTS, called, cells, few, once, place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Field, Form
    from ...policy import Book


@rule(
    "STR06",
    "edge-whitespace",
    "首尾空白/全角空格",
    "info",
    zh="{count}格的首尾有看不见的空格：{shown}",
    en="{count} cell(s) begin or end with white space: {shown}",
    repair_zh="删去首尾空格；有的填报系统会因此退回",
    repair_en="Delete it; some filing systems refuse such cells",
    basis=("SYS",),
    source_dependent=True,
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form, with every cell concerned."""
    found = once(spot for spot in cells(form) if _has_edge(spot[0]))
    if not found:
        yield passes(form.place())
        return
    names = tuple(called(spot) for spot in found)
    first, *rest = (place(form, spot) for spot in found)
    yield fails(
        first,
        also=tuple(rest),
        count=len(found),
        names=names,
        shown=few(names, 5),
    )


def _has_edge(field: Field) -> bool:
    """A table cell with text and white space beside it; line breaks are layout."""
    if not field.address.row or field.key in CONTACTS:
        return False
    line = field.raw.strip("\r\n")
    return bool(line.strip()) and line != line.strip()
