"""Formulas that a cell prints itself: ``20人×300元×12月``, ``100点×6000元/点+2万元``.

Numbers with units, × and +, brackets; a word before a number is its label. Each formula must hold
money. A rate per month or quarter that no factor answers is also reckoned for the year. Reading
is one pass over at most ``LONGEST`` characters.
"""

from __future__ import annotations

from decimal import Decimal

from ..model.record import record
from .working import result_text
from .yearly import scale_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

LONGEST = 400
TIMES, PLUS, EQUAL = "×xX*＊✕✖╳", "+＋", "=＝"
OPEN, CLOSE, DIGITS = "（([【", "）)]】", "0123456789"
ZERO, ONE = Decimal(0), Decimal(1)
DEEPEST = 4


@record
class Value:
    """A part of a formula: number, how many money factors, units met, denominators, factors."""

    number: Decimal
    money: int = 0
    units: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    factors: int = 1


@record
class Formula:
    """A formula in 元. ``open``: denominators no factor answers; ``rest``: the text around it."""

    yuan: Decimal
    text: str
    factors: int
    open: tuple[str, ...]
    rest: str

    def said(self, yuan: Decimal, more: str = "") -> str:
        return f"{self.text}{more} = {result_text(yuan)}"


def formulas(text: str, words: Any) -> Iterator[Formula]:
    """Every formula of a text that multiplies and holds money, in order."""
    text = text[:LONGEST]
    if not any(sign in text for sign in TIMES) or not any(char in text for char in DIGITS):
        return
    at = 0
    while at < len(text):
        reader = _Reader(text, at, words)
        value = reader.sum(0)
        if value and value.money == 1 and value.factors > 1:
            shown = text[at : reader.at].strip(" ,，;；:：、。")
            answered = {unit for unit in value.units if unit}
            free = tuple(unit for unit in value.per if unit not in answered)
            rest = text[:at] + text[reader.at :]
            yield Formula(value.number, shown, value.factors, free, rest)
        at = max(reader.at, at + 1)


class _Reader:
    """A place in a text from which one sum of products is read."""

    def __init__(self, text: str, at: int, words: Any) -> None:
        self.text, self.at, self.words = text, at, words

    def sum(self, depth: int) -> Value | None:
        """Products joined by +; money is only added to money."""
        value = self.product(depth)
        while value and self._sign(PLUS):
            more = self.product(depth)
            if more is None or bool(more.money) != bool(value.money):
                return None
            units = tuple(u for u in (*value.units, *more.units))
            factors = value.factors + more.factors
            number, per = value.number + more.number, (*value.per, *more.per)
            value = Value(number, value.money, units, per, factors)
        return value

    def product(self, depth: int) -> Value | None:
        """Factors joined by ×; at most one of them is money."""
        value = self.factor(depth)
        while value and self._sign(TIMES):
            more = self.factor(depth)
            if more is None or value.money + more.money > 1:
                return None
            value = Value(
                value.number * more.number,
                value.money + more.money,
                (*value.units, *more.units),
                (*value.per, *more.per),
                value.factors + more.factors,
            )
        return value

    def factor(self, depth: int) -> Value | None:
        """A number with its unit, or a sum in brackets; a label before it is passed over."""
        text = self.text
        while self.at < len(text) and not _is_digit(text, self.at):
            char = text[self.at]
            if char in OPEN and depth < DEEPEST and self._inner():
                return self._bracket(depth)
            self.at += 1
            if char in CLOSE or char in TIMES + PLUS + EQUAL or char in ",，;；。、\n":
                return None
        if self.at >= len(text):
            return None
        return self._unit(self._number())

    def _inner(self) -> bool:
        """Whether the bracket here holds a sum, not a remark."""
        end = min((e for c in CLOSE if (e := self.text.find(c, self.at)) > 0), default=0)
        return any(sign in self.text[self.at : end] for sign in PLUS + TIMES)

    def _bracket(self, depth: int) -> Value | None:
        self.at += 1
        value = self.sum(depth + 1)
        if value is None or self.at >= len(self.text) or self.text[self.at] not in CLOSE:
            return None
        self.at += 1
        tail = self._unit(ONE)
        if not (tail.money or tail.units):
            return value
        number, per = value.number * tail.number, (*value.per, *tail.per)
        return Value(
            number, value.money + tail.money, (*value.units, *tail.units), per, value.factors
        )

    def _number(self) -> Decimal:
        start, point = self.at, False
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "." and not point and _is_digit(self.text, self.at + 1):
                point = True
            elif not (_is_digit(self.text, self.at) or (char in ",，" and self._groups())):
                break
            self.at += 1
        digits = self.text[start : self.at].replace(",", "").replace("，", "")
        return Decimal(digits)

    def _groups(self) -> bool:
        """A comma before exactly three digits: thousands."""
        group = self.text[self.at + 1 : self.at + 4]
        three = len(group) == 3 and all(char in DIGITS for char in group)
        return three and not _is_digit(self.text, self.at + 4)

    def _unit(self, number: Decimal) -> Value:
        start = self.at
        stops = TIMES + PLUS + EQUAL + OPEN + CLOSE + ",，;；。、\n"
        while self.at < len(self.text) and self.text[self.at] not in stops:
            if _is_digit(self.text, self.at):
                break
            self.at += 1
        return _valued(number, "".join(self.text[start : self.at].split()), self.words)

    def _sign(self, signs: str) -> bool:
        while self.at < len(self.text) and self.text[self.at] in " \u3000":
            self.at += 1
        if self.at < len(self.text) and self.text[self.at] in signs:
            self.at += 1
            return True
        return False


def _is_digit(text: str, at: int) -> bool:
    return at < len(text) and text[at] in DIGITS


def _valued(number: Decimal, unit: str, words: Any) -> Value:
    """A number with what its unit says: money to 元, 万 and %, the counting word for the rest."""
    if unit[:1] in ("%", "％"):
        return Value(number.scaleb(-2))
    head, *per = unit.replace("·", "/").replace("／", "/").split("/")
    scale = scale_of(head, words)
    if scale is not None:
        names = words["formula_units"]
        below = tuple(names.get(p, p) for p in (q.lstrip("每") for q in per) if p)
        return Value(number * scale, 1, (), below)
    if head[:1] in ("万", "亿") and not head.startswith(("万元", "亿元")):
        number = number.scaleb(4 if head[0] == "万" else 8)
        head = head[1:]
    return Value(number, 0, (words["formula_units"].get(head, head),))
