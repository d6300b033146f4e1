"""What kind of picture a file is, and how large: from its first bytes, never from its name.

Only kinds that every browser shows and that hold no script: no SVG, and no TIFF, which most cannot
show.
"""

from __future__ import annotations

MIMES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
HEAD = 64
"""Bytes that ``mime_of`` wants to see."""

BMP_HEADS = (12, 40, 52, 56, 64, 108, 124)
"""How long the second header of a BMP may be: by it, a text that begins with BM is none."""

PIXELS = 60_000_000
"""A larger picture is not offered to a browser: it would be unpacked in the person's memory."""

NO_SIZE = frozenset((0xC4, 0xC8, 0xCC))
"""Marks of a JPEG between those that begin a picture (C0 to CF), and begin none."""


def mime_of(head: bytes) -> str:
    """The content type of a picture with these first bytes, "" for everything else."""
    for start, mime in MIMES:
        if head.startswith(start):
            return mime
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"BM") and _number(head, 14, 4) in BMP_HEADS:
        return "image/bmp"
    return ""


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None where it is no picture, a torn or an enormous one."""
    measure = {
        "image/png": _png, "image/jpeg": _jpeg, "image/gif": _gif, "image/webp": _webp,
        "image/bmp": _bmp,
    }.get(mime_of(data[:HEAD]))  # fmt: skip
    width, height = measure(data) if measure else (0, 0)
    return (width, height) if 0 < width * height <= PIXELS else None


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _png(data: bytes) -> tuple[int, int]:
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _gif(data: bytes) -> tuple[int, int]:
    return _number(data, 6, 2), _number(data, 8, 2)


def _bmp(data: bytes) -> tuple[int, int]:
    if _number(data, 14, 4) == 12:
        return _number(data, 18, 2), _number(data, 20, 2)
    height = int.from_bytes(data[22:26], "little", signed=True)  # negative: stored from the top
    return _number(data, 18, 4), abs(height)


def _webp(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return _number(data, 24, 3) + 1, _number(data, 27, 3) + 1
    if kind == b"VP8L":
        both = _number(data, 21, 4)
        return (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
    return _number(data, 26, 2) & 0x3FFF, _number(data, 28, 2) & 0x3FFF


def _jpeg(data: bytes) -> tuple[int, int]:
    """Go from mark to mark until one begins the picture."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:  # filling
            at += 1
        elif 0xC0 <= mark <= 0xCF and mark not in NO_SIZE:
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return 0, 0
