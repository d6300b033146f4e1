"""Files nobody can read get one clear sentence, in two languages, at little cost."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordxml import document, docx, packed, row, table, words

from jiheng.documents import grid_of, read
from jiheng.documents.limits import check_size
from jiheng.model.refusal import Refusal
from jiheng.policy import load

BOOK = load()
GOOD = docx(table(row(words("三级指标"), words("≧90%"))))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def ole(*streams: str) -> bytes:
    """The start of an OLE2 file whose directory names these streams."""
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 64 for name in streams)
    return OLE + entries


def bomb(size: int) -> bytes:
    """A .docx whose body inflates to so many bytes of blanks."""
    before, after = document("|").split("|")
    buffer = BytesIO()
    with (
        ZipFile(buffer, "w", ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(before.encode())
        for _ in range(size >> 20):
            part.write(b" " * (1 << 20))
        part.write(after.encode())
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """The same, its headers claiming a hundred bytes."""
    data = bytearray(bomb(100 << 20))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + offset
        data[place : place + 4] = struct.pack("<I", 100)
    return bytes(data)


def overlapping() -> bytes:
    """Fifty thousand directory entries."""
    entry = b"PK\x01\x02" + b"\0" * 42
    return b"PK\x03\x04" + entry * 50_000 + b"PK\x05\x06" + b"\0" * 18


def encrypted_zip() -> bytes:
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + offset] |= 1
    return bytes(data)


def zipped(**members: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


def entities() -> bytes:
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(9))
    body = document("<w:p><w:r><w:t>&e8;</w:t></w:r></w:p>")
    return packed({"word/document.xml": f"<!DOCTYPE d [{layers}]>{body}"})


def utf16_doctype() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d>{document("")}'
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", text.encode("utf-16"))
    return buffer.getvalue()


def deep(levels: int) -> bytes:
    inside = ""
    for _ in range(levels):
        inside = f"<w:tbl><w:tr><w:tc>{inside}<w:p/></w:tc><w:tc/><w:tc/></w:tr></w:tbl>"
    return docx(inside)


def broken_stream() -> bytes:
    data = bytearray(GOOD)
    place = data.index(b"word/document.xml") + 40
    data[place : place + 20] = b"\xff" * 20
    return bytes(data)


BAD = {
    "empty": (b"", "空"),
    "blank": (b" \r\n\t\n", "空"),
    "mark-only": (b"\xef\xbb\xbf", "空"),
    "zeros": (b"\0" * 4096, "空"),
    "random": (random.Random(7).randbytes(4096), "认不出"),
    "random-short": (random.Random(8).randbytes(40), "认不出"),
    "controls": (b"abc\x01\x02\x03" * 100, "认不出"),
    "truncated-zip": (GOOD[: len(GOOD) // 2], "损坏"),
    "truncated-tail": (GOOD[:-10], "损坏"),
    "broken-stream": (broken_stream(), "损坏"),
    "zip-of-nothing": (b"PK\x05\x06" + b"\0" * 18, "压缩包"),
    "bomb": (bomb(300 << 20), "32 MB"),
    "bomb-of-middling-ratio": (bomb(2 << 20), "压缩炸弹"),
    "lying-bomb": (lying_bomb(), "损坏"),
    "overlapping": (overlapping(), "5000 个文件"),
    "encrypted-docx": (ole("EncryptionInfo", "EncryptedPackage"), "加密"),
    "encrypted-zip": (encrypted_zip(), "加密"),
    "doc": (ole("WordDocument", "1Table"), "旧版 Word"),
    "xls": (ole("Workbook"), "旧版 Excel"),
    "ppt": (ole("PowerPoint Document"), "演示文稿"),
    "xlsx": (zipped(xl__workbook_xml="<workbook/>"), "Excel"),
    "odt": (zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml="<a/>"), "odt"),
    "ofd": (zipped(OFD_xml="<a/>"), "OFD"),
    "archive": (zipped(readme_txt="文"), "压缩包"),
    "no-document": (zipped(word__styles_xml="<a/>"), "损坏"),
    "not-xml": (packed({"word/document.xml": "<w:document>"}), "XML"),
    "entities": (entities(), "DOCTYPE"),
    "doctype-in-utf16": (utf16_doctype(), "DOCTYPE"),
    "deep-tables": (deep(40), "嵌套"),
    "deep-elements": (docx("<w:p>" * 5_000 + "</w:p>" * 5_000), "嵌套"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    "pdf-late": (b"\r\n%PDF-1.4\n", "PDF"),
    "rtf": (b"{\\rtf1\\ansi}", "RTF"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
    "jpeg": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "图片"),
    "bmp": (b"BM" + b"\0" * 50, "图片"),
    "rar": (b"Rar!\x1a\x07\x01\0", "压缩包"),
    "gzip": (b"\x1f\x8b\x08" + b"\0" * 20, "压缩包"),
    "exe": (b"MZ\x90\0\x03" + b"\0" * 60, "程序"),
    "wordml": (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', "Word XML"),
    "mht": (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n", "mht"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence(name: str) -> None:
    data, word = BAD[name]
    with pytest.raises(Refusal) as caught:
        grid_of(data, "资料/某表.docx", BOOK)
    zh, en = caught.value.sentence(), caught.value.sentence("en")
    assert zh.startswith("资料/某表.docx：")
    assert word in zh
    assert "\n" not in zh + en
    assert zh.count("。") == 2  # what is wrong; what to do
    assert en.isascii() or "某表" in en
    assert not any("\u4e00" <= char <= "\u9fff" for char in en.replace("资料/某表.docx", ""))


def test_content_decides_and_not_the_name() -> None:
    assert grid_of(GOOD, "表.txt", BOOK).format == "docx"
    assert grid_of("一级指标\t二级指标\n".encode(), "表.docx", BOOK).format == "text"
    assert grid_of("MZ BM PK 一级指标".encode(), "表.exe", BOOK).format == "text"


def test_a_document_without_a_form_has_no_forms() -> None:
    assert read(docx("<w:p><w:r><w:t>会议通知</w:t></w:r></w:p>"), "a.docx", BOOK).forms == ()
    assert read("会议通知\n明天开会。\n".encode(), "a.txt", BOOK).forms == ()


def test_size_is_refused_before_reading() -> None:
    with pytest.raises(Refusal, match="200 MB"):
        check_size(200 << 20, "a.txt", BOOK)
    check_size(64 << 20, "a.txt", BOOK)


@settings(max_examples=150)
@given(st.data())
def test_damage_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    """No byte of a .docx can make the reader fail in another way than a Refusal."""
    broken = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place] = data.draw(st.integers(0, 255))
    try:
        grid_of(bytes(broken), "a.docx", BOOK)
    except Refusal as refusal:
        print(refusal.sentence())


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        grid_of(data, "a", BOOK)
    except Refusal as refusal:
        print(refusal.sentence())


@settings(max_examples=100)
@given(st.text(alphabet="<>/=\"' abtdrph!-&;?[]%", max_size=120))
def test_any_markup_is_read_or_refused(text: str) -> None:
    try:
        grid_of(f"<table>{text}".encode(), "a", BOOK)
    except Refusal as refusal:
        print(refusal.sentence())


PEAK = """
import os, resource, sys
from jiheng.documents import grid_of
from jiheng.documents.limits import check_size
from jiheng.model.refusal import Refusal
from jiheng.policy import load
try:
    check_size(os.path.getsize(sys.argv[1]), "a", load())
    with open(sys.argv[1], "rb") as file:
        grid_of(file.read(), "a", load())
