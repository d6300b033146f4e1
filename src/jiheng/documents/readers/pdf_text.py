"""Glyphs → text: lines from top to bottom, each from left to right, blanks where gaps are.

The order in the file is the order of drawing, which need not be the order of reading.
"""

from __future__ import annotations

from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .pdf_page import Glyph

    Piece = tuple[str, int, int, int, int, int]

BLANKS = " \u3000\xa0\t"
CELLS = "  "
"""What parts two columns of a line outside ruled tables."""

APART, NEXT, LEAST = 130, 60, 25
"""Percent of a letter's height: a gap that parts words, and, with nothing printed in it outside a
ruled table, one that parts cells (their margins alone are as wide); the
least that is a blank there."""

CLOSING = "”’）】》〉」，。、；：！？％%,.;:!?)"
GREATER, LESS, EQUAL = ">＞", "<＜", "=＝_"


def lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs line by line; those of one line overlap in height by more than half."""
    out: list[list[Glyph]] = []
    middle = height = 0
    for glyph in sorted(glyphs, key=lambda g: -g[2] - g[4]):
        centre, tall = (glyph[2] + glyph[4]) // 2, glyph[4] - glyph[2]
        if not out or (middle - centre) * 100 > max(height, tall) * 45:
            out.append([])
            middle, height = centre, tall
        elif tall > height:
            middle, height = centre, tall
        out[-1].append(glyph)
    return [kept for line in out if (kept := _ordered(line))]


def _ordered(line: list[Glyph]) -> list[Glyph]:
    """Left to right, without blank ends; a letter drawn twice for bold print counts once, > drawn
    over = is ≥."""
    out: list[Glyph] = []
    for glyph in sorted(line, key=lambda g: g[1]):
        if out and _same_place(out[-1], glyph):
            one = out[-1]
            if one[0] == glyph[0] and one[0] not in BLANKS:
                continue
            sign = _overstruck(one[0], glyph[0])
            if sign:
                out[-1] = (sign, *one[1:])
                continue
        out.append(glyph)
    while out and out[0][0] in BLANKS:
        del out[0]
    while out and out[-1][0] in BLANKS:
        out.pop()
    return out


def _same_place(one: Glyph, other: Glyph) -> bool:
    width = min(one[3] - one[1], other[3] - other[1])
    return abs(one[1] + one[3] - other[1] - other[3]) * 2 < width


def _overstruck(one: str, other: str) -> str:
    pair = one + other
    if any(char in EQUAL for char in pair):
        if any(char in GREATER for char in pair):
            return "≥"
        if any(char in LESS for char in pair):
            return "≤"
    return ""


def line_text(line: Sequence[Glyph], wide: str = CELLS) -> str:
    """One line; a gap of half a letter is a blank, a wide one is ``wide``."""
    out = [line[0][0]]
    blanks = ""
    last = line[0]
    for glyph in line[1:]:
        char = glyph[0]
        if char in BLANKS:
            blanks += char
            continue
        blanks = _gap(last, glyph, blanks, wide)
        out.append(blanks + char)
        blanks, last = "", glyph
    return "".join(out)


def pieces(line: Sequence[Glyph]) -> list[Piece]:
    """A line cut where gaps part cells: text, left, bottom, right, top, width of the first word."""
    out: list[Piece] = []
    start = 0
    blank = False
    last = line[0]
    for at, glyph in enumerate(line):
        if glyph[0] in BLANKS:
            blank = True
            continue
        gap, height = glyph[1] - last[3], min(last[4] - last[2], glyph[4] - glyph[2])
        if gap * 100 > height * (APART if blank else NEXT):
            out.append(_piece(line[start:at]))
            start = at
        last, blank = glyph, False
    out.append(_piece(line[start:]))
    return out


def _piece(line: Sequence[Glyph]) -> Piece:
    inked = [glyph for glyph in line if glyph[0] not in BLANKS]
    left, right = inked[0][1], max(glyph[3] for glyph in inked)
    bottom, top = min(g[2] for g in inked), max(g[4] for g in inked)
    return line_text(line).rstrip(BLANKS), left, bottom, right, top, _word(line)


def _gap(one: Glyph, other: Glyph, blanks: str, wide: str) -> str:
    gap = (other[1] - one[3]) * 100
    height = min(one[4] - one[2], other[4] - other[2])
    if gap > height * (APART if blanks or wide != CELLS else NEXT):
        return blanks if len(blanks) >= len(wide) else wide
    if blanks:
        return blanks
    if wide == CELLS:
        return " " if gap > height * LEAST else ""
    latin = one[0].isascii() + other[0].isascii()
    return " " if latin and gap > height * (30 if latin == 2 else 45) else ""


def cell_text(glyphs: Sequence[Glyph], width: int) -> tuple[str, bool]:
    """The text of a cell of this width, and whether its last line fills it.

    A line that is full goes on in the next one; another ends a paragraph.
    """
    rows = lines(glyphs)
    if not rows:
        return "", False
    out = line_text(rows[0], " ")
    for above, row in pairwise(rows):
        text = line_text(row, " ")
        if not _full(above, width, _word(row)):
            out += "\n"
        elif out[-1].isascii() and out[-1].isalpha() and text[0].isascii() and text[0].isalpha():
            out += " "
        out += text
    return out, _full(rows[-1], width, 0)


def _full(line: Sequence[Glyph], width: int, word: int) -> bool:
    """Whether a word of this width had no place behind the line (margins and a letter apart)."""
    tall = line[0][4] - line[0][2]
    return line[-1][3] - line[0][1] + word + tall + 1100 > width


def _word(line: Sequence[Glyph]) -> int:
    """How wide the first word of a line is: a figure or a Latin word is not cut, and a mark that
    closes does not begin a line."""
    end = 0
    while end + 1 < len(line) and line[end + 1][0].isascii() and line[end][0].isascii():
        if line[end + 1][0] in BLANKS:
            break
        end += 1
    while end + 1 < len(line) and line[end + 1][0] in CLOSING:
        end += 1
    return line[end][3] - line[0][1]
