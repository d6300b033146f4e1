"""引号、括号不成对。

## What it does
逐格检查引号、括号、书名号、六角括号是不是成对。全角半角的括号可以互相配对；“1）”这样的编号、当作比较符用的右书名号不算。一张表合为一条。

## Why it matters
名称里少了半个引号，系统就当成另一个名称；条文号少了括号，就对不上文件。

## Basis
没有法规要求：标点成对，名称才能一致。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 平安示例”视频设备合格率 | ≥95% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | “平安示例”视频设备合格率 | ≥95% |

## Known limits
直引号(")分不出左右，不检查。没有格线的文字可能断在引号中间，不检查。
"""

from __future__ import annotations

from ...model.finding import fails, passes
from .. import rule
from ..words import CONTACTS, called, cells, few, once, place, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


# Brackets of two widths answer to each other.
_SAME = str.maketrans("(（)）", "（（））")


@rule(
    "STR08",
    "unbalanced-pairs",
    "引号/括号不成对",
    "info",
    zh="{count}格的引号或括号不成对：{shown}",
    en="{count} cell(s) hold half a pair of quotes or brackets: {shown}",
    repair_zh="补上缺的半个，或删去多的半个",
    repair_en="Add the missing half or delete the odd one",
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form, with every cell concerned."""
    pairs = [pair.translate(_SAME) for pair in terms(book, "pairs")]
    signs = book.topics["lexicon"]["bracket-signs"]
    found = once(
        spot
        for spot in cells(form)
        if spot[2] not in CONTACTS
        and spot[0].address.row
        and _is_odd(spot[0].raw, pairs, signs if spot[2] in ("value", "sign", "actual") else "")
    )
    if not found:
        yield passes(form.place())
        return
    names = tuple(called(spot) for spot in found)
    first, *rest = (place(form, spot) for spot in found)
    yield fails(first, also=tuple(rest), count=len(found), names=names, shown=few(names, 5))


def _is_odd(raw: str, pairs: list[str], signs: str) -> bool:
    if raw.isalnum():
        return False  # most cells hold no mark at all
    text = raw.translate(_SAME)
    for pair in pairs:
        opening, closing = pair[0], pair[1]
        if opening in signs or (opening not in text and closing not in text):
            continue
        depth = 0
        for at, char in enumerate(text):
            if char == opening:
                depth += 1
            elif char == closing and not (depth == 0 and _is_marker(text, at)):
                depth -= 1
                if depth < 0:
                    return True
        if depth:
            return True
    return False


def _is_marker(text: str, at: int) -> bool:
    """Whether the closing bracket ends a list number: 1）, 一）, a）, ①）."""
    start = at
    while start and (text[start - 1].isalnum() and not _is_word(text[start - 1])):
        start -= 1
    return start < at and at - start <= 2


def _is_word(char: str) -> bool:
    """A Chinese character that is no numeral."""
    return "\u4e00" <= char <= "\u9fff" and char not in "一二三四五六七八九十"
