"""一个指标值里用“或”连着两个目标。

## What it does
指标值里用“或”“任一”“二选一”连着两个目标时指出来。“90%或以上”“优秀或良好”只有一道线，“任一时点”是“每时每刻”的意思，名称里的“或”是名称，都不报。

## Why it matters
“年度内完成或按合同约定”：满足哪个都算完成，也就总能算完成。

## Basis
`LOGIC`：一个指标值只能有一个目标。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 完成时间 | 年度内完成或按合同约定 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 时效指标 | 完成时间 | 2023年12月31日前 |
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, passes
from .. import rule
from ..words import has, squeeze, terms, unquoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "MEA05",
    "alternative-target",
    "指标值含“或”",
    "error",
    zh="“{name}”的指标值“{value}”用“{word}”连着两个目标，满足任何一个都算完成",
    en="the value “{value}” of “{name}” joins two targets with “{word}”: meeting either is success",
    repair_zh="只留一个目标；两个要求都要的，分成两行",
    repair_en="Keep one target; where both are meant, give each its own row",
    basis=("LOGIC",),
    reasons={"blank": ("指标值是空白", "the value is blank")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every row with a value; names are not looked at."""
    for row in form.indicators:
        place = form.at(row)
        if row.target.kind == "empty":
            yield insufficient(place, "blank")
            continue
        word = _joint(row, book)
        if word is None:
            yield passes(place)
        else:
            value = row.target.raw.strip()
            yield fails(place, name=row.name or row.ref, value=value, word=word)


def _joint(row: Indicator, book: Book) -> str | None:
    """The word that joins two targets of the value, or None."""
    text = unquoted(squeeze(row.target.raw))
    for word in terms(book, "alternatives"):
        at = text.find(word)
        if at >= 0 and not text.startswith(tuple(terms(book, "any-time")), at + len(word)):
            return str(word)
    for word in terms(book, "or"):
        left, found, right = text.partition(word)
        if found and _are_two(left, right, book):
            return str(word)
    return None


def _are_two(left: str, right: str, book: Book) -> bool:
    """Both halves are targets: not 90%或以上, not a choice of grades, not 书籍或光盘."""
    if right.startswith(tuple(terms(book, "or-more"))):
        return False
    grades = terms(book, "grades")
    if left.lstrip("≥=达到为") in grades and right.startswith(tuple(grades)):
        return False
    if left and left == right.removesuffix("以上").removesuffix("及"):
        return False
    return _is_target(left, book) and _is_target(right, book)


def _is_target(half: str, book: Book) -> bool:
    return any(char.isdigit() for char in half) or has(half, terms(book, "target-words"))
