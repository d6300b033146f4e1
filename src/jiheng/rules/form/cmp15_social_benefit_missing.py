"""效益指标里没有社会、生态或可持续影响。

## What it does
有效益指标的表，看社会效益、生态效益、可持续影响三类里有没有一行。只有经济效益的，提示一下。“社会公众或服务对象满意度”是满意度，不算社会效益。

## Why it matters
财政的钱多数不为赚钱。只写经济效益，往往是把发出去的钱又写了一遍。

## Basis
`D34`：绩效目标应包括经济效益、社会效益、生态效益和可持续影响。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | =373人 |
| 效益指标 | 经济效益指标 | 户均增收 | ≥3500元 |
| 效益指标 | 社会公众或服务对象满意度指标 | 群众满意度 | ≥90% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 补贴人数 | =373人 |
| 效益指标 | 经济效益指标 | 户均增收 | ≥3500元 |
| 效益指标 | 社会效益指标 | 街面案件数较上年下降 | ≥10% |
| 效益指标 | 社会公众或服务对象满意度指标 | 群众满意度 | ≥90% |

## Known limits
工资、还本付息一类只管内部运转的项目不要求。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import EFFECTS, FAMILY, is_internal, is_stated, may_go_on, rank
from ..words import level2_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


WIDER = ("social", "ecological", "sustainable")


@rule(
    "CMP15",
    "social-benefit-missing",
    "缺社会/生态效益",
    "info",
    zh="效益指标只有经济效益，没有社会效益、生态效益或可持续影响",
    en="the effects are economic only: none is social, ecological or lasting",
    repair_zh="补上一行社会效益，写受益的人或事有什么变化",
    repair_en="Add a social effect: what changes for those who benefit",
    basis=("D34",),
    reasons={
        **FAMILY,
        "no-effects": ("没有效益指标", "the form has no effect indicators"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Only where there are effects at all: none is CMP10's to say."""
    stated = [row for row in form.indicators if is_stated(row, book)]
    effects = [row for row in stated if rank(row, book) == EFFECTS and row.family != "satisfaction"]
    if not effects:
        yield not_applicable(form.place(), "no-effects")
        return
    place = form.at(effects[0], "level2")
    if any(row.family in WIDER for row in stated):
        yield passes(place)
    elif any(level2_name(row.level2 or "", book) is None for row in effects):
        yield insufficient(place, "unknown-level2")
    elif is_internal(form, book):
        yield not_applicable(place, "internal")
    elif may_go_on(form, book, EFFECTS):
        yield insufficient(place, "cut-off")
    else:
        yield fails(place, also=tuple(form.at(row, "level2") for row in effects[1:]))
