"""模板里留的空没有填。

## What it does
在名称、指标值、绩效标准和目标里找模板留下的记号：“≥**个”“XX项”“例：”“请填写”“（100字以内）”一类。名称里留着“（≥**个）”而指标值已填好的，只作提醒；其余按错误。用“××”隐去的人名、单位里的乘号（元/人*月）、名称前的星号不算。一张表合为一条。

## Why it matters
留着“**”的一格，没有人认真看过；带着它公开，也没有人会认真看。

## Basis
`SYS`：多地在用的填报系统不收含“*”的指标值。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥**个 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526个 |

## Known limits
整张没有填的空白表不检查。用“××”隐去的单位名、地名可能认不出。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, passes
from .. import rule
from ..words import called, cells, few, has, once, place, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


FIELDS = ("annual_goal", "period_goal", "goal_completion", "project_overview")
PARTS = ("name", "value", "standard", "actual")
_SAME = str.maketrans("＊ＸｘXx", "*××××")


@rule(
    "STR13",
    "template-hole",
    "模板占位未替换",
    "error",
    zh="{count}格还留着模板的占位：{shown}",
    en="{count} cell(s) still hold what the template left to replace: {shown}",
    repair_zh="填上真实的数字和内容，删去提示文字",
    repair_en="Write the real number or text and delete the prompt",
    basis=("SYS",),
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form; holes in names alone are no more than a warning."""
    found = once(
        spot
        for spot in cells(form)
        if spot[2] in (FIELDS if spot[1] is None else PARTS) and _has_hole(spot[0].text, book)
    )
    if not found:
        yield passes(form.place())
        return
    mild = all(row is not None and row.text("value") and part == "name" for _, row, part in found)
    names = tuple(called(spot) for spot in found)
    first, *rest = (place(form, spot) for spot in found)
    yield fails(
        first,
        also=tuple(rest),
        loudness=Severity.WARNING if mild else None,
        count=len(found),
        names=names,
        shown=few(names, 5),
    )


def _has_hole(raw: str, book: Book) -> bool:
    text = squeeze(raw)
    if has(text, terms(book, "template-phrases")):
        return True
    if any(text.startswith(start) for start in terms(book, "template-starts")):
        return True
    plain = text.translate(_SAME)
    return any(_has_run(plain, mark, book) for mark in ("**", "××"))


def _has_run(text: str, mark: str, book: Book) -> bool:
    """A run of ** or ×× where a number or a word belongs; 张×× and **bold** are none."""
    at = text.find(mark)
    while at >= 0:
        end = at
        while end < len(text) and text[end] in mark:
            end += 1
        before, after = text[at - 1 : at], text[end:]
        if not (before.isascii() and before.isalpha()) and (
            (before and before in terms(book, "template-before"))
            or after.startswith(tuple(terms(book, "template-beside")))
            or (not before and not after)
        ):
            return True
        at = text.find(mark, end)
    return False
