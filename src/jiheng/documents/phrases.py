"""One quantity of a value: number, unit, the other end of a range, and its comparison."""

from __future__ import annotations

from .numerals import number_at, skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from ..model.quantity import Unit
    from .lexicon import Lexicon, Suffix
    from .units import Table

RANGE_SIGNS = "-~至到"
ENDS = " ,;。、:!)(/-~+*"
_WAY = {">=": 1, ">": 1, "<=": -1, "<": -1, "=": 0}
_FLIPPED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "="}


class Phrase:
    """A number as printed, and what stands around it. Positions are those of the folded text.

    ``op``/``explicit``: the relation and whether it is printed. ``conflict``: two relations that
    contradict each other. ``bounds``: a range, number to high. ``lead``: the words since the last
    quantity. ``depth``: how many brackets it stands in. ``unit_said``: a unit from another column.
    """

    __slots__ = (
        "bounds", "conflict", "depth", "end", "explicit", "flipped", "high", "lead", "number",
        "op", "start", "unit", "unit_from", "unit_said", "unit_to",
    )  # fmt: skip

    def __init__(self, start: int, number: Decimal, lead: str, depth: int) -> None:
        self.start, self.end = start, start
        self.number, self.high = number, number
        self.lead, self.depth = lead, depth
        self.op: str | None = None
        self.explicit = self.conflict = self.bounds = self.flipped = False
        self.unit: Unit | None = None
        self.unit_from = self.unit_to = 0
        self.unit_said = ""

    def relate(self, op: str, explicit: bool) -> None:
        """Take on one more relation: what is printed beats what is implied; one that points another
        way than a printed one is a conflict."""
        if self.op is None or (explicit and not self.explicit):
            self.op, self.explicit = op, explicit
        elif not self.explicit:
            self.op = op
        elif op != "~" and _WAY[op] != _WAY.get(self.op):
            self.conflict = True

    def flip(self, op: str) -> None:
        """A sign behind the number that looks at what follows: 90%≤x says x ≥ 90%."""
        self.relate(_FLIPPED.get(op, op), True)
        self.flipped = True


def read_tail(text: str, at: int, phrase: Phrase, units: Table, words: Lexicon) -> int:
    """Read what belongs to the number that ends at ``at``: unit, range, suffix. → where it ends."""
    after = skip(text, at)
    if text[after : after + 1] and text[after] in words.and_some and units.unit_at(text, after + 1):
        phrase.relate("~", False)
        after += 1
    end = _unit(text, after, phrase, units, words)
    end = end if end > after else at
    end = _range(text, end, phrase, units, words)
    stop = read_suffix(text, end, phrase, words)
    if stop > end and phrase.unit is not None:
        phrase.unit, stop = units.more_at(phrase.unit, text, stop)
    phrase.end = stop
    return stop


def _unit(text: str, at: int, phrase: Phrase, units: Table, words: Lexicon) -> int:
    found = units.unit_at(text, at)
    if found:
        unit, end = found
        if unit.per and (tail := _rest(text, end, words)) and units.word_at(tail, 0):
            unknown = units.unknown(text[at : end + len(tail)].replace(" ", ""))
            unit, end = (unknown or unit), end + len(tail)
        return set_unit(phrase, unit, at, end)
    if text[at : at + 1] == "(":
        close = text.find(")", at, at + 14)
        inner = text[at + 1 : close].strip() if close > 0 else ""
        found = units.unit_at(inner, 0) if inner else None
        if found and found[1] == len(inner):
            return set_unit(phrase, found[0], at + 1, close) + 1
        return at
    rest = _rest(text, at, words)
    unknown = units.unknown(rest) if 0 < len(rest) <= 3 and rest not in units.no_unit else None
    return set_unit(phrase, unknown, at, at + len(rest)) if unknown else at


def _rest(text: str, at: int, words: Lexicon) -> str:
    """A short run of characters up to the end, a stop or a suffix; "" where it goes on as prose."""
    end = at
    while end < len(text) and end - at <= 4 and text[end] not in ENDS:
        if suffix_at(text, end, words):
            break
        if text[end].isdigit() or text[end] in words.signs or text[end] in "%‰$^":
            return ""
        end += 1
    run = text[at:end]
    return "" if not run or end - at > 4 or words.first("not-units", run) else run


def set_unit(phrase: Phrase, unit: Unit, start: int, end: int) -> int:
    """Give the phrase its unit as printed from ``start`` to ``end``; → ``end``."""
    phrase.unit, phrase.unit_from, phrase.unit_to = unit, start, end
    return end


def _range(text: str, at: int, phrase: Phrase, units: Table, words: Lexicon) -> int:
    """The other end: 3-5天, 45%-60%, 5人至10人. Only where both ends count the same."""
    mark = skip(text, at)
    after = mark
    while text[after : after + 1] and text[after] in RANGE_SIGNS:
        after += 1
    if after == mark:
        return at
    after = skip(text, after)
    found = number_at(text, after)
    if found is None:
        return at
    other = Phrase(after, found[0], "", phrase.depth)
    start = skip(text, found[1])
    end = _unit(text, start, other, units, words)
    one, two = phrase.unit, other.unit
    if one is not None and two is not None and (one.base, one.per) != (two.base, two.per):
        return at
    if one is None and two is not None:
        set_unit(phrase, two, other.unit_from, other.unit_to)
    phrase.high, phrase.bounds = found[0], True
    return found[1] if two is None else end


def suffix_at(text: str, at: int, words: Lexicon) -> Suffix | None:
    """The suffix word at ``at``. 内 is none in 内部, 内容."""
    for suffix in words.after.get(text[at : at + 1], ()):
        if text.startswith(suffix.text, at):
            after = text[at + len(suffix.text) : at + len(suffix.text) + 1]
            if not (suffix.text == "内" and after and after in words.not_inside):
                return suffix
    return None


def read_suffix(text: str, at: int, phrase: Phrase, words: Lexicon) -> int:
    """以上, （含）以上, 以内, 左右 behind a number; → where it ends."""
    start, outside = _inclusion(text, skip(text, at), words)
    suffix = suffix_at(text, start, words)
    if suffix is None:
        return at
    end = start + len(suffix.text)
    after, strict = _inclusion(text, skip(text, end), words)
    op = {">=": ">", "<=": "<"}.get(suffix.op, suffix.op) if strict or outside else suffix.op
    phrase.relate(op, suffix.explicit)
    return after if after > skip(text, end) else end


def _inclusion(text: str, at: int, words: Lexicon) -> tuple[int, bool]:
    """（含） or （不含） at ``at``: where it ends, and whether it excludes the number."""
    if text[at : at + 1] != "(":
        return at, False
    close = text.find(")", at, at + 10)
    inner = text[at + 1 : close] if close > 0 else ""
    if inner in words.set("including") or (inner[:1] == "含" and inner[1:2].isdigit()):
        return close + 1, False
    return (close + 1, True) if inner in words.set("excluding") else (at, False)
