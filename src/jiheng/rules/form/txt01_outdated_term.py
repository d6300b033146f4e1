"""用了已经停用的称谓或机构名。

## What it does
在目标、指标名称和绩效标准里找已有新称谓的旧词，如“协警”（现称警务辅助人员）、机构改革前的局名，按表的年度判断当时是否已经改称。项目名称以预算为准，不改；一张表合为一条。

## Why it matters
旧称谓常是多年前的表抄下来的；公开出去，读者会问这个机构还在不在。

## Basis
没有核实过的法规：以通行的称谓为准。

## Example
2023年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 协警人数 | =346人 |

## Instead
2023年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 警务辅助人员人数 | =346人 |

## Known limits
只认词表里的词。书名号里的文件名照录原文，不检查。
"""

from __future__ import annotations

from ...model.finding import fails, passes
from .. import rule
from ..words import called, cells, few, once, place, terms, unquoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


FIELDS = ("annual_goal", "period_goal", "project_overview", "goal_completion")
PARTS = ("name", "value", "standard")


@rule(
    "TXT01",
    "outdated-term",
    "用语过时",
    "info",
    zh="{count}格用了旧称：{terms}",
    en="{count} cell(s) use an outdated term: {terms}",
    repair_zh="改用现在的称谓；项目名称以批复的预算为准，不用改",
    repair_en="Use the present term; a project name stays as approved",
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form, with every cell and what the terms are now."""
    year = form.fiscal_year
    old = {
        word: said["now"]
        for word, said in terms(book, "outdated").items()
        if year is None or year >= int(said["since"][:4])
    }
    found = once(
        spot
        for spot in cells(form)
        if spot[2] in (FIELDS if spot[1] is None else PARTS) and _uses(spot[0].text, old, form)
    )
    if not found:
        yield passes(form.place())
        return
    used = dict.fromkeys(word for spot in found for word in _uses(spot[0].text, old, form))
    names = tuple(called(spot) for spot in found)
    first, *rest = (place(form, spot) for spot in found)
    yield fails(
        first,
        also=tuple(rest),
        count=len(found),
        names=names,
        shown=few(names, 5),
        terms=tuple(f"{word}（现称{old[word]}）" for word in used),
    )


def _uses(text: str, old: dict[str, str], form: Form) -> list[str]:
    """The old words of a text, the project's own name and titles of documents aside."""
    said = unquoted(text)
    name = form.text("project_name")
    if name:
        said = said.replace(name, "\0")
    return [word for word in old if word in said]
