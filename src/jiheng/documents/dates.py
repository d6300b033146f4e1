"""Days, months and years as forms write them: 2023年12月31日, 2023.12.31, 12月, 二〇二三年."""

from __future__ import annotations

from ..model.record import record
from .numerals import DIGITS, digits_end, numeral, numeral_end, skip

YEARS = range(1900, 2100)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# What may follow 2023.12 that makes it a month and not a number.
_AFTER_MONTH = "前底末至到-~)之以止完竣,;"


@record
class Moment:
    """A day, month or year as printed; 0 where a part is not printed."""

    year: int = 0
    month: int = 0
    day: int = 0
    stop: int = 0
    mark: str = ""


def iso(moment: Moment) -> str | None:
    """ISO text of what is printed, None where the calendar has no such day."""
    if moment.month > 12 or moment.day > days_in(moment):
        return None
    parts = [f"{moment.year:04d}"] if moment.year else []
    parts += [f"{part:02d}" for part in (moment.month, moment.day) if part]
    return "-".join(parts)


def days_in(moment: Moment) -> int:
    """Days of the month; 29 for a February whose year is not printed."""
    if not 1 <= moment.month <= 12:
        return 31
    days = _DAYS[moment.month - 1]
    year = moment.year
    leap = not year or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return days if leap or moment.month != 2 else 28


def count_at(text: str, at: int) -> tuple[str, int]:
    """Digits at ``at``, Chinese ones turned into ASCII, and where they end; "" where none are."""
    if text[at : at + 1] in DIGITS:
        end = digits_end(text, at)
        return text[at:end], end
    end = numeral_end(text, at)
    number = numeral(text[at:end]) if end > at else None
    said = "" if number is None else f"{number:f}"
    return (said, end) if said and "." not in said else ("", at)


def part_at(text: str, at: int, marks: str) -> tuple[int, int]:
    """A number of one or two digits before one of ``marks``, and the end of the mark; else 0."""
    number, end = count_at(text, skip(text, at))
    after = skip(text, end)
    if 0 < len(number) <= 2 and text[after : after + 1] and text[after] in marks:
        return int(number), after + 1
    return 0, at


def moment_at(text: str, at: int, signed: bool = False) -> Moment | None:
    number, end = count_at(text, at)
    if not number or len(number) > 8:
        return None
    after = skip(text, end)
    mark = text[after : after + 1]
    year = int(number) if len(number) == 4 and int(number) in YEARS else 0
    if mark == "年":
        return _after_year(text, number, year, after + 1)
    if year and mark and mark in "-/.":
        return _separated(text, year, mark, after + 1, signed)
    if mark == "月" and len(number) <= 2 and 0 < int(number) <= 12:
        return after_month(text, 0, int(number), after + 1)
    if len(number) == 8 and not mark and int(number[:4]) in YEARS:
        whole = Moment(int(number[:4]), int(number[4:6]), int(number[6:]), end)
        return whole if iso(whole) and whole.month and whole.day else None
    return None


def _after_year(text: str, number: str, year: int, at: int) -> Moment | None:
    """After 年: 度, a month, or nothing. 23年12月 is 2023; 3年 is a duration."""
    month, end = part_at(text, at, "月")
    if not year:
        if len(number) != 2 or not month:
            return None
        year = 2000 + int(number)
    if month:
        return after_month(text, year, month, end)
    return Moment(year, stop=at + 1 if text[at : at + 1] == "度" else at)


def after_month(text: str, year: int, month: int, at: int) -> Moment:
    at += text[at : at + 1] == "份"
    day, end = part_at(text, at, "日号")
    if not day:
        return Moment(year, month, 0, at)
    hour, after = part_at(text, end, "时点")
    return Moment(year, month, day, after if hour else end)


def _separated(text: str, year: int, mark: str, at: int, signed: bool) -> Moment | None:
    """2023-12-31, 2023/12/31, 2023.12.31, or year and month alone where nothing else fits."""
    end = digits_end(text, at)
    if not 1 <= end - at <= 2 or int(text[at:end]) > 31:
        return None
    month = int(text[at:end])
    if text[end : end + 1] == mark:
        last = digits_end(text, end + 1)
        if 1 <= last - end - 1 <= 2:
            return Moment(year, month, int(text[end + 1 : last]), last, mark)
    after = text[skip(text, end) : skip(text, end) + 1]
    if signed or not 1 <= month <= 12 or (after and after not in _AFTER_MONTH):
        return None
    return Moment(year, month, 0, end, mark)
