"""A .zip as a folder."""

from __future__ import annotations

from ...model.refusal import Refusal
from ..limits import ARCHIVE_MEMBERS, damaged, part, too_large
from ..sniff import zip_kind
from . import absent, told_apart
from .names import zip_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO
    from zipfile import ZipFile

ENTRY = b"PK\x01\x02"
PIECE = 2**22


def open_folder(file: BinaryIO, path: str) -> Zip | None:
    """The archive; None where its parts make an office document. Refusal where it is damaged."""
    from zipfile import BadZipFile, ZipFile

    if _entries(file) > ARCHIVE_MEMBERS:
        said = f"压缩包内超过 {ARCHIVE_MEMBERS} 个文件"
        raise too_large(path, said, f"more than {ARCHIVE_MEMBERS} files")
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, NotImplementedError, OverflowError, OSError) as error:
        raise damaged(path, "压缩结构读不出来", "its zip directory cannot be read") from error
    if zip_kind(archive, path) not in ("archive", "encrypted") or _is_document(archive):
        return None
    return Zip(archive, file)


def _is_document(archive: ZipFile) -> bool:
    """Of a locked one: whether it is a document, which its own reader refuses."""
    return any(info.filename == "[Content_Types].xml" for info in archive.infolist())


def _entries(file: BinaryIO) -> int:
    """No fewer than the directory has: each costs memory, so they are counted before it is read."""
    count, end = 0, b""
    while piece := file.read(PIECE):
        piece = end + piece
        count += piece.count(ENTRY)
        end = piece[-len(ENTRY) + 1 :]
    file.seek(0)
    return count


class Zip:
    """See ``Archive``."""

    held = 0

    def __init__(self, archive: ZipFile, file: BinaryIO) -> None:
        self._archive, self._file = archive, file
        infos = [info for info in archive.infolist() if not info.is_dir()]
        self._infos = dict(zip(told_apart([zip_name(i) for i in infos]), infos, strict=True))
        self.names = sorted(self._infos)

    def read(self, name: str, path: str, most: int) -> bytes:
        """The member's bytes; ``path`` is its whole name, for a Refusal."""
        info = self._infos.get(name)
        if info is None:
            raise absent(path)
        if info.flag_bits & 1:
            raise _locked(path)
        return part(self._archive, info, path, most)

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()
        self._file.close()


def _locked(path: str) -> Refusal:
    return Refusal(
        path,
        "压缩包设了密码，这个文件打不开",
        "请用密码解压后检查里面的文件",
        problem_en="the archive has a password; this file cannot be opened",
        remedy_en="Unpack it with its password and check the files inside",
    )
