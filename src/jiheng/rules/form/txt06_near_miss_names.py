"""同一对象，名称有两种写法。

## What it does
比较不同类别里的对象名称（去掉引号和“费、款、人数”等字尾）：两个名称一头一尾都相同，只在中间多了两三个字的，指出来。期次、批次、数字不同的，是不同的对象，不报。

## Why it matters
数量、单价和成本靠名称对得上才能重算；多两个字，就成了两样东西，算不到一起。

## Basis
没有法规要求：同一样东西只有一个名字。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 视频监控点前端及后端设备电费 | 1433点 |
| 产出指标 | 成本指标 | 视频监控点前端及后端电费 | ≤123万元 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 视频监控点前端及后端电费 | 1433点 |
| 产出指标 | 成本指标 | 视频监控点前端及后端电费 | ≤123万元 |

## Known limits
只比较较长的名称（阈值 near-name-least、near-name-gap），换了一个字的不比较。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from ...model.record import record
from .. import rule
from ..figures import row_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book


NUMERALS = "0123456789一二三四五六七八九十百两首末第不未非新旧上下"


@record
class Named:
    """A row and the object its name speaks of."""

    row: Indicator
    object: str


@rule(
    "TXT06",
    "near-miss-names",
    "同一对象名称不一致",
    "info",
    zh="“{one}”与“{other}”像是同一样东西，只差“{extra}”",
    en="“{one}” and “{other}” seem to be one thing; they differ by “{extra}”",
    repair_zh="统一成一个名称，数量、单价和成本才对得上",
    repair_en="Use one name, so that quantity, price and cost can be paired",
    reasons={"no-names": ("没有可以比较的名称", "there are no names to compare")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Pairs of rows of different families; each pair of objects once."""
    words = book.topics["reconcile"]
    least, gap = int(book.number("near-name-least")), int(book.number("near-name-gap"))
    named = [Named(row, row_object(row, words)) for row in form.indicators]
    named = [one for one in named if len(one.object) >= least]
    if len(named) < 2:
        yield not_applicable(form.place(), "no-names")
        return
    seen = set()
    for index, one in enumerate(named):
        for other in named[index + 1 :]:
            extra = _extra(one.object, other.object, gap)
            pair = frozenset((one.object, other.object))
            if not extra or one.row.family == other.row.family or pair in seen:
                continue
            seen.add(pair)
            yield fails(
                form.at(one.row, "name"),
                also=(form.at(other.row, "name"),),
                one=one.row.name,
                other=other.row.name,
                extra=extra,
            )
    if not seen:
        yield passes(form.place())


def _extra(one: str, other: str, gap: int) -> str:
    """What the longer name holds in its middle and the shorter lacks; "" where they differ more."""
    short, long = sorted((one, other), key=len)
    if not 1 <= len(long) - len(short) <= gap:
        return ""
    head = 0
    while head < len(short) and short[head] == long[head]:
        head += 1
    tail = len(short) - head
    if not head or not tail or not long.endswith(short[head:]):
        return ""
    extra = long[head : len(long) - tail]
    return "" if any(char in NUMERALS for char in extra) else extra
