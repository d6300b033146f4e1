"""Word 97 files of a few paragraphs, byte by byte, for what LibreOffice cannot be made to write."""

from __future__ import annotations

from itertools import pairwise
from struct import pack

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
IN_TABLE = pack("<HB", 0x2416, 1)
ROW_END = IN_TABLE + pack("<HB", 0x2417, 1)
INNER = IN_TABLE + pack("<Hi", 0x6649, 2)
INNER_CELL = INNER + pack("<HB", 0x244B, 1)
INNER_ROW = INNER + pack("<HB", 0x244C, 1)
DELETED, INSERTED, HIDDEN = (pack("<HB", code, 1) for code in (0x0800, 0x0801, 0x083C))

Run = str | tuple[str, bytes]
Para = tuple[list[Run], str, bytes]
"""Runs (text, or text and its character properties), the mark at the end, paragraph properties."""


def ole(streams: dict[str, bytes], *, root_size: int = 0) -> bytes:
    """A compound file; streams are filled up to 4,096 bytes, so that none is a small one."""
    filled = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory = _entry("Root Entry", 5, END, root_size, child=1)
    body, chains, sector = b"", [], 2
    for index, (name, data) in enumerate(filled.items(), 1):
        data = data.ljust(-(-len(data) // 512) * 512, b"\0")
        right = index + 1 if index < len(filled) else FREE
        directory += _entry(name, 2, sector, len(filled[name]), right=right)
        count = len(data) // 512
        chains += [*range(sector + 1, sector + count), END]
        sector += count
        body += data
    directory = directory.ljust(1024, b"\0")
    fat = [FAT, sector, *chains, END]
    assert len(fat) <= 128, "one sector of FAT is all there is here"
    assert len(directory) == 1024
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0) + pack("<I", 0)
    header = header.ljust(512, b"\xff")
    table = pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return header + table + directory[:512] + body + directory[512:]


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE
) -> bytes:
    raw = name.encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + pack("<HBB", len(raw) + 2, kind, 1)
    return entry + pack("<3I", FREE, right, child) + b"\0" * 36 + pack("<IQ", start, size)


def symbol(font: int, code: int) -> tuple[str, bytes]:
    """A character that stands only in the properties of a bracket."""
    return "(", pack("<HB", 0x0855, 1) + pack("<HHH", 0x6A09, font, code)


def font(number: int) -> bytes:
    return pack("<HH", 0x4A4F, number)


def define(edges: list[int], merges: list[int] | None = None) -> bytes:
    """sprmTDefTable: the edges of the cells, and how each merges (low bits of its TC)."""
    cells = [pack("<H18x", merge) for merge in merges or [0] * (len(edges) - 1)]
    operand = pack(f"<B{len(edges)}h", len(edges) - 1, *edges) + b"".join(cells)
    return pack("<HH", 0xD608, len(operand) + 1) + operand


def line(*runs: Run) -> Para:
    return list(runs), "\r", b""


def row(*cells: str | Run | list[Run], shape: bytes = b"", gone: bool = False) -> list[Para]:
    """A row of a table; ``shape`` are its table properties."""
    paras = [(c if isinstance(c, list) else [c], "\x07", IN_TABLE) for c in cells]
    return [*paras, ([("", DELETED)] if gone else [], "\x07", ROW_END + shape)]


