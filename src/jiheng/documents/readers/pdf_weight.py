"""What the drawing instructions of a PDF weigh unpacked, asked before PDFium unpacks them.

80 KB of packed instructions can become gigabytes of objects. Instructions drawn again and again
through forms are not counted here; a worker with a memory limit holds those.
"""

from __future__ import annotations

from ..limits import too_large

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...model.refusal import Refusal

MOST_BYTES = 8 * 2**20
"""Instructions of one stream; a page of small print has 0.3 MB, a drawn map 2 to 5 MB."""

MOST_MARKS = 400_000
"""Things painted by one stream; PDFium keeps about 600 bytes for each."""

PIECE = 2**18
PAINTS = (b"Tj", b"TJ", b" S", b" f", b"\nS", b"\nf")
OTHERS = (b"/Image", b"/Length1", b"/CIDFontType0C", b"/Type1C", b"/OpenType", b"/ObjStm")
"""Streams that hold pictures, fonts or objects: not unpacked for their text."""


def check(data: bytes, path: str) -> None:
    """Raises Refusal where one stream of instructions is far larger than any page needs."""
    at = data.find(b"stream")
    while at >= 0:
        head = data[max(0, at - 500) : at]
        head = head[head.rfind(b"obj") + 1 :]
        end = data.find(b"endstream", at)
        end = len(data) if end < 0 else end
        if b"FlateDecode" in head or b"/Fl" in head:
            if not any(word in head for word in OTHERS):
                _weigh(data, at + 6, end, path)
        elif end - at > MOST_BYTES and not any(word in head for word in OTHERS):
            raise _heavy(path)
        at = data.find(b"stream", end + 9)


def _weigh(data: bytes, start: int, end: int, path: str) -> None:
    import zlib

    start += 2 if data[start : start + 2] == b"\r\n" else 1
    if end - start < 2_000:  # deflate packs 1 : 1032 at best
        return
    unpacker = zlib.decompressobj()
    packed = data[start:end]
    size = marks = 0
    try:
        while packed and not unpacker.eof:
            piece = unpacker.decompress(packed, PIECE)
            packed = unpacker.unconsumed_tail
            size += len(piece)
            marks += sum(piece.count(word) for word in PAINTS)
            if size > MOST_BYTES or marks > MOST_MARKS:
                raise _heavy(path)
    except zlib.error:
        return  # PDFium reads what it can of a damaged stream: no more than this much


def _heavy(path: str) -> Refusal:
    return too_large(path, "有一页的绘图指令过多", "one page has too many drawing instructions")
