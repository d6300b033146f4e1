"""分项数量之和与总量不符。

## What it does
两种情形：分期的数量（第一至六期、第七期）相加，与同一对象不分期的数量比较；“总面积”“总人数”一类的
总量，与紧随其后的“其中”各行比较。同一期出现两个不同的数量也一并提示。

## Why it matters
同一批点位、设备或人员的几个数字应当互相推得出来；差的部分要说明是什么。

## Basis
LOGIC

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 第一期示例监控线路租用 | 526点 |
| 产出指标 | 数量指标 | 第二期示例监控线路租用 | 800点 |
| 产出指标 | 数量指标 | 示例监控点位供电 | 1433点 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 第一期示例监控线路租用 | 526点 |
| 产出指标 | 数量指标 | 第二期示例监控线路租用 | 800点 |
| 产出指标 | 数量指标 | 示例监控点位供电 | 1326点 |

## Known limits
一个点位可能有几台设备或一个卡口，所以只作提问。“其中”不必列全，只在分项之和大于总量时提示。
"""

from __future__ import annotations

from decimal import Decimal

from ...model.finding import fails, insufficient, not_applicable, passes
from .. import rule
from ..parts import Part, groups
from ..working import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book
    from ..parts import Group


@rule(
    "ARI07",
    "subquantity-sum",
    "分项数量与总量不符",
    "warning",
    basis=("LOGIC",),
    zh="{parts}{made_zh}，而“{name}”为 {total}{unit}，相差 {gap}{unit}：差的部分是什么？",
    en="{parts}{made_en}, but “{name}” says {total}{unit}: what are the other {gap}{unit}?",
    repair_zh="说明差额由哪些点位、设备或人员构成，或改正写错的数量",
    repair_en="Say what makes the difference, or correct the wrong quantity",
    reasons={
        "no-parts": ("没有分项与总量的关系", "no part-and-whole rows"),
        "not-all-parts": ("“其中”各行没有列全，无法核对", "the parts listed are not all"),
    },
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One verdict a whole and its parts."""
    found = groups(form, book)
    if not found:
        yield not_applicable(form.place(), "no-parts")
    for group in found:
        yield _judge(group, form)


def _judge(group: Group, form: Form) -> Verdict:
    place = form.at(group.whole.row)
    total, added = group.whole.number, sum((part.number for part in group.parts), Decimal(0))
    shown = " + ".join(part.text for part in group.parts)
    gap = added - total
    if not gap:
        return passes(place, f"{shown} = {group.whole.text}")
    if group.open_ended and gap < 0:
        return insufficient(place, "not-all-parts", f"{shown} = {number_text(added)}")
    several = len(group.parts) > 1
    made = f"{number_text(added)}{group.whole.unit}"
    difference = f"{number_text(-gap)}{group.whole.unit}"
    return fails(
        place,
        working=(
            *([f"{shown} = {made}"] if several else []),
            f"{group.whole.text} − {made if several else shown} = {difference}",
        ),
        also=tuple(form.at(part.row) for part in (*group.parts, *group.same)),
        name=group.whole.row.name or "",
        parts="、".join(_quoted(part) for part in group.parts),
        made_zh=f" 合计 {made}" if several else "",
        made_en=f" make {made}" if several else "",
        sum=added,
        total=total,
        gap=abs(gap),
        unit=group.whole.unit,
    )


def _quoted(part: Part) -> str:
    return f"“{part.row.name}”{part.text}"
