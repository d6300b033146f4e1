"""Dates and periods → ISO text, complete or partial.

"2023-12-31", "2023-12", "2023"; without a year "12-31" or "12" (the form's fiscal year is not
known here). 底 is the last day of its month or year, a quarter or half year ends on its last day.
"""

from __future__ import annotations

from ..model.record import record, replace
from .dates import YEARS, Moment, after_month, count_at, days_in, iso, moment_at, part_at
from .numerals import DIGITS, digits_end, skip

_RANGE = "-~至到"
_UNTIL = (
    "底之前",
    "底以前",
    "末之前",
    "末以前",
    "底前",
    "末前",
    "之前",
    "以前",
    "为止",
    "底",
    "末",
    "前",
    "止",
    "内",
)
# 内蒙古 and 前三季度 limit nothing.
_NO_LIMIT = {"内": "部容外科涝存蒙", "前": "一二三四五六七八九十0123456789"}
_THIRDS = {"上旬": 10, "中旬": 20, "下旬": 31, "初": 0}
_FOLLOWS = frozenset(word[0] for word in (*_UNTIL, *_THIRDS))
_QUARTERS = {"1": (3, 31), "2": (6, 30), "3": (9, 30), "4": (12, 31)}
_HALVES = {"上半年": (6, 30), "下半年": (12, 31)}


@record
class Span:
    """``until``: printed as a limit (前, 底, 内). ``stop``: where it ends in the text."""

    kind: str
    start: str | None
    end: str | None
    stop: int
    until: bool = False
    invalid: bool = False


def span_at(text: str, at: int, signed: bool = False) -> Span | None:
    """The date or period that begins at ``at``, or None.

    ``signed``: a comparison sign stands before it, so that 6月 is six months and 2023.1 a number.
    """
    part = _part_of_year(text, at, 0)
    if part is not None:
        return part
    first = moment_at(text, at, signed)
    if first is None:
        return _short(text, at)
    if first.year and not first.month:
        part = _part_of_year(text, first.stop, first.year) or _months_of(text, first)
        if part is not None:
            return part
    stop, until, last = _limit(text, first)
    if not until:
        second = _second(text, skip(text, stop), first)
        if second is not None:
            return _between(text, first, second)
    if signed and not until and not (first.year or first.day):
        return None
    return _single(last, stop, until)


def _single(moment: Moment, stop: int, until: bool) -> Span:
    end = iso(moment)
    kind = "deadline" if until else "date"
    if end is None:
        return Span(kind, None, None, stop, until, True)
    return Span(kind, None if until else end, end, stop, until)


def _between(text: str, first: Moment, second: Moment) -> Span:
    stop, until, last = _limit(text, second)
    last = replace(last, year=last.year or first.year)
    start, end = iso(first), iso(last)
    years = not (first.month or second.month)
    kind = "range-year" if years else "range-date"
    return Span(kind, start, end, stop, until, start is None or end is None)


def _limit(text: str, moment: Moment) -> tuple[int, bool, Moment]:
    """What follows a moment (底, 前, 中旬): where it ends, whether it limits, the last day."""
    at = skip(text, moment.stop)
    if text[at : at + 1] not in _FOLLOWS:
        return moment.stop, False, moment
    for word, day in _THIRDS.items():
        if moment.month and not moment.day and text.startswith(word, at):
            at += len(word)
            moment = replace(moment, day=min(day, days_in(moment)), stop=at)
            break
    for word in _UNTIL:
        after = text[at + len(word) : at + len(word) + 1]
        if text.startswith(word, at) and not (after and after in _NO_LIMIT.get(word, "")):
            return at + len(word), True, _last_day(moment) if word[0] in "底末" else moment
    return moment.stop, False, moment


def _last_day(moment: Moment) -> Moment:
    """12月底 is the 31st, 2023年底 too; 2月底 without a year the 28th."""
    if moment.day:
        return moment
    last = replace(moment, month=moment.month or 12)
    return replace(last, day=28 if last.month == 2 and not last.year else days_in(last))


def _separator(text: str, at: int) -> int:
    """Where what follows a range sign begins, or -1."""
    end = at
    while text[end : end + 1] and text[end] in _RANGE:
        end += 1
    return skip(text, end) if end > at else -1


def _second(text: str, at: int, first: Moment) -> Moment | None:
    """The other end of a period; what it does not print is taken from the first."""
    after = _separator(text, at)
    if after < 0:
        return None
    moment = moment_at(text, after)
    if moment is not None:
        return moment
    number, end = count_at(text, after)
    if not 0 < len(number) <= 2:
        return None
    if text[end : end + 1] in ("日", "号") and first.day:
        return Moment(first.year, first.month, int(number), end + 1)
    if first.mark and text[end : end + 1] == first.mark:
        last = digits_end(text, end + 1)
        if 1 <= last - end - 1 <= 2:
            return Moment(first.year, int(number), int(text[end + 1 : last]), last)
    if first.mark and not first.day and int(number) in range(1, 13):
        return Moment(first.year, int(number), 0, end)
    return None


def _short(text: str, at: int) -> Span | None:
    """1-12月, 2023年1-12月, 2021-2025年, 2021—2025: the first end prints only its number."""
    number, end = count_at(text, at)
    after = _separator(text, skip(text, end)) if number else -1
    if after < 0:
        return None
    if len(number) == 4 and int(number) in YEARS:
        other, stop = count_at(text, after)
        if len(other) == 4 and int(other) in YEARS:
            stop += text[stop : stop + 1] == "年"
            return Span("range-year", number, other, stop)
        return None
    month, stop = part_at(text, after, "月")
    if not month or len(number) > 2 or not 1 <= int(number) <= 12 or month > 12:
        return None
    return _between(text, Moment(0, int(number)), after_month(text, 0, month, stop))


def _months_of(text: str, year: Moment) -> Span | None:
    """1-12月 right behind a year."""
    span = _short(text, skip(text, year.stop))
    if span is None or span.kind != "range-date":
        return None
    prefix = f"{year.year:04d}-"
    return replace(span, start=f"{prefix}{span.start}", end=f"{prefix}{span.end}")


def _part_of_year(text: str, at: int, year: int) -> Span | None:
    """第四季度, 四季度, 上半年, with or without a year before it. 3季度 may be a duration: only
    where a limit follows."""
    numbered = text[at : at + 1] == "第"
    number, end = count_at(text, at + numbered)
    if number in _QUARTERS and text.startswith("季度", end):
        month, day = _QUARTERS[number]
        end += 2
    else:
        half = text[at : at + 3]
        if half not in _HALVES:
            return None
        (month, day), end, numbered = _HALVES[half], at + 3, True
    stop, until, _ = _limit(text, Moment(stop=end))
    if not (numbered or year or until) and text[at] in DIGITS:
        return None
    return Span("deadline" if until else "date", None, iso(Moment(year, month, day)), stop, until)
