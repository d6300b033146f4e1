"""[DBNum1] and its like: digits of a format in Chinese numerals, 2023 as 二〇二三, 12 as 十二."""

from __future__ import annotations

DIGITS = ("", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９")
UNITS = ("", ("", "十", "百", "千"), ("", "拾", "佰", "仟"))
GREAT = ("", "万", "亿", "万亿")
LONGEST = 16


def respelled(text: str, dbnum: int, *, whole: bool) -> str:
    """Digits of a text in another script; ``whole``: as a number said aloud, not digit by digit."""
    if not dbnum:
        return text
    if whole and dbnum < 3:
        sign, bare = ("-", text[1:]) if text.startswith("-") else ("", text)
        head, point, rest = bare.partition(".")
        if head.isdecimal() and head.isascii() and len(head) <= LONGEST:
            return sign + _said(head, dbnum) + point + rest.translate(_table(dbnum))
    return text.translate(_table(dbnum))


def _table(dbnum: int) -> dict[int, str]:
    return {ord("0") + n: char for n, char in enumerate(DIGITS[dbnum])}


def _said(digits: str, dbnum: int) -> str:
    """318 as 三百一十八."""
    zero = "零" if dbnum == 2 else "〇"
    groups = []
    rest = digits.lstrip("0")
    while rest:
        groups.append(rest[-4:])
        rest = rest[:-4]
    out = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place].zfill(4)
        if out and group[0] == "0" and group.strip("0"):
            out += zero
        part = _thousand(group, dbnum, zero)
        out += part + (GREAT[place] if part else "")
    short = out[1:] if dbnum == 1 and out.startswith("一十") else out
    return short or zero


def _thousand(group: str, dbnum: int, zero: str) -> str:
    out, gap = "", False
    for place, digit in enumerate(group):
        if digit == "0":
            gap = bool(out)
            continue
        out += (zero if gap else "") + DIGITS[dbnum][int(digit)] + UNITS[dbnum][3 - place]
        gap = False
    return out
