"""要公开的表里有填表人的姓名和电话，或手机号码。

## What it does
表尾的填表人姓名和电话同时出现时提醒；任何一格里有手机号码，按错误提示。只有单位的值班或办公电话、没有姓名的，不报。结果里只显示姓的第一个字和号码末两位。

## Why it matters
绩效目标表要随预算公开。填表人的姓名连着电话挂在网上，推销和诈骗电话就会打来，公开的单位要担责任。

## Basis
`P6`、`P25`：个人信息按最小必要处理，未经单独同意不得公开。`O15`：涉及个人隐私的信息不得公开。`O20`：机关自己的联系方式属于公开内容，可以保留。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

填表人：甲乙丙    联系电话：0700-1234567    填报日期：2023.3.15

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 线路点位数 | ≥526点 |

填表人：财务股    联系电话：0700-1234567    填报日期：2023.3.15

## Known limits
按公开版核对；内部报送版只作提示。图片和表外文字里的号码看不到。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, passes
from ...model.record import replace
from .. import rule
from ..phones import cover, mobiles, person, phone
from ..words import CONTACTS, cells, is_public, masked, once, place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book

# Fields whose digits are codes and amounts, never phones.
NUMBERS = ("project_code", "budget_amount", "higher_level_funds", "date")
FULL = ("个人姓名和电话", "a person's name and phone number")
MOBILE = ("手机号码", "a mobile phone number")


@rule(
    "PUB01",
    "personal-contact",
    "公开表含个人姓名电话",
    "warning",
    zh="表中有{what}（{contact}），不宜公开",
    en="the form carries {what_en} ({contact}), which should not be published",
    repair_zh="公开版删去个人姓名和电话，可留单位办公电话；报送版不受影响",
    repair_en="Remove name and number from the published edition; an office line may stay",
    basis=("P6", "P25", "O15"),
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """The footer first, then any mobile number elsewhere."""
    found = [*_footer(form, book), *_elsewhere(form, book)]
    if found:
        yield from found
    else:
        yield passes(replace(form.place("preparer"), raw=masked(form.text("preparer"))))


def _footer(form: Form, book: Book) -> Iterator[Verdict]:
    """A name with a number: in 填表人 and 联系电话, or both in one cell."""
    for name_key, phone_key in (("preparer", "phone"), ("project_leader", "")):
        named = form.text(name_key)
        numbered = "" if _is_leaders(form, phone_key) else form.text(phone_key)
        who = person(named, book)
        number = phone(numbered, book) or phone(named, book)
        mobile = bool(mobiles(numbered) or mobiles(named))
        if not number or not (who or mobile):
            continue
        keys = [
            key
            for key in (name_key, phone_key)
            if form.text(key) and (numbered or key != phone_key)
        ]
        first, *rest = (replace(form.place(key), raw=masked(form.text(key))) for key in keys)
        yield fails(
            first,
            also=tuple(rest),
            loudness=_loudness(mobile, book),
            what=FULL[0] if who else MOBILE[0],
            what_en=FULL[1] if who else MOBILE[1],
            contact=f"{masked(who)} {masked(number)}".strip(),
            who=masked(who),
            phone=masked(number),
        )


def _is_leaders(form: Form, key: str) -> bool:
    """Whether the number was read out of the project leader's own cell."""
    leader, number = form.fields.get("project_leader"), form.fields.get(key)
    return bool(leader and number and leader.label == number.label and leader.raw == number.raw)


def _elsewhere(form: Form, book: Book) -> Iterator[Verdict]:
    spots = (s for s in cells(form) if s[2] not in (*CONTACTS, *NUMBERS) and mobiles(s[0].raw))
    for spot in once(spots):
        where = place(form, spot)
        yield fails(
            replace(where, name=cover(where.name), raw=cover(where.raw)),
            loudness=_loudness(True, book),
            what=MOBILE[0],
            what_en=MOBILE[1],
            contact=masked(mobiles(spot[0].raw)[0]),
            who="",
            phone=masked(mobiles(spot[0].raw)[0]),
        )


def _loudness(mobile: bool, book: Book) -> Severity:
    """A mobile number is an error; nothing of this is more than a hint inside the house."""
    if not is_public(book):
        return Severity.INFO
    return Severity.ERROR if mobile else Severity.WARNING
