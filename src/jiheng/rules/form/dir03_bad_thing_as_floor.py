"""投诉、事故这类坏事，目标写成了“≥”。

## What it does
成本以外的指标，名称说的是投诉次数、事故数、犯罪率、响应时间这类越少越好的事，却用了“≥”或“＞”时指出来。“减少”“下降”会把方向翻过来，“处理”“查处”“排查”说的是工作量，都不报；处理别人事故、案件的数量也不报。

## Why it matters
“投诉次数 ≥10次”照字面是投诉越多越好，年底没有投诉反而算没完成。

## Basis
`LOGIC`：目标的方向要与指标的好坏一致。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 社会效益指标 | 群众投诉次数 | ≥10次 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 社会效益指标 | 群众投诉次数 | ≤10次 |

## Known limits
只看名称最后说的是什么事；案件数对办案单位是工作量，不判断。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..rates import rate_name
from ..words import directions, has

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "DIR03",
    "bad-thing-as-floor",
    "负向指标用“≥”",
    "error",
    zh="“{name}”越少越好，目标却是“{value}”",
    en="less of “{name}” is better, but the target is “{value}”",
    repair_zh="把“≥”改为“≤”；说的是减少了多少的，在名称里写明",
    repair_en="Write ≤; if a reduction is meant, say so in the name",
    basis=("LOGIC",),
    reasons={
        "none": ("没有越少越好的指标", "no indicator counts something unwanted"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict a row that is named for something unwanted."""
    rows = [row for row in form.indicators if row.family != "cost" and _is_bad(row, book)]
    if not rows:
        yield not_applicable(form.place(), "none")
        return
    for row in rows:
        place = form.at(row)
        if row.target.comparator in (">=", ">") and row.target.low is not None:
            yield fails(
                place,
                because=(("VAL11", place.key),),
                name=row.name or row.ref,
                value=row.target.raw.strip(),
            )
        else:
            yield passes(place)


def _is_bad(row: Indicator, book: Book) -> bool:
    """Whether a bad thing is what the name ends in, and nothing turns it round."""
    name = rate_name(row)
    if has(name, directions(book, "bad-turned")) or has(name, directions(book, "handled")):
        return False
    heads = tuple(directions(book, "bad-heads"))
    tail = next((end for end in directions(book, "bad-tails") if name.endswith(end)), "")
    return name.removesuffix(tail).endswith(heads)
