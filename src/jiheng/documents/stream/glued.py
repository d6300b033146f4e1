"""Cells run together without any separator: ``产出指标数量指标改造覆盖率100%``."""

from __future__ import annotations

from functools import lru_cache

from ...model.record import replace
from ..values import parse
from .tokens import Token, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...policy import Book
    from ..vocabulary import Vocabulary

LONGEST = 24
_UPPER = 6  # characters of the upper row of a head at least
_BRACKETS = "（）()【】[]"
FAR = 5
_WORDS = frozenset(("qual", "empty", "filler", "bool", "relative", "text+rate", "goal"))
_HEIGHTENED = (
    "进一步",
    "有效",
    "显著",
    "明显",
    "稳步",
    "逐步",
    "不断",
    "持续",
    "有所",
    "大幅",
    "基本",
)
_SPOKEN = ("大于", "小于", "不低于", "不少于", "不超过", "不高于", "达到", "控制在", "等于", "至少")


def is_glued(items: Sequence[Token], words: Vocabulary) -> bool:
    """A head is run together: three or more head words in one token."""
    heads = _known_heads(words)
    return any(len(token.text) >= 9 and _heads_in(token, heads) >= 3 for token in items)


@lru_cache(maxsize=4)
def _known_heads(words: Vocabulary) -> Words:
    return Words(words.heads)


@lru_cache(maxsize=4)
def _known_upper(words: Vocabulary) -> Words:
    return Words((*words.labels, *words.heads))


def _heads_in(token: Token, heads: Words) -> int:
    """How many head words stand one after another in the token; 0 where none names a row."""
    if "指标" not in token.text or not any(w in token.text for w in ("二级", "三级", "指标值")):
        return 0
    longest = run = 0
    for piece in _cut_words(token, heads):
        run = run + 1 if piece.text in heads.words else 0
        longest = max(longest, run)
    return longest


def unglue(items: Sequence[Token], words: Vocabulary, book: Book) -> list[Token]:
    """Cut heads, level names, and values off the tokens they were run together with."""
    out: list[Token] = []
    heads = _known_heads(words)
    levels = _known_levels(words)
    head_line = 0
    head_lines = {token.line for token in items if _heads_in(token, heads) >= 2}
    upper = _known_upper(words)
    for token in items:
        count = _heads_in(token, heads)
        if not count and {token.line + 1, token.line + 2} & head_lines:
            out += _wholly(token, upper)
            continue
        if count >= 2 or (head_line and token.line == head_line):
            head_line = token.line if count >= 2 else head_line
            cut = _cut_words(token, heads)
        elif head_line:
            cut = [token]
        else:
            out.append(token)
            continue
        for part in cut:
            if part.text in heads.words:
                out.append(part)
                continue
            for piece in _cut_words(part, levels):
                out += _cut_cells(piece, words, book)
    return out


@lru_cache(maxsize=4)
def _known_levels(words: Vocabulary) -> Words:
    """Level names as they stand in running text: with 指标 at their end."""
    return Words(f"{word}指标" for word in (*words.level1, *words.level2))


def _pieces(token: Token, texts: Sequence[str]) -> list[Token]:
    said = [text for text in texts if text]
    return [
        replace(token, text=t, first=token.first and i == 0, weak=False) for i, t in enumerate(said)
    ]


def _cut_words(token: Token, known: Words) -> list[Token]:
    """Cut at every known head word, longest first; what is between stays a token."""
    text, out, done, at = token.text, [], 0, 0
    while at < len(text):
        word = next(known.at(text, at), "")
        if word:
            out += [text[done:at], word]
            done = at + len(word)
        at += len(word) or 1
    return _pieces(token, [*out, text[done:]])


