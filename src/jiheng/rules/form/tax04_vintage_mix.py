"""一张表里新旧两种指标体系混用。

## What it does
成本可以单列为一级指标，也可以放在产出下面；满意度可以单列，也可以放在效益下面，都合法。同一张表里同一类出现了两种放法时指出来，成本、满意度各报一处。按印着的一级指标看，没有名称的空行不算。

## Why it matters
两种体系的分值分法不同：成本单列时有自己的 20 分，放在产出下面就算在产出的 50 分里。混在一起，这一类会算两次或算不到。

## Basis
`D101`：成本指标作为一级指标。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用费 | ≤158万元 |
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 成本指标 | 设备维护费 | ≤108万元 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用费 | ≤158万元 |
| 成本指标 | 经济成本指标 | 设备维护费 | ≤108万元 |
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Known limits
过渡年度把新旧两张表都附上的，是两张表，各自判断。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..words import level1_name, level2_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

# Family by its own level 1, and the other level 1 it may stand under.
PAIRS = (("成本指标", "cost", "产出指标"), ("满意度指标", "satisfaction", "效益指标"))


@rule(
    "TAX04",
    "vintage-mix",
    "新旧版式混用",
    "error",
    zh="“{own}”既单列为一级指标，又放在“{other}”下面，两种指标体系混在了一张表里",
    en="“{own}” is a level-1 family and stands under “{other}” too: two vintages in one form",
    repair_zh="按本地现行版式统一放在一处",
    repair_en="Keep the family in the one place your current layout gives it",
    basis=("D101",),
    reasons={
        "no-levels": ("表里没有一级、二级两栏", "the form has no level-1 and level-2 columns"),
        "no-family": ("没有成本指标和满意度指标", "the form has neither cost nor satisfaction"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict for cost and one for satisfaction, by what is printed."""
    if not {"level1", "level2"} <= {*form.columns}:
        yield not_applicable(form.place(), "no-levels")
        return
    found = [
        (own, other, _under(form, family, own, book), _under(form, family, other, book))
        for own, family, other in PAIRS
    ]
    found = [one for one in found if one[2] or one[3]]
    if not found:
        yield not_applicable(form.place(), "no-family")
        return
    for own, other, above, below in found:
        fewer, more = sorted((above, below), key=len)
        if not fewer:
            yield passes(form.at(more[0], "level1"))
            continue
        yield fails(
            form.at(fewer[0], "level1"),
            also=tuple(form.at(row, "level1") for row in (*fewer[1:], *more)),
            own=own,
            other=other,
        )


def _under(form: Form, family: str, level1: str, book: Book) -> list[Indicator]:
    """Rows of a family whose printed level 1 is this one; rows without a name are no witness."""
    return [
        row
        for row in form.indicators
        if _family(row, book) == family
        and level1_name(row.level1_printed or "", book) == level1
        and row.name
    ]


def _family(row: Indicator, book: Book) -> str:
    level2 = level2_name(row.level2 or "", book)
    if level2 is None:
        return ""
    family = str(book.topics["taxonomy"]["level2"][level2]["family"])
    return "cost" if family.endswith("cost") else family
