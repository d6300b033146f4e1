"""成本或数量指标以“等”“其他”收尾，边界是开的。

## What it does
数量、成本指标的名称以“等、等等、其他”结尾（后面只跟着“费、费用、支出”的也算）时指出来。“优等”“同等”里的“等”是词的一部分，“其他费用”是一个科目，不报。

## Why it matters
“交通费、服装等 62.68万元”：什么都能往里装，多少钱都能解释。

## Basis
`D88`：绩效目标应指向明确。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 交通费、服装等 | ≤62.68万元 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 成本指标 | 交通费 | ≤30万元 |
| 产出指标 | 成本指标 | 被装购置费 | ≤32.68万元 |
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..measures import measurable
from ..objects import without_brackets
from ..presence import is_named
from ..words import squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "MEA07",
    "open-ended-list",
    "含“等”的开放表述",
    "warning",
    zh="“{name}”以“{word}”收尾，包括哪些没有说完",
    en="“{name}” ends in “{word}”: what it includes stays open",
    repair_zh="列全包括的事项，各占一行，各写各的数",
    repair_en="List what is included, one row each with its own figure",
    basis=("D88",),
    reasons={"no-rows": ("没有数量、成本指标", "no quantity or cost indicators")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Names of quantity and cost rows."""
    rows = [
        row for row in form.indicators if row.family in ("quantity", "cost") and is_named(row, book)
    ]
    for row in rows:
        word = _open_end(squeeze(without_brackets(row.name or "")), book)
        if word:
            place = form.at(row, "name")
            roots = (("TAX16", place.key),)
            yield fails(place, because=roots, name=row.name or row.ref, word=word)
        else:
            yield passes(form.at(row, "name"))
    yield from () if rows else (not_applicable(form.place(), "no-rows"),)


def _open_end(name: str, book: Book) -> str:
    """The open ending, with a word of money behind it or none; "" where the name is closed."""
    word = name.strip('“”"…。、，；')
    for tail in ("", *measurable(book, "open-tails")):
        ends = terms(book, "et-cetera") if tail else measurable(book, "open-ends")
        closed = word.removesuffix(tail).endswith(tuple(terms(book, "not-et-cetera")))
        for end in ends:
            if word.endswith(f"{end}{tail}") and not closed:
                return f"{end}{tail}"
    return ""
