"""数值指标没有计量单位。

## What it does
找出只有数字（可以带符号）、没有单位的指标值，一张表合为一条。单位单列一栏、写在名称括号里或表头里的算有单位；名称本身就是“人数”“次数”的、得分和指数、0，以及以表头“单位：万元”为单位的成本，都不报。

## Why it matters
“4443”是人、是户还是万元？没有单位，数量和成本无法相乘，年底也无从核对。

## Basis
`SYS`：多地在用的填报系统把计量单位作为必填项。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 防盗门安装 | ≥220 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 防盗门安装 | ≥220门 |

## Known limits
单位只在目标文字里出现过的不报；数字读得不准的不判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..objects import without_brackets
from ..presence import torn_rows
from ..signs import signs_in
from ..words import few, has, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book

GOALS = ("annual_goal", "period_goal", "project_name")


@rule(
    "VAL07",
    "unit-missing",
    "缺计量单位",
    "error",
    zh="{count}个指标值只有数字，没有计量单位：{shown}",
    en="{count} target value(s) are a number without a unit: {shown}",
    repair_zh="在数字后写明单位（人、个、万元、%……）；有单位栏的填在单位栏",
    repair_en="Write the unit behind the number, or in the unit column where there is one",
    basis=("SYS",),
    reasons={
        "no-number": ("没有数值指标", "no target of this form is a number"),
        "unread": ("数字没有读准", "the number could not be read with certainty"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form, torn rows apart; a row whose unit stands anywhere passes."""
    rows = [row for row in form.indicators if row.target.kind == "quant"]
    if not rows:
        yield not_applicable(form.place(), "no-number")
        return
    bare = []
    longest = book.number("name-length")
    for row in rows:
        if row.target.unit is not None:
            yield passes(form.at(row))
        elif len(row.name or "") > longest or not _is_sure(row, book):
            yield insufficient(form.at(row), "unread")
        elif _is_said_elsewhere(row, form, book):
            yield passes(form.at(row))
        else:
            bare.append(row)
    torn = {place.key for _, place in torn_rows(form)}
    for found in (
        [row for row in bare if form.at(row).key not in torn],
        [row for row in bare if form.at(row).key in torn],
    ):
        if found:
            yield _finding(found, form)


def _finding(bare: list[Indicator], form: Form) -> Verdict:
    """Rows of one cause; in a torn row the unit may stand one cell further (STR01)."""
    names = tuple(f"{row.name or row.ref} {row.target.raw.strip()}" for row in bare)
    return fails(
        form.at(bare[0]),
        because=tuple(("STR01", form.at(row).key) for row in bare),
        also=tuple(form.at(row) for row in bare[1:]),
        count=len(bare),
        names=names,
        shown=few(names),
    )


def _is_sure(row: Indicator, book: Book) -> bool:
    """Whether the cell holds a number, with its sign at most: 每亩300 says more."""
    if row.target.reports:
        return False
    words = book.topics["lexicon"]
    text = squeeze(row.text("value"))
    for _, mark, _ in list(signs_in(text, words)):
        text = text.replace(mark, "")
    for word in sorted((w for ws in words["comparators"].values() for w in ws), key=len)[::-1]:
        text = text.removeprefix(word)
    half = len(text) // 2
    if half > 1 and text[:half] == text[half:]:
        return False  # 2020 is 20 and 20, target and score of a table that lost its lines
    return text.replace(",", "").replace("，", "").replace(".", "").isdecimal()


def _is_said_elsewhere(row: Indicator, form: Form, book: Book) -> bool:
    """Zero, money of the form's unit, a name that counts, or a goal that says it."""
    if row.target.number == 0 or (row.family == "cost" and form.money_unit):
        return True
    name = squeeze(without_brackets(row.name or ""))
    if has(name, terms(book, "unitless-names")):
        return True
    if not row.fields.get("unit") and name.endswith(tuple(terms(book, "counted-names"))):
        return True
    return any(_follows(f"{row.target.number:f}", form.text(key)) for key in GOALS)


def _follows(number: str, text: str) -> bool:
    """Whether the text has the number with a word right behind it."""
    before, _, after = squeeze(text).partition(number)
    return not before[-1:].isdigit() and after[:1].isalpha()
