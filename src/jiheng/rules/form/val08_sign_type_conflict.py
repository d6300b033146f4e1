"""有符号没有数字，或者写了“定性”却填数字。

## What it does
“≥”“≤”后面没有数字、只有文字的，以及符号栏或类型栏写了“定性”、指标值却是数字的，指出来。定性指标带评分等级的不报。

## Why it matters
“≥有所提升”比不出大小；写了“定性”的“95%”，系统按文字收，年底没法计分。

## Basis
`SYS`：多地在用的填报系统要求符号与指标值的类型一致。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 社会效益指标 | 社会治安水平 | ≥有所提升 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 效益指标 | 社会效益指标 | 社会治安水平 | 有所提升 |

## Known limits
版式没有认出来的表不判断。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..words import is_numeric, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


@rule(
    "VAL08",
    "sign-type-conflict",
    "符号与类型不符",
    "error",
    zh="“{name}”的指标值“{value}”{why}",
    en="the value “{value}” of “{name}” {why_en}",
    repair_zh="定量指标写“符号＋数字＋单位”；定性指标去掉符号，写明评判标准",
    repair_en="Write sign, number and unit, or drop the sign and say how the words are judged",
    basis=("SYS",),
    reasons={
        "blank": ("指标值是空白", "the value is blank"),
        "unknown-layout": ("版式没有认出来", "the layout was not recognised"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """A verdict a row."""
    torn = form.layout == "unknown"
    for row in form.indicators:
        place = form.at(row)
        if not _says(row, book):
            yield not_applicable(place, "blank")
        elif not (said := _conflict(row, book)):
            yield passes(place)
        elif torn:
            yield insufficient(place, "unknown-layout")
        else:
            why, why_en = said
            yield fails(
                place,
                name=row.name or row.ref,
                value=row.target.raw.strip(),
                why=why,
                why_en=why_en,
            )


def _says(row: Indicator, book: Book) -> bool:
    """Whether the cell holds more than a sign: a sign before nothing is a blank value (CMP17)."""
    signs = "".join(book.topics["lexicon"]["signs"].values())
    return bool(squeeze(row.text("value")).strip(signs + "＞＜＝≥≤"))


def _conflict(row: Indicator, book: Book) -> tuple[str, str] | None:
    """What does not fit, in both languages."""
    if "sign-without-number" in row.target.reports:
        return "有比较符号却没有数字", "has a sign and no number"
    words = book.topics["lexicon"]["by-words"]
    if "sign-type-conflict" in row.target.reports or (
        is_numeric(row.target) and squeeze(row.text("value_type")) in words
    ):
        return "是数字，却标为“定性”", "is a number but marked as qualitative (定性)"
    return None
