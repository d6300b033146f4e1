"""Characters that look different and mean the same, folded one for one.

NFKC does not fold ≧ ≦ ═ 》 and does fold what must stay (㎡, ①), so the tables are our own. Every
replacement is one character long: a position in the folded text is a position in the printed text.
The comparison signs themselves are in policy/lexicon.yaml.
"""

from __future__ import annotations

from itertools import pairwise

_SAME = {
    "%": "﹪٪",
    "/": "⁄∕⧸",
    "-": "‐‑‒–—―−﹣－─━",
    "~": "〜∼～˜",
    "(": "（﹙【［〔[{｛",
    ")": "）﹚】］〕]}｝",
    ",": "，﹐",
    ".": "．﹒",
    ":": "：﹕∶",
    ";": "；﹔",
    "*": "＊×✕✖∗﹡",
    "·": "•・∙⋅･‧",
    "<": "﹤",
    ">": "﹥",
    "=": "﹦",
}
# Radicals that PDF files hold in place of the characters they look like.
_RADICALS = (
    "⼀⼆⼋⼗⼈⼒⼝⼟⼤⼥⼦⼩⼯⼲⼿⽂⽅⽇⽉⽊⽔⽕⽚⽣⽤⽥⽩⽬⽯⽰⽴⽶⽺⽼⾃⾄⾏⾐⾓⾔⾛⾜⾞⾥⾦⻔⾯⾳⾷⾼⽊⼾⽆⼊⼭⼝",
    "一二八十人力口土大女子小工干手文方日月木水火片生用田白目石示立米羊老自至行衣角言走足车里金门面音食高木户无入山口",
)
# Blank or invisible: white space, zero-width marks, direction marks, controls, column rules.
_BLANK = [*range(0x20), *range(0x7F, 0xA1), 0xAD, 0x61C, 0x1680, *range(0x2000, 0x2010)]
_BLANK += [*range(0x2028, 0x2030), *range(0x205F, 0x2070), 0x3000, 0xFEFF, 0xA6, ord("|"), 0xFF5C]

_SEEN = frozenset(" |¦｜")
BLANKS = dict.fromkeys(_BLANK, " ")
FOLDS = {0xFF01 + n: chr(0x21 + n) for n in range(94) if chr(0x21 + n) not in "|"}
FOLDS |= {ord(odd): plain for plain, odds in _SAME.items() for odd in odds}
FOLDS |= {ord(odd): plain for odd, plain in zip(*_RADICALS, strict=True)}


def is_han(char: str) -> bool:
    """A Chinese character (or 〇)."""
    return "\u3400" <= char <= "\u9fff" or char == "〇" or "\u2e80" <= char <= "\u2fdf"


def tidy(raw: str) -> str:
    """Blanks of every kind as plain spaces, none at the ends, none between two Chinese characters.

    A line break inside a cell falls between any two characters; Chinese has no spaces of its own.
    """
    if raw.isprintable() and not _SEEN.intersection(raw):
        return raw  # neither blanks nor anything invisible
    text = raw.translate(BLANKS).strip()
    if " " not in text:
        return text
    pieces = text.split()
    out = [pieces[0]]
    for before, after in pairwise(pieces):
        if not (is_han(before[-1]) and is_han(after[0])):
            out.append(" ")
        out.append(after)
    return "".join(out)


def fold(text: str) -> str:
    """The text with look-alike characters folded; as long as before."""
    return text.translate(FOLDS)


def fold_word(word: str) -> str:
    """A word of the policy files folded; one of letters only needs no folding."""
    return word if word.isalpha() else word.translate(FOLDS)
