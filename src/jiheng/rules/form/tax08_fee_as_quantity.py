"""数量指标的名称是一笔费用，数的却是个数。

## What it does
数量指标的名称以“费、款、支出”结尾，值却是点、个、人、公里这样的数量时指出来，一张表合为一条。“免费”“贷款”不是费用；“减免学费”“发放慰问金”说的是办了什么事，都不报。

## Why it matters
“租线费 526点”读不出是 526 个点位，还是 526 个点位的费用。名称和数值说的不是一回事，年底就可能拿付款来证明数量。

## Basis
`D88`：绩效指标应指向明确。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路租用费 | 526点 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 租用线路点位数 | ≥526点 |

## Known limits
值没有单位的不判断。以月、天计的（办公费 12个月）不报。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import folded
from ..words import few, has, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book

COUNTED = ("count", "people", "length", "area", "volume", "mass")


@rule(
    "TAX08",
    "fee-as-quantity",
    "数量指标名称是费用",
    "warning",
    zh="{count}行数量指标的名称是费用，数的却是个数：{shown}",
    en="{count} quantity target(s) are named for a fee but count things: {shown}",
    repair_zh="名称改为所数的东西，如“租用线路点位数”；费用写到成本指标",
    repair_en="Name what is counted, such as 租用线路点位数; state the fee under cost",
    basis=("D88",),
    reasons={
        "no-fee": ("没有以费用命名的数量指标", "no quantity target is named for a fee"),
        "no-unit": ("指标值没有可识别的单位", "the value has no known unit"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form."""
    rows = [
        row for row in form.indicators if row.family == "quantity" and _fee(row.name or "", book)
    ]
    if not rows:
        yield not_applicable(form.place(), "no-fee")
        return
    wrong = []
    for row in rows:
        unit = row.target.unit
        if unit is None:
            yield insufficient(form.at(row, "name"), "no-unit")
        elif unit.family in COUNTED and not unit.per:
            wrong.append(row)
        else:
            yield passes(form.at(row, "name"))
    if wrong:
        names = [f"{row.name} {row.target.raw.strip()}" for row in wrong]
        yield fails(
            form.at(wrong[0], "name"),
            also=tuple(form.at(row, "name") for row in wrong[1:]),
            count=len(wrong),
            names=tuple(names),
            shown=few(names),
        )


def _fee(name: str, book: Book) -> bool:
    """Whether the name is of a fee, not of something done with one."""
    word = folded(name)
    return (
        word.endswith(tuple(terms(book, "fee-endings")))
        and not word.endswith(tuple(terms(book, "not-fees")))
        and not has(word, terms(book, "fee-actions"))
    )
