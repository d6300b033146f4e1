"""同一项指标，今年的目标比上年低。

## What it does
一批表里有同一个项目上年和今年的目标表时，逐项比较同名的质量、时效、效益和满意度指标：“≥”的目标值降低了，或者“≤”的目标值放宽了，提示一次，并列出各项。数量另由“钱多了事少了”一条来看，成本不看。

## Why it matters
目标定得比上年低，完成就更容易；不说明原因，考核就失去意义。

## Basis
没有写进表里的统一要求，只是提示。

## Example
2022年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 线路正常运行率 | ≥98% |

2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 线路正常运行率 | ≥90% |

## Instead
2022年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 线路正常运行率 | ≥98% |

2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 线路正常运行率 | ≥98.5% |

## Known limits
比的是目标与目标，不是目标与上年实际；名称改过的指标配不上对，没有比较符的不比。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..naming import folded
from ..siblings import PLAN, over_years

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ...model.finding import Sheet
    from ...model.form import Form
    from ...policy import Book
    from .. import Said

_AT_LEAST, _AT_MOST = (">=", ">"), ("<=", "<")


def gather(form: Form, book: Book) -> tuple[object, ...] | None:
    """Rows with a sign and one number: name, sign, number, unit, value as printed, place."""
    out: dict[str, tuple[object, ...] | None] = {}
    for row in form.indicators:
        target, name = row.target, folded(row.name or "")
        if row.family in ("quantity", "cost") or target.number is None:
            continue
        told = (
            name,
            target.comparator,
            target.number,
            target.unit_text or "",
            target.raw,
            form.at(row),
        )
        out[name] = None if name in out else told  # a name used twice is no name
    return tuple(told for told in out.values() if told) or None


@rule(
    "YOY02",
    "target-lowered",
    "目标比上年低",
    "info",
    zh="{count}项指标的目标比{last}年低：{rows}",
    en="{count} targets are lower than in {last}: {rows}",
    repair_zh="说明下调的原因，或按上年的完成情况重新定目标",
    repair_en="Say why the target is lower, or set it by what was achieved last year",
    scope="book",
    gather=gather,
    reasons={
        "no-last-year": (
            "没有同一项目上年的表",
            "there is no form of the same project of last year",
        )
    },
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """One finding a form, at the first lowered target."""
    pairs = {id(this): last for last, this in over_years(sheets, across)}
    for sheet in sheets:
        if sheet.stage != PLAN:
            continue
        last = pairs.get(id(sheet))
        if last is None:
            yield sheet, not_applicable(sheet.place, "no-last-year")
            continue
        before = {row[0]: row for row in last.facts.get("YOY02", ())}
        rows = [row for row in sheet.facts.get("YOY02", ()) if row[0] in before]
        found = [(before[row[0]], row) for row in rows if _is_lower(before[row[0]], row)]
        if not found:
            yield sheet, passes(sheet.place)
            continue
        shown = tuple(f"{new[0]} {old[4].strip()} → {new[4].strip()}" for old, new in found)
        places = [new[5] for _, new in found]
        yield (
            sheet,
            fails(
                places[0],
                also=tuple(places[1:]),
                count=len(found),
                last=last.year,
                rows=shown,
            ),
        )


def _is_lower(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """Whether less is asked for than last year, in the same unit and direction."""
    if old[3] != new[3]:
        return False
    if old[1] in _AT_LEAST and new[1] in _AT_LEAST:
        return bool(new[2] < old[2])
    return bool(old[1] in _AT_MOST and new[1] in _AT_MOST and new[2] > old[2])
