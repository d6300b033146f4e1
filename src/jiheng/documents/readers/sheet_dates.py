"""Days and times: a serial number and the tokens of its format → the text a person sees."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from .sheet_dbnum import respelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .sheet_codes import Section

DAY = 86_400
LAST = 2_958_466
"""31.12.9999 is the last day a sheet can hold."""

BETWEEN = 1_462
"""Days between the calendars that begin in 1900 and 1904."""

LEAP = 60
"""The day Lotus invented: 29 February 1900."""

MONTHS = "January February March April May June July August September October November December"
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def dated(part: Section, serial: Decimal, *, from_1904: bool) -> str | None:
    """The text of a serial number, None where it is no day."""
    clock = _Clock(part, serial, from_1904=from_1904)
    if not 0 <= clock.days < LAST:
        return None
    out = []
    for place, (kind, said) in enumerate(part.tokens):
        shown = clock.shown(place, kind, said)
        spell = part.dbnum and kind and shown.isdecimal()
        out.append(respelled(shown, part.dbnum, whole=kind[0] != "y") if spell else shown)
    return "".join(out).strip(" ")


class _Clock:
    def __init__(self, part: Section, serial: Decimal, *, from_1904: bool) -> None:
        self.tokens = part.tokens
        self.places = _places(part)
        unit = Decimal(1).scaleb(-self.places)
        seconds = (serial * DAY).quantize(unit, ROUND_HALF_UP) if abs(serial) < LAST else -unit
        self.total = int(seconds.to_integral_value("ROUND_FLOOR"))
        self.fraction = f"{seconds - self.total:f}"[2:]
        self.days, self.second = divmod(self.total, DAY)
        if from_1904 and self.days >= 0:
            self.days += BETWEEN
        self.half = any(kind == "a/p" for kind, _ in part.tokens)
        self.day = date(1899, 12, 30) + timedelta(days=min(max(self.days, 0), LAST - 1))
        if 0 < self.days < LEAP:
            self.day += timedelta(days=1)

    def shown(self, place: int, kind: str, said: str) -> str:
        """One token."""
        if not kind:
            return said
        if kind == "a/p":
            return self._halfday(said)
        if kind[0] == "[":
            return self._elapsed(kind)
        if kind[0] == "m":
            return self._minute(kind) if self._is_minute(place) else self._month(kind)
        if kind in ("0", "#", "?"):
            return ""
        if kind == "." and self.places and self._before(place, "s"):
            return "." + self.fraction
        return self._simple(kind, said)

    def _simple(self, kind: str, said: str) -> str:
        if kind[0] == "y":
            return f"{self.day.year:04d}" if len(kind) > 2 else f"{self.day.year % 100:02d}"
        if kind[0] == "d":
            if len(kind) > 2:
                name = WEEKDAYS.split()[self.day.weekday()]
                return name if len(kind) > 3 else name[:3]
            return f"{29 if self.days == LEAP else self.day.day:0{len(kind)}d}"
        if kind[0] == "h":
            hour = self.second // 3600
            return f"{(hour % 12 or 12) if self.half else hour:0{min(len(kind), 2)}d}"
        if kind[0] == "s":
            return f"{self.second % 60:0{min(len(kind), 2)}d}"
        if kind in ("aaa", "aaaa"):
            return ("星期" if len(kind) > 3 else "") + "一二三四五六日"[self.day.weekday()]
        return said

    def _halfday(self, said: str) -> str:
        first, _, second = said.partition("/")
        return first if self.second < DAY // 2 else second

    def _elapsed(self, kind: str) -> str:
        unit = {"h": 3600, "m": 60, "s": 1}[kind[1]]
        return f"{self.total // unit:0{len(kind) - 2}d}"

    def _minute(self, kind: str) -> str:
        return f"{self.second // 60 % 60:0{min(len(kind), 2)}d}"

    def _month(self, kind: str) -> str:
        number = 2 if self.days == LEAP else self.day.month
        if len(kind) < 3:
            return f"{number:0{len(kind)}d}"
        name = MONTHS.split()[number - 1]
        return name if len(kind) == 4 else name[: 1 if len(kind) > 4 else 3]

    def _is_minute(self, place: int) -> bool:
        """``m`` is a minute after an hour or before a second."""
        return self._before(place, "h") or self._after(place, "s")

    def _before(self, place: int, letter: str) -> bool:
        return _leads([kind for kind, _ in reversed(self.tokens[:place])], letter)

    def _after(self, place: int, letter: str) -> bool:
        return _leads([kind for kind, _ in self.tokens[place + 1 :]], letter)


def _leads(kinds: list[str], letter: str) -> bool:
    """Whether the first part of a day or time among these is of this letter."""
    first = next((k.strip("[]") for k in kinds if k.strip("[]")[:1] in tuple("ymdhs")), "")
    return first[:1] == letter


def _places(part: Section) -> int:
    """Zeros after the point of ``ss.00``."""
    kinds = [kind for kind, _ in part.tokens]
    if "." not in kinds:
        return 0
    rest = kinds[kinds.index(".") + 1 :]
    count = next((n for n, kind in enumerate(rest) if kind != "0"), len(rest))
    return min(count, 6)
