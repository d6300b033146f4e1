"""二级指标挂在不属于它的一级指标下面。

## What it does
检查每一行印着的一级指标和二级指标是不是合法的一对。各地版式不同，成本放在一级或放在产出下面、满意度单列或放在效益下面，都算合法。

## Why it matters
二级指标挂错了上级，这一行的分值就算进了别的类别。

## Basis
`D10`、`D101`：一级、二级指标的构成。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 |
| 产出指标 | 社会效益指标 | 辖区群众投诉件数 | ≤10件 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 |
| 效益指标 | 社会效益指标 | 辖区群众投诉件数 | ≤10件 |

## Known limits
一级指标那格是空白、由上方沿用而来的，根子是缺了一格，并入 STR02，不另计。名称不在词表里的，不判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..words import level1_name, level2_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "TAX03",
    "parent-mismatch",
    "一二级指标不匹配",
    "error",
    zh="“{level2}”不属于“{level1}”，应归入“{parents}”",
    en="“{level2}” does not belong to “{level1}” but to “{parents}”",
    repair_zh="改正一级指标名称，或把这一行移到所属的一级指标下面",
    repair_en="Correct the level-1 name, or move the row under the one it belongs to",
    basis=("D10", "D101"),
    reasons={
        "no-levels": ("表里没有一级、二级两栏", "the form has no level-1 and level-2 columns"),
        "unknown-name": ("指标名称不在词表里", "the name is not a known one"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Judges each row by what is printed, that is before any inference."""
    if not {"level1", "level2"} <= {*form.columns}:
        yield not_applicable(form.place(), "no-levels")
        return
    for row in form.indicators:
        yield _row(form, row, book)


def _row(form: Form, row: Indicator, book: Book) -> Verdict:
    place = form.at(row, "level2")
    printed = row.level1_printed
    level1, level2 = level1_name(printed or "", book), level2_name(row.level2 or "", book)
    if level1 is None or level2 is None:
        return insufficient(place, "unknown-name")
    parents = book.topics["taxonomy"]["level2"][level2]["parents"]
    if level1 in parents:
        return passes(place)
    return fails(
        place,
        because=(("STR02", place.key),) if row.level1_inferred else (),
        level1=printed,
        level2=row.level2,
        parents=tuple(parents),
    )
