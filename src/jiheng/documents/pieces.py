"""Cutting a cell that lists indicators: at its stops, numbers and level names; name from value."""

from __future__ import annotations

from .values import parse
from .vocabulary import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..policy import Book

BRACKETS = {
    "【": "】",
    "[": "]",
    "［": "］",
    "〖": "〗",
    "〔": "〕",
    "{": "}",
    "<": ">",
    "《": "》",
}
ROUND = {"（": "）", "(": ")"}
DASHES = "-—–－―─/／\\→>＞_·~"
COLONS = "：:"
PATH = DASHES + COLONS
STOPS = "；;。\n\r\v"
COMMAS = "，,"
SIGNS = "≥≤≧≦＞＜><=＝═"
NUMERALS = "一二两三四五六七八九十半"
TRIES = 8  # numbers of models in a name
CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑•●■◆▪·*★√")


def unnumbered(text: str) -> str:
    """Without the number that lists it: ``1.``, ``（2）``, ``③``, ``一、``, ``指标1：``."""
    text = text.strip(" \t\u3000\xa0，,、")
    while text and (text[0] in CIRCLED):
        text = text[1:].strip()
    inside, after = bracketed(text)
    if inside and text[0] in ROUND and _is_ordinal(inside):
        return after.lstrip("、.． ")
    if text.startswith(("指标", "目标")):
        number = text[2:].lstrip()
        count = _ordinal_length(number)
        if count and number[count : count + 1] in tuple("：:.、．"):
            return number[count + 1 :].strip()
        return text
    count = _ordinal_length(text)
    mark = text[count : count + 1]
    if count and mark in tuple("、.．)）") and mark:
        rest = text[count + 1 :].strip()
        return text if mark in ".．" and rest[:1].isdigit() else rest
    return text


def _is_ordinal(text: str) -> bool:
    return 0 < len(text.strip()) <= 3 and _ordinal_length(text.strip()) == len(text.strip())


def _ordinal_length(text: str) -> int:
    count = 0
    while count < len(text) and count < 3 and (text[count].isdigit() or text[count] in NUMERALS):
        count += 1
    return count


def chunks(text: str, opens: Callable[[str], bool]) -> list[str]:
    """Cut at stops, before numbers, and wherever ``opens`` says that a level name begins."""
    out: list[str] = []
    for piece in split(text, STOPS):
        out += _before_levels(piece, opens)
    return _wrapped([one for one in out if one.strip()])


def _wrapped(chunks: list[str]) -> list[str]:
    """A line that only goes on from the one before (≥3个, 元) belongs to it."""
    out: list[str] = []
    for chunk in chunks:
        first = chunk.strip()[:1]
        if out and (first in SIGNS or first in "%％‰、" or first in COLONS):
            out[-1] += chunk.strip()
        else:
            out.append(chunk)
    return out


def split(text: str, marks: str) -> list[str]:
    """Split at any of the marks that stands outside brackets (an unclosed one bars nothing)."""
    out, start, shut = [], 0, -1
    pairs = BRACKETS | ROUND
    for at, char in enumerate(text):
        if at <= shut:
            continue
        if char in pairs and char not in "<《":
            shut = max(shut, text.find(pairs[char], at))
        elif char in marks and not _in_number(text, at):
            out.append(text[start:at])
            start = at + 1
    return [*out, text[start:]]


def _in_number(text: str, at: int) -> bool:
    """A comma between thousands: 12,000."""
    tail = text[at + 1 : at + 4]
    return (
        text[at] in COMMAS
        and text[at - 1 : at].isdigit()
        and len(tail) == 3
        and tail.isdigit()
        and not text[at + 4 : at + 5].isdigit()
    )


def _before_levels(piece: str, opens: Callable[[str], bool]) -> list[str]:
    """``【…】甲≥3个【…】乙``, ``①甲②乙`` and ``1.甲 2.乙`` cut before the later ones."""
    cuts = [0]
    for at in range(1, len(piece)):
        rest = piece[at:]
        spaced = piece[at - 1].isspace() or piece[at - 1] in COMMAS
        numbered = (rest[0] in CIRCLED and rest[0] not in "·*") or (
            piece[at - 1].isspace() and unnumbered(rest) != rest.strip()
        )
        if not (numbered or rest[0] in BRACKETS or spaced):
            continue
        if _is_ordinal(piece[cuts[-1] : at].strip("、.．)） \t（(")):
            continue  # 一、【产出指标】: the number goes with what it numbers
        if numbered or opens(rest if rest[0] in BRACKETS else unnumbered(rest)):
            cuts.append(at)
    return [piece[a:b] for a, b in zip(cuts, [*cuts[1:], len(piece)], strict=True)]


def name_and_value(text: str, book: Book) -> tuple[str, str]:
    """``培训人数：≥3人``, ``培训人数≥3人`` and ``培训人数3人`` → (培训人数, ≥3人).

    The value takes all that follows it. ("…", "") where no value is found.
    """
    said = text.strip().strip("，,、")
    for at, char in enumerate(said):
        if (
            char in COLONS
            and at
            and not (said[at - 1].isdigit() and said[at + 1 : at + 2].isdigit())
        ):
            name, value = said[:at].strip(), said[at + 1 :].strip()
            if len(squeeze(name)) <= 40:
                return name, value
    if said[:1] in SIGNS and said:
        return "", said
    from .stream.glued import split_value

    start = 0
    for _ in range(TRIES):
        name, value, rest = split_value(said[start:], book)
        at = start + len(name)
        if not value:
            break
        if not _is_model(said, at):
            name = said[:at].strip().rstrip(PATH)
            worded = not any(char.isdigit() for char in value)
            if worded and len(name) <= 2:
                return "", said  # 有效改善 is all value
            return name, (value + rest).strip()
        start = at  # T40无人机1台: the number of a model belongs to the name
        while start < len(said) and said[start].isdigit():
            start += 1
        start = max(start - 1, at + 1)
    return _counted(said, book)


def _is_model(text: str, at: int) -> bool:
    """A digit that goes on from a Latin letter."""
    before = text[at - 1 : at]
    return text[at : at + 1].isdigit() and before.isascii() and before.isalpha()


def _counted(said: str, book: Book) -> tuple[str, str]:
    """``插秧机一台``: a Chinese numeral with its unit at the end."""
    for at in range(max(2, len(said) - 6), len(said) - 1):
        if said[at] in NUMERALS:
            target = parse(said[at:], book)
            known = target.unit is not None and target.unit.family != "other"
            if target.number is not None and known:
                return said[:at], said[at:]
    return said, ""


def together(pieces: list[str], said: list[tuple[str, str]], whole: str) -> list[tuple[str, str]]:
    """Pieces without a value belong to a neighbour: to the next name, or to the last value.

    ``whole`` is the text that was split, whose commas stay.
    """
    out: list[tuple[str, str]] = []
    lead, at = "", 0
    for piece, (name, value) in zip(pieces, said, strict=True):
        comma = whole[at - 1 : at]
        at += len(piece) + 1
        if name and value:
            out.append((f"{lead}{name}", value))
            lead = ""
        elif out:
            out[-1] = (out[-1][0], f"{out[-1][1]}{comma}{piece.rstrip()}")
        else:
            lead += f"{piece}{whole[at - 1 : at]}"
    return out


def bracketed(text: str) -> tuple[str, str]:
    """The text in the bracket that opens it, and what follows; ("", text) where none does."""
    close = (BRACKETS | ROUND).get(text[:1])
    end = text.find(close) if close else -1
    return (text[1:end], text[end + 1 :].strip()) if end > 0 else ("", text)
