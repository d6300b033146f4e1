"""Number formats of sheets: a stored number and its format code → the text a person sees.

A form's sign or unit often stands only in the format: ``"≧"0%`` shows 0.9 as ≧90%. The grammar of
codes is ECMA-376 part 1, 18.8.30; Excel and the other programs store the same one.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from .sheet_codes import Section, sections
from .sheet_dates import dated
from .sheet_dbnum import respelled

DIGITS = 15
"""Significant digits Excel shows of a stored double: 0.30000000000000004 is 0.3."""

DOUBLE = 17
"""The most digits that a program writes of a double; a longer text was never one."""

UNREAD, HIDDEN = "format-unread", "hidden-text"

SHORT = 10
"""Characters of a decimal number that is shown as it is stored, whatever its digits."""

WIDEST = 400
"""Exponents past this are no amounts; a double ends at 308."""

LONG_DAY = 'yyyy"年"m"月"d"日"'
"""What a Chinese system shows of ``[$-F800]``, its own long date."""

ORDERS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}


class Format:
    """One format code. ``number`` and ``text`` give what a cell of that format shows."""

    def __init__(self, code: str, *, from_1904: bool = False) -> None:
        system_day = "[$-f800]" in code.lower()
        parts = sections(LONG_DAY if system_day else code or "General")
        self.from_1904 = from_1904
        self.plain = len(parts) == 1 and parts[0].is_bare
        self.words = next((p for p in parts if p.has("@")), None)
        self.parts = [p for p in parts[:3] if p is not self.words] or [Section("General")]
        self.known = all(p.known for p in parts)
        self.frame = self._frame()

    def number(self, stored: str) -> tuple[str, str]:
        """What a number shows, and "" where its format says so.

        Else the plain number, with the kind of note that belongs to it: the format is not known, or
        hides the number.
        """
        if self.frame is not None and stored.isascii() and len(stored) <= DIGITS:
            before, after, whole_only = self.frame
            if stored.isdecimal():
                return before + (stored.lstrip("0") or "0") + after, ""
            whole, _, rest = stored.partition(".")
            if not whole_only and len(stored) < SHORT and whole.isdecimal() and rest.isdecimal():
                whole, rest = whole.lstrip("0") or "0", rest.rstrip("0")
                return f"{whole}.{rest}" if rest else whole, ""
        exact = decimal(stored)
        if exact is None:
            return stored, UNREAD
        if self.plain:
            return general(exact), ""
        if not self.known:
            return general(exact), UNREAD
        value = _rounded(exact)
        part, signed = self._part(value)
        if part.is_date:
            text = dated(part, value, from_1904=self.from_1904)
            return (general(exact), UNREAD) if text is None else (text, "")
        text = _numeric(part, exact.copy_abs() if part.is_general else abs(value))
        if signed and value < 0 and any(c in "123456789" for c in text):
            text = "-" + text
        text = text.strip(" ")
        return (text, "") if text or not value else (general(exact), HIDDEN)

    def _frame(self) -> tuple[str, str, bool] | None:
        """What stands around the digits of a whole number, where the format is no more than that.

        And whether it holds for whole numbers only. ``0"万元"`` and the format of most cells, none,
        need no Decimal.
        """
        if self.plain:
            return "", "", False
        part = self.parts[0]
        kinds = [kind for kind, _ in part.tokens if kind]
        if len(self.parts) > 1 or not self.known or kinds != ["0"] or part.condition or part.dbnum:
            return None
        before, _, after = part.around("0")
        return before.lstrip(" "), after.rstrip(" "), True

    def text(self, words: str) -> str:
        """What a text shows: ``"≧"@`` puts a sign before it."""
        part = self.words
        if part is None or not words:
            return words
        before, _, after = part.around("@")
        return before.lstrip(" ") + words + after.rstrip(" ")

    def _part(self, value: Decimal) -> tuple[Section, bool]:
        """The section for a number, and whether a minus must be put before it."""
        parts = self.parts
        if any(p.condition for p in parts):
            for p in parts:
                if p.condition is None:
                    return p, True
                order, bound = p.condition
                if ORDERS[order](value, bound):
                    return p, not (order in {"<", "<=", "="} and bound <= 0)
            return Section("General"), True
        if value < 0 and len(parts) > 1:
            return parts[1], False
        if not value and len(parts) > 2:
            return parts[2], False
        return parts[0], True


def decimal(stored: str) -> Decimal | None:
    """A stored number exactly, None where the text is none."""
    text = stored.strip()
    if not text.isascii() or "_" in text or len(text) > WIDEST:
        return None
    try:
        value = Decimal(text)
    except ArithmeticError:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= WIDEST else None


def general(value: Decimal) -> str:
    """A number without a format: every digit that counts, and no more places than that."""
    value = _rounded(value)
    if not value:
        return "0"
    if -10 <= value.adjusted() <= 20:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    digits, _, power = f"{value:E}".partition("E")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{digits}E{power}"


def _rounded(value: Decimal) -> Decimal:
    """To 15 digits, unless it was written out longer than a program writes a double."""
    _, digits, exponent = value.as_tuple()
    if len(digits) <= DIGITS or exponent == 0:  # few, or a whole number written out
        return value
    if len(digits) > DOUBLE and value.adjusted() >= 13:
        return value
    return _half_up(value, DIGITS - 1 - value.adjusted())


def _half_up(value: Decimal, places: int) -> Decimal:
    """To so many decimal places; a half goes away from zero, as sheets do."""
    from decimal import Context

    room = Context(prec=2 * WIDEST + DIGITS + 300)
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, room)


def _numeric(part: Section, value: Decimal) -> str:
    if part.is_general:
        pieces = (general(value) if kind == "General" else said for kind, said in part.tokens)
        return respelled("".join(pieces), part.dbnum, whole=True)
    if part.has("/"):
        return _fraction(part, value)
    value = value.scaleb(2 * part.count("%") - 3 * part.thousands)
    power = ""
    if part.has("E"):
        value, power = _scientific(part, value)
    value = _half_up(value, part.places)
    whole, _, rest = f"{value:f}".partition(".")
    return respelled(_filled(part, whole.lstrip("0"), rest, power), part.dbnum, whole=False)


def _scientific(part: Section, value: Decimal) -> tuple[Decimal, str]:
    power = value.adjusted() if value else 0
    if abs(_half_up(value.scaleb(-power), part.places)) >= 10:
        power += 1
    sign = "-" if power < 0 else "+" if part.plus else ""
    return value.scaleb(-power), f"{sign}{abs(power):0{part.power}d}"


def _filled(part: Section, whole: str, rest: str, power: str) -> str:
    """Digits put into their placeholders from the point outwards, literals where they stand."""
    before, after = part.halves()
    out: list[str] = []
    placed, slots = 0, sum(1 for kind, _ in before if kind in ("0", "#", "?"))
    for kind, said in reversed(before):
        if kind not in ("0", "#", "?"):
            out.append("" if kind == "," else said)
            continue
        slots -= 1
        here = whole[-1:] or {"0": "0", "?": " ", "#": ""}[kind]
        whole = whole[:-1]
        run = here if slots else whole + here
        if not slots:
            whole = ""
        for digit in reversed(run):
            if part.grouped and placed and placed % 3 == 0 and digit.isdigit():
                out.append(",")
            out.append(digit)
            placed += 1
    out.reverse()
    if part.places:
        out.append(whole)  # a code without a place for them: .00
    return "".join(out) + _decimals(after, rest, power)


def _decimals(after: list[tuple[str, str]], rest: str, power: str) -> str:
    """From the point on. A point with no digit after it (``0.#``) is left out."""
    keep = len(rest.rstrip("0"))
    out: list[str] = []
    place = point = 0
    for kind, said in after:
        if kind in ("0", "#", "?") and place < len(rest):
            digit = rest[place]
            place += 1
            out.append(digit if kind == "0" or place <= keep else " " if kind == "?" else "")
        elif kind == "." and not point:
            point = 1
            out.append(".")
        elif kind == "E":
            out.append("E" + power)
        elif kind not in ("0", "#", "?", ","):
            out.append(said)
    text = "".join(out)
    bare = text.startswith(".") and not text[1:2].isdigit()
    return text[1:] if bare else text


def _fraction(part: Section, value: Decimal) -> str:
    """``# ?/?`` and ``# ?/8``."""
    from fractions import Fraction

    under = part.denominator
    exact = Fraction(value)
    whole = exact.numerator // exact.denominator if part.mixed else 0
    left = exact - whole
    if under.isdecimal() and int(under):
        bottom = int(under)
        top = (2 * left.numerator * bottom // left.denominator + 1) // 2
    else:
        near = left.limit_denominator(10 ** min(len(under) or 1, 7) - 1)
        top, bottom = near.numerator, near.denominator
    if part.mixed and top >= bottom:
        whole, top = whole + 1, top - bottom
    if not top:
        return str(whole)
    return f"{whole} {top}/{bottom}" if whole else f"{top}/{bottom}"
