"""One cell: the text of a file → the value its column holds, or what is wrong with it.

Written variants that can mean one thing only are taken (2023/1/5, 1,234.50, 是); what could mean
two is refused, never converted in silence: serial dates, amounts with a unit, too many decimals.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from ..model.tables import DATE, EXACT, FLAG, MONEY, MONTH, TEXT, TIME, WHOLE
from .fault import Bad

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.tables import Column

    Value = str | int | Decimal | date | datetime | None

LONGEST = 4000
YEARS = range(1950, 2101)
SERIALS = range(29_221, 73_051)  # 1980 … 2099, counted by Excel
WAN = 4  # decimal places between 万元 and yuan
PLACES = {MONEY: 2, EXACT: 6}
DIGITS = {MONEY: 16, EXACT: 12}  # before the point, as the stored type holds
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?", re.ASCII)
_UNIT = re.compile(r"[¥￥]?[+-]?[\d,.]+\s*(?:元|万元?|亿元?|千元?|%|％)", re.ASCII)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_PLAIN_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))", re.ASCII)
_CLOCK = re.compile(r"[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_HARMLESS = re.compile(r"[+\-－＋][\d.,\-－—\s]*")
RUNS = "=+-@＝＋－＠\t\r"
FLAGS = {"1": 1, "0": 0, "是": 1, "否": 0, "true": 1, "false": 0, "1.0": 1, "0.0": 0}


def parse(text: str, column: Column, wan: bool = False) -> Value:
    """The value of a cell; None where it is blank and may be. Raises Bad.

    ``wan``: amounts are in 万元 and become yuan, exactly.
    """
    bare = text.strip(" \u3000\xa0\n")
    if not bare.strip():
        if column.required:
            raise Bad("blank")
        return None
    if column.type in PLACES:
        return decimal(bare, column.type, wan)
    value = _PARSERS[column.type](bare)
    if column.one_of and value not in column.one_of:
        raise Bad("word", "、".join(column.one_of))
    return value


def words(text: str) -> str:
    """Any words, but none that a spreadsheet would run."""
    if text[0] in RUNS and not _HARMLESS.fullmatch(text):
        raise Bad("formula")
    if _CONTROL.search(text):
        raise Bad("control")
    if len(text) > LONGEST:
        raise Bad("long")
    return text


def decimal(text: str, kind: str, wan: bool = False) -> Decimal:
    """Yuan with two decimals, or any decimal with six."""
    places = PLACES[kind]
    match = _NUMBER.fullmatch(text.lstrip("¥￥"))
    if match is None:
        raise Bad("unit-cell" if _UNIT.fullmatch(text) else "number")
    value = Decimal(match[0].replace(",", ""))
    fraction = (match[1] or "").rstrip("0")
    if len(fraction) > places + (WAN if wan else 0):
        raise Bad("decimals", str(places))
    if wan:
        value = value.scaleb(WAN)
    if value.adjusted() >= DIGITS[kind]:
        raise Bad("large")
    return value.quantize(Decimal(1).scaleb(-places))


def whole(text: str) -> int:
    """A whole number; 21.0 is one."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise Bad("unit-cell" if _UNIT.fullmatch(text) else "number")
    if (match[1] or "").strip("0"):
        raise Bad("whole")
    value = Decimal(match[0].replace(",", ""))
    if value.adjusted() > 17:
        raise Bad("large")
    return int(value)


def day(text: str) -> date:
    """A date; a midnight behind it is not in the way."""
    match = _DATE.match(text) or _PLAIN_DATE.fullmatch(text)
    rest = text[match.end() :] if match else ""
    clock = _CLOCK.fullmatch(rest) if rest else None
    if match is None or (
        rest and (clock is None or any(int(part or 0) for part in clock.groups()))
    ):
        whole_days = text.removesuffix(".0")
        if whole_days.isascii() and whole_days.isdecimal() and int(whole_days) in SERIALS:
            raise Bad("serial", (date(1899, 12, 30) + timedelta(int(whole_days))).isoformat())
        raise Bad("date")
    return _date(match)


def _date(match: re.Match[str], code: str = "date") -> date:
    try:
        found = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Bad(code) from None
    if found.year not in YEARS:
        raise Bad(code)
    return found


def moment(text: str) -> datetime:
    """A local time, to the second."""
    match = _DATE.match(text)
    rest = text[match.end() :] if match else ""
    clock = _CLOCK.fullmatch(rest) if rest else None
    if match is None or clock is None:
        raise Bad("time")
    on = _date(match, "time")
    hour, minute, second = (int(part or 0) for part in clock.groups())
    try:
        return datetime(on.year, on.month, on.day, hour, minute, second)
    except ValueError:
        raise Bad("time") from None


def month(text: str) -> str:
    """ "2023-01"; Excel likes to make 2023-01-01 of it."""
    match = _MONTH.fullmatch(text)
    if match:
        year, number = int(match[1]), int(match[2] or match[3])
    else:
        try:
            first = day(text)
        except Bad:
            raise Bad("month") from None
        if first.day != 1:
            raise Bad("month")
        year, number = first.year, first.month
    if year not in YEARS or not 1 <= number <= 12:
        raise Bad("month")
    return f"{year:04}-{number:02}"


def flag(text: str) -> int:
    """0 or 1."""
    found = FLAGS.get(text.lower())
    if found is None:
        raise Bad("flag")
    return found


_PARSERS: dict[str, Callable[[str], Value]] = {
    TEXT: words,
    WHOLE: whole,
    DATE: day,
    TIME: moment,
    MONTH: month,
    FLAG: flag,
}
