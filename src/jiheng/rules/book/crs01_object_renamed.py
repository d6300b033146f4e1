"""同一样东西在一个单位的几张表里名称不同。

## What it does
在同一单位、同一年度的目标表之间找这样的两行：数量和单位都一样，名称只多出几个字，而多出的不是“第几期”“东西”一类区别对象的字。每一对提示一次。数量要有三位以上有效数字才算。

## Why it matters
同一批点位、同一批人在这张表里叫一个名字，在那张表里叫另一个名字，汇总时就成了两样东西，重复安排也看不出来。

## Basis
没有法规要求，只是提示。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 视频监控设备 | 1433台 |

2023年项目支出绩效目标表

| 项目支出名称 | 设备维护费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 联网视频监控设备 | 1433台 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 线路租用费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 视频监控设备 | 1433台 |

2023年项目支出绩效目标表

| 项目支出名称 | 设备维护费 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 视频监控设备 | 1433台 |

## Known limits
没有数量作证的近似名称不报；换了说法、没有共同字的看不出来。
"""

from __future__ import annotations

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..figures import row_object
from ..siblings import called, in_reach, of_unit, reach
from ..words import terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from ...model.finding import Sheet
    from ...model.form import Form
    from ...model.place import Place
    from ...policy import Book
    from .. import Said

    # An object as a form counts it: its name, whose form and place, the count as printed.
    Thing = tuple[str, Sheet, Place, str]


def gather(form: Form, book: Book) -> tuple[object, ...] | None:
    """Counted objects by what is counted: number, unit, object, place, the count as printed."""
    digits = int(book.number("same-count-digits"))
    out = []
    for row in form.indicators:
        quantity = row.target.quantity
        if row.family != "quantity" or quantity is None or quantity.unit.per:
            continue
        if quantity.unit.family in ("people", "count") and _digits(quantity.number) >= digits:
            name = row_object(row, book.topics["reconcile"])
            printed = f"{quantity.number:f}{quantity.unit.text}"
            out.append(
                (str(quantity.base_number), quantity.unit.base, name, form.at(row, "name"), printed)
            )
    return tuple(out) or None


def _digits(number: Decimal) -> int:
    """Significant digits: 1400 has two."""
    return len(number.normalize().as_tuple().digits)


@rule(
    "CRS01",
    "object-renamed",
    "同一对象各表名称不同",
    "info",
    zh="“{name}”和“{project}”里的“{other}”都是{count}，像是同一样东西，只差“{extra}”",
    en="“{name}” and “{other}” in “{project}” both count {count}; they seem to be one thing and differ by “{extra}”",
    repair_zh="全单位统一成一个名称；确实不同的，写明各是什么",
    repair_en="Use one name in all forms of the unit, or say what tells the two apart",
    scope="book",
    gather=gather,
    reasons={"no-count": ("没有可以比较的数量", "there is no count to compare")},
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """One finding a pair of names, at the later form."""
    yield from ((s, not_applicable(s.place, "no-count")) for s in sheets if "CRS01" not in s.facts)
    for group in of_unit(sheet for sheet in sheets if "CRS01" in sheet.facts):
        if not in_reach(group, across):
            yield from ((sheet, insufficient(sheet.place, "no-sibling")) for sheet in group)
            continue
        told = set()
        for one, other, extra in _pairs(group, book, across):
            name, sheet, place, count = one
            told.add(sheet.place)
            yield (
                sheet,
                fails(
                    place,
                    also=(other[2],) if other[1].path == sheet.path else (),
                    name=name,
                    other=other[0],
                    project=called(other[1], sheet),
                    count=count,
                    extra=extra,
                ),
            )
        yield from ((sheet, passes(sheet.place)) for sheet in group if sheet.place not in told)


def _pairs(group: Sequence[Sheet], book: Book, across: bool) -> Iterator[tuple[Thing, Thing, str]]:
    """Two names of one count, each pair once, the later form first."""
    gap, least = int(book.number("near-name-gap")), int(book.number("renamed-least"))
    own = {sheet.place: {fact[2] for fact in sheet.facts["CRS01"]} for sheet in group}
    things = [(s, *fact) for s in group for fact in s.facts["CRS01"] if len(fact[2]) >= least]
    counts: dict[tuple[str, str], dict[str, Thing]] = {}
    for sheet, number, unit, name, place, printed in things:
        counts.setdefault((number, unit), {}).setdefault(name, (name, sheet, place, printed))
    order = {id(sheet): number for number, sheet in enumerate(group)}
    for named in counts.values():
        for name, thing in named.items():
            for extra, short in _shorter(name, gap, least, book):
                other = named.get(short)
                if other is None or not reach(thing[1], other[1], across):
                    continue
                if any({name, short} <= names for names in own.values()):
                    continue
                pair = sorted((thing, other), key=lambda t: -order[id(t[1])])
                yield pair[0], pair[1], extra


def _shorter(name: str, gap: int, least: int, book: Book) -> Iterator[tuple[str, str]]:
    """What may be left out of the name, and the name without it; each shorter name once."""
    seen = set()
    telling = terms(book, "telling-extras")
    for size in range(1, min(gap, len(name) - least) + 1):
        for at in range(len(name) - size + 1):
            extra, short = name[at : at + size], name[:at] + name[at + size :]
            if short not in seen and not any(char in telling for char in extra):
                seen.add(short)
                yield extra, short
