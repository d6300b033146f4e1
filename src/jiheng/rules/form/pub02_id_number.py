"""表里有身份证号码。

## What it does
在所有格里找18位的公民身份号码：地区码、出生日期和校验码都对得上，前后没有别的数字和字母，才算。15位的旧号码，要在“身份证”字样旁边才算。结果里只显示末两位。

## Why it matters
身份证号码一旦挂在网上就收不回来，公开的单位要担责任。

## Basis
`P25`：未经单独同意不得公开个人信息。`O15`：涉及个人隐私的信息不得公开。

## Example
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 补助人数 | =1人 | 示例１10101190001010006 |

## Instead
| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 补助人数 | =1人 | 名单另存 |

## Known limits
图片里的号码看不到。内部报送版只作提示。
"""

from __future__ import annotations

from ...model.finding import Severity, fails, passes
from ...model.record import replace
from .. import rule
from ..words import called, cells, is_public, once, place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.finding import Verdict
    from ...model.form import Form
    from ...policy import Book


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")


@rule(
    "PUB02",
    "id-number",
    "含身份证号",
    "error",
    zh="“{where}”里有身份证号码（{number}）",
    en="“{where}” holds an identity card number ({number})",
    repair_zh="公开版删去号码",
    repair_en="Remove the number from the published edition",
    basis=("P25", "O15"),
)
def check(form: Form, book: Book) -> Iterator[Verdict]:
    """Every cell with a number whose date and check digit are right; none is repeated."""
    clean = True
    for spot in once(s for s in cells(form) if len(s[0].raw) >= 15 and _numbers(s[0].raw)):
        clean = False
        numbers, where = _numbers(spot[0].raw), place(form, spot)
        yield fails(
            replace(where, name=_covered(where.name), raw=_covered(where.raw)),
            loudness=None if is_public(book) else Severity.INFO,
            where=_covered(called(spot)),
            number=f"＊＊{numbers[0][-2:]}",
            count=len(numbers),
        )
    if clean:
        yield passes(form.place())


def _covered(text: str) -> str:
    """The text with every number it gives away reduced to its last two characters."""
    plain = text.translate(_WIDE)
    for number in _numbers(text):
        plain = plain.replace(number, f"＊＊{number[-2:]}")
    return plain if "＊＊" in plain else text


def _numbers(text: str) -> list[str]:
    """The identity numbers of a text, each standing alone."""
    plain = text.translate(_WIDE)
    said = "身份证" in plain or "证件号" in plain
    out, at = [], 0
    while at < len(plain):
        end = at
        while end < len(plain) and plain[end].isascii() and plain[end].isalnum():
            end += 1
        word = plain[at:end]
        if _is_eighteen(word) or (said and len(word) == 15 and _is_fifteen(word)):
            out.append(word)
        at = max(end, at + 1)
    return out


def _is_eighteen(word: str) -> bool:
    if len(word) != 18 or not word[:17].isdigit() or not _is_day(word[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(word, WEIGHTS, strict=False))
    return "11" <= word[:2] <= "82" and word[17] == CHECKS[total % 11]


def _is_fifteen(word: str) -> bool:
    return word.isdigit() and "11" <= word[:2] <= "82" and _is_day("19" + word[6:12])


def _is_day(digits: str) -> bool:
    """A day of birth: 19000101 to the end of this century."""
    year, month, day = digits[:4], int(digits[4:6]), int(digits[6:])
    return "1900" <= year < "2100" and 1 <= month <= 12 and 1 <= day <= DAYS[month - 1]
