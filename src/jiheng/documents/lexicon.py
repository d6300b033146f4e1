"""The words of policy/lexicon.yaml, arranged for reading from left to right."""

from __future__ import annotations

from ..model.record import record
from .folding import fold_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from ..policy import Book

_EXACT = {"truths": "bool", "denials": "bool", "empty": "empty", "filler": "filler"}
_made: dict[int, tuple[object, Lexicon]] = {}


@record
class Word:
    """A word that stands before a number. ``loose``: a few other words may part them.

    ``role``: "comparator" (printed), "implied", "percent" (百分之), "whole" (百分之百) or "name".
    """

    text: str
    role: str
    op: str = ""
    loose: bool = False


@record
class Suffix:
    """A word behind a number, with the relation it says or (not ``explicit``) implies."""

    text: str
    op: str
    explicit: bool


class Lexicon:
    """``after``: first character to suffixes, longest first. ``exact``: whole texts to kinds.
    ``starts``: first characters of the words that stand before a number."""

    def __init__(self, topic: Mapping[str, Any]) -> None:
        self.topic = topic
        self.signs = {fold_word(c): op for op, chars in topic["signs"].items() for c in chars}
        self.signs |= dict.fromkeys(topic["about-signs"], "~")
        self.bracket_signs = frozenset(topic["bracket-signs"])
        self._before: dict[str, list[Word]] = _by_first(_words(topic), 2)
        self.starts = frozenset(key[0] for key in self._before)
        self.after: dict[str, list[Suffix]] = _by_first(_suffixes(topic), 1)
        self.exact = {fold_word(word): kind for key, kind in _EXACT.items() for word in topic[key]}
        self.and_some = topic["and-some"]
        self.not_inside = topic["not-inside"]
        self.relative_starts = topic["relative-starts"]
        self._sets: dict[str, frozenset[str]] = {}
        self._lists: dict[str, tuple[str, ...]] = {}

    def words_at(self, text: str, at: int) -> Iterator[Word]:
        """The words before a number that begin at ``at``, longest first."""
        for size in (2, 1):
            for word in self._before.get(text[at : at + size], ()):
                if text.startswith(word.text, at):
                    yield word

    def relation(self, sign: str) -> str:
        """A text that is a sign or a comparator word and nothing else, as a relation; else ""."""
        ops = [self.signs.get(char, "") for char in sign.replace(" ", "")]
        if all(ops):
            return joined("".join(ops))
        words = self.words_at(sign, 0)
        return next((w.op for w in words if w.text == sign and w.role == "comparator"), "")

    def set(self, key: str) -> frozenset[str]:
        """A list of the lexicon as a set of folded words."""
        found = self._sets.get(key)
        if found is None:
            found = self._sets[key] = frozenset(map(fold_word, self.topic[key]))
        return found

    def first(self, key: str, text: str) -> str:
        """The first word of a list that the text holds, or ""."""
        words = self._lists.get(key)
        if words is None:
            words = self._lists[key] = tuple(map(fold_word, self.topic[key]))
        for word in words:
            if word in text:
                return word
        return ""


def joined(ops: str) -> str:
    """Signs that stand together as one: >= and => are ≥, == is =; "" where they contradict."""
    if "~" in ops or (">" in ops and "<" in ops):
        return "~" if set(ops) == {"~"} else ""
    way = ">" if ">" in ops else "<" if "<" in ops else ""
    return way + ("=" if "=" in ops else "")


def _words(topic: Mapping[str, Any]) -> list[Word]:
    loose = {*topic["loose"], *topic["implied-loose"]}
    out = [Word(fold_word(word), "name") for word in topic["names"]]
    for role, key in (("comparator", "comparators"), ("implied", "implied")):
        for op, words in topic[key].items():
            out += [Word(fold_word(word), role, op, word in loose) for word in words]
    out += [Word(word, "percent", unit) for word, unit in topic["percent-before"].items()]
    out += [Word(word, "whole", number) for word, number in topic["percent-whole"].items()]
    return out


def _suffixes(topic: Mapping[str, Any]) -> list[Suffix]:
    out = []
    for key, explicit in (("suffixes", True), ("suffixes-implied", False)):
        for op, words in topic[key].items():
            out += [Suffix(word, op, explicit) for word in words]
    return out


def _by_first(words: Iterable[Any], size: int) -> dict[str, list[Any]]:
    """Words by their first characters, longest first."""
    out: dict[str, list[Any]] = {}
    for word in sorted(words, key=lambda word: -len(word.text)):
        out.setdefault(word.text[:size], []).append(word)
    return out


def lexicon(book: Book) -> Lexicon:
    """The lexicon of a book, made once."""
    topic = book.topics["lexicon"]
    kept = _made.get(id(topic))
    if kept is None or kept[0] is not topic:
        kept = _made[id(topic)] = (topic, Lexicon(topic))
    return kept[1]
