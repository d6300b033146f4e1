"""合格率、稳定运行率这类越高越好的比率，目标写成了“≤”。

## What it does
名称是越高越好的比率，指标值却用“≤”或“＜”时指出来。成本控制率、空置率、偏差率、执行率这类本来就是上限的，和不合格率、逾期率这类坏事的比率，不报。

## Why it matters
“稳定运行率 ≤99%”照字面是运行得越差越好。

## Basis
`LOGIC`：目标的方向要与指标的好坏一致。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 系统稳定运行率 | ≤99% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 系统稳定运行率 | ≥99% |

## Known limits
满意度的方向由别的规则说；名称看不出好坏的比率不判断。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..rates import is_good, share

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "DIR04",
    "good-rate-as-ceiling",
    "正向比率用“≤”",
    "error",
    zh="“{name}”越高越好，目标却是“{value}”",
    en="more of “{name}” is better, but the target is “{value}”",
    repair_zh="把“≤”改为“≥”；确是上限的，在名称里写明控制什么",
    repair_en="Write ≥; if a ceiling is meant, name what is kept down",
    basis=("LOGIC",),
    reasons={"none": ("没有越高越好的比率", "no rate of this form is better high")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict a row that is a good rate with a percentage."""
    rows = [row for row in form.indicators if share(row) is not None and is_good(row, book)]
    if not rows:
        yield not_applicable(form.place(), "none")
        return
    for row in rows:
        place = form.at(row)
        if row.target.comparator in ("<=", "<"):
            yield fails(
                place,
                because=(("VAL11", place.key),),
                name=row.name or row.ref,
                value=row.target.raw.strip(),
            )
        else:
            yield passes(place)
