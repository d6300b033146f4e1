"""目标或指标里写着以前的年份。

## What it does
年度目标、指标名称、指标值和绩效标准里出现比本表年度更早的年份时指出来，一张表合为一条。同比、基期、结转、文号、规划名称、起止年份、以及“自某年起”一类说法都不报；项目名称里就带着那一年的、跨年项目实施期之内的年份，也不报。

## Why it matters
2022 年的表写“2021年11月30日前完成”，多半是抄了去年的表没有改；照批，就批了一个已经过去的期限。

## Basis
`B18`：预算年度自一月一日起，至十二月三十一日止。

## Example
2022年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 设备安装 | 2021年11月30日前完成 |

## Instead
2022年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 设备安装 | 2022年11月30日前完成 |

## Known limits
以后的年份可能是规划目标，只由 TIM05 看完成时限。实施期目标不看。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..figures import annual_rows
from ..words import few, squeeze, terms
from ..years import all_years, clauses, is_excused, is_ranged, span_of, years_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...model.place import Place
    from ...policy import Book

COLUMNS = ("name", "value", "standard")


@rule(
    "TIM01",
    "foreign-year",
    "出现非本年度年份",
    "error",
    zh="本表是{year}年度的，却写着{years}年：{shown}",
    en="the form is for {year}, but speaks of {years}: {shown}",
    repair_zh="改为本年度；说的是基期、结转或文件的，在句子里写明",
    repair_en="Write this year; if it is a baseline, a carry-over or a document, say so",
    basis=("B18",),
    reasons={
        "no-year": ("看不出本表是哪一年度的", "the year of the form is not stated"),
        "none": ("没有写年份", "no year is written"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form, at the first cell that names a year gone by."""
    if form.fiscal_year is None or form.year_from == "date":
        yield insufficient(form.place(), "no-year")
        return
    span = span_of(form, book)
    first = min(form.fiscal_year, span[0]) if span else form.fiscal_year
    own = all_years(form.text("project_name"))
    seen, stale = False, dict[str, int]()
    places = []
    for place, text in _cells(form, book):
        years = list(_years(text, book))
        seen = seen or bool(years)
        old = [year for year in years if year < first and year not in own]
        if old:
            places.append(place)
            stale[f"“{squeeze(text)[:40]}”"] = old[0]
    if stale:
        yield fails(
            places[0],
            also=tuple(places[1:]),
            year=str(form.fiscal_year),
            years=tuple(str(year) for year in sorted(set(stale.values()))),
            shown=few(tuple(stale)),
        )
    elif seen:
        yield passes(form.place())
    else:
        yield not_applicable(form.place(), "none")


def _cells(form: Form, book: Book) -> Iterator[tuple[Place, str]]:
    """The cells that speak of the year: its goal, and the rows outside the long-term block."""
    yield form.place("annual_goal"), form.text("annual_goal")
    for row in annual_rows(form, book.topics["reconcile"]):
        for column in COLUMNS:
            yield form.at(row, column), row.text(column)


def _years(text: str, book: Book) -> Iterator[int]:
    """The years a text names as its own time."""
    for clause in clauses(text):
        if is_excused(clause, book):
            continue
        for year, start, end in years_in(clause):
            after = clause[end:].removeprefix("度")
            led = clause[:start].endswith(tuple(terms(book, "year-before")))
            followed = after.startswith(tuple(terms(book, "year-after")))
            if not (led or followed or is_ranged(clause, start, end)):
                yield year
