"""把发给每个人的钱当成了经济效益。

## What it does
经济效益指标的值是“元/人”时，看它是不是把花出去的钱又写了一遍：等于表内某项标准乘以期间、等于各项标准之和、等于某项成本除以人数，或者名称就是表内所发的工资、津贴、补贴。一张表每行一条，算式写出来。

## Why it matters
发了多少钱是投入，不是效益。效益要说钱花出去以后，服务对象得到了什么、工作变好了什么。

## Basis
`D34`：经济效益与成本是两类指标。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 值班补贴人数 | 373人 |
| 产出指标 | 成本指标 | 值班补贴标准 | 700元/人/月 |
| 效益指标 | 经济效益指标 | 落实人员待遇 | 8400元/人 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 值班补贴人数 | 373人 |
| 产出指标 | 成本指标 | 值班补贴标准 | 700元/人/月 |
| 效益指标 | 社会效益指标 | 节假日警情平均到场时间 | ≤15分钟 |

## Known limits
低保、助学、惠农等以居民收入为目的的项目，人均所得就是效益，不报。数值与表内各项都对不上、名称也不是所发的钱的，不报。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from ...model.quantity import half_last_digit
from .. import rule
from ..figures import same_unit
from ..per_head import HEADS
from ..reconcile import reconcile
from ..words import has, squeeze, terms
from ..working import amount_text, number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...model.quantity import Quantity
    from ...policy import Book
    from ..figures import Figures


@rule(
    "TAX07",
    "spend-as-benefit",
    "把人均支出当经济效益",
    "warning",
    zh="“{name}”{value}说的是表内“{paid}”发给每个人的钱，是投入，不是经济效益",
    en="“{name}” {value} is what “{paid}” of this form pays each person: an input, not a benefit",
    repair_zh="效益写花钱之后的变化；人均支出移到成本指标，作为单位成本",
    repair_en="State what changes for those served; move the amount per head to cost",
    basis=("D34",),
    reasons={
        "no-per-head": ("经济效益里没有人均金额", "no economic benefit is money per head"),
        "nothing-paid": ("表内没有可以比对的标准和成本", "the form states nothing to compare with"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict an economic row in money per head."""
    rows = [(row, each) for row in form.indicators if (each := _per_head(row))]
    if not rows:
        yield not_applicable(form.place(), "no-per-head")
        return
    found = reconcile(form, book).figures
    for row, each in rows:
        place = form.at(row)
        said = f"{form.text('project_name')}{form.text('annual_goal')}{row.name or ''}"
        if has(said, terms(book, "recipients")):
            yield passes(place)
        elif not (found.prices or found.costs):
            yield insufficient(place, "nothing-paid")
        elif match := _by_number(each, found) or _by_name(row, found, book):
            paid, working = match
            yield fails(
                place,
                working=working,
                name=row.name or row.ref,
                value=squeeze(row.target.raw),
                paid=paid,
            )
        else:
            yield passes(place)


def _per_head(row: Indicator) -> Quantity | None:
    each = row.target.quantity if row.family == "economic" else None
    if each is None or not each.unit.is_money_rate or each.unit.per[0] not in HEADS:
        return None
    return each


def _by_number(each: Quantity, found: Figures) -> tuple[str, tuple[str, ...]] | None:
    """What the form pays a head in a year, or a cost shared among the heads, is this very figure."""
    unit = each.unit.per[0]
    factor = _periods(each.unit.per[1:], found)
    if factor is None:
        return None
    value = each.base_number * factor
    tolerance = half_last_digit(each.number) * each.unit.scale * factor
    yearly: list[tuple[str, Decimal, str]] = []
    for price in found.prices:
        if not same_unit(price.per[0], unit, found.same_count):
            continue
        times = _periods(price.per[1:], found)
        if times is not None:
            shown = f"{price.text} × {number_text(times)}" if times != 1 else price.text
            yearly.append((price.row.name or price.row.ref, price.yuan * times, shown))
    for name, amount, shown in yearly:
        if abs(amount - value) <= tolerance:
            return name, (f"{shown} = {amount_text(amount, '元')}",)
    return _total(yearly, value, tolerance) or _shared(value, tolerance, unit, found)


def _total(
    yearly: list[tuple[str, Decimal, str]], value: Decimal, tolerance: Decimal
) -> tuple[str, tuple[str, ...]] | None:
    """All the rates together are the figure; subsets are not tried, they meet by chance."""
    if len(yearly) < 2:
        return None
    total = sum((amount for _, amount, _ in yearly[1:]), yearly[0][1])
    if abs(total - value) > tolerance:
        return None
    shown = " + ".join(number_text(amount) for _, amount, _ in yearly)
    return "、".join(name for name, _, _ in yearly), (f"{shown} = {amount_text(total, '元')}",)


def _shared(
    value: Decimal, tolerance: Decimal, unit: str, found: Figures
) -> tuple[str, tuple[str, ...]] | None:
    """Cost ÷ heads, tested as a product so that nothing is divided."""
    for cost in found.costs:
        for count in found.counts:
            if not same_unit(count.unit, unit, found.same_count):
                continue
            if abs(value * count.number - cost.yuan) <= tolerance * count.number:
                left = f"{number_text(value)}元 × {count.text}"
                return cost.row.name or cost.row.ref, (f"{left} ≈ {amount_text(cost.yuan)}",)
    return None


def _periods(per: tuple[str, ...], found: Figures) -> Decimal | None:
    """How many of the one period left in a rate make a year; None for anything else."""
    if not per:
        return found.per_year("年")
    return found.per_year(per[0]) if len(per) == 1 else None


def _by_name(row: Indicator, found: Figures, book: Book) -> tuple[str, tuple[str, ...]] | None:
    """The name is the pay itself, which a cost or rate of the form is named for too."""
    if has(row.name or "", terms(book, "incomes")):
        return None
    words = [word for word in terms(book, "pay-words") if word in (row.name or "")]
    rows = [*(cost.row for cost in found.costs), *(price.row for price in found.prices)]
    paid = next((one for one in rows if has(one.name or "", words)), None)
    return (paid.name or paid.ref, ()) if paid else None
