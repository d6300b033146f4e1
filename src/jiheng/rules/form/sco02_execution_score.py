"""执行率的得分与执行率对不上。

## What it does
执行率得分应当是分值乘以执行率，最多得满分；允许的差额是得分最后一位的半个单位。执行率本身算错的归 SCO01。

## Why it matters
执行率 99.97% 得 0 分，或者 72% 得 10 分，总分就差出一个等级。

## Basis
`SYS`：执行率得分＝分值×执行率。

## Example
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 年度资金总额 | 100 | 100 | 72 | 10 | 72% | 10 |

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 20场 | 90 | 90 |

## Instead
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 年度资金总额 | 100 | 100 | 72 | 10 | 72% | 7.2 |

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 20场 | 90 | 90 |

## Known limits
各地有按档计分的（如 90% 以上得满分），表上看不出来；执行率在 90% 以上的得满分降为提示。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, not_applicable, passes
from ...model.quantity import half_last_digit
from .. import rule
from ..scored import ALL, CENT, EXECUTION, as_percent, plain_number
from ..working import quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "SCO02",
    "execution-score",
    "执行率得分错误",
    "error",
    zh="执行率 {rate}，{weight} 分应得 {computed}，填了 {score}",
    en="at a rate of {rate}, {weight} points give {computed}, not {score}",
    repair_zh="按分值乘以执行率重算（最多为满分）；按档计分的，注明办法",
    repair_en="Recompute as points × rate, at most all; where bands are used, say so",
    basis=("SYS",),
    reasons=EXECUTION,
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict on the score of the total."""
    if "execution_score" not in form.fields:
        yield not_applicable(form.place(), "no-row")
        return
    place = form.place("execution_score")
    rate, weight, score = (
        plain_number(form.text(f"execution_{key}")) for key in ("rate", "points", "score")
    )
    if rate is None or weight is None or score is None:
        yield insufficient(place, "unread")
        return
    share = min(as_percent(rate, form.text("execution_rate")), ALL)
    computed = quotient(weight * share, ALL, 2)
    if abs(score - computed) <= max(CENT, half_last_digit(score)):
        yield passes(place)
        return
    banded = score == weight and share >= book.number("execution-full")
    yield fails(
        place,
        also=(form.place("execution_rate"),),
        because=(("SCO04", place.key),),
        loudness=Severity.INFO if banded else None,
        rate=form.text("execution_rate"),
        weight=weight,
        computed=computed,
        score=score,
    )
