"""总分不等于各项得分之和。

## What it does
各行得分加上预算执行率的得分，与填写的总分比较；允许的差额是总分最后一位的半个单位。执行率得分没有读到的，只在相差超出它可能的分值时才指出来。

## Why it matters
等级按总分定，总分加错，等级就错。

## Basis
`LOGIC`：总分是各项得分之和。

## Example
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 年度资金总额 | 90 | 90 | 90 | 10 | 100% | 10 |

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 20场 | 50 | 50 |
| 群众满意度 | ≥90% | 92% | 40 | 40 |
| 总分 | | | 100 | 96 |

## Instead
| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 年度资金总额 | 90 | 90 | 90 | 10 | 100% | 10 |

| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 培训场次 | ≥20场 | 20场 | 50 | 50 |
| 群众满意度 | ≥90% | 92% | 40 | 40 |
| 总分 | | | 100 | 100 |
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import fails, insufficient, not_applicable, passes
from ...model.quantity import half_last_digit
from .. import rule
from ..presence import is_squeezed
from ..scored import POINTS, ZERO, execution, has_columns, plain_number, points, whole_cells
from ..working import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "SCO08",
    "total-score",
    "总分计算错误",
    "error",
    zh="各项得分合计 {computed}，总分填了 {total}，相差 {gap}",
    en="the scores add up to {computed}, the total says {total}: {gap} apart",
    repair_zh="核对各行得分，重算总分和等级",
    repair_en="Check the scores and recompute total and grade",
    basis=("LOGIC",),
    reasons={
        **POINTS,
        "no-total": ("没有填总分", "no total is stated"),
        "cut-off": (
            "文字挤成一片，可能缺了行",
            "the text is squeezed together; rows may be missing",
        ),
        "scores-missing": (
            "有的行没有得分，或不是一个数",
            "a row has no score, or none that is a number",
        ),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict on the total."""
    place, total = form.place("total_score"), plain_number(form.text("total_score"))
    if not has_columns(form, "weight", "score"):
        yield not_applicable(place, "no-column")
        return
    given = [points(row, "score") for row in whole_cells([*form.indicators], "score")]
    scores = [score for score in given if score is not None]
    missing = any(row.text("weight") and not row.text("score") for row in form.indicators)
    if total is None:
        yield insufficient(place, "no-total")
    elif is_squeezed(form):
        yield insufficient(place, "cut-off")
    elif not scores or missing or len(scores) < len(given):
        yield insufficient(place, "scores-missing")
    else:
        low, high = _execution(form, book)
        computed = sum(scores, low)
        shown = " + ".join(number_text(score) for score in scores)
        working = f"{shown} + 执行率 {number_text(low)} = {number_text(computed)}"
        tolerance = half_last_digit(total)
        if computed - tolerance <= total <= computed + high - low + tolerance:
            yield passes(place, working)
        else:
            gap = abs(total - computed)
            yield fails(place, working=(working,), computed=computed, total=total, gap=gap)


def _execution(form: Form, book: Book) -> tuple[Decimal, Decimal]:
    """What the execution row adds: its score, or where it was not read, from nothing to its share.

    Its share is what the weights of the rows leave of the whole.
    """
    score = execution(form, "score")
    if score is not None:
        return score, score
    rows = whole_cells([*form.indicators], "weight")
    weights = sum((points(row, "weight") or ZERO for row in rows), ZERO)
    return ZERO, max(ZERO, book.number("weight-total") - weights)
