"""照抄上年的表，年份没有改。

## What it does
一批表里有同一个项目上年和今年的目标表时，看今年表里写着上年年份的文字：如果上年表里有一字不差的同一段，提醒，并列出这些地方。文号、起止年份、“2022年以来”一类写法不算。

## Why it matters
去年的期限、去年的任务原样留在今年的表里，等于今年没有定目标；到时按表考核，期限早已过了。

## Basis
表内年度一致是填报的常理，没有引用具体条文。

## Example
2022年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 2022年12月底前完成526个点位的线路租用 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 |

2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 2022年12月底前完成526个点位的线路租用 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 |

## Instead
2022年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 2022年12月底前完成526个点位的线路租用 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 526点 |

2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 本年度绩效目标 | 2023年12月底前完成540个点位的线路租用 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | 540点 |

## Known limits
项目名称、单位名称两年写法不同的，配不上对。只看相邻两年。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..naming import folded
from ..siblings import PLAN, over_years
from ..words import terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model.finding import Sheet
    from ...model.form import Form
    from ...model.place import Place
    from ...policy import Book
    from .. import Said

_FIELDS = ("period_goal", "annual_goal")
_COLUMNS = ("name", "value", "standard")


def gather(form: Form, book: Book) -> tuple[object, ...] | None:
    """Every goal and cell that names its own or the last year: the year, the text, the place."""
    if not form.fiscal_year:
        return None
    spots = [(form.text(key), form.place(key)) for key in _FIELDS]
    spots += [(row.text(key), form.at(row, key)) for row in form.indicators for key in _COLUMNS]
    out: dict[tuple[int, str], Place] = {}
    for raw, place in spots:
        text = folded(raw)
        for year in (form.fiscal_year, form.fiscal_year - 1):
            if _names(text, str(year), book):
                out.setdefault((year, text), place)
    return tuple((year, text, place) for (year, text), place in out.items())


def _names(text: str, year: str, book: Book) -> bool:
    """Whether the text speaks of the year as of its own: no number, span or comparison."""
    before, after = terms(book, "year-spared-before"), terms(book, "year-spared-after")
    for at in range(len(text) - 4):
        rest = text[at + 4 :]
        if text[at : at + 4] != year or not rest.startswith(("年", ".", "/")):
            continue
        if not rest.startswith(tuple(after)) and text[:at][-1:] not in before:
            return True
    return False


@rule(
    "YOY01",
    "year-not-updated",
    "照抄上年未改年份",
    "warning",
    zh="“{text}”与{last}年的表一字不差，年份还是{last}年",
    en="“{text}” is word for word that of the form of {last}, and so is the year",
    repair_zh="按今年的任务重写，年份和期限一并改过来",
    repair_en="Write what is to be done this year, with its year and dates",
    scope="book",
    gather=gather,
    reasons={
        "no-last-year": (
            "没有同一项目上年的表",
            "there is no form of the same project of last year",
        )
    },
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """One finding a form, at the first copied text."""
    pairs = {id(this): last for last, this in over_years(sheets, across)}
    for sheet in sheets:
        if sheet.stage != PLAN:
            continue
        last = pairs.get(id(sheet))
        if last is None:
            yield sheet, not_applicable(sheet.place, "no-last-year")
            continue
        before = {text for year, text, _ in last.facts["YOY01"] if year == last.year}
        mine = sheet.facts["YOY01"]
        found = [(t, place) for year, t, place in mine if year == last.year and t in before]
        if not found:
            yield sheet, passes(sheet.place)
            continue
        text, place = found[0]
        also = tuple(place for _, place in found[1:])
        yield sheet, fails(place, also=also, text=text, last=last.year)