except Refusal as refusal:
    print(refusal.sentence())
if os.path.exists("/proc/self/status"):  # ru_maxrss would count the parent of the fork
    with open("/proc/self/status") as file:
        peak = next(line for line in file if line.startswith("VmHWM"))
    print(int(peak.split()[1]) >> 10)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20)
"""


def repeated(pieces: list[str], size: int) -> str:
    """Pieces in no order that packs well, so that the ratio says nothing."""
    rng = random.Random(1)
    some = "".join(rng.choices(pieces, k=20_000))
    return some * (size // len(some))


def heavy(name: str) -> bytes:
    """The worst that is under each limit, or just past it."""
    if name == "200-mb-text":
        return "一级指标\t二级指标\n".encode() * (200 * 2**20 // 26)
    if name == "60-mb-text":
        return "会议通知，明天开会。\n".encode() * (2 * 10**6)
    if name == "text-of-cells":
        return ("\t一级指标\n\t二级指标\n\n" * 70_000).encode()
    if name == "bomb":
        return bomb(300 << 20)
    texts = [f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(1_000)]
    if name == "many-lines":
        return docx(repeated(texts, 14 << 20))
    if name == "many-elements":
        return docx(repeated(["<w:p/>", "<w:t/>a", "<w:r/>", "<w:ab/>"], 11 << 20))
    if name == "too-many-elements":
        return docx(repeated(["<w:p/>", "<w:t/>", "<w:r/>", "<w:ab/>"], 31 << 20))
    if name == "many-attributes":
        return docx(repeated([f'<w:p w:a="{n}" w:b="" w:c=""/>' for n in range(99)], 9 << 20))
    if name == "html-lines":
        return f"<div>{repeated([f'<p>{n}' for n in range(1_000)], 6 << 20)}".encode()
    cells = [f"<td>{n}" for n in range(1_000)]
    return f"<table><tr>{repeated(cells, 1 << 20)}</table>".encode() * 8


HEAVY = (
    "200-mb-text", "60-mb-text", "text-of-cells", "bomb", "many-lines", "many-elements",
    "too-many-elements", "many-attributes", "html-lines", "html-cells",
)  # fmt: skip


@pytest.mark.parametrize("name", HEAVY)
def test_memory_stays_below_500_mb(name: str, tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="NOT TESTED: no resource module on this system")
    file = tmp_path / name
    file.write_bytes(heavy(name))
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(file)], capture_output=True, text=True, check=True
    )
    *_, used = done.stdout.split()
    assert int(used) < 500, done.stdout