def doc(
    *paras: Para,
    fonts: tuple[str, ...] = ("宋体", "Symbol"),
    data: bytes = b"",
    packed: bool = False,
    flags: int = 0,
    nfib: int = 0xC1,
    header: tuple[str, str] | None = None,
    box: str = "",
    prm: int = 0,
    groups: tuple[bytes, ...] = (),
) -> bytes:
    """The file. ``header`` is a header and a footer; ``packed`` keeps a byte for a character."""
    start, text = 2048, ""
    edges, chpx, ends, papx = [start], [], [start], []
    width = 1 if packed else 2
    hdd = ["", "", "", "", "", "", "", header[0], "", header[1], "", ""] if header else []
    stories = [text + "\r" if text else "" for text in hdd]
    rest = [*(([s[:-1]], "\r", b"") for s in stories if s), *([([box], "\r", b"")] if box else [])]
    body = 0
    for index, (runs, mark, properties) in enumerate([*paras, *rest]):
        last = b""
        for run in runs:
            words, last = (run, b"") if isinstance(run, str) else run
            if words:
                text += words
                chpx.append(last)
                edges.append(start + width * _units(text))
        text += mark
        chpx.append(last if runs and runs[-1] == ("", DELETED) else b"")
        edges.append(start + width * _units(text))
        papx.append(properties)
        ends.append(start + width * _units(text))
        body = _units(text) if index < len(paras) else body
    raw = text.encode("cp1252" if packed else "utf-16-le", *(() if packed else ("surrogatepass",)))
    main = bytearray(start) + raw.ljust(-(-len(raw) // 512) * 512, b"\0")
    chpx_pages, main = _pages(main, edges, chpx, paragraphs=False)
    papx_pages, main = _pages(main, ends, papx, paragraphs=True)
    return _file(
        main, data, flags, nfib,
        places={
            11: _positions(stories), 12: chpx_pages, 13: papx_pages, 15: _fonts(fonts),
            33: _clx(_units(text), start, packed, prm, groups),
        },
        counts={3: body, 5: sum(map(_units, stories)), 9: _units(box) + 1 if box else 0},
    )  # fmt: skip


def _file(
    main: bytearray,
    data: bytes,
    flags: int,
    nfib: int,
    *,
    places: dict[int, bytes],
    counts: dict[int, int],
) -> bytes:
    table = b"\0" * 16
    main[:12] = pack("<HHHHHH", 0xA5EC, nfib, 0, 0x0804, 0, flags | 0x0200)
    main[10:12] = pack("<H", flags | 0x0200)
    main[32:34], main[62:64], main[152:154] = pack("<H", 14), pack("<H", 22), pack("<H", 93)
    for index, count in counts.items():
        main[64 + 4 * index : 68 + 4 * index] = pack("<i", count)
    for index, structure in places.items():
        main[154 + 8 * index : 162 + 8 * index] = pack("<II", len(table), len(structure))
        table += structure
    streams = {"WordDocument": bytes(main), "1Table": table}
    return ole(streams | ({"Data": data} if data else {}))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _positions(stories: list[str]) -> bytes:
    places = [0]
    for story in stories:
        places.append(places[-1] + _units(story))
    return pack(f"<{len(places) + 1}I", *places, places[-1] + 1) if stories else b""


def _clx(count: int, start: int, packed: bool, prm: int, groups: tuple[bytes, ...]) -> bytes:
    fc = start * 2 | 0x40000000 if packed else start
    pieces = pack("<II", 0, count) + pack("<HIH", 0, fc, prm)
    laid = b"".join(pack("<BH", 1, len(group)) + group for group in groups)
    return laid + pack("<BI", 2, len(pieces)) + pieces


def _fonts(names: tuple[str, ...]) -> bytes:
    out = pack("<HH", len(names), 0)
    for name in names:
        raw = name.encode("utf-16-le") + b"\0\0"
        out += bytes([39 + len(raw)]) + b"\0" * 39 + raw
    return out


def _pages(
    main: bytearray, edges: list[int], groups: list[bytes], *, paragraphs: bool
) -> tuple[bytes, bytearray]:
    """Formatted pages of one run each, added to the stream; and the bin table that lists them."""
    first = len(main) // 512
    step = 13 if paragraphs else 1
    for (begin, end), group in zip(pairwise(edges), groups, strict=True):
        page = bytearray(512)
        page[:8], page[511] = pack("<II", begin, end), 1
        if paragraphs:
            group = b"\0\0" + group
            body = bytes([0, -(-len(group) // 2)]) + group.ljust(-(-len(group) // 2) * 2, b"\0")
        else:
            body = bytes([len(group)]) + group
        place = (508 - len(body)) // 2
        page[8] = place if group else 0
        assert 2 * place > 8 + step, "too many properties for a page"
        page[2 * place : 2 * place + len(body)] = body
        main += page
    numbers = range(first, first + len(groups))
    return pack(f"<{len(edges)}I{len(groups)}I", *edges, *numbers), main
