"""同一个名称列在两类指标下面。

## What it does
三级指标的名称（不计引号和空格）在两个以上的类别里都出现时指出来，一张表合为一条，列出每一个名称。

## Why it matters
质量里有“加班补贴”，成本里也有“加班补贴”，说到这个名称就不知道指的是标准还是总额，自评时容易填错行。

## Basis
`D88`：绩效指标应指向明确。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 加班补贴 | 700元/人/月 |
| 产出指标 | 成本指标 | 加班补贴 | ≤318万元 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 加班补贴标准 | 700元/人/月 |
| 产出指标 | 成本指标 | 加班补贴总成本 | ≤318万元 |

## Known limits
名称相同正是把标准与总额连起来核算的线索，改名时请保留相同的部分。实施期和年度两套指标各算各的。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..naming import folded, grouped, quoted, speaks
from ..words import few

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "DUP02",
    "same-name-two-families",
    "同名指标分列两类",
    "warning",
    zh="{count}个名称分列在两类指标下面：{shown}",
    en="{count} name(s) stand in two families: {shown}",
    repair_zh="各起一个说得清的名称，如“补贴标准”和“补贴总成本”",
    repair_en="Give each its own name, such as 补贴标准 and 补贴总成本",
    basis=("D88",),
    reasons={"no-family": ("没有分类的指标", "no row has both a name and a family")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form."""
    rows = [
        row for row in form.indicators if row.family != "other" and speaks(row.name or "", book)
    ]
    if not rows:
        yield not_applicable(form.place(), "no-family")
        return
    twice = [
        same for same in grouped(rows, _name).values() if len({row.family for row in same}) > 1
    ]
    if not twice:
        yield passes(form.place())
        return
    every = [row for same in twice for row in same]
    names = [(same[0].name or "").strip() for same in twice]
    yield fails(
        form.at(every[0], "name"),
        also=tuple(form.at(row, "name") for row in every[1:]),
        count=len(twice),
        names=tuple(names),
        shown=few([quoted(name) for name in names]),
    )


def _name(row: Indicator) -> tuple[str, str]:
    return row.text("block"), folded(row.name or "")
