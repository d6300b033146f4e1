"""计量单位不在字典里。

## What it does
数字后面的单位读不出是人、个、面积、金额还是比率时指出来，如“元/人月日”“坨”。字典在 policy/units.yaml，行业单位可以自己加。

## Why it matters
读不出的单位不能相乘相加，也不能与别的行比较；多半是写错或漏了分隔号。

## Basis
`SYS`：多地在用的填报系统只收字典里的计量单位。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 值班补贴标准 | 58元/人月日 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 值班补贴标准 | 58元/人/日 |

## Known limits
数字没有读准的不判断；字典收录的词不保证用得恰当。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "UNI01",
    "unknown-unit",
    "计量单位不在字典",
    "warning",
    zh="“{name}”的计量单位“{unit}”读不出是什么",
    en="the unit “{unit}” of “{name}” is not a known one",
    repair_zh="改用通行的单位，分母之间用“/”隔开；行业单位请加进 policy/units.yaml",
    repair_en="Use a common unit, with / between its parts; add units of your trade to policy/units.yaml",
    basis=("SYS",),
    reasons={
        "no-unit": ("没有带单位的指标值", "no target has a unit"),
        "unread": ("指标值没有读准", "the value could not be read with certainty"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict a row whose one number has a unit."""
    rows = [row for row in form.indicators if row.target.quantity]
    if not rows:
        yield not_applicable(form.place(), "no-unit")
        return
    for row in rows:
        unit = row.target.unit
        assert unit is not None
        if unit.family != "other":
            yield passes(form.at(row))
        elif row.target.reports:
            yield insufficient(form.at(row), "unread")
        else:
            yield fails(form.at(row), name=row.name or row.ref, unit=unit.text)
