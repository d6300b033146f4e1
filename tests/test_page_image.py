"""Pages of a PDF as PNG, and what kind of picture a file is."""

from __future__ import annotations

import struct
import zlib

import pytest
from test_readers_pdf import LOCK, RULES, WORDS, pdf, stream

from jiheng.documents.readers import page_image
from jiheng.documents.readers.page_image import (
    LEAST,
    PIXELS,
    SHORT,
    chosen,
    pictures,
    png,
    size_in_pixels,
)
from jiheng.documents.readers.picture_size import mime_of, size_of
from jiheng.model.refusal import Refusal

RED = "1 0 0 rg 0 400 600 400 re f\n"


def unpacked(data: bytes) -> tuple[int, int, int, list[bytes]]:
    """Width, height, bytes a pixel and rows of a PNG whose rows are stored plainly."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, head = 8, b"", b""
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", data, at + 8 + size)[0] == zlib.crc32(kind + body)
        head, packed = (body, packed) if kind == b"IHDR" else (head, packed + body)
        at += size + 12
    width, height, bits, colour, *rest = struct.unpack(">IIBBBBB", head)
    assert (bits, rest) == (8, [0, 0, 0])
    deep = {0: 1, 2: 3}[colour]
    plain, line = zlib.decompress(packed), width * deep + 1
    rows = [plain[at : at + line] for at in range(0, len(plain), line)]
    assert len(rows) == height
    assert all(len(row) == line and row[0] == 0 for row in rows)
    return width, height, deep, [row[1:] for row in rows]


def test_a_page_is_drawn() -> None:
    found = list(pictures(pdf(RULES + WORDS, ""), "a.pdf"))
    assert [(one.number, one.pages) for one in found] == [(1, 2), (2, 2)]
    width, height, deep, rows = unpacked(found[0].png)
    assert (width, height) == (found[0].width, found[0].height) == (SHORT, SHORT * 4 // 3)
    assert deep == 1  # black on white needs no colours
    dark = [number for number, row in enumerate(rows) if min(row) < 128]
    top = (800 - 700) * height // 800  # the table reaches from 600 to 700 points above the foot
    assert top - 3 <= dark[0] <= top + 3
    assert set(b"".join(unpacked(found[1].png)[3])) == {255}


def test_colours_are_kept_in_their_order() -> None:
    (one,) = pictures(pdf(RED), "a.pdf")
    width, height, deep, rows = unpacked(one.png)
    assert deep == 3
    assert rows[height // 4] == b"\xff\0\0" * width
    assert rows[height * 3 // 4] == b"\xff\xff\xff" * width


def test_a_page_on_its_side_is_drawn_upright() -> None:
    (one,) = pictures(pdf(RED, page="/Rotate 90"), "a.pdf")
    width, height, _, rows = unpacked(one.png)
    assert (width, height) == (SHORT * 4 // 3, SHORT)
    assert rows[height // 2][: 3 * width // 4] == b"\xff\xff\xff" * (width // 4)
    assert rows[height // 2][-3 * (width // 4) :] == b"\xff\0\0" * (width // 4)


@pytest.mark.parametrize("size", [(60, 5), (5, 60), (841, 1189), (1189, 841), (100, 14_400)])
def test_no_page_has_too_many_pixels(size: tuple[int, int]) -> None:
    wide, high = size_in_pixels(*size) or (0, 0)
    assert 0 < wide * high <= PIXELS
    assert min(wide, high) == SHORT or wide * high > PIXELS - wide - high
    assert abs(wide * size[1] - high * size[0]) <= max(size)  # as long as it is wide


@pytest.mark.parametrize("size", [(0, 800), (600, 0), (-600, 800), (1, PIXELS)])
def test_a_page_without_area_is_not_drawn(size: tuple[int, int]) -> None:
    assert size_in_pixels(*size) is None


def test_a_small_and_a_thin_page_in_a_file() -> None:
    assert size_in_pixels(LEAST, PIXELS // LEAST) is not None
    broken = pdf(WORDS).replace(b"/MediaBox[0 0 600 800]", b"/MediaBox[0 0 .01 999]")
    (one,) = pictures(broken, "a.pdf")
    assert (one.width, one.height, one.png) == (0, 0, b"")


def test_only_the_first_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_image, "PAGES", 2)
    found = list(pictures(pdf(WORDS, WORDS, WORDS), "a.pdf"))
    assert [(one.number, one.pages, bool(one.png)) for one in found] == [(1, 3, 1), (2, 3, 1)]


@pytest.mark.parametrize(
    ("pages", "wanted", "drawn"),
    [
        (30, {29}, [*range(1, 31)]),
        (35, {31, 35}, [30, 31, 32, 34, 35]),
        (400, {1}, [1, 2]),
        (400, set(), [*range(1, 31)]),
        (400, {401}, [*range(1, 31)]),
        (400, set(range(100, 129)), [*range(99, 129)]),
        (400, set(range(100, 200)), [*range(100, 130)]),
    ],
)
def test_of_a_long_file_the_pages_with_forms(
    pages: int, wanted: set[int], drawn: list[int]
) -> None:
    assert chosen(pages, wanted) == drawn


def test_when_the_time_is_over_pages_stay_undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_image, "SECONDS", -1)
    many = "".join(f"{n} {n} m {n} 700 l S\n" for n in range(1, 500))
    assert [one.png for one in pictures(pdf(many), "a.pdf")] == [b""]


def test_a_picture_that_unpacks_to_gigabytes_is_not_drawn() -> None:
    drawn = pdf("q 500 0 0 500 0 0 cm /I Do Q\n")
    (good,) = pictures(drawn, "a.pdf")
    assert good.png
    bomb = drawn.replace(b"/Width 1/Height 1/", b"/Width 99999/Height 99999/")
    (one,) = pictures(bomb, "a.pdf")
    assert (one.pages, one.png) == (1, b"")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(WORDS, trailer=LOCK), "密码"),
        (pdf(WORDS)[:60], "损坏"),
        (b"%PDF-1.7\n" + b"\xff" * 300, "损坏"),
        (pdf(WORDS) + stream(b"0 0 m 9 9 l S\n" * 700_000), "绘图指令"),
    ],
    ids=["locked", "cut-short", "noise", "heavy"],
)
def test_what_cannot_be_opened_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        list(pictures(data, "a.pdf"))


JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc4\0\x03c\xff\xc2\0\x11\x08\0\x14\0\x1e\x03" + b"\0" * 9
VP8X = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1d\0\0\x13\0\0"
VP8L = b"RIFF\0\0\0\0WEBPVP8L\x05\0\0\0\x2f" + (29 | 19 << 14).to_bytes(4, "little")
VP8 = b"RIFF\0\0\0\0WEBPVP8 \x05\0\0\0abc\x9d\x01\x2a\x1e\0\x14\0"
BMP = b"BM" + b"\0" * 12 + struct.pack("<Iii", 40, 30, -20) + b"\0" * 28
OLD_BMP = b"BM" + b"\0" * 12 + struct.pack("<IHH", 12, 30, 20) + b"\0" * 28


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (png(30, 20, b"\1\2\3" * 600), "image/png"),
        (JPEG, "image/jpeg"),
        (b"GIF87a\x1e\0\x14\0", "image/gif"),
        (b"GIF89a\x1e\0\x14\0;", "image/gif"),
        (VP8X, "image/webp"),
        (VP8L, "image/webp"),
        (VP8, "image/webp"),
        (BMP, "image/bmp"),
        (OLD_BMP, "image/bmp"),
    ],
    ids=["png", "jpeg", "gif87", "gif89", "vp8x", "vp8l", "vp8", "bmp", "old-bmp"],
)
def test_pictures_are_measured(data: bytes, mime: str) -> None:
    assert mime_of(data) == mime
    assert size_of(data) == (30, 20)
    for cut in range(len(data)):
        size_of(data[:cut])  # torn anywhere: never an error


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<html><script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"II*\0\x08\0\0\0",
        b"MM\0*\0\0\0\x08", b"%PDF-1.7", b"BMW <script>alert(1)</script>" * 3, b"RIFF\0\0\0\0WAVE",
    ],
    ids=["empty", "html", "svg", "tiff", "tiff-mm", "pdf", "a-text", "sound"],
)  # fmt: skip
def test_nothing_else_is_a_picture(data: bytes) -> None:
    assert mime_of(data) == ""
    assert size_of(data) is None


def test_an_enormous_picture_is_not_shown() -> None:
    head = png(1, 1, b"\0\0\0")[:16]
    assert size_of(head + struct.pack(">II", 100_000, 100_000)) is None
    assert size_of(head + struct.pack(">II", 0, 5)) is None
