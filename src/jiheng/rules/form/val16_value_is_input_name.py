"""指标值只是把名称里的词又写了一遍，没有内容。

## What it does
指标值与三级指标名称相同，或只写了名称末尾的那个词（“及时率”“满意度”），或只有三个字的“……率”时指出来。值里有数字、是一个等级（优、达标、满意）的，不归本规则管。

## Why it matters
“居民满意度：满意度”没有说要达到多少，年底怎样都算完成。

## Basis
`D88`：绩效目标要细化量化、可以衡量。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 服务场次 | ≥12场 |
| 满意度指标 | 服务对象满意度指标 | 居民满意度 | 满意度 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 服务场次 | ≥12场 |
| 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% |
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import folded
from ..words import terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "VAL16",
    "value-is-input-name",
    "指标值与名称重复/无内容",
    "warning",
    zh="“{name}”的指标值只写了“{value}”，没有说要达到多少",
    en="the value of “{name}” is only “{value}”; how much is to be reached is not said",
    repair_zh="写明要达到的数或等级",
    repair_en="Write the number or the grade to be reached",
    basis=("D88",),
    reasons={
        "blank": ("名称或指标值是空白", "the name or the value is blank"),
        "number": ("指标值不是文字", "the value is no text"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding a row: each has to be given a value of its own."""
    for row in form.indicators:
        name, value, place = folded(row.name or ""), folded(row.text("value")), form.at(row)
        if not name or not value:
            yield insufficient(place, "blank")
        elif row.target.kind != "qual":
            yield not_applicable(place, "number")
        elif _is_repeated(value, name) or _is_noun(value, name, book):
            yield fails(place, name=row.name, value=row.text("value"))
        else:
            yield passes(place)


def _is_repeated(value: str, name: str) -> bool:
    """A word of two characters is a value; then it is the name that was lost."""
    return value == name and len(value) > 2


def _is_noun(value: str, name: str, book: Book) -> bool:
    """The last word of the name, or the bare name of a rate (“完善率”)."""
    if value in terms(book, "no-nouns"):
        return False
    if name.endswith(value):
        return value.endswith(tuple(terms(book, "noun-ends")))
    return len(value) == 3 and value.endswith("率")
