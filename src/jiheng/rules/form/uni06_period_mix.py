"""同一类费率，有的按月、有的按年。

## What it does
同一类指标里、按同一个单位（如人）计的费率，大多按月，有几项按年时提示，一张表合为一条，列出少数的几行。

## Why it matters
按年缴的保险很正常，但汇总成年额时，按月的要乘 12，按年的不能乘。

## Basis
`LOGIC`：年额按各自的期间计算。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 工资 | 2400元/人/月 |
| 产出指标 | 质量指标 | 伙食费 | 200元/人/月 |
| 产出指标 | 质量指标 | 人身意外保险 | 200元/人/年 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 工资 | 2400元/人/月 |
| 产出指标 | 质量指标 | 伙食费 | 200元/人/月 |
| 产出指标 | 质量指标 | 人身意外保险 | 16.67元/人/月 |

## Known limits
只是提醒，不要求改成同一期间。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..naming import grouped
from ..words import directions, few

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "UNI06",
    "period-mix",
    "费率期间不一致",
    "info",
    zh="{total}项费率中，{shown}的期间与其余各项（/{usual}）不同；算年额时不要都乘 12",
    en="of {total} rates, {shown} have another period than the rest (per {usual}); not all of them "
    "are to be multiplied by 12",
    repair_zh="核对期间；确是按年的，测算时单独计算",
    repair_en="Check the period; compute the yearly ones apart",
    basis=("LOGIC",),
    reasons={"few-rates": ("同类费率不到两项", "fewer than two rates of one kind")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding a family whose rates have several periods."""
    rated = [row for row in form.indicators if _period(row, book)]
    groups = grouped(rated, lambda row: (row.family, _head(row), row.text("block"))).values()
    several = [rows for rows in groups if len(rows) > 1]
    if not several:
        yield not_applicable(form.place(), "few-rates")
        return
    for rows in several:
        periods = [_period(row, book) for row in rows]
        usual = max(dict.fromkeys(periods), key=periods.count)
        odd = [row for row in rows if _period(row, book) != usual]
        if not odd:
            yield passes(form.at(rows[0]))
            continue
        names = tuple(f"{row.name or row.ref} {row.target.raw.strip()}" for row in odd)
        yield fails(
            form.at(odd[0]),
            also=tuple(form.at(row) for row in odd[1:]),
            total=len(rows),
            usual=usual,
            shown=few(names),
        )


def _head(row: Indicator) -> str:
    assert row.target.unit  # a rate
    return row.target.unit.per[0]


def _period(row: Indicator, book: Book) -> str:
    """The last denominator where it is a time: 月 of 元/人/月."""
    unit = row.target.unit
    if unit is None or not unit.is_money_rate:
        return ""
    return unit.per[-1] if unit.per[-1] in directions(book, "periods") else ""
