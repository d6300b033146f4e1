"""Pages of a PDF as pictures, for people to hold against what was read of them.

Sizes are in pixels. PDFium draws and zlib packs: no picture library is needed. What a file asks
for is bounded, since anybody may have made it: pages, pixels, pictures on a page, and time.
"""

from __future__ import annotations

from ...model.record import record
from .pdf_page import DEPTH, FORM, IMAGE, PATHS, opened
from .pdf_space import box_of
from .pdf_weight import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

PAGES = 30
"""Pages that are drawn; a form has one to four."""

SHORT = 1_000
"""The shorter side: A4 at 121 dots an inch, where small print can be read."""

PIXELS = 4_000_000
"""Of one page; a long one is drawn smaller."""

LEAST = 16
"""A side with fewer pixels shows nothing."""

PASTED = 60_000_000
"""Of one picture on a page, unpacked: A4 at 600 dots an inch has 35 million."""

SECONDS = 20
"""For all pages of a file; an ordinary page takes a tenth of one."""

SIGN = b"\x89PNG\r\n\x1a\n"


@record
class Picture:
    """A page from 1, how many the file has, and its PNG; b"" and no size where none was drawn."""

    number: int
    pages: int
    width: int = 0
    height: int = 0
    png: bytes = b""


def pictures(data: bytes, path: str, wanted: Collection[int] = ()) -> Iterator[Picture]:
    """No more than PAGES pages in order (``chosen``), also those that cannot be drawn.

    Raises Refusal where the file is locked, damaged or heavier than any form.
    """
    from time import monotonic

    check(data, path)
    with opened(data, path) as pdf:
        pages, end = len(pdf), monotonic() + SECONDS
        for number in chosen(pages, wanted):
            width, height, rows = _page(pdf.raw, number, end)
            yield Picture(number, pages, width, height, png(width, height, rows) if rows else b"")


def chosen(pages: int, wanted: Collection[int]) -> list[int]:
    """Which pages of a long file are drawn: those wanted, then their neighbours, else the first.

    The forms of a budget book stand behind hundreds of tables.
    """
    every = range(1, pages + 1)
    if pages <= PAGES or not any(number in every for number in wanted):
        return [*every[:PAGES]]
    near = [number + step for step in (0, -1, 1) for number in sorted(wanted)]
    found = dict.fromkeys(number for number in near if number in every)
    return sorted([*found][:PAGES])


def png(width: int, height: int, rows: bytes) -> bytes:
    """Red, green and blue of every pixel as a PNG; a page without colour is kept in greys."""
    from struct import pack
    from zlib import compress, crc32

    red = rows[::3]
    grey = red == rows[1::3] == rows[2::3]
    line, rows = (width, red) if grey else (width * 3, rows)
    plain = b"".join(b"\0" + rows[at : at + line] for at in range(0, len(rows), line))
    head = pack(">IIBBBBB", width, height, 8, 0 if grey else 2, 0, 0, 0)
    out = SIGN
    for kind, body in ((b"IHDR", head), (b"IDAT", compress(plain)), (b"IEND", b"")):
        out += pack(">I", len(body)) + kind + body + pack(">I", crc32(kind + body))
    return out


def size_in_pixels(width: int, height: int) -> tuple[int, int] | None:
    """How large a page is drawn; None for a page without area, or as thin as a thread.

    Width and height are in any one unit.
    """
    from math import isqrt

    if width <= 0 or height <= 0:
        return None
    short = min(width, height)
    wide, high = SHORT * width // short, SHORT * height // short
    if wide * high > PIXELS:
        wide, high = isqrt(PIXELS * width // height), isqrt(PIXELS * height // width)
    return (wide, high) if min(wide, high) >= LEAST else None


def _page(pdf: Any, number: int, end: Any) -> tuple[int, int, bytes]:
    """Width, height and pixels of one page; zeros and b"" where it cannot be drawn."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    page = raw.FPDF_LoadPage(pdf, number - 1)
    if not page:
        return 0, 0, b""
    try:
        box = box_of(0, 0, raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page))
        size = size_in_pixels(box[2], box[3]) if box else None
        if size is None or _overloaded(raw, page):
            return 0, 0, b""
        rows = _pixels(raw, page, *size, end)
        return (*size, rows) if rows else (0, 0, b"")
    finally:
        raw.FPDF_ClosePage(page)


def _pixels(raw: Any, page: Any, width: int, height: int, end: Any) -> bytes:
    """The page on white paper, as rows of red, green and blue; b"" where the time is over."""
    from ctypes import c_ubyte
    from time import monotonic

    buffer = (c_ubyte * (width * height * 3))()
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGR, buffer, width * 3)
    if not bitmap:
        return b""
    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _: int(monotonic() > end))
    flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        done = raw.FPDF_RenderPageBitmap_Start(
            bitmap, page, 0, 0, width, height, 0, flags, pause
        )  # turned by what the page itself says
        raw.FPDF_RenderPage_Close(page)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return bytes(buffer) if done == raw.FPDF_RENDER_DONE else b""


def _overloaded(raw: Any, page: Any) -> bool:
    """Whether a picture on the page is far larger than any scan: a few bytes unpack to gigabytes.

    Pictures that annotations bring are not seen.
    """
    from ctypes import c_uint

    wide, high = c_uint(), c_uint()
    left = PATHS
    count, item_of = raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject
    waiting = [(0, item_of(page, index)) for index in range(min(count, PATHS))]
    while waiting and left > 0:
        left -= 1
        depth, item = waiting.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == IMAGE:
            raw.FPDFImageObj_GetImagePixelSize(item, wide, high)
            if wide.value * high.value > PASTED:
                return True
        elif kind == FORM and depth < DEPTH:
            inner = min(max(0, raw.FPDFFormObj_CountObjects(item)), left)
            waiting += [(depth + 1, raw.FPDFFormObj_GetObject(item, n)) for n in range(inner)]
    return False
