"""按月发钱的人数，没有说按哪一天、怎样数。

## What it does
数量指标是人数，同一张表又按人按月发钱，名称、指标值和绩效标准里都没有说是平均数、年末数、编制数还是累计数时提示。一次性发放的、按人次统计的不报。

## Why it matters
一年里有人进有人出。373 人是年初、年末还是平均？数法不同，年底达没达到的结论就不同。

## Basis
`D88`：绩效指标应明确、可衡量。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 加班补贴人数 | =373人 | |
| 产出指标 | 质量指标 | 加班补贴 | =700元/人/月 | 县政府会议纪要 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 加班补贴人数 | =373人 | 各月发放人数的平均数 |
| 产出指标 | 质量指标 | 加班补贴 | =700元/人/月 | 县政府会议纪要 |
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..measures import measurable
from ..per_head import HEADS
from ..reconcile import reconcile
from ..words import has

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

SPOKEN = ("name", "value", "standard", "note", "scoring_rule")


@rule(
    "MEA17",
    "aggregation-undefined",
    "人数没有说怎样数",
    "info",
    zh="“{name}”{value}：钱按月发，人数没有说是平均、年末、编制还是累计",
    en="“{name}” {value} is paid by the month; average, year-end, posts or total is not said",
    repair_zh="写明数法，如“各月发放人数的平均数”“12月末在册人数”",
    repair_en="Say how heads are counted, such as the average of the months or those in December",
    basis=("D88",),
    reasons={
        "no-heads": ("没有人数", "no number of heads"),
        "not-monthly": ("不是按人按月发放", "nothing is paid per head and month"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Rows of heads, in a form that pays by the month."""
    found = reconcile(form, book).figures
    heads = [count.row for count in found.counts if count.unit == "人"]
    monthly = any(price.per[-1:] == ("月",) and price.per[0] in HEADS for price in found.prices)
    if not heads:
        yield not_applicable(form.place(), "no-heads")
    elif not monthly:
        yield not_applicable(form.at(heads[0]), "not-monthly")
    else:
        for row in heads:
            if _says_how(row, book):
                yield passes(form.at(row))
            else:
                value = row.target.raw.strip()
                yield fails(form.at(row), name=row.name or row.ref, value=value)


def _says_how(row: Indicator, book: Book) -> bool:
    return has("".join(row.text(key) for key in SPOKEN), measurable(book, "counting"))
