"""指标值里有读不懂的数字、符号或单位。

## What it does
按“符号、数字、单位”的写法读指标值；有数字、符号或单位没处放的，几个数粘在一起的，像是识别错了符号的，只有符号没有数字的，都指出来。全是文字的定性指标不归本规则管。

## Why it matters
“≥9O%”里是字母 O，“6620”是几个数粘在一起。读错一位，测算和评分都跟着错，所以宁可不读。

## Basis
没有法规要求：读不准的数不参加核对。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | ≥9O% |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 质量指标 | 设备合格率 | ≥90% |

## Known limits
不替人改正：把 O 改成 0 要由填报人决定。
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from .. import rule
from ..words import terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


@rule(
    "VAL02",
    "unparseable-value",
    "指标值无法解析",
    "warning",
    zh="“{name}”的指标值“{value}”{why}",
    en="the value “{value}” of “{name}” {why_en}",
    repair_zh="按“符号＋数字＋单位”重写（如 ≥90%），其他说明写到绩效标准",
    repair_en="Write it as sign, number, unit (such as ≥90%), and move remarks to 绩效标准",
    reasons={"blank": ("指标值是空白", "the value is blank")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Speaks for what the value grammar reports; a rule that knows it better is its root."""
    reports = terms(book, "unparseable")
    for row in form.indicators:
        target, place = row.target, form.at(row)
        said = next((reports[word] for word in reports if word in target.reports), None)
        if said:
            yield fails(
                place,
                because=((said["rule"], place.key),) if said["rule"] else (),
                name=row.name or row.ref,
                value=target.raw.strip(),
                why=said["zh"],
                why_en=said["en"],
            )
        elif target.kind in ("empty", "filler"):
            yield not_applicable(place, "blank")
        else:
            yield passes(place)
