"""资金总额与各来源之和不相等。

## What it does
把财政拨款、上年结转、自有资金、其他资金（或上级资金与地方资金）相加，与资金总额比较；
允许的差额是总额最后一位数字的半个单位。

## Why it matters
总额与来源对不上，说明至少有一个数写错，执行率和得分也会跟着错。

## Basis
FORM

## Example
单位：万元

| 项目名称 | 示例项目 |
|---|---|
| 年度资金总额 | 0 |
| 其中：本年财政拨款 | 90 |
| 其他资金 | 0 |

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 数量指标 | 审计报告数 | ≥3份 |

## Instead
单位：万元

| 项目名称 | 示例项目 |
|---|---|
| 年度资金总额 | 90 |
| 其中：本年财政拨款 | 90 |
| 其他资金 | 0 |

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 数量指标 | 审计报告数 | ≥3份 |

## Known limits
有来源留空而合计小于总额时，不能断定缺的是哪一项，不判断。“其中”之下又分列的明细不相加。
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import fails, insufficient, not_applicable, passes
from ...model.quantity import half_last_digit
from .. import rule
from ..working import amount_text, in_unit, number_text, sum_text
from ..yearly import scale_of, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Amount, Form
    from ...model.place import Place
    from ...policy import Book

BY_SOURCE = ("fund_fiscal", "fund_carryover", "fund_own", "fund_other")
BY_LEVEL = ("higher_level_funds", "fund_local")


@rule(
    "ARI09",
    "fund-parts",
    "资金总额≠各来源之和",
    "error",
    basis=("FORM",),
    zh="资金总额 {total}{unit}，各来源合计 {sum}{unit}，相差 {gap}{unit}",
    en="the total of funds is {total}{unit}, its sources add up to {sum}{unit}: {gap}{unit} apart",
    repair_zh="核对总额和各来源，改正写错的一处",
    repair_en="Compare the total with its sources and correct the wrong one",
    reasons={
        "no-parts": ("没有分列资金来源", "sources are not listed"),
        "no-budget": ("资金总额为空或无法识别", "the total is blank or unreadable"),
        "blank-part": ("有资金来源未填，无法核对", "a source is blank"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a form, at the total."""
    keys = next(
        (k for k in (BY_SOURCE, BY_LEVEL) if k[-1] in form.amounts or k[0] in form.amounts), ()
    )
    parts = [form.amounts[key] for key in keys if key in form.amounts]
    total = form.amounts.get("budget_amount")
    if len(parts) < 2 or total is None or "本级" in form.fields["budget_amount"].label:
        yield not_applicable(form.place(), "no-parts")
        return
    place = form.place("budget_amount")
    if total.yuan is None or total.number is None:
        yield insufficient(place, "no-budget")
        return
    places = tuple(form.place(k) for k in keys if k in form.amounts)
    yield _compare(
        total, parts, places, form, scale_of(total.unit or "元", words_of(book)) or Decimal(1)
    )


def _compare(
    total: Amount, parts: list[Amount], places: tuple[Place, ...], form: Form, scale: Decimal
) -> Verdict:
    place = form.place("budget_amount")
    assert total.yuan is not None and total.number is not None
    unit = "元" if total.unit in (None, "元") else "万元"
    filled = [part.yuan for part in parts if part.yuan is not None]
    added = sum(filled, Decimal(0))
    gap = added - total.yuan
    working = (
        sum_text(filled, unit) if filled else "来源均未填",
        f"{amount_text(added, unit)} − {amount_text(total.yuan, unit)} = {amount_text(gap, unit)}",
    )
    if abs(gap) <= half_last_digit(total.number) * scale:
        return passes(place, *working)
    if gap < 0 and len(filled) < len(parts):
        return insufficient(place, "blank-part", *working)
    return fails(
        place,
        working=working,
        also=places,
        total=number_text(in_unit(total.yuan, unit)),
        sum=number_text(in_unit(added, unit)),
        gap=number_text(in_unit(gap, unit)),
        unit=unit,
    )
