"""名称里的符号与指标值的符号不一致。

## What it does
有的表把要求写进三级指标名称，如“人均补助（<5000元）”。名称里的符号与指标值的符号不一致时指出来；只差“<”和“≤”的，说明差别只在端点。

## Why it matters
两处写法不同，恰好等于那个数时算不算完成，就没有唯一的答案。

## Basis
`LOGIC`：同一行里的两种说法不能矛盾。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 户均补助（<5300元/户） | ≤5300元/户 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 户均补助（≤5300元/户） | ≤5300元/户 |

## Known limits
只认符号后面跟着数字或“*”的写法；书名号和“结余率=结余数/预算数”这样的公式不算。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..signs import sign_in_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

SHOWN = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "="}
_BOUNDARY = ({">", ">="}, {"<", "<="})


@rule(
    "VAL03",
    "name-sign-conflict",
    "名称与指标值方向矛盾",
    "error",
    zh="名称“{name}”里是“{in_name}”，指标值“{value}”里是“{in_value}”，{difference}",
    en="the name “{name}” says {in_name}, the value “{value}” says {in_value}: {difference_en}",
    repair_zh="改成同一个符号；名称里最好不写符号和数字",
    repair_en="Use the same sign in both, or better leave signs and numbers out of the name",
    basis=("LOGIC",),
    reasons={
        "no-sign-in-name": ("名称里没有符号", "the name holds no sign"),
        "no-sign-in-value": ("指标值里没有符号", "the value holds no sign"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Only rows whose name and value both carry a sign can disagree."""
    words = book.topics["lexicon"]
    for row in form.indicators:
        yield _row(form, row, sign_in_name(row.name or "", words))


def _row(form: Form, row: Indicator, in_name: str | None) -> Verdict:
    in_value = row.target.comparator
    if in_name is None:
        return not_applicable(form.at(row), "no-sign-in-name")
    if in_value is None:
        return not_applicable(form.at(row), "no-sign-in-value")
    if in_name == in_value:
        return passes(form.at(row))
    close = {in_name, in_value} in _BOUNDARY
    return fails(
        form.at(row),
        name=row.name,
        value=row.target.raw.strip(),
        in_name=SHOWN[in_name],
        in_value=SHOWN[in_value],
        difference="差别在恰好相等时算不算完成" if close else "要求不一致",
        difference_en="they differ where both are equal" if close else "the demands differ",
    )
