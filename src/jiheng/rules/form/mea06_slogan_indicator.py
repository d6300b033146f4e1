"""三级指标是一句口号，没有可以数的东西。

## What it does
三级指标的名称以“创造、打造、营造、弘扬、夯实、助力”之类开头，又不以率、数、得分、排名等可以衡量的词结尾，指标值也不是数字时指出来。“创造就业岗位”“打造样板村 3个”不是口号。定性指标本身不报，缺评判标准的由 MEA02 管。

## Why it matters
口号人人赞成，年底没有谁能说没做到。

## Basis
`D88`：绩效目标应指向明确、细化量化。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 可持续影响指标 | 创造“平安示例” | 达标 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 可持续影响指标 | 平安建设考核得分 | ≥90分 |
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..measures import measurable
from ..presence import is_named
from ..words import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "MEA06",
    "slogan-indicator",
    "口号式指标",
    "warning",
    zh="“{name}”是口号，不是可以衡量的指标（指标值“{value}”）",
    en="“{name}” is a slogan, not an indicator one can measure (value “{value}”)",
    repair_zh="改成可以数、可以测的名称，如“平安建设考核得分 ≥90分”",
    repair_en="Name something that can be counted or scored, such as 平安建设考核得分 ≥90分",
    basis=("D88",),
    reasons={
        "no-name": ("没有填三级指标", "no indicator is named"),
        "blank": ("指标值是空白", "the value is blank"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every named row."""
    rows = [row for row in form.indicators if is_named(row, book)]
    for row in rows:
        place = form.at(row, "name")
        if row.target.numbers or not _calls(squeeze(row.name or ""), book):
            yield passes(place)
        elif row.target.kind == "empty":
            yield insufficient(place, "blank")
        else:
            value = row.target.raw.strip()
            roots = (("MEA02", place.key),)
            yield fails(place, because=roots, name=row.name or row.ref, value=value)
    yield from () if rows else (not_applicable(form.place(), "no-name"),)


def _calls(name: str, book: Book) -> bool:
    """Whether the name, without the number of its list, calls upon people."""
    head, _, rest = name.replace(":", "：").partition("：")
    word = rest if head.startswith("指标") else name
    return (
        word.startswith(tuple(measurable(book, "slogans")))
        and not word.startswith(tuple(measurable(book, "not-slogans")))
        and not word.endswith(tuple(measurable(book, "slogan-measured")))
    )
