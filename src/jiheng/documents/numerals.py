"""Numbers as they are written, as exact decimals: 771,325,800.00, 三百一十八, 半, 贰佰.

A number is only read, never computed with: every digit printed is a digit of the result.
"""

from __future__ import annotations

from decimal import Context, Decimal

DIGITS = "0123456789"
_VALUES = {char: n for n, char in enumerate("零一二三四五六七八九")}
_VALUES |= {char: n for n, char in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_VALUES |= {"两": 2, "俩": 2, "仨": 3, "弍": 2, "弐": 2, "貳": 2, "參": 3, "陸": 6, "○": 0}
_TENS = {"十": 1, "百": 2, "千": 3, "拾": 1, "佰": 2, "仟": 3}
_GROUPS = {"万": 4, "萬": 4, "亿": 8, "億": 8}
NUMERALS = frozenset((*_VALUES, *_TENS, *_GROUPS, "半", "点", "廿", "卅"))
HALF = Decimal("0.5")
LONGEST = 40


def skip(text: str, at: int) -> int:
    """Where the next character that is not a blank stands."""
    while text[at : at + 1] == " ":
        at += 1
    return at


def digits_end(text: str, at: int) -> int:
    """Where the run of ASCII digits that begins at ``at`` ends."""
    size = len(text)
    while at < size and text[at] in DIGITS:
        at += 1
    return at


def number_at(text: str, at: int) -> tuple[Decimal, int] | None:
    """The number written in ASCII digits at ``at`` and where it ends, or None.

    Commas count as thousands separators only where every group is of three digits. A second point
    (2023.1.15) makes it no number.
    """
    end = digits_end(text, at)
    if end == at:
        return None
    start, grouped = at, end
    while grouped - start <= 3 and text[grouped : grouped + 1] == ",":
        after = digits_end(text, grouped + 1)
        if after - grouped != 4:
            break
        start, grouped = grouped + 1, after
    end = grouped
    if text[end : end + 1] == ".":
        after = digits_end(text, end + 1)
        if after > end + 1:
            if text[after : after + 1] == "." and digits_end(text, after + 1) > after + 1:
                return None
            end = after
    return Decimal(text[at:end].replace(",", "")), end


def numeral_end(text: str, at: int) -> int:
    """Where the run of Chinese numerals that begins at ``at`` ends; 半 stands alone, 点 inside."""
    if text[at : at + 1] == "半":
        return at + 1
    size, start = len(text), at
    while at < size and text[at] in NUMERALS:
        if text[at] in "半点" and (text[at] == "半" or text[at + 1 : at + 2] not in _VALUES):
            break
        at += 1
    return at if at - start <= LONGEST else start


def numeral(text: str) -> Decimal | None:
    """A number in Chinese numerals, everyday or formal, or None for what is none.

    两 2, 半 0.5, 两百零五 205, 三百五 350, 一万五 15000, 二〇二三 2023, 三点五 3.5.
    """
    if text == "半":
        return HALF
    if not 0 < len(text) <= LONGEST or "半" in text or not NUMERALS.issuperset(text):
        return None
    whole, point, fraction = text.partition("点")
    if point and (not fraction or any(char not in _VALUES for char in fraction)):
        return None
    number = _positional(whole) if _is_positional(whole) else _whole(whole)
    if number is None:
        return None
    return Decimal(f"{number}.{''.join(str(_VALUES[c]) for c in fraction)}") if point else number


def _is_positional(text: str) -> bool:
    return len(text) > 1 and all(char in _VALUES for char in text)


def _positional(text: str) -> Decimal | None:
    return Decimal("".join(str(_VALUES[char]) for char in text))


def _whole(text: str) -> Decimal | None:
    """Groups of 亿 and 万, each a number below 10000 (below 10^8 before 亿)."""
    for mark, power in (("亿", 8), ("億", 8), ("万", 4), ("萬", 4)):
        head, found, tail = text.rpartition(mark)
        if not found:
            continue
        high = _whole(head)
        if high is None or (power == 4 and high >= 10000):
            return None
        if not tail:
            return high.scaleb(power)
        zero, tail = tail[0] in "零〇", tail.lstrip("零〇")
        low = _whole(tail)
        if low is None or low >= Decimal(1).scaleb(power):
            return None
        short = len(tail) == 1 and tail in _VALUES and not zero
        return high.scaleb(power) + (low.scaleb(power - 1) if short else low)
    return _section(text)


def _section(text: str) -> Decimal | None:
    """A number below 10000: digits with falling 千 百 十 between them."""
    if text in ("零", "〇"):
        return Decimal(0)
    text = text.replace("廿", "二十").replace("卅", "三十")
    total, digit, last, zero = 0, -1, 4, False
    for char in text:
        if char in _TENS:
            power = _TENS[char]
            if power >= last or (digit < 0 and (power > 1 or total)) or digit == 0:
                return None
            total += (1 if digit < 0 else digit) * 10**power
            digit, last, zero = -1, power, False
        elif char in _VALUES:
            if digit > 0:
                return None
            zero = zero or _VALUES[char] == 0
            digit = _VALUES[char]
        else:
            return None
    if digit > 0:
        total += digit * 10 ** (last - 1) if 1 < last < 4 and not zero else digit
    return Decimal(total) if total or digit > 0 else None


def exact_product(number: Decimal, factor: Decimal) -> Decimal:
    """The product with every digit, however many there are."""
    size = len(number.as_tuple().digits) + len(factor.as_tuple().digits)
    return Context(prec=max(size, 28)).multiply(number, factor)
