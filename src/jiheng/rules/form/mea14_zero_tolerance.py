"""对象成百上千，运行类目标却是 100% 或零故障，出一次差错就落空。

## What it does
名称是运行保障率、在线率、完好率这类一直要保持的比率，目标是 100%（故障率、差错率是 0），而表里对应的对象有一百个（可调）以上时提示。合格率、发放率、覆盖率 100% 是一次做到的事，不报。

## Why it matters
1,433 个点全年 100% 在线，就是 12,553,080 个点时不许断一次。目标定成做不到，年底只好把 99.95% 说成 100%。

## Basis
`D88`：绩效目标应合理可行。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 视频监控点 | ≥1433点 |
| 产出指标 | 质量指标 | 视频监控运行保障率 | =100% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 视频监控点 | ≥1433点 |
| 产出指标 | 质量指标 | 视频监控运行保障率 | ≥98% |
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..figures import row_object
from ..measures import measurable
from ..parts import shared
from ..reconcile import reconcile
from ..words import few, has, is_ratio
from ..working import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book
    from ..figures import Count

HOURS = 8760  # of a year of 365 days
ALL = 100  # per cent


@rule(
    "MEA14",
    "zero-tolerance",
    "容不得一次差错",
    "info",
    zh="{shown}：目标不留余地，“{name}”有{scale}，全年 {hours} 个小时一次也不许断",
    en="{shown}: no tolerance; “{name}” covers {scale}, so not one of {hours} hours may fail",
    repair_zh="按历史数据或合同定一个做得到的数（如 ≥98%），写明怎样计算",
    repair_en="Set what past data or the contract allow (such as ≥98%) and say how it is computed",
    basis=("D88",),
    reasons={
        "no-such-rate": ("没有一直要保持的比率", "no rate that must hold all the time"),
        "small": ("对象不多，或看不出有多少", "few objects, or their number is not known"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form; named is the row with the most objects."""
    rows = [row for row in form.indicators if is_ratio(row.target) and _holds_on(row, book)]
    strict = [
        (row, scale) for row in rows if _is_strict(row, book) and (scale := _scale(row, form, book))
    ]
    if strict:
        worst, scale = max(strict, key=lambda pair: pair[1].number)
        places = tuple(form.at(row) for row, _ in strict)
        yield fails(
            places[0],
            also=places[1:],
            shown=few(tuple(row.name or row.ref for row, _ in strict)),
            name=worst.name or worst.ref,
            scale=scale.text,
            hours=number_text(scale.number * HOURS),
            count=len(strict),
        )
    elif any(_is_strict(row, book) for row in rows):
        yield not_applicable(form.at(rows[0]), "small")
    elif rows:
        yield passes(form.at(rows[0]))
    else:
        yield not_applicable(form.place(), "no-such-rate")


def _holds_on(row: Indicator, book: Book) -> bool:
    name = row.name or ""
    return has(name, (*measurable(book, "all-the-time"), *measurable(book, "none-at-all")))


def _is_strict(row: Indicator, book: Book) -> bool:
    """100 % where all must run, 0 where none may fail."""
    none = has(row.name or "", measurable(book, "none-at-all"))
    return row.target.number == (0 if none else ALL)


def _scale(row: Indicator, form: Form, book: Book) -> Count | None:
    """The count whose name has most in common with the row's, if it is large."""
    found = reconcile(form, book).figures
    own = row_object(row, book.topics["reconcile"])
    counts = [count for count in found.counts if shared(count.object, own) >= 2]
    best = max(counts, key=lambda count: shared(count.object, own), default=None)
    return best if best and best.number >= book.number("one-miss-scale") else None
