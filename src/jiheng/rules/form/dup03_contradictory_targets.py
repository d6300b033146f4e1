"""同一件事定了两个互相矛盾的目标。

## What it does
同一类里名称相同、单位相同的两行，值不一样时指出来；一个是下限、一个是上限而中间有余地的，是一个范围，不报。名称不同、但说的是同一批对象的同一个比率，定了两个数的，也指出来：两行的对象各有一行数量，数量完全相等（不是整百整千），名称又有共同的部分。

## Why it matters
同样的 1433 个点，一行要求保障率 100%，一行要求不低于 90%，达到 95% 时一行完成、一行没完成。

## Basis
`LOGIC`：同一张表里的说法不能互相矛盾。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 系统稳定运行率 | ≤99% |
| 产出指标 | 质量指标 | 系统稳定运行率 | ≥99% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 系统稳定运行率 | ≥99% |

## Known limits
不同的子系统可以有不同的目标，所以名称不同而没有数量作证的不报。说的是不是同一批对象，请以实际为准。名称是同一个合并单元格的几行，是一项指标的几个分项，不比较。
"""

from __future__ import annotations

from itertools import takewhile

from ...model.finding import fails, not_applicable, passes
from ...model.quantity import ONE
from .. import rule
from ..naming import folded, one_cell, speaks, telling
from ..objects import near, object_of
from ..parts import SHARED, shared
from ..reconcile import reconcile
from ..words import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator, Target
    from ...policy import Book
    from ..figures import Count

FLOORS, CEILINGS = (">=", ">"), ("<=", "<")


@rule(
    "DUP03",
    "contradictory-targets",
    "同一对象目标矛盾",
    "warning",
    zh="“{name}”是{value}，“{other}”是{other_value}：{why}",
    en="“{name}” is {value}, “{other}” is {other_value}: {why_en}",
    repair_zh="同一件事只留一个目标；确是两件事的，在名称里写清区别",
    repair_en="Keep one target for one thing; where they are two things, say so in the names",
    basis=("LOGIC",),
    reasons={"one-each": ("没有两行说同一件事", "no two rows speak of the same thing")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding a row that contradicts an earlier one."""
    rows = [row for row in form.indicators if row.target.low is not None]
    rows = [row for row in rows if speaks(row.name or "", book)]
    counts = reconcile(form, book).figures.counts
    verdicts = [
        verdict
        for index, row in enumerate(rows)
        if (verdict := _against(form, row, rows[:index], counts, book))
    ]
    if verdicts:
        yield from verdicts
    else:
        yield not_applicable(form.place(), "one-each")


def _against(
    form: Form, row: Indicator, earlier: Sequence[Indicator], counts: Sequence[Count], book: Book
) -> Verdict | None:
    """What the row says against the earlier ones of the same thing; None where there are none."""
    verdict = None
    for other in earlier:
        link = _link(row, other, counts, book)
        if link is not None and not _agree(row.target, other.target):
            return _contradiction(form, other, row, link)
        verdict = verdict if link is None else passes(form.at(row))
    return verdict


def _contradiction(form: Form, row: Indicator, other: Indicator, number: str) -> Verdict:
    return fails(
        form.at(other),
        also=(form.at(row),),
        name=(row.name or "").strip(),
        value=squeeze(row.target.raw),
        other=(other.name or "").strip(),
        other_value=squeeze(other.target.raw),
        why=f"两行说的像是同样的{number}，请核对" if number else "名称相同，目标不同",
        why_en=f"both seem to speak of the same {number}"
        if number
        else "one name with two targets",
    )


def _link(row: Indicator, other: Indicator, counts: Sequence[Count], book: Book) -> str | None:
    """Why two rows speak of one thing: "" for one name, the common count; None where they do not."""
    if (row.text("block"), row.family) != (other.text("block"), other.family):
        return None
    if _unit(row.target) != _unit(other.target) or one_cell(row, other, "name"):
        return None
    if folded(row.name or "") == folded(other.name or ""):
        return "" if telling(row) == telling(other) else None
    return _same_things(row, other, counts, book)


def _unit(target: Target) -> tuple[str, tuple[str, ...]]:
    return (target.unit.base, target.unit.per) if target.unit else ("", ())


def _same_things(
    row: Indicator, other: Indicator, counts: Sequence[Count], book: Book
) -> str | None:
    """Two objects with one measure whose quantity rows state the very same, unround number."""
    one, two = object_of(row.name or "", ()), object_of(other.name or "", ())
    measure = _ending(one, two)
    if not measure.endswith("率"):
        return None
    one, two = one.removesuffix(measure), two.removesuffix(measure)
    if shared(one, two) < SHARED:
        return None
    first, second = _counted(one, counts), _counted(two, counts)
    if first is None or second is None or first.number != second.number:
        return None
    digits = len(f"{first.number.normalize():f}".strip("0").replace(".", ""))
    return first.text if digits >= book.number("same-count-digits") else None


def _ending(one: str, two: str) -> str:
    """The longest common ending of two names."""
    pairs = zip(reversed(one), reversed(two), strict=False)
    size = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return one[len(one) - size :]


def _counted(thing: str, counts: Sequence[Count]) -> Count | None:
    """The only count whose object is this thing."""
    named = [count for count in counts if near(count.object, thing)]
    return named[0] if len({count.number for count in named}) == 1 else None


def _agree(one: Target, two: Target) -> bool:
    """The same threshold, or a floor and a ceiling with room between them."""
    low, high = _scaled(one), _scaled(two)
    if one.op in FLOORS and two.op in CEILINGS:
        return low < high
    if one.op in CEILINGS and two.op in FLOORS:
        return high < low
    return low == high


def _scaled(target: Target) -> tuple[Decimal, Decimal]:
    """Both ends of the value, in the base of its unit."""
    assert target.low is not None and target.high is not None
    scale = target.unit.scale if target.unit else ONE
    return target.low * scale, target.high * scale
