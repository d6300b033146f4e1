"""预算执行率与执行数、预算数对不上。

## What it does
执行率应当是全年执行数除以全年（调整后）预算数，与填写的比较；允许的差额是执行率最后一位的半个单位。年初、全年预算数都填了的用全年的；只要与其中一个相符就算对。

## Why it matters
执行率按 10 分计入总分，是自评里唯一一个完全算出来的数。

## Basis
`SYS`、`D10`：预算执行率＝预算执行数÷预算数。

## Example
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 年度资金总额 | 90 | 90 | 80 | 10 | 100% | 10 |

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 20场 | 90 | 90 |

## Instead
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 年度资金总额 | 90 | 90 | 80 | 10 | 88.89% | 8.89 |

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 20场 | 90 | 90 |

## Known limits
看合计一行，合计是 0 的看财政拨款一行；上年结转没有列进预算数的，执行率会大于 100%，请接受并注明。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from ...model.quantity import half_last_digit
from .. import rule
from ..scored import EXECUTION, as_percent, plain_number
from ..working import number_text, quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book

PART = "execution_part_"


@rule(
    "SCO01",
    "execution-rate",
    "执行率计算错误",
    "error",
    zh="执行数 {spent} ÷ 预算数 {budget} = {computed}%，执行率填了 {rate}",
    en="spent {spent} ÷ budget {budget} = {computed} %, the rate says {rate}",
    repair_zh="按全年执行数除以全年预算数重算执行率和得分",
    repair_en="Recompute rate and score from the year's spending and budget",
    basis=("SYS", "D10"),
    reasons=EXECUTION,
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict on the rate of the total."""
    if "execution_rate" not in form.fields:
        yield not_applicable(form.place(), "no-row")
        return
    place = form.place("execution_rate")
    rate, spent = (plain_number(form.text(f"execution_{key}")) for key in ("rate", "spent"))
    budgets = _budgets(form, "execution_")
    if not budgets:  # the total was left at 0; its fiscal part may say more
        budgets, spent = _budgets(form, PART), plain_number(form.text(f"{PART}spent"))
    if rate is None or spent is None or not budgets:
        yield insufficient(place, "unread")
        return
    rate = as_percent(rate, form.text("execution_rate"))
    for budget in budgets:
        if abs(spent * 100 - rate * budget) <= half_last_digit(rate) * budget:
            working = f"{number_text(spent)} ÷ {number_text(budget)} ≈ {number_text(rate)}%"
            yield passes(place, working)
            return
    yield fails(
        place,
        also=(form.place("execution_spent"),),
        spent=spent,
        budget=budgets[0],
        computed=quotient(spent * 100, budgets[0], 2),
        rate=form.text("execution_rate"),
    )


def _budgets(form: Form, prefix: str) -> list[Decimal]:
    """The budget of the year, then that of its beginning; blank cells and zeros are none."""
    texts = (form.text(f"{prefix}{key}") for key in ("budget", "planned"))
    return [number for text in texts if (number := plain_number(text))]
