"""元和万元可能写混了。

## What it does
同一笔钱在表里有两处说法，一处约是另一处的一千倍、一万倍或一亿倍时指出来。第二处说法必须在表内：数量 × 标准测算出的成本、只有一项的成本与年度预算、各资金来源之和与资金总额。

## Why it matters
在“单位：万元”的表里写 3133200，就是 313 亿元。差一万倍的数照着批复、公开，是最常见也最难看的错。

## Basis
`B19`：预算收支以人民币元为计算单位；表头写明万元的，格内应是万元数。

## Example
单位：万元

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 值班补贴人数 | 373人 |
| 产出指标 | 质量指标 | 值班补贴 | 700元/人/月 |
| 产出指标 | 成本指标 | 值班补贴 | ≤3133200万元 |

## Instead
单位：万元

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 值班补贴人数 | 373人 |
| 产出指标 | 质量指标 | 值班补贴 | 700元/人/月 |
| 产出指标 | 成本指标 | 值班补贴 | ≤313.32万元 |

## Known limits
没有第二处说法的大数不猜；名称相差但确有万倍之差的两笔钱，请以实际为准。
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..reconcile import reconcile
from ..working import amount_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...model.place import Place
    from ...policy import Book

    # Where an amount stands, the amount, what witnesses it, and the witness's amount, in 元.
    Pair = tuple[Place, Decimal, str, Decimal]

SLIPS = (Decimal(1000), Decimal(10000), Decimal(100000000))
SOURCES = ("fund_fiscal", "fund_carryover", "fund_own", "fund_local", "fund_other")


@rule(
    "UNI02",
    "yuan-wanyuan",
    "疑似元/万元混淆",
    "error",
    zh="“{name}”是 {printed}，{witness}是 {other}，相差约 {times} 倍，像是元和万元写混了",
    en="“{name}” is {printed} but {witness} is {other}, about {times} times apart: 元 and 万元 mixed up?",
    repair_zh="核对是元还是万元，把错的一处改过来",
    repair_en="See whether 元 or 万元 is meant and correct the wrong one",
    basis=("B19",),
    reasons={"one-witness": ("没有两处说的是同一笔钱", "no amount is stated twice")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict a pair of amounts that should be the same."""
    near, pairs = book.number("unit-slip-near"), list(_pairs(form, book))
    if not pairs:
        yield not_applicable(form.place(), "one-witness")
        return
    for place, yuan, witness, other in pairs:
        times = _slip(yuan, other, near)
        if times is None:
            yield passes(place)
        else:
            yield fails(
                place,
                working=(f"{amount_text(max(yuan, other))} ÷ {amount_text(min(yuan, other))}",),
                name=place.name,
                printed=amount_text(yuan),
                witness=witness,
                other=amount_text(other),
                times=times,
            )


def _pairs(form: Form, book: Book) -> Iterator[Pair]:
    """Every amount with a second witness, the surest first."""
    answer = reconcile(form, book)
    computed = [one for one in answer.costs if one.equation and one.equation.strong]
    for one in computed:
        assert one.equation is not None
        yield form.at(one.cost.row), one.cost.yuan, "按数量和标准测算", one.equation.yuan
    budget = answer.figures.budget
    if budget is None:
        return
    parts = [form.amounts[key].yuan or Decimal(0) for key in SOURCES if key in form.amounts]
    total = sum(parts, Decimal(0))
    if total:
        yield form.place("budget_amount"), budget.yuan, "各资金来源合计", total
    if len(answer.costs) == 1 and not computed:
        cost = answer.costs[0].cost
        yield form.at(cost.row), cost.yuan, "年度预算", budget.yuan


def _slip(one: Decimal, other: Decimal, near: Decimal) -> Decimal | None:
    """The power of ten between two amounts, None where there is none."""
    high, low = max(one, other), min(one, other)
    return next((slip for slip in SLIPS if abs(high - low * slip) <= near * low * slip), None)
