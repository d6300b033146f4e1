"""One compressed file: .gz, .bz2, .xz; also the outer side of .tar.gz and its like."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from os.path import basename, splitext

from ..limits import DICTIONARY, PIECE, damaged, too_large
from . import absent
from .names import guessed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

GZIP_NAME, GZIP_EXTRA = 8, 4


class Single:
    """An archive with one file; see ``Archive``."""

    def __init__(self, name: str, content: BytesIO) -> None:
        self.names = [name]
        self._content = content
        self.held = len(content.getbuffer())

    def read(self, name: str, path: str, most: int) -> bytes:
        """The file's bytes."""
        if name not in self.names:
            raise absent(path)
        if self.held > most:
            said = f"{name} 超过 {most >> 20} MB"
            raise too_large(path, said, f"{name} has more than {most >> 20} MB")
        return self._content.getvalue()

    def close(self) -> None:
        """Let go of the bytes."""
        self._content.close()


def inner_name(head: bytes, path: str) -> str:
    """What is inside ``表.docx.gz``: ``表.docx``; where that has no ending, the name gzip kept."""
    name = splitext(basename(path.replace("\\", "/")))[0]
    if splitext(name)[1] or head[:2] != b"\x1f\x8b" or head[3] & (GZIP_NAME | GZIP_EXTRA) != 8:
        return name
    kept = guessed(head[10:].partition(b"\0")[0]).replace("\\", "/")
    return basename(kept) or name


def inflated(file: BinaryIO, kind: str, path: str, room: int) -> BytesIO:
    """The content, no more than ``room`` bytes; else, and where it is damaged, a Refusal."""
    from zlib import error as ZlibError

    out = BytesIO()
    errors: tuple[type[Exception], ...] = (ZlibError, EOFError, ValueError, OSError)
    try:
        if kind == "gzip":
            from gzip import GzipFile

            stream = GzipFile(fileobj=file)
            pieces: Iterator[bytes] = iter(partial(stream.read, PIECE), b"")
        elif kind == "xz":
            from lzma import FORMAT_XZ, LZMADecompressor, LZMAError

            errors = (*errors, LZMAError)
            pieces = _streams(file, lambda: LZMADecompressor(FORMAT_XZ, DICTIONARY))
        else:
            from bz2 import BZ2Decompressor

            pieces = _streams(file, BZ2Decompressor)
        for piece in pieces:
            if out.tell() + len(piece) > room:
                said = f"解压后超过 {room >> 20} MB"
                raise too_large(path, said, f"it inflates to more than {room >> 20} MB")
            out.write(piece)
    except ImportError as error:
        raise damaged(path, f"本机的 Python 没有 {kind}", f"this Python has no {kind}") from error
    except errors as error:
        raise damaged(path, "解压失败", "it does not inflate") from error
    out.seek(0)
    return out


def _streams(file: BinaryIO, make: Any) -> Iterator[bytes]:
    """What one or more streams, one after the other, inflate to."""
    machine, data, begun = make(), b"", False
    while True:
        if not data and (machine.eof or machine.needs_input):
            data = file.read(PIECE)
            if not data:
                break
        if machine.eof:
            machine, begun = make(), False
        data, given = b"", machine.decompress(data, PIECE)
        begun = True
        yield given
        if machine.eof:
            data = machine.unused_data.lstrip(b"\0")
    if begun and not machine.eof:
        raise EOFError
