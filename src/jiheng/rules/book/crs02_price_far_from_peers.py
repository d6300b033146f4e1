"""单价与同批其他项目相差太远。

## What it does
把一批表里同一对象、同一单位的单价放在一起（指标值或绩效标准里写的，如 3003.8元/处），至少另有五个项目可比时算出中位数；某个单价达到中位数的三倍以上，或者不到三分之一，提示一次。

## Why it matters
同样的东西，别的单位都在一个价上下，只有一家高出几倍，要么单位写错（元与万元、月与年），要么标准不同，总要说明。

## Basis
没有法规要求，只是提示；倍数可由地方另定。

## Example
2023年项目支出绩效目标表

| 项目支出名称 | 东区线路 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用 | ≤1800元/处 |

2023年项目支出绩效目标表

| 项目支出名称 | 西区线路 | 预算部门 | 示例县教育局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用 | ≤1850元/处 |

2023年项目支出绩效目标表

| 项目支出名称 | 南区线路 | 预算部门 | 示例县民政局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用 | ≤1900元/处 |

2023年项目支出绩效目标表

| 项目支出名称 | 北区线路 | 预算部门 | 示例县财政局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用 | ≤1950元/处 |

2023年项目支出绩效目标表

| 项目支出名称 | 中区线路 | 预算部门 | 示例县水利局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用 | ≤2000元/处 |

2023年项目支出绩效目标表

| 项目支出名称 | 城郊线路 | 预算部门 | 示例县林业局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用 | ≤9000元/处 |

## Instead
2023年项目支出绩效目标表

| 项目支出名称 | 东区线路 | 预算部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用 | ≤1800元/处 |

2023年项目支出绩效目标表

| 项目支出名称 | 城郊线路 | 预算部门 | 示例县林业局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 成本指标 | 经济成本指标 | 线路租用 | ≤9000元/处 |

## Known limits
名称完全相同才算同一对象；只比表里写出的单价，不比用成本除以数量倒算的。
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from ...model.finding import failed, not_applicable, passes
from .. import rule
from ..gather import figures
from ..siblings import PLAN
from ..words import terms
from ..working import quotient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model.finding import Fact, Sheet
    from ...model.form import Form
    from ...model.place import Place
    from ...policy import Book
    from .. import Said

    # A price: whose, where, 元, as printed.
    Told = tuple[Sheet, Place, Decimal, str]

HALF = Decimal("0.5")


def gather(form: Form, book: Book) -> tuple[object, ...] | None:
    """The prices: object, per what, 元, place, as printed; one of an object."""
    generic = terms(book, "price-generic")
    out: dict[tuple[str, str], tuple[object, ...]] = {}
    for price in figures(form, book).prices:
        per = "/".join(price.per)
        if price.object not in generic and price.yuan > 0 and price.per[0]:
            place = form.at(price.row, price.part)
            told = (price.object, per, price.yuan, place, price.text)
            out.setdefault((price.object, per), told)
    return tuple(out.values()) or None


@rule(
    "CRS02",
    "price-far-from-peers",
    "单价远离同类",
    "info",
    zh="“{object}”{price}，同批{count}个项目的中位数是{median}元/{per}，相差{ratio}倍",
    en="“{object}” costs {price}; the median of the {count} projects of the batch is {median}元/{per}: {ratio} times apart",
    repair_zh="核对单位（元与万元、月与年）和标准；确有不同的，在绩效标准里写明",
    repair_en="Check the unit (元 or 万元, month or year) and the standard; where it does differ, say why",
    scope="book",
    gather=gather,
    reasons={
        "no-price": ("没有写单价", "there is no price"),
        "few-peers": ("可比的项目不够", "there are too few projects to compare with"),
    },
)
def check(sheets: Sequence[Sheet], book: Book, across: bool) -> Iterator[Said]:
    """Each price against the median of the others; what its own file shows is not said again."""
    least, ratio = int(book.number("price-peers")), book.number("price-ratio")
    groups: dict[tuple[str, str], dict[tuple[str, str], Told]] = {}
    for sheet in sheets:
        for name, per, yuan, place, text in sheet.facts.get("CRS02", ()):
            if sheet.stage == PLAN:
                whose = (sheet.unit, sheet.project or f"{sheet.path} {sheet.place.key}")
                told = groups.setdefault((name, per), {})
                told.setdefault(whose, (sheet, place, yuan, text))
        if "CRS02" not in sheet.facts:
            yield sheet, not_applicable(sheet.place, "no-price")
    for (name, per), named in groups.items():
        group = list(named.values())
        median, files = _median(group), [sheet.path for sheet, *_ in group]
        judged = {path for path, n in Counter(files).items() if n > least} if across else set()
        for sheet, place, yuan, text in group:
            if sheet.path in judged:
                continue
            if len(group) <= least:
                yield sheet, not_applicable(place, "few-peers")
            elif yuan < median * ratio and yuan * ratio > median:
                yield sheet, passes(place)
            else:
                far = quotient(max(yuan, median), min(yuan, median), 1)
                facts: dict[str, Fact] = {"object": name, "price": text, "per": per}
                facts |= {"median": median, "count": len(group), "ratio": far}
                yield sheet, failed(place, facts)


def _median(group: Sequence[Told]) -> Decimal:
    """The median of a group: one price far off does not move it."""
    ordered = sorted(yuan for _, _, yuan, _ in group)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) * HALF