def _wholly(token: Token, known: Words) -> list[Token]:
    """Cut a token that is nothing but known words run together (the upper row of a head).

    Words are looked for with brackets left out: 单位（专项）名称 is one word.
    """
    spots = [n for n, char in enumerate(token.text) if char not in _BRACKETS]
    text = "".join(token.text[n] for n in spots)
    if not _UPPER <= len(text) <= 4 * LONGEST:
        return [token]
    reached: list[int | None] = [None] * len(text) + [-1]  # where the word from here on ends
    for at in range(len(text) - 1, -1, -1):
        fits = (len(word) for word in known.at(text, at))
        ends = [at + length for length in fits if reached[at + length] is not None]
        reached[at] = max(ends, default=None)
    pieces, at = [], 0
    while at < len(text) and (end := reached[at]):
        last = spots[end] if end < len(spots) else len(token.text)
        pieces.append(token.text[spots[at] if at else 0 : last])
        at = end
    return _pieces(token, pieces) if len(pieces) > 1 else [token]


def _cut_cells(token: Token, words: Vocabulary, book: Book) -> list[Token]:
    """Name, value and what follows: ``覆盖率90%以上按比例得分-定量`` → five cells."""
    text = token.text
    if words.level1_name(text) or words.level2_name(text):
        return [token]
    kind = next((word for word in ("定量", "定性") if text.endswith(word)), "")
    text = text.removesuffix(kind)
    dash = "-" if kind and text.endswith("-") else ""
    text = text.removesuffix(dash) if dash else text
    name, value, rest = split_value(text, book)
    return _pieces(token, [name, value, rest, dash, kind])


def split_value(text: str, book: Book) -> tuple[str, str, str]:
    """The first value that reads as one, what stands before it and after it."""
    spots = [_widened(text, at, w) for w in _qualitative(book) if (at := _spot(text, w))]
    worded = min(spots, key=lambda spot: (spot[0], -spot[1]), default=(len(text), 0))
    for at in range(2, worded[0]):
        if _opens_value(text[at:], text[at - 1]):
            length = _value_length(text[at:], book)
            if length:
                return text[:at], text[at : at + length], text[at + length :]
    at, length = worded
    return text[:at], text[at : at + length], text[at + length :]


def _spot(text: str, word: str) -> int:
    """Where a qualitative value may stand: a long word anywhere, a short one only at the end."""
    at = text.find(word, 2)
    if at > 1 and (len(word) >= 4 or at + len(word) == len(text)):
        return at
    return 0


def _widened(text: str, at: int, word: str) -> tuple[int, int]:
    """Where the value begins and how long it is, with the word that heightens it (有效 ¦ 降低)."""
    before = next((m for m in _HEIGHTENED if text[:at].endswith(m) and at - len(m) > 1), "")
    return at - len(before), len(before) + len(word)


def _value_length(text: str, book: Book) -> int:
    """Where the value at the beginning of the text ends: after its last character that matters.

    The grammar bears words after a value, so the end is where the normal form last changed while
    it still was one clean value.
    """
    best, form = 0, None
    for length in range(1, min(len(text), LONGEST) + 1):
        target = parse(text[:length], book)
        strange = target.unit is not None and target.unit.family == "other"
        if target.kind in _WORDS or target.reports or strange:
            continue
        if best and (len(target.numbers) > 1 or length > best + FAR):
            break
        now = (target.op, target.low, target.high, target.unit, target.start, target.end)
        if now != form:
            best, form = length, now
    while best and _goes_on(text[best : best + 2], text[best - 1]):
        best += 1
    return best


def _goes_on(after: str, last: str) -> bool:
    """Digits that do not change a number are part of it: 30 ¦ .00."""
    if last == ".":
        return after[:1].isdigit()
    return last.isdigit() and after.lstrip(".")[:1].isdigit() and after[:2] != ".."


def _opens_value(tail: str, before: str) -> bool:
    """A value begins with a sign or with a digit that does not go on from a digit or bracket."""
    if tail.startswith(_SPOKEN):
        return True
    if tail[0] in "≥≤≧≦＞＜><=＝":
        return before not in "（(≥≤≧≦＞＜><=＝"
    return tail[0].isdigit() and not before.isdigit() and before not in "（(.,-—~第"


def _qualitative(book: Book) -> Sequence[str]:
    return tuple(book.topics["lexicon"]["qualitative"])
