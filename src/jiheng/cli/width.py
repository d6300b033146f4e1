"""How wide text stands on a terminal, and how to cut it to lines.

Chinese characters take two cells. Signs such as × “ ” ≥ are "ambiguous": two cells on consoles in
GBK or GB18030, one elsewhere; ``wide_signs`` says which.
"""

from __future__ import annotations

from ..model.shown import clean as clean

_NO_START = "，。、；：！？）】》〉」』”’,.;:!?)]}%％"
_NO_END = "（【《〈「『“‘([{"


class _Cells(dict[str, int]):
    """Cells of each character, looked up once: the sums below then run without Python code."""

    def __init__(self, wide: str) -> None:
        self.wide = wide

    def __missing__(self, char: str) -> int:
        from unicodedata import combining, east_asian_width

        cells = 0 if combining(char) else 2 if east_asian_width(char) in self.wide else 1
        self[char] = cells
        return cells


_CELLS = {False: _Cells("WF"), True: _Cells("WFA")}


def width(text: str, wide_signs: bool = False) -> int:
    """Terminal cells the text takes."""
    return len(text) if text.isascii() else sum(map(_CELLS[wide_signs].__getitem__, text))


def pad(text: str, cells: int, wide_signs: bool = False) -> str:
    """The text with blanks at its right up to ``cells``."""
    return text + " " * max(0, cells - width(text, wide_signs))


def wrap(text: str, cells: int, wide_signs: bool = False) -> list[str]:
    """The text in lines of at most ``cells``: Chinese breaks anywhere, Latin words stay whole.

    Closing punctuation never starts a line (it may stand a cell or two over the edge), an opening
    bracket never ends one.
    """
    if width(text, wide_signs) <= cells:
        return [text.rstrip()]
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text):
        size = width(piece, wide_signs)
        if used and used + size > cells and piece not in _NO_START:
            kept = line.rstrip(_NO_END)
            lines.append((kept or line).rstrip())
            line = line[len(kept) :] if kept else ""
            used = width(line, wide_signs)
            if piece == " ":
                continue
        while used + size > cells and len(piece) > 1:
            cut = _fit(piece, max(1, cells - used), wide_signs)
            lines.append(line + piece[:cut])
            piece, line, used = piece[cut:], "", 0
            size = width(piece, wide_signs)
        line += piece
        used += size
    return [*lines, line.rstrip()] if line else lines


def _pieces(text: str) -> list[str]:
    """Single wide characters and blanks, and whole runs of narrow ones."""
    out: list[str] = []
    run = ""
    for char in text:
        if char.isascii() and char != " ":
            run += char
            continue
        if run:
            out.append(run)
            run = ""
        out.append(char)
    return [*out, run] if run else out


def _fit(text: str, cells: int, wide_signs: bool) -> int:
    """How many characters fit, at least one."""
    used = 0
    for index, char in enumerate(text):
        used += _CELLS[wide_signs][char]
        if used > cells:
            return max(1, index)
    return len(text)


def shorten(text: str, cells: int, wide_signs: bool = False) -> str:
    """The text, or its beginning with … where it does not fit."""
    if width(text, wide_signs) <= cells:
        return text
    return text[: _fit(text, cells - 2, wide_signs)] + "…"
