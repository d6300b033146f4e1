"""Bytes → text, without guessing in silence.

Byte order mark, else UTF-8, else GB18030 (which holds GB2312 and GBK, and the ≧ ≦ they lack),
each strict; UTF-16 without a mark only where zero bytes show it.
"""

from __future__ import annotations

from ..model.form import Note
from ..model.refusal import Refusal

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
CHINESE = {"gb2312", "gbk", "gb18030", "cp936", "gb_2312-80", "x-gbk", "windows-936"}
CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r\x1a\x1b")
SAMPLE = 65_536
BAD_SHARE = 1_000
"""One undecodable character in so many is a note; more is a refusal."""


def decode(data: bytes, path: str, declared: str = "") -> tuple[str, tuple[Note, ...]]:
    """The text, and notes where the encoding had to be guessed or characters are bad.

    ``declared`` is what the document says of itself (HTML); a wrong declaration is passed over.
    Raises Refusal where the bytes are not text.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], name)
            return (text, ()) if text is not None else _repaired(data, path, name)
    if b"\0" in data:
        text = _unmarked_utf16(data)
        if text is None:
            raise not_text(path)
        return text, (Note("encoding-guessed", "没有编码标记，按 UTF-16 读取"),)
    if _is_binary(data):
        raise not_text(path)
    name = codec(declared)
    text = _strict(data, name) if name else None
    if text is not None:
        return text, ()
    text = _strict(data, "utf-8")
    if text is not None:
        return text, ()
    text = _strict(data, "gb18030")
    if text is None:
        return _repaired(data, path, "utf-8", "gb18030")
    if _reads_as_chinese(text):
        return text, ()
    return text, (Note("encoding-guessed", "没有编码标记，按 GB18030 读取"),)


def codec(declared: str) -> str:
    """The codec for a declared name, "" where it is unknown or cannot be true of unmarked bytes."""
    name = declared.strip().lower()
    if name in CHINESE:
        return "gb18030"
    if name.startswith(("utf-16", "utf-32", "unicode")):
        return ""
    try:
        b"a".decode(name)
    except (LookupError, ValueError):  # no such codec, or one that is not of text
        return ""
    return name


def not_text(path: str) -> Refusal:
    """The refusal of bytes that are no text in any encoding of ours."""
    return Refusal(
        path,
        "认不出文件内容（既不是文档，也不是文字）",
        "请提供 .docx、.html 或文本文件",
        problem_en="the content is neither a known document nor text",
        remedy_en="Give a .docx, .html or text file",
    )


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _is_binary(data: bytes) -> bool:
    """Control characters in more than one byte of a hundred, over the start of the file."""
    head = data[:SAMPLE]
    return (len(head) - len(head.translate(None, CONTROLS))) * 100 > len(head)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 told by zero bytes that stand (nearly) all on one side of the pairs."""
    if len(data) % 2:
        return None
    high, low = data[0::2].count(0), data[1::2].count(0)
    if max(high, low) < 8 * min(high, low):
        return None
    text = _strict(data, "utf-16-be" if high > low else "utf-16-le")
    if text is None or _is_binary(text[:SAMPLE].encode("utf-8", "replace")):
        return None
    return text


def _reads_as_chinese(text: str) -> bool:
    """Three of four non-ASCII characters are in GB2312: Big5 and others read as GB18030 are not."""
    beyond = [char for char in text[:SAMPLE] if char > "\x7f"]
    known = len("".join(beyond).encode("gb2312", "ignore")) // 2
    return known * 4 >= len(beyond) * 3


def _repaired(data: bytes, path: str, *names: str) -> tuple[str, tuple[Note, ...]]:
    """The text with U+FFFD for its few undecodable bytes; more than a few is no text."""
    texts = [data.decode(name, "replace").removeprefix("\ufeff") for name in names]
    text = min(texts, key=lambda one: one.count("\ufffd"))
    bad = text.count("\ufffd")
    if bad * BAD_SHARE > len(text) or _is_binary(text[:SAMPLE].encode("utf-8", "replace")):
        raise not_text(path)
    return text, (Note("bad-characters", f"有 {bad} 个字符无法解码"),)
