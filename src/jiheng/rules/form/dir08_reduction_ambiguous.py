"""以百分比表示的减少，看不出是“降低了”还是“降到”。

## What it does
“减少、降低、下降、压减”配一个百分比，却没有比较符号、没有“较上年”“同比”，也没有“降至”时指出来。减少的是件数、金额、能耗这类数量的，只能是降低了百分之几，不报。

## Why it matters
“减少街面犯罪率 50%”可以是降低一半，也可以是降到 50%；没有基期，两种都算不出来。

## Basis
`LOGIC`：一个指标值只能有一种读法。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 社会效益指标 | 减少各类街面犯罪率 | 50% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 社会效益指标 | 街面犯罪案件数较上年下降 | ≥10% |

## Known limits
只看这一行的名称、指标值和绩效标准，不看目标文字里是否写过基期。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..words import directions, has, is_ratio, is_reduction, unquoted, without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "DIR08",
    "reduction-ambiguous",
    "“降至/降低”方向不明",
    "warning",
    zh="“{name}”的“{value}”看不出是降低了这么多，还是降到这么多",
    en="“{value}” for “{name}” may mean a reduction by that much or to that much",
    repair_zh="写明与哪一年相比降低多少（如“较2022年下降≥10%”），或写明降至多少",
    repair_en="Say by how much against which year (such as 较2022年下降≥10%), or to what level",
    basis=("LOGIC",),
    reasons={
        "no-reduction": ("没有以百分比表示的减少类指标", "no target reduces something by per cent")
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Rows that reduce something and state a percentage."""
    rows = [row for row in form.indicators if is_ratio(row.target) and _reduces(row, book)]
    for row in rows:
        place = form.at(row)
        if row.target.comparator is not None or _is_plain(row, book):
            yield passes(place)
        else:
            yield fails(
                place,
                because=(("MEA04", place.key),),
                name=row.name or row.ref,
                value=row.target.raw.strip(),
            )
    yield from () if rows else (not_applicable(form.place(), "no-reduction"),)


def _reduces(row: Indicator, book: Book) -> bool:
    said = _said(row)
    return is_reduction(said, book) or has(said, directions(book, "reduce-to"))


def _said(row: Indicator) -> str:
    return unquoted(f"{row.name or ''}{row.target.raw}")


def _is_plain(row: Indicator, book: Book) -> bool:
    """Whether the row says against what, or to what, or can only mean "by"."""
    said = _said(row) + (row.standard or "")
    if has(said, directions(book, "reduce-to")):
        return True
    if has(without(said, directions(book, "not-baseline")), directions(book, "baseline")):
        return True
    return has(row.name or "", directions(book, "amounts")) and "率" not in (row.name or "")
