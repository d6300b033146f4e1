"""满意度目标过低，或超过100%。

## What it does
满意度指标的值低于当地下限（默认80%）或高于100%时指出来。下限是政策参数，可按地方和年份改。只看满意的比例，“满意度提升5%”“不满意率”不在此列。

## Why it matters
定“≥50%”，一半人不满意也算完成；超过100%永远完不成。

## Basis
下限是各地常用的口径，没有统一规定，所以是参数，不作引用。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥50% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% |

## Known limits
以分数、等级表示的满意度，或没有单位的数，不判断。有的行业另有下限。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..words import has, is_ratio, squeeze, terms
from ..working import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

WHOLE = 100


@rule(
    "SAT01",
    "threshold-range",
    "满意度阈值异常",
    "warning",
    zh="“{name}”的目标是“{value}”，{problem}",
    en="the target of “{name}” is “{value}”: {problem_en}",
    repair_zh="按调查可能达到的水平定目标，一般在80%到100%之间",
    repair_en="Set it to what a survey can be expected to show, usually 80 to 100 %",
    reasons={
        "no-satisfaction": ("没有满意度指标", "the form has no satisfaction target"),
        "no-percentage": ("值不是百分比", "the value is no percentage"),
        "other-measure": ("说的不是满意的比例", "it is not the share of satisfied people"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a satisfaction row."""
    rows = [row for row in form.indicators if row.family == "satisfaction"]
    if not rows:
        yield not_applicable(form.place(), "no-satisfaction")
        return
    for row in rows:
        yield _row(form, row, book)


def _row(form: Form, row: Indicator, book: Book) -> Verdict:
    place, target, name = form.at(row), row.target, row.name or ""
    said = name + target.raw
    if has(said, terms(book, "not-satisfied")) or not has(name, terms(book, "satisfied")):
        return insufficient(place, "other-measure")
    if target.low is None or not is_ratio(target):
        return insufficient(place, "no-percentage")
    assert target.high is not None and target.unit is not None  # both ends of a percentage
    floor = book.number("satisfaction-floor")
    low, high = (number * target.unit.scale * WHOLE for number in (target.low, target.high))
    if low >= floor and high <= WHOLE:
        return passes(place)
    above = high > WHOLE
    return fails(
        place,
        name=name,
        value=squeeze(target.raw),
        floor=floor,
        problem="超过了100%" if above else f"低于下限{number_text(floor)}%",
        problem_en="more than 100 %" if above else f"below the floor of {number_text(floor)} %",
    )
