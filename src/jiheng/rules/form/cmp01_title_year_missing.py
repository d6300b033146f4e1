"""表的标题里没有年度。

## What it does
检查标题写没写四位数的年度（2023年、二〇二三年都算）。标题下面单列一行“（2023年度）”的、项目名称或实施期里写了年度的，也算写了。标题写着“年项目支出绩效目标表”“XX年”“（年度）”的，年份的空没有填，一律指出。

## Why it matters
绩效目标按预算年度编制、批复和公开。实施期写“本年度”而标题没有年度，谁也说不出是哪一年。

## Basis
`FORM`：标题留有年度的位置。`B18`：预算年度的起止。

## Example
年项目支出绩效目标表

| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 示例 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

## Known limits
没有读到标题的，不判断。全表一处年度都没有、标题也没有留空的，只作提示：年度可能写在所附的文件上。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, insufficient, passes
from .. import rule
from ..presence import is_squeezed
from ..words import squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


# What says the year as well as a title does; the day of filing does not.
STATED = ("title", "line", "field")


@rule(
    "CMP01",
    "title-year-missing",
    "标题缺年度",
    "error",
    zh="标题“{title}”没有写明年度",
    en="the title “{title}” does not say which year",
    repair_zh="在标题里写上预算年度，如“2023年项目支出绩效目标表”",
    repair_en="Write the budget year into the title",
    basis=("FORM", "B18"),
    reasons={
        "no-title": ("没有读到标题", "no title was read"),
        "squeezed": ("文字挤成一片，年度可能没有读到", "the text is squeezed; a year may be lost"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """An open place for the year fails; so does a form that states no year at all."""
    place, title = form.place("title"), squeeze(form.text("title"))
    if not title:
        yield insufficient(place, "no-title")
    elif form.year_from != "title" and _is_open(title, book):
        yield fails(place, title=title)
    elif form.year_from in STATED:
        yield passes(place)
    elif is_squeezed(form):
        yield insufficient(place, "squeezed")
    else:
        undefined = squeeze(form.text("period")) in book.topics["lexicon"]["whole-year"]
        yield fails(place, loudness=None if undefined else Severity.INFO, title=title)


def _is_open(title: str, book: Book) -> bool:
    """Whether 年 stands where its number should be: at the start, in brackets, after XX or 20."""
    holes = terms(book, "year-holes")
    return any(
        char == "年" and (not at or title[at - 1].isdigit() or title[at - 1] in holes)
        for at, char in enumerate(title)
    )
