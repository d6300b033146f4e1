"""Text of sheet cells: runs in symbol fonts as what they show, and numbers by their format."""

from __future__ import annotations

from ...model.form import Note
from .notes import short
from .sheet_format import Format
from .symbols import has_private, is_symbol_font, respell

Shown = tuple[str, tuple[Note, ...]]
Runs = list[tuple[str, str]]


KEPT = 1_000
_known: dict[tuple[str, bool], Format] = {}


class Formats:
    """The formats of a workbook, each code compiled once; most stand in other workbooks too."""

    def __init__(self, *, from_1904: bool = False) -> None:
        self.from_1904 = from_1904

    def of(self, code: str) -> Format:
        found = _known.get((code, self.from_1904))
        if found is None:
            if len(_known) >= KEPT:
                _known.clear()
            found = _known[code, self.from_1904] = Format(code, from_1904=self.from_1904)
        return found


def number(stored: str, form: Format) -> Shown:
    """A number as its format shows it."""
    text, kind = form.number(stored)
    if not kind:
        return text, ()
    return text, (Note(kind, f"按存储的数值读取 {short(text)}"),)


def spelled(runs: Runs, font: str) -> Shown:
    """Runs of (text, own font or "") in a cell of this font, as what they show."""
    if len(runs) == 1 and not (runs[0][1] or is_symbol_font(font) or has_private(runs[0][0])):
        return runs[0][0], ()
    out, notes = [], []
    for text, own in runs:
        name = own or font
        if not is_symbol_font(name) and not has_private(text):
            out.append(text)
            continue
        shown, known = respell(text, name)
        if not known:
            notes.append(Note("symbol-unread", f"符号字体 {name or '未注明'} 中的字符"))
        elif shown != text:
            notes.append(Note("sign-recovered", f"符号字体 → {short(shown)}"))
        out.append(shown)
    return "".join(out), tuple(notes)
