"""Pages of a PDF that are only a picture: recognised where the extra is installed (ocr)."""

from __future__ import annotations

from .pdf_page import pixels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .pdf_page import Sheet

PICTURED = 40
"""Percent of a page; a larger picture on a page without text is a scan."""


def seen(sheets: Iterable[Sheet], data: bytes, pages: set[int]) -> Iterator[Sheet]:
    """The sheets, scans among them as their recognised text; ``pages`` gathers which."""
    for sheet in sheets:
        if sheet.pictured >= PICTURED and not any(g[0].strip() for g in sheet.glyphs):
            from .ocr import available, sheet_of

            if available():
                found = sheet_of(pixels(data, sheet.number), sheet.number)
                if any(glyph[0].isalnum() for glyph in found.glyphs):  # a blot is read as ■
                    pages.add(sheet.number)
                    sheet = found
        yield sheet
