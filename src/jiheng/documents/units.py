"""Counting and measuring words → Unit. The words are in policy/units.yaml (budget-performance 4.2).

元/人/月, 元/人·月, 元／人*月 and 元每人每月 are one unit; 人 and 人次, 天 and 工作日 are not.
Money is counted in 元 with a scale: the printed number is never changed.
"""

from __future__ import annotations

from decimal import Decimal

from ..model.quantity import ONE, Unit
from .folding import fold, fold_word, is_han, tidy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..policy import Book

    Entry = tuple[str, str, str, str]

NO_UNIT = Unit("", "")
PERCENT = "%"
_BETWEEN = "·*.•-"
_ALONE = "万亿"
_POWERS = ("²", "³")
_NEAR, _KEPT = 16, 4096
_LONGEST_UNKNOWN = 8
_tables: dict[int, tuple[object, Table]] = {}


class Table:
    """The dictionary of units: longest word first, units made when they are first met."""

    def __init__(self, topic: Mapping[str, Any], no_unit: frozenset[str]) -> None:
        self.words: dict[str, Entry] = {}
        self.no_unit = no_unit
        for family, entries in topic["units"].items():
            for text, entry in entries.items():
                known = (text, entry.get("base", text), entry.get("scale", "1"), family)
                for word in (text, *entry.get("aliases", ())):
                    self._learn(word, known)
        self.scales = {word: Decimal(size) for word, size in topic["scales"].items()}
        self.longest = max(map(len, self.words))
        self._made: dict[Entry, Unit] = {}
        self._seen: dict[str, tuple[Unit, int] | None] = {}

    def _learn(self, word: str, known: Entry) -> None:
        folded = fold_word(word)
        self.words.setdefault(folded, known)
        if len(folded) > 1 and folded.isascii():
            self.words.setdefault(folded.lower(), known)

    def word_at(self, text: str, at: int) -> tuple[Unit, int] | None:
        """The longest plain word at ``at``; a Latin one must not go on as a longer word."""
        words, latin = self.words, _letter(text[at : at + 1])
        for end in range(min(len(text), at + self.longest), at, -1):
            word = text[at:end]
            entry = words.get(word)
            if entry is None and latin and end - at > 1:
                entry = words.get(word.lower())
            after = text[end : end + 1]
            if (
                entry is not None
                and not (_letter(word[-1]) and _letter(after))
                and after not in _POWERS
            ):
                return self._unit(entry), end
        return None

    def _unit(self, entry: Entry) -> Unit:
        unit = self._made.get(entry)
        if unit is None:
            text, base, scale, family = entry
            unit = self._made[entry] = Unit(text, base, Decimal(scale), (), family)
        return unit

    def scaled_at(self, text: str, at: int) -> tuple[Unit, int] | None:
        """A word with a multiplier before it (万平方米), a plain word, or a bare multiplier."""
        plain = self.word_at(text, at)
        scale, after = self._scale_at(text, at)
        if scale is None:
            return plain
        inner = self.word_at(text, after)
        if inner is None:
            alone = text[at] in _ALONE or text[after - 1] in _ALONE
            return plain or ((Unit(text[at:after], "", scale), after) if alone else None)
        unit, end = inner
        if (plain and plain[1] >= end) or unit.family == "ratio":
            return plain
        return Unit(text[at:after] + unit.text, unit.base, scale * unit.scale, (), unit.family), end

    def _scale_at(self, text: str, at: int) -> tuple[Decimal | None, int]:
        for word in (text[at : at + 2], text[at : at + 1]):
            scale = self.scales.get(word)
            if scale is not None:
                return scale, at + len(word)
        return None, at

    def unit_at(self, text: str, at: int) -> tuple[Unit, int] | None:
        """The longest known unit at ``at``, with its denominators (元/人/月), and where it ends."""
        rest = text[at : at + _NEAR]
        if len(rest) == _NEAR:
            return self._unit_at(text, at)
        if rest not in self._seen:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            self._seen[rest] = self._unit_at(rest, 0)
        found = self._seen[rest]
        return None if found is None else (found[0], at + found[1])

    def _unit_at(self, text: str, at: int) -> tuple[Unit, int] | None:
        head = self.scaled_at(text, at)
        if head is None:
            return None
        unit, end = head
        below: list[Unit] = []
        while (after := _separator(text, end, bool(below))) >= 0:
            word = self.scaled_at(text, after)
            if word is None or not word[0].base or word[0].family == "ratio":
                break
            below.append(word[0])
            end = word[1]
        return (unit if not below else self.rate(unit, below)), end

    def rate(self, unit: Unit, below: list[Unit]) -> Unit:
        """Numerator and denominators as one unit; 万 before a denominator divides the scale."""
        if not unit.base:
            unit = Unit(f"{unit.text}元", "元", unit.scale, (), "money")
        scale, per, texts = unit.scale, [], [unit.text]
        for each in _split(below):
            texts.append("月" if each.text == "个月" else each.text)
            fits = each.scale == ONE
            if not fits and each.text[0] in self.scales and each.text != each.base:
                scale /= each.scale
                fits = True
            per.append(each.base if fits else each.text)
        return Unit("/".join(texts), unit.base, scale, tuple(per), unit.family)

    def more_at(self, unit: Unit, text: str, at: int) -> tuple[Unit, int]:
        """The unit with the denominator that stands apart from it: 1000人次以上/年."""
        after = _separator(text, at, False)
        word = self.scaled_at(text, after) if after >= 0 and unit.family != "ratio" else None
        if word is None or not word[0].base or word[0].family == "ratio" or unit.per:
            return unit, at
        return self.rate(unit, [word[0]]), word[1]

    def parse(self, text: str) -> Unit | None:
        """A whole text as a unit; the text is folded and without blanks."""
        while len(text) > 2 and text[0] == "(" and text[-1] == ")":
            text = text[1:-1]
        if not text or text in self.no_unit:
            return None
        found = self.unit_at(text, 0)
        if found and found[1] == len(text):
            unit = found[0]
            return unit if unit.base else Unit(f"{unit.text}元", "元", unit.scale, (), "money")
        return self.unknown(text)

    def unknown(self, text: str) -> Unit | None:
        """A word that is not in the dictionary but looks like a unit: family "other"."""
        if len(text) > _LONGEST_UNKNOWN or not all(
            is_han(char) or _letter(char) or char in "/·*" for char in text
        ):
            return None
        if _letter(text[0]) and is_han(text[-1]):
            return None
        head, *per = text.split("/")
        if not all((head, *per)) or self.no_unit.intersection((head, *per)):
            return None
        known = self.scaled_at(head, 0) if per else None
        base = known[0].base if known and known[1] == len(head) else head
        return Unit(text, base, ONE, tuple(per), "other")


