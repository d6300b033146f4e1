"""预算比上年多，数量却比上年少。

## What it does
一批表里有同一个项目上年和今年的目标表时，比较预算和同名的数量指标：预算增加，没有一项数量增加，至少一项减少，也没有新的数量指标，而且按这项数量算的单位预算涨了两成以上，就提醒，写出算式。

## Why it matters
钱多了、事少了，单位成本就涨了；是价格变了、标准变了，还是上年的数填错了，总要说明。

## Basis
没有写进表里的统一要求；涨幅可由地方另定。

## Example
2022年项目支出绩效目标表

| 项目支出名称 | 道路养护 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度预算金额 | 100万元 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 养护里程 | ≥50公里 |

2023年项目支出绩效目标表

| 项目支出名称 | 道路养护 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度预算金额 | 120万元 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 养护里程 | ≥40公里 |

## Instead
2022年项目支出绩效目标表

| 项目支出名称 | 道路养护 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度预算金额 | 100万元 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 养护里程 | ≥50公里 |

2023年项目支出绩效目标表

| 项目支出名称 | 道路养护 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度预算金额 | 120万元 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 养护里程 | ≥60公里 |

## Known limits
只看数量，质量要求提高的看不出来；数量名称改过的配不上对。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..naming import folded
from ..siblings import PLAN, over_years
from ..working import amount_text, number_text, quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ...model.finding import Sheet, Verdict
    from ...model.form import Form
    from ...policy import Book
    from .. import Said


def gather(form: Form, book: Book) -> tuple[object, ...] | None:
    """The budget in 元, and the counted rows: name, number and unit to compare, place, as printed."""
    budget = form.amounts.get("budget_amount")
    if budget is None or not budget.yuan:
        return None
    rows: dict[str, tuple[object, ...]] = {}
    for row in form.indicators:
        quantity = row.target.quantity
        if row.family == "quantity" and row.name:
            number = quantity.base_number if quantity and quantity.number > 0 else None
            unit = "/".join((quantity.unit.base, *quantity.unit.per)) if quantity else ""
            shown = (quantity.number, quantity.unit.text) if quantity else (None, "")
            rows[folded(row.name)] = (number, unit, row.name, form.at(row), *shown)
    return (budget.yuan, tuple(rows.items())) if rows else None


@rule(
    "YOY03",
    "more-money-for-less",
    "钱多了事少了",
    "warning",
    zh="“{name}”从{last}年的{old}减到{new}，预算却从{old_wan}万元增到{new_wan}万元",
    en="“{name}” falls from {old} in {last} to {new} while the budget rises from {old_wan}万元 to {new_wan}万元",
    repair_zh="说明单位成本上涨的原因；上年或今年的数填错的，改正",
    repair_en="Say why a unit costs more; correct the figure of the year in which it is wrong",
    scope="book",
    gather=gather,
    reasons={
        "no-last-year": (
            "没有同一项目上年的表",
            "there is no form of the same project of last year",
        ),
        "no-figures": (
            "有一年没有写预算或数量",
            "one of the years states no budget or no quantity",
        ),
    },
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """One finding a form, at the first quantity that fell."""
    pairs = {id(this): last for last, this in over_years(sheets, across)}
    for sheet in sheets:
        if sheet.stage != PLAN:
            continue
        last = pairs.get(id(sheet))
        if last is None:
            yield sheet, not_applicable(sheet.place, "no-last-year")
        elif "YOY03" not in last.facts or "YOY03" not in sheet.facts:
            yield sheet, insufficient(sheet.place, "no-figures")
        else:
            yield sheet, _compare(last, sheet, book)


def _compare(last: Sheet, this: Sheet, book: Book) -> Verdict:
    old_money, old_rows = last.facts["YOY03"]
    new_money, rows = this.facts["YOY03"]
    before = dict(old_rows)
    if new_money <= old_money or any(not _comparable(before.get(name), row) for name, row in rows):
        return passes(this.place)
    fell = [(before[name], row) for name, row in rows if row[0] < before[name][0]]
    if not fell or any(row[0] > before[name][0] for name, row in rows):
        return passes(this.place)
    old, new = fell[0]
    growth = 1 + book.number("unit-cost-growth")
    if new_money * old[0] < old_money * new[0] * growth:
        return passes(this.place)
    working = tuple(
        f"{sheet.year}年：{amount_text(money)} ÷ {_count(row)} = {amount_text(quotient(money, row[4], 2))}/{row[5]}"
        for sheet, money, row in ((last, old_money, old), (this, new_money, new))
    )
    facts = {"old_wan": old_money.scaleb(-4), "new_wan": new_money.scaleb(-4)}
    return fails(
        new[3],
        also=tuple(row[3] for _, row in fell[1:]),
        working=working,
        name=new[2],
        old=_count(old),
        new=_count(new),
        last=last.year,
        **facts,
    )


def _count(row: Any) -> str:
    """50公里, as printed but for its sign."""
    return f"{number_text(row[4])}{row[5]}"


def _comparable(old: Any, new: Any) -> bool:
    """Whether a row stood there last year too, with one number in the same unit."""
    return old is not None and None not in (old[0], new[0]) and old[1] == new[1]
