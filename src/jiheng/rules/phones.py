"""Phone numbers and the people beside them, found without repeating either.

A number is judged by its shape and its neighbours: 18 digits of a project code, an amount in 元
and a document number all hold eleven digits somewhere and are no phones.
"""

from __future__ import annotations

from .words import has, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..policy import Book

_WIDE = str.maketrans("０１２３４５６７８９－—", "0123456789--")
_AFTER_AMOUNT = "元万亿千百%％点个人次户处件项号"
_SHORTEST = 7


def mobiles(text: str) -> list[str]:
    """The mobile numbers of a text: 1[3-9] and nine more digits, whole or as 3-4-4."""
    if len(text) < 11 or sum(char.isdigit() for char in text) < 11:
        return []
    return [digits for _, _, digits in _mobiles(text)]


def cover(text: str) -> str:
    """The text with every mobile number replaced by ＊＊ and its last two digits."""
    for start, end, digits in reversed(list(_mobiles(text))):
        text = f"{text[:start]}＊＊{digits[-2:]}{text[end:]}"
    return text


def phone(text: str, book: Book) -> str:
    """The digits of a number long enough to call, "" where there is none or it is covered."""
    if has(text, terms(book, "covered")):
        return ""
    digits = "".join(char for char in text.translate(_WIDE) if char.isdigit())
    return digits if len(digits) >= _SHORTEST else ""


def person(text: str, book: Book) -> str:
    """The name in a preparer cell, "" for an office, a covered name or a blank."""
    word = "".join(char for char in squeeze(text) if char.isalpha() or char in "·×＊*●○")
    for label in ("联系电话", "电话", "手机", "联系方式"):
        word = word.replace(label, "")
    offices = terms(book, "offices")
    if len(word) < 2 or has(word, terms(book, "covered")):
        return ""
    if has(word, offices["words"]) or word.endswith(tuple(offices["endings"])):
        return ""
    return word


def _mobiles(text: str) -> Iterator[tuple[int, int, str]]:
    plain = text.translate(_WIDE)
    pieces = list(_pieces(plain))
    for index, (start, end) in enumerate(pieces):
        if _is_mobile(plain[start:end]) and _stands_alone(plain, start, end):
            yield start, end, plain[start:end]
        last = pieces[index + 2][1] if index + 2 < len(pieces) else end
        joined = plain[start:last].replace("-", "").replace(" ", "")
        shape = [b - a for a, b in pieces[index : index + 3]]
        if shape == [3, 4, 4] and _is_mobile(joined) and _stands_alone(plain, start, last):
            yield start, last, joined


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Runs of digits as (start, end)."""
    start = -1
    for at, char in enumerate(f"{text} "):
        inside = char.isascii() and char.isdigit()
        if inside and start < 0:
            start = at
        elif not inside and start >= 0:
            yield start, at
            start = -1


def _is_mobile(digits: str) -> bool:
    return len(digits) == 11 and digits.isdigit() and digits[0] == "1" and digits[1] in "3456789"


def _stands_alone(text: str, start: int, end: int) -> bool:
    """No letter or point beside it, no unit after it: else it is a code or an amount."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if any(char.isascii() and (char.isalnum() or char in ".,_") for char in before + after):
        return False
    return after not in _AFTER_AMOUNT or not after
