"""同一样东西，一处叫“点”，一处叫“个”“处”。

## What it does
两行数量一样、名称有共同部分，单位却是“点”“个”“处”中的不同几个，或者单价的分母与数量的单位不同时提示，一张表合为一条。

## Why it matters
单位不统一，读的人分不清说的是点位还是设备。

## Basis
没有法规要求：统一单位便于核对。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 视频监控用电 | 1433点 |
| 产出指标 | 数量指标 | 视频监控维护 | 1433个 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 视频监控用电 | 1433点 |
| 产出指标 | 数量指标 | 视频监控维护 | 1433点 |

## Known limits
点位和设备本来是两样东西，数量不同的不比较。
"""

from __future__ import annotations

from itertools import combinations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..figures import same_unit
from ..parts import SHARED, shared
from ..reconcile import reconcile
from ..slack import base_of, multiplied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form, Indicator
    from ...policy import Book
    from ..figures import Count, Figures


@rule(
    "UNI04",
    "synonym-units",
    "同一对象单位不统一",
    "info",
    zh="同一样东西用了{units}几个单位：{shown}",
    en="one thing is counted in several units ({units}): {shown}",
    repair_zh="统一用一个单位；点位和设备分开计的，在名称里写明",
    repair_en="Use one unit; where points and devices differ, name them apart",
    reasons={"one-each": ("没有两处说同一样东西", "no thing is counted twice")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """One finding for the form."""
    found = reconcile(form, book).figures
    pairs = [(one, two) for one, two in combinations(found.counts, 2) if _same(one, two, book)]
    rates = [(count, unit) for _, unit, count in multiplied(form, book)]
    if not pairs and not rates:
        yield not_applicable(form.place(), "one-each")
        return
    mixed = [(one, two) for one, two in pairs if _synonyms(one.unit, two.unit, found)]
    priced = [(count, unit) for count, unit in rates if base_of(unit, book) != count.unit]
    if not mixed and not priced:
        yield passes(form.place())
        return
    counts = [*(count for pair in mixed for count in pair), *(count for count, _ in priced)]
    words = [*(count.unit for count in counts), *(unit for _, unit in priced)]
    rows: list[Indicator] = []
    for count in counts:
        if count.row not in rows:
            rows.append(count.row)
    rows.sort(key=lambda row: row.number)
    said = [f"{one.text}、{two.text}" for one, two in mixed]
    said += [f"{count.text}与元/{unit}" for count, unit in priced]
    yield fails(
        form.at(rows[0]),
        also=tuple(form.at(row) for row in rows[1:]),
        units=tuple(dict.fromkeys(words)),
        shown="；".join(said[:2]),
    )


def _same(one: Count, two: Count, book: Book) -> bool:
    """Two rows with one unround number and a name in common."""
    digits = len(f"{one.number.normalize():f}".strip("0").replace(".", ""))
    return (
        one.number == two.number
        and digits >= book.number("same-count-digits")
        and shared(one.object, two.object) >= SHARED
    )


def _synonyms(one: str, two: str, found: Figures) -> bool:
    return one != two and same_unit(one, two, found.same_count)
