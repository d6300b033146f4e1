"""同一张表里，同一种比较用了几种符号。

## What it does
看指标值里的比较符：同是“大于等于”，有的写“≥”有的写“≧”或“>=”的，指出来。不同的比较（≥和≤）当然用不同的符号；“不低于”一类的字不算符号。

## Why it matters
几种写法意思一样，汇总和筛选时却是几种字符；也说明这张表是从几处拼起来的。

## Basis
没有法规要求：同一个意思只用一种写法。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | ≥95% |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≧90% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | ≥95% |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% |

## Known limits
只看指标值和符号两栏。名称里的符号多是模板带来的，不看。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..words import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "STR09",
    "comparator-glyph-mix",
    "比较符字形混用",
    "info",
    zh="同一种比较用了几种符号：{signs}",
    en="one relation is written with several signs: {signs}",
    repair_zh="全表统一用“≥”“≤”“=”",
    repair_en="Use ≥, ≤ and = throughout",
    reasons={"no-sign": ("指标值里没有比较符", "no value carries a sign")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form, at the first row that differs from the sign used most."""
    meaning = book.topics["lexicon"]["signs"]
    brackets = book.topics["lexicon"]["bracket-signs"]
    used: dict[str, dict[str, list[Indicator]]] = {}
    for row in form.indicators:
        glyph = _glyph(squeeze(row.target.raw), meaning, brackets)
        if glyph and row.target.comparator:
            used.setdefault(row.target.comparator, {}).setdefault(glyph, []).append(row)
    mixed = [glyphs for glyphs in used.values() if len(glyphs) > 1]
    if not used:
        yield not_applicable(form.place(), "no-sign")
    elif not mixed:
        yield passes(form.place())
    else:
        odd = [row for glyphs in mixed for row in _odd(glyphs)]
        yield fails(
            form.at(odd[0]),
            also=tuple(form.at(row) for row in odd[1:]),
            signs=tuple(f"{glyph}×{len(g[glyph])}" for g in mixed for glyph in g),
        )


def _glyph(text: str, meaning: dict[str, str], brackets: str) -> str:
    """The sign the value begins with, as it is printed."""
    known = "".join(meaning.values()) + "".join(meaning) + "＞＜＝"
    end = 0
    while end < len(text) and text[end] in known:
        end += 1
    glyph = text[:end]
    return "" if any(char in brackets for char in glyph) else glyph


def _odd(glyphs: dict[str, list[Indicator]]) -> list[Indicator]:
    """The rows that do not use the sign used most (the first of equals)."""
    most = max(glyphs, key=lambda glyph: len(glyphs[glyph]))
    return [row for glyph, rows in glyphs.items() if glyph != most for row in rows]
