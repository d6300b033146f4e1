"""没有质量指标，或质量指标里只有支出标准。

## What it does
看有没有写了内容的质量指标。质量指标里只有“700元/人/月”这类支出标准，或成本项目的“按实列支”，挪走之后就没有质量指标了，也指出来，并入 TAX06，只算一处。

## Why it matters
发多少钱是成本，发得对不对、修得好不好才是质量。一栏填满了，看上去什么都有，其实没有质量要求。

## Basis
`D101`：质量指标原则上应当设置。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 时效指标 | 按期完成率 | ≥95% |
| 效益指标 | 社会效益指标 | 街面案件数较上年下降 | ≥10% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 产出指标 | 质量指标 | 设备验收合格率 | ≥95% |
| 产出指标 | 时效指标 | 按期完成率 | ≥95% |
| 效益指标 | 社会效益指标 | 街面案件数较上年下降 | ≥10% |

## Known limits
二级指标用别的名称的，不判断。工资、还本付息一类项目不要求。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..figures import is_price_paid
from ..presence import FAMILY, OUTPUTS, is_internal, is_stated, may_go_on, rank
from ..words import level2_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "CMP12",
    "quality-missing",
    "缺质量指标",
    "warning",
    zh="没有质量指标{why}",
    en="no quality indicator{why_en}",
    repair_zh="补上做得好不好的指标，如验收合格率、发放准确率",
    repair_en="Add how well it is done, such as a pass rate or an accuracy rate",
    basis=("D101",),
    reasons={
        **FAMILY,
        "no-outputs": ("没有产出指标", "the form has no output indicators"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Counts the quality rows that remain when rates (TAX06) are taken out."""
    stated = [row for row in form.indicators if is_stated(row, book)]
    outputs = [row for row in stated if rank(row, book) == OUTPUTS]
    printed = [row for row in form.indicators if row.family == "quality"]
    rows = [row for row in stated if row.family == "quality"]
    rates = [row for row in rows if is_price_paid(row, form, book)]
    place = form.at(printed[0], "level2") if printed else form.place()
    if "level2" not in form.columns:
        yield not_applicable(place, "no-levels")
    elif len(rows) > len(rates):
        yield passes(place)
    elif not outputs:
        yield not_applicable(place, "no-outputs")
    elif any(level2_name(row.level2 or "", book) is None for row in outputs):
        yield insufficient(place, "unknown-level2")
    elif not rows and is_internal(form, book):
        yield not_applicable(place, "internal")
    elif may_go_on(form, book, OUTPUTS):
        yield insufficient(place, "cut-off")
    else:
        roots = tuple(("TAX06", form.at(row).key) for row in rates)
        also = tuple(form.at(row, "level2") for row in printed[1:])
        count = len(rows)
        yield fails(
            place,
            because=roots,
            also=also,
            printed=count,
            why=f"：{count}行都是支出标准" if rows else "",
            why_en=f": {count} row(s) are rates of spending" if rows else "",
        )