_TWO_IN_ONE = {"人月": ("人", "月"), "人年": ("人", "年"), "人天": ("人", "天")}


def _split(below: list[Unit]) -> list[Unit]:
    """元/人月 is 元/人/月: a person-month below the line is two denominators."""
    out: list[Unit] = []
    for unit in below:
        for word in _TWO_IN_ONE.get(unit.text, ()):
            out.append(Unit(word, word))
        if unit.text not in _TWO_IN_ONE:
            out.append(unit)
    return out


def _separator(text: str, at: int, inside: bool) -> int:
    """Where the next denominator begins, or -1. After the first, · and * part them too."""
    spaced = at
    while text[spaced : spaced + 1] == " ":
        spaced += 1
    char = text[spaced : spaced + 1]
    if char and (char == "/" or char == "每" or (inside and char in _BETWEEN)):
        spaced += 1
        while text[spaced : spaced + 1] in (" ", "每"):
            spaced += 1
        return spaced
    return -1


def _goes_on(last: str, after: str) -> bool:
    """Whether the word is only the beginning of a longer one: m of mAh, 米 of 米²."""
    return after in _POWERS or (_letter(last) and _letter(after))


def _letter(char: str) -> bool:
    return (char.isascii() and char.isalpha()) or char in ("μ", *_POWERS)


def table(book: Book) -> Table:
    """The unit table of a book, made once."""
    topic = book.topics["units"]
    kept = _tables.get(id(topic))
    if kept is None or kept[0] is not topic:
        words = frozenset(fold(word) for word in book.topics["lexicon"]["no-unit"])
        kept = _tables[id(topic)] = (topic, Table(topic, words))
    return kept[1]


def parse_unit(text: str, book: Book) -> Unit | None:
    """The unit a text names, brackets and blanks aside, or None if it names none.

    百分比 is %, 人数 is 人, 万/月 is 万元/月. A word not in the dictionary gives a unit of family
    "other" if it looks like one.
    """
    return table(book).parse(fold(tidy(text)).replace(" ", ""))
