"""分期建设、跨年的项目，实施期却写“本年度”。

## What it does
项目名称、目标或指标里写着几期（如“第一至六期”和“第七期”）、“三年期”“分期实施”，项目实施期却只写本年度时指出来。按期举办的培训、活动、刊物不算。

## Why it matters
项目从哪一年到哪一年、总共花多少钱，看这一格。写“本年度”，前面几期和后面几年的钱就看不见了。

## Basis
`FORM`：表里单设项目实施期一格。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 示例视频监控系统 |
|---|---|
| 项目支出实施期 | 本年度 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 第一至六期线路租用 | ≥526点 |
| 产出指标 | 数量指标 | 第七期线路租用 | ≥800点 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 示例视频监控系统 |
|---|---|
| 项目支出实施期 | 2018—2025年 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 第一至六期线路租用 | ≥526点 |
| 产出指标 | 数量指标 | 第七期线路租用 | ≥800点 |

## Known limits
只有一个“第几期”的不判断。逐年续租的服务也会如此，写明每年续签即可。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..presence import without_cell
from ..words import has, squeeze, terms
from ..years import is_one_year

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book

FIELDS = ("project_name", "period_goal", "annual_goal")


@rule(
    "TIM03",
    "phase-vs-year",
    "跨期项目实施期填“本年度”",
    "warning",
    zh="项目实施期是“{period}”，表里却有{phases}",
    en="the period is “{period}”, but the form speaks of {phases}",
    repair_zh="实施期写明起止年份；逐年续租的，写明每年续签",
    repair_en="State first and last year; where a service is renewed every year, say so",
    basis=("FORM",),
    reasons={
        "no-cell": ("版式没有项目实施期", "the layout has no cell for the period"),
        "head-lost": ("没有读到表头", "the head of the form was not read"),
        "blank": ("项目实施期是空白", "the period is blank"),
        "no-phase": ("没有写分期", "no phase is named"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding, at the period."""
    if "period" not in form.fields:
        yield without_cell(form, "period")
        return
    place, period = form.place("period"), form.text("period")
    if not period:
        yield insufficient(place, "blank")
        return
    phases = _phases(form, book)
    if not phases:
        yield not_applicable(place, "no-phase")
    elif is_one_year(form, book):
        yield fails(place, period=period, phases=phases)
    else:
        yield passes(place)


def _phases(form: Form, book: Book) -> tuple[str, ...]:
    """The words that say more than a year: several phases, or a number of years."""
    texts = [squeeze(form.text(key)) for key in FIELDS]
    texts += [squeeze(row.name or "") for row in form.indicators]
    long = [word for word in terms(book, "multi-year") if has("".join(texts[:3]), (word,))]
    if long:
        return tuple(f"“{word}”" for word in long)
    said = [phase for text in texts for phase in _named(text, book)]
    named = tuple(dict.fromkeys(said))
    several = len(named) > 1 or has("".join(named), ("至", "-", "—", "、", "到"))
    return tuple(f"“{phase}”" for phase in named) if several else ()


def _named(text: str, book: Book) -> Iterator[str]:
    """第一至六期, 第七期: a number between 第 and 期, and nothing that is held in turns."""
    if has(text, terms(book, "turn-nouns")):
        return
    start = text.find("第")
    while start >= 0:
        end = text.find("期", start)
        inner = text[start + 1 : end]
        if 0 < len(inner) <= 6 and all(
            c in "一二三四五六七八九十0123456789至到-—、" for c in inner
        ):
            yield text[start : end + 1]
        start = text.find("第", start + 1)
