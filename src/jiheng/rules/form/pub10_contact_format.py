"""联系电话把区号和号码连着写。

## What it does
联系电话以区号开头、区号与号码之间没有横线、空格或括号的，提示一下。没有区号的号码、手机号码、已经遮盖的号码不报。结果里只显示末两位。

## Why it matters
同一个单位的几张表，有的带区号有的不带、有的连写有的分开，看的人不知道该怎么拨。

## Basis
没有法规要求：一个单位的电话只有一种写法。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

填表人：财务股    联系电话：07001234567

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

填表人：财务股    联系电话：0700-1234567
"""

from __future__ import annotations

from ...model.finding import fails, not_applicable, passes
from ...model.record import replace
from .. import rule
from ..phones import phone
from ..words import masked, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


LENGTHS = (10, 11, 12)  # an area code of three or four digits, and seven or eight more


@rule(
    "PUB10",
    "contact-format",
    "联系电话格式不一致",
    "info",
    zh="联系电话（{phone}）的区号与号码连在一起",
    en="area code and number run together in the telephone number ({phone})",
    repair_zh="写成“区号-号码”，本单位各表用同一种写法",
    repair_en="Write area code, hyphen, number, and the same in every form of the unit",
    reasons={"no-phone": ("没有电话，或已遮盖", "there is no number, or it is covered")},
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """The telephone number of the footer."""
    said = form.text("phone")
    place = replace(form.place("phone"), raw=masked(said))
    digits = phone(said, book)
    if not digits:
        yield not_applicable(place, "no-phone")
    elif digits.startswith("0") and len(digits) in LENGTHS and squeeze(said).isdigit():
        yield fails(place, phone=masked(digits))
    else:
        yield passes(place)
