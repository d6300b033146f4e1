"""指标值把目标推到以后再定。

## What it does
指标值写成“按实列支”“据实结算”“按合同约定”“按规定”，又没有可以判定的数字或日期时指出来。绩效标准一栏写付款条件没有问题，不报；“按月发放”是时间安排，不报。

## Why it matters
事后怎么花、怎么做都符合“按实”，年底只能写“已完成”，这个指标等于没有设。

## Basis
`D88`：目标应细化量化。`Q10`：目标应明确、具体。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 成本指标 | 交通费 | 按实列支 | |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 成本指标 | 交通费 | ≤62.68万元 | 按实列支 |

## Known limits
同一格还用“或”连着另一个目标的，根子在“或”，并入 MEA05，不另计。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, passes
from .. import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator, Target
    from ...policy import Book


@rule(
    "MEA01",
    "deferred-value",
    "指标值为“按实列支/按合同”",
    "error",
    zh="“{name}”的指标值是“{value}”，没有年底可以判定的数字或日期",
    en="the value of “{name}” is “{value}”: no number or date that year end could decide",
    repair_zh="写出数量、金额或日期；确要据实结算的，写明单价标准和最高限额",
    repair_en="State a number, amount or date; where costs are paid as incurred, state the unit "
    "price and a cap",
    basis=("D88", "Q10"),
    reasons={"blank": ("指标值是空白", "the value is blank")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every row with a value."""
    deferrals = book.topics["lexicon"]["deferrals"]
    for row in form.indicators:
        yield _row(form, row, deferrals)


def _row(form: Form, row: Indicator, deferrals: list[str]) -> Verdict:
    place, target = form.at(row), row.target
    if target.kind == "empty":
        return insufficient(place, "blank")
    word = next((word for word in deferrals if word in target.raw), None)
    if target.kind != "reimburse" and (word is None or _decides(target)):
        return passes(place)
    return fails(
        place,
        because=(("MEA05", place.key),),
        name=row.name or row.ref,
        value=target.raw.strip(),
        deferral=word,
    )


def _decides(target: Target) -> bool:
    """Whether a number or a day beside the deferral settles the matter: ≤5万元，据实结算."""
    return bool(target.numbers or target.end) and "或" not in target.raw
