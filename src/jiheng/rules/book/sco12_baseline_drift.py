"""自评表的指标与批复的目标表不一致。

## What it does
一批表里既有一个项目的目标表（申报表、批复表），又有它同一年度的自评表时，逐项对照：目标表里的指标在自评表里没有了，或者同名指标的目标值改了，报出来并逐项列出。两种目标表都有时以批复表为准。

## Why it matters
绩效自评对照的是批复的目标。把没完成的指标拿掉，或者把目标改到完成的数，得分就没有意义了。

## Basis
自评以批复目标为准是绩效管理的通行要求，尚无核实过的条文可引。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 质量指标 | 线路正常运行率 | ≥95% |

2023年项目支出绩效自评表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 | 526点 | 50 | 50 |
| 产出指标 | 质量指标 | 线路正常运行率 | ≥80% | 82% | 50 | 50 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 质量指标 | 线路正常运行率 | ≥95% |

2023年项目支出绩效自评表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 | 526点 | 50 | 50 |
| 产出指标 | 质量指标 | 线路正常运行率 | ≥95% | 82% | 50 | 35 |

## Known limits
年中经批准调整过目标的，应拿调整后的表来对照。不到一半的指标名称对得上时，视为层级不同，不判断；定性的目标值不比。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import folded, speaks
from ..siblings import approved
from ..words import few

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ...model.finding import Sheet, Verdict
    from ...model.form import Form
    from ...policy import Book
    from .. import Said

_NUMERIC = ("quant", "rate")


def gather(form: Form, book: Book) -> tuple[object, ...] | None:
    """The rows with a value: name, number, sign, unit, name and value as printed, place."""
    out: dict[str, tuple[object, ...]] = {}
    for row in form.indicators:
        target, name = row.target, folded(row.name or "")
        if not speaks(name, book) or not row.text("value"):
            continue
        number = target.number if target.kind in _NUMERIC else None
        sign, unit = target.comparator or "", target.unit_text or ""
        again = name in out  # which of two is meant cannot be said
        told = (
            name,
            None if again else number,
            sign,
            unit,
            row.name,
            target.raw.strip(),
            form.at(row),
        )
        out[name] = told
    return tuple(out.values()) or None


@rule(
    "SCO12",
    "baseline-drift",
    "自评指标与批复不一致",
    "error",
    zh="与“{plan}”对照：{what}",
    en="beside “{plan}”: {what_en}",
    repair_zh="按批复的目标表恢复指标和目标值；经批准调整过的，附调整后的表",
    repair_en="Restore the approved rows and targets; where a change was approved, add the approved form",
    scope="book",
    gather=gather,
    reasons={
        "no-pair": (
            "没有同一项目同一年度的目标表和自评表",
            "there is no plan and self-evaluation of one project and year",
        ),
        "other-rows": (
            "两张表的指标大多对不上名称",
            "most rows of the two forms have different names",
        ),
    },
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """One finding a self-evaluation, at its first changed row."""
    pairs = {id(done): plan for plan, done in approved(sheets, across)}
    for sheet in sheets:
        if sheet.stage != "自评表":
            continue
        plan = pairs.get(id(sheet))
        if plan is None or "SCO12" not in plan.facts:
            yield sheet, not_applicable(sheet.place, "no-pair")
        else:
            yield sheet, _compare(plan, sheet, across)


def _compare(plan: Sheet, done: Sheet, across: bool) -> Verdict:
    mine: Mapping[str, Any] = {row[0]: row for row in done.facts.get("SCO12", ())}
    rows = plan.facts["SCO12"]
    dropped = [row[4].strip() for row in rows if row[0] not in mine]
    if 2 * len(dropped) > len(rows):
        return insufficient(done.place, "other-rows")
    changed = [
        (row, mine[row[0]]) for row in rows if row[0] in mine and _differs(row, mine[row[0]])
    ]
    if not dropped and not changed:
        return passes(done.place)
    shown = [f"{new[4].strip()} {old[5]} → {new[5]}" for old, new in changed]
    gone, new_values = "、".join(few(dropped)), "、".join(few(shown))
    zh = [f"少了{len(dropped)}项指标（{gone}）"] if dropped else []
    zh += [f"改了{len(changed)}项目标值（{new_values}）"] if changed else []
    en = [f"{len(dropped)} rows are missing ({gone})"] if dropped else []
    en += [f"{len(changed)} targets were changed ({new_values})"] if changed else []
    places = [new[6] for _, new in changed] or [done.place]
    return fails(
        places[0],
        also=tuple(places[1:]),
        loudness=None if changed else Severity.WARNING,
        plan=f"{plan.year}年{plan.kind}",
        what="，".join(zh),
        what_en="; ".join(en),
        dropped=len(dropped),
        changed=len(changed),
    )


def _differs(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """Whether the target became another: another number in the same unit, or the opposite sign."""
    if old[1] is None or new[1] is None or old[3] != new[3]:
        return False
    turned = old[2] and new[2] and old[2][0] != new[2][0]
    return bool(old[1] != new[1] or turned)
