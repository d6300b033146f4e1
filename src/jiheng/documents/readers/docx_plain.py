"""The quick way through a Word part: most tables hold only runs of text.

lxml looks for tags in C, so asking "is there anything here that needs care?" costs next to nothing,
and one flat pass over a few tags then reads a table. What needs care, ``docx_text.Careful`` reads.
"""

from __future__ import annotations

from ...model.place import NOWHERE
from .symbols import has_private

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from ...model.form import Note

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
T, P, R, TBL, TR, TC = W + "t", W + "p", W + "r", W + "tbl", W + "tr", W + "tc"
GRID_SPAN, V_MERGE, H_MERGE = W + "gridSpan", W + "vMerge", W + "hMerge"
GRID_BEFORE, VAL = W + "gridBefore", W + "val"
BREAKS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
SPECIAL = (
    *(W + n for n in ("sym", "fldChar", "fldSimple", "instrText", "delText", "ins", "del")),
    *(W + n for n in ("moveFrom", "moveTo", "drawing", "pict", "object", "vanish", "ruby")),
    *(W + n for n in ("txbxContent", "altChunk", "tcPrChange", "trPrChange", "cellDel")),
    *(M + "oMath", MC + "AlternateContent"),
)
SYMBOL_FONTS = (b'"Symbol"', b"dings")
CELLS = (T, P, TC, TR, GRID_SPAN, V_MERGE, H_MERGE, GRID_BEFORE)
MOST = 1_000
"""Columns; a page of Word holds 63."""


class Raw:
    """One ``w:tc``; as the anchor of a merge it grows. Defaults live on the class: most hold."""

    width = height = 1
    row = column = 0
    vertical = horizontal = text = ""
    address = NOWHERE
    notes: tuple[Note, ...] = ()
    tables: Sequence[_Element] = ()
    boxes: Sequence[_Element] = ()

    def __init__(self, element: _Element) -> None:
        self.element = element


class Page:
    """A part of the package, and what can be said of all of it at once."""

    def __init__(self, root: _Element, data: bytes) -> None:
        self.root = root
        self.careful = any(font in data for font in SYMBOL_FONTS)
        self.calm = not self.careful and next(root.iter(*SPECIAL), None) is None

    def is_plain(self, table: _Element) -> bool:
        """Whether a table holds nothing that needs care, and no other table."""
        if self.careful:
            return False
        tags = (TBL,) if self.calm else (TBL, *SPECIAL)
        return all(one is table for one in table.iter(*tags))

    def text(self, paragraph: _Element) -> str | None:
        """The text of a paragraph, None where it needs care."""
        if self.careful or not (self.calm or next(paragraph.iter(*SPECIAL), None) is None):
            return None
        text = gathered(paragraph.iter(T, *BREAKS))
        return None if has_private(text) else text.strip("\n")

    def rows(self, table: _Element) -> Iterator[tuple[int, list[Raw]]]:
        """Columns skipped and cells of each row of a plain table (``is_plain(table, TBL)``)."""
        before, cells = 0, []
        cell = Raw(table)
        pieces: list[str] = []
        started = empty = False
        for element in table.iter(*CELLS, *BREAKS):
            tag = element.tag
            if tag == T:
                pieces.append(stored(element))
            elif tag == P:
                if empty:
                    empty = False
                else:
                    pieces.append("\n")
            elif tag == GRID_SPAN:
                cell.width = max(1, number(element, 1))
            elif tag == V_MERGE:
                cell.vertical = element.get(VAL) or "continue"
            elif tag == TC:
                cell.text = "".join(pieces).strip("\n")
                cell, pieces, empty = Raw(element), [], True
                cells.append(cell)
            elif tag == TR:
                cell.text = "".join(pieces).strip("\n")
                if started:
                    yield before, cells
                before, cells, started, pieces = 0, [], True, []
                cell = Raw(element)  # what stands between rows belongs to no cell
            elif tag == H_MERGE:
                cell.horizontal = element.get(VAL) or "continue"
            elif tag == GRID_BEFORE:
                before = number(element, 0)
            elif not _is_tab_stop(element):
                pieces.append(BREAKS[tag])
        cell.text = "".join(pieces).strip("\n")
        if started:
            yield before, cells


def gathered(elements: Iterator[_Element]) -> str:
    """The text of runs and breaks in order."""
    out: list[str] = []
    for element in elements:
        if element.tag == T:
            out.append(stored(element))
        elif not _is_tab_stop(element):
            out.append(BREAKS[element.tag])
    return "".join(out)


def stored(element: _Element) -> str:
    """The characters of a ``w:t``. Word drops outer white space unless xml:space says preserve."""
    text = element.text
    if not text:
        return ""
    if (text[0] <= " " or text[-1] <= " ") and element.get(XML_SPACE) != "preserve":
        return text.strip(" \t\r\n")
    return text


def number(element: _Element, default: int) -> int:
    """``w:val`` as a count, held to what a page can hold."""
    text = element.get(VAL, "")
    if not text.isdecimal() or len(text) > 9:
        return default
    return min(int(text), MOST)


def _is_tab_stop(element: _Element) -> bool:
    """``w:tab`` is a tab in a run, and a tab *stop* inside ``w:tabs``."""
    parent = element.getparent()
    return parent is not None and parent.tag == W + "tabs"
