"""Reading a number and what stands right before it: digits, Chinese numerals, dates, words.

Each function takes what has been found and a position, and gives the position behind what it
read, or the same position if there is nothing of its kind.
"""

from __future__ import annotations

from decimal import Decimal

from .chinese import chinese, date, quantity_at
from .numerals import DIGITS, NUMERALS, digits_end, number_at, numeral, numeral_end, skip
from .phrases import Phrase, read_tail, set_unit
from .scan import Pending

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .lexicon import Word
    from .scan import Found

_LOOSE = 8
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DATE_MARKS = frozenset("年月-/.~至到")


def digits(found: Found, at: int) -> int:
    """A number, a date, the day of 每月25日, the number of a list item, or part of a name."""
    text = found.text
    end = digits_end(text, at)
    if at and text[at - 1].isascii() and text[at - 1].isalpha():
        return _name(text, end)
    if end - at <= 2 and _is_marker(found, at, end):
        return end + 1
    if text[at] in found.words.starts and (name := _fixed_name(found, at)) > at:
        return name
    if found.per and (stop := _day_of_month(found, at, end)) > at:
        return stop
    after = skip(text, end)
    mark = text[after : after + 1]
    if end - at <= 8 and (mark in _DATE_MARKS or end - at == 8):
        stop = date(found, at)
        if stop > at:
            return stop
    if mark and mark in "号#":
        return _name(text, after + 1)
    return _number(found, at, at)


def _day_of_month(found: Found, at: int, end: int) -> int:
    """每月25日, 每月10-15日: the (last) day."""
    text = found.text
    if text[end : end + 1] in ("-", "~", "至"):
        at, end = end + 1, digits_end(text, end + 1)
    if not 1 <= end - at <= 2 or text[end : end + 1] not in ("日", "号"):
        return 0
    found.day, found.read, found.per = int(text[at:end]), end + 1, []
    return end + 1


def _fixed_name(found: Found, at: int) -> int:
    """7*24小时 and the like: where it ends."""
    for word in found.words.words_at(found.text, at):
        if word.role == "name":
            return at + len(word.text)
    return at


def _name(text: str, end: int) -> int:
    """Digits that belong to a name (PM2.5, 3号楼): prose."""
    while text[end : end + 1] and text[end] in "0123456789.":
        end += 1
    return end


def _is_marker(found: Found, at: int, end: int) -> bool:
    """1. or 2、 before an item of a list."""
    text = found.text
    mark, after = text[end : end + 1], text[end + 1 : end + 2]
    if found.pending or not after or after in DIGITS or (at and text[at - 1] not in ";。:, "):
        return False
    return mark in (".", "、") or (mark == ")" and not found.depth)


def _number(found: Found, start: int, at: int) -> int:
    """A number in digits; ``start`` is where its minus stands, if any."""
    text = found.text
    got = number_at(text, at)
    if got is None:
        found.report("unplaced")
        return _name(text, digits_end(text, at))
    number, end = got
    phrase = found.phrase(start, number.copy_negate() if text[start] == "-" else number)
    mark, after = text[end : end + 1], text[end + 1 : end + 2]
    if mark and mark in ":/" and after and after in DIGITS:
        found.report("ratio-or-fraction")
        return found.finish(phrase, end) + 1
    stop = read_tail(text, end, phrase, found.units, found.words)
    if phrase.unit is None and mark.isascii() and mark.isalpha():
        return _letters(found, phrase, end)
    if phrase.unit is None and start and text[start - 1] in "¥￥":
        phrase.unit, phrase.unit_said = found.units.parse("元"), text[start - 1]
    if phrase.unit is None and text[max(0, start - 2) : start].strip(" ") in _LATIN:
        return end
    return found.finish(phrase, stop)


def _letters(found: Found, phrase: Phrase, end: int) -> int:
    """Letters right behind a number that are no unit: a name (4A级), or a slip (9O%)."""
    text = found.text
    while text[end : end + 1].isascii() and text[end : end + 1].isalnum():
        end += 1
    ratio = text[end : end + 1] in ("%", "‰")
    if phrase.op is not None or ratio or not (phrase.lead or text[end : end + 1]):
        found.report("unplaced")
    return end + ratio


def minus(found: Found, at: int) -> int:
    """A minus or plus right before a number that begins here; else a dash."""
    text = found.text
    before = text[max(0, at - 4) : at].rstrip()[-1:]
    begins = found.pending is not None or before in ("", "(", ":")
    after = text[at + 1 : at + 2]
    return _number(found, at, at + 1) if begins and after and after in DIGITS else at


def before(found: Found, at: int) -> int:
    """A word that relates to the number behind it, or a name that holds numerals."""
    for word in found.words.words_at(found.text, at):
        end = _word(found, word, at, at + len(word.text))
        if end > at:
            return end
    return chinese(found, at) if found.text[at] in NUMERALS else at


def _word(found: Found, word: Word, at: int, end: int) -> int:
    if word.role == "name":
        return end
    if word.role == "whole":
        return _percent(found, found.phrase(at, Decimal(word.op)), end, "%", at)
    if word.role == "percent":
        stop = numeral_end(found.text, end)
        number = numeral(found.text[end:stop]) if stop > end else None
        got = (number, stop) if number is not None else number_at(found.text, end)
        return _percent(found, found.phrase(at, got[0]), got[1], word.op, at) if got else at
    explicit = word.role == "comparator"
    if _begins_number(found, skip(found.text, end), word):
        found.expect(word.op, explicit, at, 0)
    elif word.loose:
        found.expect(word.op, explicit, at, _LOOSE)
    elif not explicit:
        return at
    if not found.word and word.text[0] in found.words.relative_starts:
        found.word = word.op
    return end


def _begins_number(found: Found, at: int, word: Word) -> bool:
    text = found.text
    char = text[at : at + 1]
    if not char:
        return False
    if char in DIGITS or char in found.words.signs or text.startswith("百分", at):
        return True
    if char in "-+":
        return text[at + 1 : at + 2] in tuple(DIGITS)
    if char not in NUMERALS:
        return False
    held, found.pending = found.pending, Pending(word.op, False, at, 0)
    got = quantity_at(found, at, max(numeral_end(text, at), at + 1))
    found.pending = held
    return got is not None


def _percent(found: Found, phrase: Phrase, end: int, unit: str, at: int) -> int:
    known = found.units.parse(unit)
    if known:
        set_unit(phrase, known, at, at + 3)
    return found.finish(phrase, read_tail(found.text, end, phrase, found.units, found.words))


def each(found: Found, at: int) -> int:
    """每人, 每月, 每亩: denominators said before the number. 每2年 is words only."""
    text = found.text
    start = skip(text, at + 1)
    got = found.units.scaled_at(text, start)
    if got and got[0].base and got[0].family != "ratio":
        found.per.append(got[0])
        return got[1]
    end = digits_end(text, start)
    if end > start and (got := found.units.unit_at(text, end)):
        return got[1]
    return at


def ordinal(found: Found, at: int) -> int:
    """第四季度 is a date; 第七期, 第1-6期, 第一至六期 count nothing."""
    text = found.text
    stop = date(found, at)
    if stop > at:
        return stop
    end = start = skip(text, at + 1)
    while text[end : end + 1] and (
        text[end] in DIGITS or text[end] in NUMERALS or text[end] in "-~至、"
    ):
        end += 1
    return end if end > start else at
