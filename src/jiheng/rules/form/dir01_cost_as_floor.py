"""成本指标写成了下限。

## What it does
成本指标的金额、费用和单价用了“≥”或“＞”时指出来，一张表合为一条；再把这些下限加起来与年度预算比较：正好相等，就只剩“一分不差地花完”这一种完成方式。

## Why it matters
成本目标是上限。写成“≥158万元”，省下一万元反而算没完成；五项下限加起来等于预算，节约就等于失败。

## Basis
`D34`：绩效目标包括成本控制要求。`D101`：成本指标的取值。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 成本指标 | 租线费 | ≥158万元 | |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 成本指标 | 租线费 | ≤158万元 | |

## Known limits
名称写明是节约额、法定最低投入或配套自筹资金的，用“≥”是对的，不报。百分比的成本指标（如成本节约率）不在此列。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..words import directions, few, has, is_saving
from ..working import sum_text, wan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "DIR01",
    "cost-as-floor",
    "成本指标用“≥”",
    "error",
    zh="{count}项成本指标用了“≥”：{shown}；成本目标应是上限，照这样写，花得少反而没完成",
    en="{count} cost target(s) are floors: {shown}; a cost target is a ceiling, and as written "
    "spending less is failing",
    repair_zh="把“≥”改为“≤”；确是节约额、法定最低投入或配套资金的，在名称中写明",
    repair_en="Write ≤; if it is a saving, a statutory minimum or matching funds, name it so",
    basis=("D34", "D101"),
    reasons={
        "no-cost": ("没有以金额表示的成本指标", "no cost target is an amount of money"),
        "no-sign": ("指标值没有比较符号", "the value holds no sign"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form; each cost row that is a ceiling passes."""
    rows = [row for row in form.indicators if row.family == "cost" and _is_money(row, book)]
    if not rows:
        yield not_applicable(form.place(), "no-cost")
    floors = []
    for row in rows:
        if row.target.op is None:
            yield insufficient(form.at(row), "no-sign")
        elif row.target.op in (">=", ">") and not _rightly(row.name or "", book):
            floors.append(row)
        else:
            yield passes(form.at(row))
    if floors:
        yield _finding(form, floors)


def _is_money(row: Indicator, book: Book) -> bool:
    unit = row.target.unit
    if unit is None:
        named = has(row.name or "", directions(book, "ceiling")["money"])
        return row.target.low is not None and named
    return unit.family == "money"


def _rightly(name: str, book: Book) -> bool:
    """Whether the name says why a floor is meant."""
    words = (*directions(book, "minimum"), *directions(book, "own-funds"))
    return is_saving(name, book) or has(name, words)


def _finding(form: Form, floors: list[Indicator]) -> Verdict:
    amounts = [
        row.target.quantity.base_number
        for row in floors
        if row.target.quantity and row.target.quantity.unit.is_money
    ]
    total = wan(sum(amounts[1:], amounts[0])) if amounts else None
    budget = _budget(form)
    names = [f"{row.name or row.ref} {row.target.raw.strip()}" for row in floors]
    exact = total in budget
    tail = " = 年度预算，只有一分不差地花完才算完成" if exact else ""
    return fails(
        form.at(floors[0]),
        also=tuple(form.at(row) for row in floors[1:]),
        working=(sum_text(amounts) + tail,) if len(amounts) > 1 or exact else (),
        count=len(floors),
        names=tuple(names),
        shown=few(names),
        floors_wan=total,
        budget_wan=budget[0] if budget else None,
        degenerate=exact,
    )


def _budget(form: Form) -> list[Decimal]:
    """The annual budget in 万元: the local part, and with funds from above where both are given."""
    local, above = (form.amounts.get(key) for key in ("budget_amount", "higher_level_funds"))
    if local is None or local.yuan is None:
        return []
    out = [wan(local.yuan)]
    if above is not None and above.yuan:
        out.append(wan(local.yuan + above.yuan))
    return out
