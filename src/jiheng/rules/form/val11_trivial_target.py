"""指标值恒成立，或者永远达不到。

## What it does
“≥0次”“合格率 ≤100%”怎么都算完成，“覆盖率 >100%”“＜0次”怎么都完不成，指出来。不合格率“≤0%”、成本控制率和执行率“≤100%”有意义，不报；增长、结余一类可能为负的数，“≥0”有意义，也不报。

## Why it matters
不论做得怎样都算完成的目标，等于没有目标。

## Basis
`LOGIC`：目标要能排除一部分结果，也要能允许一部分结果。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 法治宣传活动 | ≥0次 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 法治宣传活动 | ≥4次 |

## Known limits
只看数字和符号，不看这个数实际做不做得到。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..rates import cannot_exceed, rate_name, share
from ..words import directions, has, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

COUNTED = ("people", "count", "length", "area", "volume", "mass", "time")
ALWAYS = ("怎么做都算完成", "is met whatever happens")
NEVER = ("怎么做都完不成", "can never be met")


@rule(
    "VAL11",
    "trivial-target",
    "恒真或不可能的指标值",
    "error",
    zh="“{name}”的目标“{value}”{why}",
    en="the target “{value}” of “{name}” {why_en}",
    repair_zh="核对符号和数字，写一个做得到、也可能做不到的目标",
    repair_en="Check sign and number: a target is something that can be met and can be missed",
    basis=("LOGIC",),
    reasons={"no-sign": ("没有带符号的数值指标", "no target has a sign and a number")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict a row with a sign and one number."""
    rows = [row for row in form.indicators if row.target.op and row.target.number is not None]
    if not rows:
        yield not_applicable(form.place(), "no-sign")
        return
    for row in rows:
        said = _of_rate(row, book) or _of_count(row, book)
        if said is None:
            yield passes(form.at(row))
        else:
            why, why_en = said
            yield fails(
                form.at(row),
                name=row.name or row.ref,
                value=row.target.raw.strip(),
                why=why,
                why_en=why_en,
            )


def _of_rate(row: Indicator, book: Book) -> tuple[str, str] | None:
    """A rate that lies between 0 and 100 % whatever happens."""
    part, op = share(row), row.target.op
    if part is None or not cannot_exceed(row, book):
        return None
    if op == ">" and part == 1:
        return NEVER
    if op == ">=" and part == 0:
        return ALWAYS
    if op == "<=" and part >= 1 and not has(rate_name(row), directions(book, "ceiling-rates")):
        return ALWAYS
    return None


def _of_count(row: Indicator, book: Book) -> tuple[str, str] | None:
    """A number of things that is never below zero."""
    target = row.target
    if target.unit is None or target.unit.family not in COUNTED:
        return None
    if target.number != 0 or has(row.name or "", terms(book, "may-be-negative")):
        return None
    return ALWAYS if target.op == ">=" else NEVER if target.op == "<" else None
