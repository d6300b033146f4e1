"""全表没有写明金额的单位。

## What it does
表头写明“单位：万元”，或每一处金额自己带着单位，都算写明。金额格里只有数字，表头、栏目名称里又都找不到元、万元的，指出来。金额为零的不算，零元就是零万元。

## Why it matters
840是840元还是840万元，相差一万倍。元和万元混淆，是预算表里代价最大的一种错。

## Basis
`FORM`：表头有“单位”一处。`B19`：预算以人民币元为计算单位。

## Example
| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 840 | 该项目支出上级资金 | 0 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Instead
单位：万元

| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 840 | 该项目支出上级资金 | 0 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Known limits
写在附件封面、正文通知里的单位读不到。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..words import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "CMP03",
    "money-unit-missing",
    "未注明金额单位",
    "error",
    zh="金额没有单位：{shown}，表头也没有写明是元还是万元",
    en="amounts have no unit: {shown}, and the form states none",
    repair_zh="在表头写明“单位：万元”（或元）",
    repair_en="State the unit (万元 or 元) once above the table",
    basis=("FORM", "B19"),
    reasons={"no-amount": ("表里没有读到金额", "no amount was read")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form, with every amount that has no unit."""
    amounts = {key: amount for key, amount in form.amounts.items() if amount.number}
    bare = [key for key, amount in amounts.items() if amount.unit is None]
    if not amounts:
        yield not_applicable(form.place(), "no-amount")
    elif not bare or _labels_say_it(form):
        yield passes(form.place(next(iter(amounts))))
    else:
        first, *rest = (form.place(key) for key in bare)
        shown = (f"{squeeze(form.fields[key].label)} {amounts[key].raw.strip()}" for key in bare)
        yield fails(first, also=tuple(rest), shown=tuple(shown))


def _labels_say_it(form: Form) -> bool:
    """A label or head that names the unit, as 年度预算（万元） does."""
    heads = [field for row in form.indicators for field in row.fields.values()]
    return any("元" in field.label for field in (*form.fields.values(), *heads))
