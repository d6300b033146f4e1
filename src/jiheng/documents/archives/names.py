"""Names of archive members as the sender saw them.

A .zip without the UTF-8 mark does not say how its names are written: Windows in China wrote
GB18030, other Windows and DOS programs code page 437, macOS UTF-8.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zipfile import ZipInfo

UTF8 = 0x800
UNICODE_PATH = 0x7075
LATIN = 0x250  # letters below it are Latin ones, with accents


def zip_name(info: ZipInfo) -> str:
    """The name, with forward slashes (a second byte of GB18030 may be a backslash's)."""
    name = info.orig_filename
    if not info.flag_bits & UTF8 and not name.isascii():
        raw = name.encode("cp437")
        name = _unicode_path(info.extra, raw) or guessed(raw)
    return name.partition("\0")[0].replace("\\", "/")


def tar_name(name: str) -> str:
    """A name that tarfile decoded as UTF-8 where it could."""
    if name.isascii() or not any("\udc80" <= char <= "\udcff" for char in name):
        return name
    return guessed(name.encode("utf-8", "surrogateescape"))


def guessed(raw: bytes) -> str:
    """The likeliest text: UTF-8, the Chinese of everyday (GB2312), accents (437), rare Chinese."""
    for code in ("utf-8", "gb2312"):
        text = _decoded(raw, code)
        if text is not None:
            return text
    latin = raw.decode("cp437")
    if all(char.isascii() or (char.isalpha() and ord(char) < LATIN) for char in latin):
        return latin
    text = _decoded(raw, "gb18030")
    return latin if text is None else text


def _decoded(raw: bytes, code: str) -> str | None:
    try:
        return raw.decode(code)
    except UnicodeError:
        return None


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in the extra field of Info-ZIP, where it is of this name (by its CRC)."""
    from zlib import crc32

    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and int.from_bytes(field[1:5], "little") == crc32(raw):
            return _decoded(field[5:], "utf-8") or ""
    return ""
