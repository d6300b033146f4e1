"""Cells run together without any separator: ``产出指标数量指标改造覆盖率100%``."""

from __future__ import annotations

from ...model.record import replace
from ..values import parse
from .tokens import Token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...policy import Book
    from ..vocabulary import Vocabulary

_LEVEL_WORDS = 20


def is_glued(items: Sequence[Token]) -> bool:
    """The head itself is run together: 一级指标二级指标三级指标 in one token."""
    return any("一级指标二级指标" in token.text for token in items)


def unglue(items: Sequence[Token], words: Vocabulary, book: Book) -> list[Token]:
    """Cut heads, level names, and values off the tokens they were run together with."""
    out: list[Token] = []
    seen_head = False
    for token in items:
        if "一级指标二级指标" in token.text:
            seen_head = True
            out += _cut_words(token, sorted(words.heads, key=len, reverse=True))
        elif seen_head:
            for part in _cut_levels(token, words):
                out += _cut_value(part, words, book)
        else:
            out.append(token)
    return out


def _pieces(token: Token, texts: Sequence[str]) -> list[Token]:
    said = [text for text in texts if text]
    return [
        replace(token, text=t, first=token.first and i == 0, weak=False) for i, t in enumerate(said)
    ]


def _cut_words(token: Token, known: Sequence[str]) -> list[Token]:
    """Cut at every known head word, longest first; what is between stays a token."""
    text, out, rest = token.text, [], ""
    while text:
        word = next((w for w in known if len(w) > 1 and text.startswith(w)), None)
        if word is None:
            rest, text = rest + text[0], text[1:]
            continue
        out += [rest, word]
        rest, text = "", text[len(word) :]
    return _pieces(token, [*out, rest])


def _cut_levels(token: Token, words: Vocabulary) -> list[Token]:
    """Level names at the beginning of a token: up to two, each ending in 指标."""
    text, out = token.text, []
    for _ in range(2):
        cut = _level_end(text, words)
        if not cut:
            break
        out.append(text[:cut])
        text = text[cut:]
    return _pieces(token, [*out, text])


def _level_end(text: str, words: Vocabulary) -> int:
    """Where a leading level name ends, 0 where there is none."""
    best = 0
    end = text.find("指标")
    while 0 <= end <= _LEVEL_WORDS:
        head = text[: end + 2]
        if words.level1_name(head) or words.level2_name(head):
            best = end + 2
            break
        end = text.find("指标", end + 2)
    return best


def _cut_value(token: Token, words: Vocabulary, book: Book) -> list[Token]:
    """``改造覆盖率100%`` → name and value, where the tail reads as a value of its own."""
    text = token.text
    if words.level1_name(text) or words.level2_name(text) or len(text) < 4:
        return [token]
    for at in range(2, len(text)):
        head, tail = text[:at], text[at:]
        if _opens_value(tail, text[at - 1]) and parse(tail, book).kind not in (
            "qual",
            "empty",
            "filler",
        ):
            return _pieces(token, [head, tail])
    for word in sorted(_qualitative(book), key=len, reverse=True):
        if text.endswith(word) and len(text) > len(word) + 2:
            return _pieces(token, [text[: -len(word)], word])
    return [token]


def _opens_value(tail: str, before: str) -> bool:
    """A value begins with a sign or with a digit that does not go on from a digit or bracket."""
    if tail[0] in "≥≤≧≦＞＜><=＝":
        return before not in "（(≥≤≧≦＞＜><=＝"
    return tail[0].isdigit() and not before.isdigit() and before not in "（(.,-—~第"


def _qualitative(book: Book) -> Sequence[str]:
    return tuple(book.topics["lexicon"]["qualitative"])
