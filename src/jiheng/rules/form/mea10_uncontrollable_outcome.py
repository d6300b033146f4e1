"""把整个地区的变化当成一个项目的成绩。

## What it does
名称是犯罪率、生产总值、就业率、居民收入这类一个项目左右不了的结果，指标值是数字，绩效标准和备注里又没有说明项目起多大作用时提示。办结率、破案数、学员就业率这类项目自己管得着的不报。

## Why it matters
犯罪率升降有许多原因。归不到项目身上的指标，完成了不是它的功劳，没完成也不是它的过错。

## Basis
`D88`：绩效指标应与项目相关。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 效益指标 | 社会效益指标 | 街面犯罪率较上年下降 | ≥50% | |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 效益指标 | 社会效益指标 | 监控协助破案数 | ≥120件 | |

## Known limits
只按词判断，是不是主管全局的部门看不出来，所以只作提示。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..measures import measurable
from ..naming import is_department
from ..words import has, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "MEA10",
    "uncontrollable-outcome",
    "结果超出单位可控",
    "info",
    zh="“{name}”（{value}）有许多原因，这个项目起多大作用没有说明",
    en="“{name}” ({value}) has many causes; the project's share in it is not said",
    repair_zh="改用项目自己管得着的结果（如协助破案数），或写明怎样区分项目的作用",
    repair_en="Use an outcome in the project's own hands, or say how its share is told apart",
    basis=("D88",),
    reasons={
        "no-macro": ("没有这类指标", "no indicator is of that kind"),
        "department": ("部门整体的表，管的就是全局", "a form of the whole department"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Rows named for an outcome of a whole region, with a number to reach."""
    rows = [row for row in form.indicators if _is_macro(row, book)]
    if not rows:
        yield not_applicable(form.place(), "no-macro")
    elif is_department(form, book):
        yield not_applicable(form.place(), "department")
    else:
        for row in rows:
            if _is_attributed(row, book):
                yield passes(form.at(row))
            else:
                value = squeeze(row.target.raw)
                yield fails(form.at(row), name=row.name or row.ref, value=value)


def _is_macro(row: Indicator, book: Book) -> bool:
    name = row.name or ""
    named = has(name, measurable(book, "macro")) and not has(name, measurable(book, "not-macro"))
    return named and bool(row.target.numbers)


def _is_attributed(row: Indicator, book: Book) -> bool:
    said = "".join(row.text(key) for key in ("standard", "note", "scoring_rule"))
    return has(said, measurable(book, "attribution"))
