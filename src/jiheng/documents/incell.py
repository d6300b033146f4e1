"""Several indicators in one cell: ``【产出指标-数量指标】巡逻次数：≥3次；【…】…``.

The level names stand in brackets, before a dash or colon, or on a line of their own, numbered or
not. Nothing is taken for a list of indicators that names no level (see ``strength``).
"""

from __future__ import annotations

from ..model.record import record
from .pieces import (
    BRACKETS,
    COLONS,
    COMMAS,
    DASHES,
    PATH,
    SIGNS,
    STOPS,
    bracketed,
    chunks,
    name_and_value,
    split,
    together,
    unnumbered,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..policy import Book
    from .vocabulary import Vocabulary

LONGEST = 6000  # characters; a longer cell is prose


SHORTEST = 8
_MARKS = "【［[〖：:；;\n-—≥≤（("
KEYS = ("level1", "level2", "name", "value")


@record
class Item:
    """One indicator of a cell, as printed; level names are "" where the cell names none."""

    level1: str
    level2: str
    name: str
    value: str


@record
class Listed:
    """What a cell lists. ``strength``: 2, level names in brackets or joined by dashes; 1, level
    names before colons or on lines of their own; 0, none.
    """

    items: tuple[Item, ...] = ()
    strength: int = 0


_NOTHING = Listed()


def listed(text: str, words: Vocabulary, book: Book, level1: str = "", level2: str = "") -> Listed:
    """The indicators of a cell that stands under these level names."""
    if len(text) > LONGEST:
        return _NOTHING
    text = without_head(text, words)
    named = _labelled(text, words)
    if named:
        return Listed(named, 2)
    scan = _Scan(words, book, level1, level2)
    for chunk in chunks(text, lambda said: opens(said, words)):
        scan.chunk(chunk)
    return Listed(tuple(scan.items), scan.strength)


def _labelled(text: str, words: Vocabulary) -> tuple[Item, ...]:
    """``二级指标：数量指标，三级指标：人数，指标值：≥3人``: each part says what it is."""
    if "指标值" not in text and "目标值" not in text:
        return ()
    said: list[dict[str, str]] = []
    for piece in split(text, STOPS + COMMAS + "、|"):
        label, colon, rest = unnumbered(piece).replace("：", ":", 1).partition(":")
        key = words.head(label) if colon else None
        if key not in KEYS:
            continue
        if not said or key in said[-1]:
            kept = said[-1] if said else {}
            said.append({k: v for k, v in kept.items() if KEYS.index(k) < KEYS.index(key)})
        said[-1][key] = rest.strip()
    whole = [one for one in said if "name" in one and "value" in one]
    if not whole or not any("level1" in one or "level2" in one for one in whole):
        return ()
    return tuple(Item(*(one.get(key, "") for key in KEYS)) for one in whole)


def may_list(text: str) -> bool:
    """Cheap look before the full one: level names end in 指标 (效益、满意度 need a bracket)."""
    said = len(text) > SHORTEST and ("指标" in text or "【" in text) and len(text) <= LONGEST
    return said and any(mark in text for mark in _MARKS)


def levels_of(text: str, words: Vocabulary) -> tuple[str, str, str] | None:
    """``产出指标-数量指标-名称`` → its parts as printed; None where no part is a level name."""
    level1 = level2 = ""
    rest: list[str] = []
    for part in _parts(text):
        if not rest and words.level1_name(part) and not level1 and not level2:
            level1 = part
        elif not rest and words.level2_name(part) and not level2:
            level2 = part
        elif words.head(part) != "block":
            rest.append(part)
    if not level1 and not level2:
        return None
    return level1, level2, "-".join(rest)


def _parts(text: str) -> list[str]:
    for dash in PATH:
        text = text.replace(dash, "\0")
    return [part.strip() for part in text.split("\0") if part.strip()]


def without_head(text: str, words: Vocabulary) -> str:
    """Without 绩效指标： in front of the list."""
    head, colon, rest = text.strip().replace("：", ":", 1).partition(":")
    return rest.strip() if colon and words.head(head) == "block" else text


def opens(text: str, words: Vocabulary) -> bool:
    """Whether a level name begins the text: in brackets, or before a colon or dash."""
    if text[:1] in BRACKETS:
        return levels_of(bracketed(text)[0], words) is not None
    return "指标" in text[:12] and bool(_level_before(text, words))


class _Scan:
    """Goes through the chunks of a cell and remembers the level names in force."""

    def __init__(self, words: Vocabulary, book: Book, level1: str, level2: str) -> None:
        self.words, self.book = words, book
        self.level1, self.level2 = level1, level2
        self.items: list[Item] = []
        self.strength = 0

    def chunk(self, text: str) -> None:
        rest, name = self._levels(unnumbered(text))
        if not rest and not name:
            return
        if name:
            self._add(name, rest.strip(COLONS).strip())
            return
        pieces = split(rest, COMMAS)
        said = [name_and_value(unnumbered(piece), self.book) for piece in pieces]
        if sum(1 for one in said if one[0] and one[1]) < 2:
            self._add(*name_and_value(rest, self.book))
            return
        for label, value in together(pieces, said, rest):
            self._add(label, value)

    def _add(self, name: str, value: str) -> None:
        if name or value:
            self.items.append(Item(self.level1, self.level2, name, value))

    def _levels(self, text: str) -> tuple[str, str]:
        """Take level names off the front; what is left, and a name printed with them."""
        path = False
        while text:
            inside, after = bracketed(text)
            found = levels_of(inside, self.words) if inside else None
            if found:
                self._set(*found[:2], strength=2)
                text = unnumbered(after.lstrip(COLONS + "，,、 \t"))
                if found[2]:
                    return text, found[2]
                path = True
                continue
            count = _level_before(text, self.words)
            if not count:
                return text, ""
            level, text = text[:count], text[count:].strip()
            first = bool(self.words.level1_name(level)) and not self._is_second(level, path)
            joined = bool(text) and text[0] in DASHES
            self._set(level if first else "", "" if first else level, 1 + joined)
            text = unnumbered(text.lstrip(PATH + "、，, \t"))
            path = True
        return "", ""

    def _is_second(self, level: str, path: bool) -> bool:
        """Whether 成本指标 or 满意度指标 stands for level 2 here: it is a name of both levels."""
        two = self.words.level2_name(level)
        above = self.words.level1_name(self.level1)
        if not two:
            return False
        if not above:
            return bool(self.level2)
        return above in self.words.parents(two) and (path or two == "成本指标")

    def _set(self, level1: str, level2: str, strength: int) -> None:
        self.strength = max(self.strength, strength)
        if level1:
            self.level1, self.level2 = level1, ""
        if level2:
            two = self.words.level2_name(level2)
            above = self.words.level1_name(self.level1)
            if not level1 and two and above and above not in self.words.parents(two):
                self.level1 = ""  # another family: its level 1 is not printed
            self.level2 = level2


def _level_before(text: str, words: Vocabulary) -> int:
    """How long the level name is that begins the text and is parted from what follows, or 0."""
    for end in range(min(len(text), 24), 1, -1):
        after = text[end : end + 1]
        if after and after not in PATH + SIGNS + "\n \t（(":
            continue
        word = text[:end]
        if word[-1:] in PATH or not ("指标" in word or (after and after in PATH)):
            continue
        if "（" in word or "(" in word:
            continue
        if words.level1_name(word) or words.level2_name(word):
            return end
    return 0


def is_level(text: str, words: Vocabulary) -> bool:
    """Whether a head cell names a level (产出指标, 产出指标（50分）, 数量)."""
    return bool(words.level1_name(text) or words.level2_name(text))
