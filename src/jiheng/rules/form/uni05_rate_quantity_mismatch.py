"""单价的分母与数量的单位不是同一个词。

## What it does
用来测算同一项成本的单价和数量，一个按“处”、一个按“点”时指出来，一张表合为一条。人、名、位是同一个单位，不报。

## Why it matters
“3003.8元/处”乘“526点”，默认了一处就是一点；一处有几个点时，钱就差了几倍。

## Basis
`LOGIC`：相乘的单位要能约掉。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路租用费 | 526点 | |
| 产出指标 | 成本指标 | 线路租用费 | ≤158万元 | 3003.8元/处 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 线路租用费 | 526点 | |
| 产出指标 | 成本指标 | 线路租用费 | ≤158万元 | 3003.8元/点 |

## Known limits
只看名称能配上、单位是通用量词的单价和数量；配不上的由测算类规则列为未核查。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..slack import base_of, multiplied
from ..words import few

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "UNI05",
    "rate-quantity-mismatch",
    "单价分母与数量单位不一致",
    "warning",
    zh="{count}项成本的单价和数量单位不同：{shown}",
    en="{count} cost(s) multiply a rate by another unit than its own: {shown}",
    repair_zh="数量和单价用同一个单位；一处有几个点的，写明各有多少",
    repair_en="Use one unit for rate and quantity, or state both numbers",
    basis=("LOGIC",),
    reasons={"no-pair": ("没有能配上数量的单价", "no rate is paired with a quantity")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form; a cost whose units agree passes."""
    found = list(multiplied(form, book))
    if not found:
        yield not_applicable(form.place(), "no-pair")
        return
    odd, names = [], []
    for one, unit, count in found:
        if base_of(unit, book) == count.unit:
            yield passes(form.at(one.cost.row))
        else:
            assert one.equation is not None
            row = one.cost.row
            odd.append(row)
            names.append(f"{row.name or row.ref} {one.equation.price.text} × {count.text}")
    if odd:
        yield fails(
            form.at(odd[0]),
            also=tuple(form.at(row) for row in odd[1:]),
            count=len(odd),
            names=tuple(names),
            shown=few(names),
        )
