"""没有满意度指标。

## What it does
看有没有写了内容的满意度指标，不论它单列一级，还是放在效益指标下面。名称里写了满意度、只是放错了类别的，也算有。工资、还本付息一类不直接服务外人的项目不要求。

## Why it matters
钱花得好不好，受益的人说了算。没有满意度，评价里就没有他们的话。

## Basis
`D34`：绩效目标应包括服务对象满意度。`D101`：直接面向服务对象的项目应当设置。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 效益指标 | 社会效益指标 | 街面案件数较上年下降 | ≥10% |

填表人：财务股    联系电话：0700-1234567

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |
| 效益指标 | 社会效益指标 | 街面案件数较上年下降 | ≥10% |
| 满意度指标 | 服务对象满意度指标 | 辖区群众满意度 | ≥90% |

填表人：财务股    联系电话：0700-1234567

## Known limits
项目是否面向外人，只凭项目名称判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import FAMILY, SATISFACTION, is_internal, is_stated, may_go_on, rank

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "CMP16",
    "satisfaction-missing",
    "缺满意度指标",
    "warning",
    zh="没有满意度指标",
    en="no satisfaction indicator",
    repair_zh="补上受益对象的满意度，写明对象和调查办法；确实不面向服务对象的说明理由",
    repair_en="Add the satisfaction of those served, and how it is asked; or say why nobody is served",
    basis=("D34", "D101"),
    reasons={
        **FAMILY,
        "unknown-name": ("有指标不知道属于哪一类", "a row's family is not known"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict for the form, at the blank satisfaction row where one is printed."""
    stated = [row for row in form.indicators if is_stated(row, book)]
    printed = [row for row in form.indicators if row.family == "satisfaction"]
    place = form.at(printed[0], "level2") if printed else form.place()
    if not stated or not {"level1", "level2"} & {*form.columns}:
        yield not_applicable(place, "no-levels")
    elif any(row.family == "satisfaction" or "满意" in (row.name or "") for row in stated):
        yield passes(place)
    elif is_internal(form, book):
        yield not_applicable(place, "internal")
    elif any(rank(row, book) is None for row in stated):
        yield insufficient(place, "unknown-name")
    elif may_go_on(form, book, SATISFACTION):
        yield insufficient(place, "cut-off")
    else:
        yield fails(place)
