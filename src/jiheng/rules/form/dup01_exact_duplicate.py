"""两行指标完全一样。

## What it does
同一类里两行的名称、指标值和其余各栏（分值、完成值、得分、原因除外）都相同时指出来。名称和值是同一个合并单元格的，只印了一次，不算；实施期和年度两套指标各算各的。

## Why it matters
同一行写两遍，分值就算了两遍，真正的指标数也虚了。

## Basis
`LOGIC`：同一件事在一张表里只说一次。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 租用线路点位数 | ≥526点 |
| 产出指标 | 数量指标 | 租用线路点位数 | ≥526点 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 租用线路点位数 | ≥526点 |
| 产出指标 | 数量指标 | 新装设备数 | ≥900个 |

## Known limits
空白行和只有名称没有值的行不比较。名称相同、值不同的由 DUP03 管。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..naming import folded, grouped, one_cell, speaks, telling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "DUP01",
    "exact-duplicate",
    "指标完全重复",
    "error",
    zh="“{name}”{value}写了{count}遍",
    en="“{name}” {value} stands {count} times",
    repair_zh="删去重复的一行；本来说的是另一件事的，改正名称和指标值",
    repair_en="Delete the repeated row, or correct the one that was meant to say something else",
    basis=("LOGIC",),
    reasons={"too-few": ("可以比较的指标不到两行", "fewer than two rows can be compared")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding a repeated row, at its first place."""
    rows = [
        row
        for row in form.indicators
        if speaks(row.name or "", book) and row.target.kind not in ("empty", "filler")
    ]
    if len(rows) < 2:
        yield not_applicable(form.place(), "too-few")
        return
    repeated = [once for same in grouped(rows, _told).values() if len(once := _printed(same)) > 1]
    if not repeated:
        yield passes(form.place())
        return
    for same in repeated:
        yield fails(
            form.at(same[0], "name"),
            also=tuple(form.at(row, "name") for row in same[1:]),
            name=(same[0].name or "").strip(),
            value=same[0].target.raw.strip(),
            count=len(same),
        )


def _told(row: Indicator) -> tuple[str, ...]:
    """All that tells a row from another."""
    return (
        row.text("block"),
        row.family,
        folded(row.name or ""),
        folded(row.target.raw),
        row.text("unit"),
        *telling(row),
    )


def _printed(rows: list[Indicator]) -> list[Indicator]:
    """The rows without those that share a merged name and value with the first."""
    first = rows[0]
    return [first] + [
        row
        for row in rows[1:]
        if not (one_cell(first, row, "name") and one_cell(first, row, "value"))
    ]
