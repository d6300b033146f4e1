"""One pass over a value, left to right: what is found is kept in a Found.

Every character is looked at once, words by their first characters, brackets only a few characters
ahead: time grows with the length of the text. What the value means as a whole is decided in
counted.py and worded.py; nothing is put right here.
"""

from __future__ import annotations

from .numerals import DIGITS, NUMERALS
from .phrases import ENDS, Phrase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from ..model.quantity import Unit
    from .lexicon import Lexicon
    from .periods import Span
    from .units import Table

    Reader = Callable[["Found", int], int]

# A text with more quantities is no target value; reading on would only cost time.
MOST = 1000
_readers: dict[int, tuple[Lexicon, dict[str, Reader]]] = {}
_NEAR = 200


class Pending:
    """A relation that waits for its number, for at most ``gap`` more characters."""

    __slots__ = ("explicit", "gap", "op", "start")

    def __init__(self, op: str, explicit: bool, start: int, gap: int) -> None:
        self.op, self.explicit, self.start, self.gap = op, explicit, start, gap


class Found:
    """``text`` is ``shown`` folded, position by position. ``phrases`` and ``spans`` (dates, each
    with its printed relation) and ``reports`` stand in printed order.

    ``sign`` (with ``sign_unit``): a sign without a number. ``word``: a comparator word without
    one. ``nature``: 定性 or 定量 where the text says so. ``day``: of 每月25日. ``read``: where the
    last thing read ended. ``document``: where a document number (〔2020〕10号) ended. ``per``:
    units said with 每 for the next number.
    """

    def __init__(self, shown: str, plain: str, words: Lexicon, units: Table) -> None:
        self.shown, self.text = shown, plain
        self.words, self.units = words, units
        self.phrases: list[Phrase] = []
        self.spans: list[tuple[Span, str | None]] = []
        self.reports: dict[str, None] = {}
        self.pending: Pending | None = None
        self.per: list[Unit] = []
        self.depth = self.read = self.day = self.document = 0
        self.sign = self.word = self.nature = ""
        self.sign_unit: tuple[Unit, str] | None = None
        self.paired = _pairs(shown) if words.bracket_signs.intersection(shown) else frozenset()

    def report(self, word: str) -> None:
        """Note once a word of values.REPORTS."""
        self.reports[word] = None

    def printed(self, start: int, end: int) -> str:
        """The text as printed between two positions, without blanks."""
        return self.shown[start:end].replace(" ", "")

    def lead(self, at: int) -> str:
        """The words between the last thing read and ``at``."""
        return self.text[max(self.read, at - _NEAR) : at].strip(ENDS)

    def rest(self) -> str:
        """The words behind the last thing read."""
        return self.text[self.read :]

    def expect(self, op: str, explicit: bool, start: int, gap: int) -> None:
        """A relation waits for its number. A printed one is not pushed aside by an implied one;
        大于 before = is ≥."""
        held = self.pending
        if held is not None and held.explicit:
            if not explicit:
                held.gap = gap
                return
            if {held.op, op} in ({">", "="}, {"<", "="}):
                op = (held.op if held.op != "=" else op) + "="
        self.pending = Pending(op, explicit, held.start if held else start, gap)

    def phrase(self, start: int, number: Decimal) -> Phrase:
        """A new quantity that begins at ``start``, with the relation that waited for it."""
        pending, self.pending = self.pending, None
        begin = pending.start if pending else start
        phrase = Phrase(begin, number, self.lead(begin), self.depth)
        if pending:
            phrase.relate(pending.op, pending.explicit)
        return phrase

    def finish(self, phrase: Phrase, end: int) -> int:
        """Keep a quantity that ends at ``end``; 每人每月 before it becomes its denominators."""
        phrase.end = self.read = end
        unit = phrase.unit
        if self.per and unit and unit.base != "1" and not unit.per:
            phrase.unit = self.units.rate(unit, self.per)
        self.per = []
        self.phrases.append(phrase)
        return end

    def drop(self) -> None:
        """A stop: nothing before it relates to what comes after."""
        self.pending, self.per = None, []


_CLOSING = {"》": "《", "〉": "〈", "›": "‹"}


def _pairs(text: str) -> frozenset[int]:
    """Positions of 《 and 》 that belong together: title marks, never signs."""
    open_at: list[int] = []
    paired = set()
    for at, char in enumerate(text):
        if char in "《〈‹":
            open_at.append(at)
        elif char in _CLOSING and open_at:
            paired |= {at, open_at.pop()}
    return frozenset(paired)


def scan(shown: str, plain: str, words: Lexicon, units: Table) -> Found:
    """Everything found in a tidied text; ``plain`` is the same text folded."""
    found = Found(shown, plain, words, units)
    text, readers, at = plain, _by_char(words), 0
    size = len(text)
    while at < size:
        reader = readers.get(text[at])
        if reader is not None:
            if len(found.phrases) + len(found.spans) >= MOST:
                found.report("too-many")
                break
            end = reader(found, at)
            if end > at:
                at = end
                continue
        if found.pending is not None:
            found.pending.gap -= 1
            if found.pending.gap < 0:
                found.pending = None
        at += 1
    return found


def _by_char(words: Lexicon) -> dict[str, Reader]:
    """Which function reads what begins with a character; prose characters have none."""
    kept = _readers.get(id(words))
    if kept is None:
        from . import chinese, marks, numbers  # they build on what is above

        out: dict[str, Reader] = dict.fromkeys(",;。、!？", marks.stop)
        out |= dict.fromkeys(NUMERALS, chinese.chinese) | dict.fromkeys(
            words.starts, numbers.before
        )
        out |= dict.fromkeys(DIGITS, numbers.digits) | dict.fromkeys(words.signs, marks.sign)
        out |= dict.fromkeys("*Xx_□", marks.hole) | dict.fromkeys("%‰≠≢", marks.stray)
        out |= dict.fromkeys(words.topic["ocr-marks"], marks.odd) | dict.fromkeys(
            "-+", numbers.minus
        )
        out |= {" ": marks.blank, "(": marks.opening, ")": marks.closing}
        out |= {"每": numbers.each, "第": numbers.ordinal}
        kept = _readers[id(words)] = (words, out)
    return kept[1]
