"""增长、下降多少，没有写与什么时候相比。

## What it does
指标说的是变化（“减少犯罪率”“增长率”“下降10%”）、指标值是百分比，名称、指标值和绩效标准里都没有写与哪一年、哪个数相比时指出来。版式另有“上年实际值”一栏的，看那一栏。人口自然增长率、地区生产总值这类本来就与上年相比的统计指标不报；“提升工作效率≥95%”这样的高比率多是要达到的水平，也不报。

## Why it matters
没有基期，变化率没有分母，年底算不出来。

## Basis
`D88`：绩效目标应细化量化。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 社会效益指标 | 街面犯罪率下降 | ≥10% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 社会效益指标 | 街面犯罪率较2022年下降 | ≥10% |

## Known limits
不看目标文字里是否写过基期。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..measures import measurable
from ..words import directions, has, is_capped, is_ratio, is_reduction, squeeze, unquoted, without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

FOUR = 4  # digits of a year
SPOKEN = ("name", "value", "standard", "note")


@rule(
    "MEA04",
    "baseline-missing",
    "变化率无基期",
    "warning",
    zh="“{name}”的“{value}”是变化幅度，没有写与哪一年、哪个数相比",
    en="“{value}” of “{name}” is a change, but against which year or figure is not said",
    repair_zh="写明基期和基数，如“较2022年（1,200件）下降≥10%”",
    repair_en="State the base year and figure, such as 较2022年（1,200件）下降≥10%",
    basis=("D88",),
    reasons={"no-change": ("没有以百分比表示的变化", "no target is a change in per cent")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Rows whose value is the size of a change."""
    rows = [row for row in form.indicators if is_ratio(row.target) and _is_change(row, book)]
    for row in rows:
        if _has_base(row, book):
            yield passes(form.at(row))
        else:
            value = row.target.raw.strip()
            yield fails(form.at(row), name=row.name or row.ref, value=value)
    yield from () if rows else (not_applicable(form.place(), "no-change"),)


def _is_change(row: Indicator, book: Book) -> bool:
    """The value begins with a change, or the name is one; a capped rate is a level."""
    name, changes = unquoted(squeeze(row.name or "")), tuple(measurable(book, "change-words"))
    if is_capped(name, book) or has(name, measurable(book, "defined-changes")):
        return False
    if squeeze(row.target.raw).startswith(changes) or _is_rate_of(name, changes, book):
        return True
    if not name.startswith(changes) and not name.endswith(changes):
        return False
    return is_reduction(name, book) or _is_small(row, book)


def _is_rate_of(name: str, changes: tuple[str, ...], book: Book) -> bool:
    """收入增长率: a word of change and then the word for its size."""
    sizes = tuple(word for word in measurable(book, "rate-endings") if name.endswith(word))
    return any(name.removesuffix(size).endswith(changes) for size in sizes)


def _is_small(row: Indicator, book: Book) -> bool:
    """A rise of this much may be a change; 提升工作效率≥95% is a level."""
    low = row.target.low
    return low is None or low < book.number("change-as-level")


def _has_base(row: Indicator, book: Book) -> bool:
    if row.text("baseline"):
        return True
    said = "".join(squeeze(row.text(key)) for key in SPOKEN)
    if has(without(said, directions(book, "not-baseline")), directions(book, "baseline")):
        return True
    return has(said, measurable(book, "years")) or _names_year(said)


def _names_year(text: str) -> bool:
    """2022年 or 2022 年底: four digits before 年."""
    at = text.find("年")
    return at >= FOUR and text[at - FOUR : at].isdecimal()
