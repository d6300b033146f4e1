"""What a printed word means: labels, column heads and indicator levels, from policy.

Words are compared without white space, brackets, list marks and closing colon; the raw text stays
as it is. One Vocabulary serves one Book.
"""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..policy import Book

_OPEN, _CLOSE = "（(【[〔", "）)】]〕"
_BRACKETS = frozenset(_OPEN + _CLOSE)
_OPENED = str.maketrans("", "", _OPEN + _CLOSE)
_COLONS = str.maketrans("", "", "：:")
_MARKS = "★*＊◆●■□▲△·、.．-—_：:　 \t\r\n\xa0"
_NUMBERS = "0123456789.．、 ①②③④⑤⑥⑦⑧⑨⑩"
_SPACE = str.maketrans("", "", " 　\t\r\n\xa0\u200b\u2002\u2003\u2009\ufeff")
_SERVED = ("服务对象", "社会公众", "受益对象")
_WHO = ("", "群众", "公众", "社会", "受益群众", "受益人", "用户", "使用者", "受众", "职工")
_cache: dict[int, tuple[object, Vocabulary]] = {}


def squeeze(text: str) -> str:
    """The text without any white space."""
    return text if text.isalnum() else text.translate(_SPACE)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A label as it is compared: no white space, brackets, list marks or closing colon."""
    if text.isalnum():
        return text  # nothing to take off, as in most words of the layouts
    squeezed = squeeze(text)
    if _BRACKETS.isdisjoint(squeezed):
        return _unlisted((squeezed.translate(_COLONS) or squeezed).strip(_MARKS))
    out: list[str] = []
    depth = 0
    for char in squeezed:
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif not depth and char not in "：:":
            out.append(char)
    word = "".join(out) or squeezed
    return _unlisted(word.strip(_MARKS))


def _unlisted(word: str) -> str:
    """Without a leading "1." or "一、" that numbers it."""
    head = word[:2]
    if (
        len(word) > 3
        and len(head) == 2
        and head[1] in ".、．"
        and (head[0].isdigit() or head[0] in "一二三四五六七八九十")
    ):
        return word[2:]
    return word


class Vocabulary:
    """Look-ups over ``layouts/*.yaml`` and ``taxonomy.yaml``."""

    def __init__(self, topics: Any) -> None:
        self.labels: dict[str, str] = {}
        self.heads: dict[str, str] = {}
        for layout in topics["layouts"].values():
            for field, words in (layout.get("labels") or {}).items():
                self.labels.update((plain(word), field) for word in words)
                self.labels.update((_inner(word), field) for word in words)
            for key, words in (layout.get("heads") or {}).items():
                self.heads.update((plain(word), key) for word in words)
                self.heads.update((_inner(word), key) for word in words)
        taxonomy = topics["taxonomy"]
        self.level1 = {
            bare(w): name for name, ws in taxonomy["level1"].items() for w in (name, *ws)
        }
        self.level2: dict[str, str] = {}
        self.entries: dict[str, Any] = taxonomy["level2"]
        for name, entry in self.entries.items():
            self.level2.update((bare(word), name) for word in (name, *entry["synonyms"]))
        base = topics["layouts"]["_base"]
        self.parts = {plain(word): word for word in base["parts"]}
        self.explaining = frozenset(plain(word) for word in base["explaining"])
        self.roles = {role: frozenset(map(plain, ws)) for role, ws in base["roles"].items()}
        self.letters: dict[str, str] = taxonomy["letters"]
        levels = (*self.level1, *self.level2, *_SERVED, *_WHO[1:], "满意度")
        self.level_begins = frozenset(word[:2] for word in levels)

    def label(self, text: str) -> str | None:
        """The field a label cell names, or None."""
        return look_up(self.labels, text) if len(text) <= 60 else None

    def head(self, text: str) -> str | None:
        """The column a head cell names, or None."""
        return look_up(self.heads, text) if len(text) <= 60 else None

    def level1_name(self, text: str) -> str | None:
        """The canonical level-1 name, or None."""
        return self.level1.get(bare(text)) if text else None

    def level2_name(self, text: str) -> str | None:
        """The canonical level-2 name, or None.

        Any name with 满意度 is satisfaction (3.1) if it says 指标 or names the served in general;
        群众满意度 alone is an indicator, not a level.
        """
        if not text or len(text) > 40:
            return None
        word = bare(text)
        found = self.level2.get(word)
        who, satisfied, after = word.partition("满意度")
        if found or not satisfied or after not in ("", "等"):
            return found
        general = who.startswith(_SERVED) or ("指标" in text and who in _WHO)
        return "服务对象满意度指标" if general else None

    def parents(self, level2: str) -> list[str]:
        """Legal level-1 names of a canonical level-2 name."""
        return list(self.entries[level2]["parents"])

    def family(self, level1: str | None, level2: str | None) -> str:
        """The family of a row by its level names as printed."""
        name = self.level2_name(level2 or "")
        if name:
            return str(self.entries[name]["family"])
        by_level1 = {"成本指标": "cost", "满意度指标": "satisfaction"}
        return by_level1.get(self.level1_name(level1 or "") or "", "other")


def look_up(known: Mapping[str, str], text: str) -> str | None:
    """What a word means: with its brackets opened where that is known (单位（专项）名称), else
    without what they hold.
    """
    if "（" in text or "(" in text:
        found = known.get(_inner(text))
        if found is not None:
            return found
    return known.get(plain(text))


def _unnumbered(text: str) -> str:
    """A level name without its number of several parts: 1.1数量指标, ①数量指标."""
    if not text[:1].isdigit():
        return text
    rest = text.lstrip(_NUMBERS)
    taken = text[: len(text) - len(rest)]
    return rest if rest and not taken.isdecimal() else text


def bare(text: str) -> str:
    """A level name as it is compared: ``plain`` without the suffix 指标 or 值."""
    word = plain(_unnumbered(text))
    if word.endswith("指标等"):
        word = word[:-1]
    for suffix in ("指标", "值"):
        if word.endswith(suffix) and len(word) > len(suffix):
            return word[: -len(suffix)]
    return word


def _inner(word: str) -> str:
    """The word with brackets opened ("评（扣分标准）" → "评扣分标准"), for heads that need them."""
    if word.isalnum():
        return word
    return squeeze(word).translate(_OPENED).strip(_MARKS)


def vocabulary(book: Book) -> Vocabulary:
    """The vocabulary of a book, made once."""
    key = id(book.topics)
    if key not in _cache:
        _cache[key] = (book.topics, Vocabulary(book.topics))
    return _cache[key][1]
