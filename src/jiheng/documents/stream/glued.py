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
LONGEST = 24
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


def is_glued(items: Sequence[Token]) -> bool:
    """The head itself is run together: 一级指标二级指标三级指标 in one token."""
    return any("一级指标二级指标" in token.text for token in items)


def unglue(items: Sequence[Token], words: Vocabulary, book: Book) -> list[Token]:
    """Cut heads, level names, and values off the tokens they were run together with."""
    out: list[Token] = []
    head_line = 0
    for token in items:
        if "一级指标二级指标" in token.text:
            head_line = token.line
        if head_line and token.line == head_line:
            out += _cut_words(token, sorted(words.heads, key=len, reverse=True))
        elif head_line:
            for part in _cut_levels(token, words):
                out += _cut_cells(part, words, book)
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


def _cut_cells(token: Token, words: Vocabulary, book: Book) -> list[Token]:
    """Name, value and what follows: ``覆盖率90%以上按比例得分-定量`` → five cells."""
    text = token.text
    if words.level1_name(text) or words.level2_name(text):
        return [token]
    kind = next((word for word in ("定量", "定性") if text.endswith(word)), "")
    text = text.removesuffix(kind)
    dash = "-" if kind and text.endswith("-") else ""
    text = text.removesuffix(dash) if dash else text
    name, value, rest = _name_and_value(text, book)
    return _pieces(token, [name, value, rest, dash, kind])


def _name_and_value(text: str, book: Book) -> tuple[str, str, str]:
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
    return best


def _opens_value(tail: str, before: str) -> bool:
    """A value begins with a sign or with a digit that does not go on from a digit or bracket."""
    if tail.startswith(_SPOKEN):
        return True
    if tail[0] in "≥≤≧≦＞＜><=＝":
        return before not in "（(≥≤≧≦＞＜><=＝"
    return tail[0].isdigit() and not before.isdigit() and before not in "（(.,-—~第"


def _qualitative(book: Book) -> Sequence[str]:
    return tuple(book.topics["lexicon"]["qualitative"])
