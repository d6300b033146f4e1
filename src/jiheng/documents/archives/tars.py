"""A .tar as a folder: its regular files, and hard links to them; nothing else it may hold."""

from __future__ import annotations

from ..limits import ARCHIVE_MEMBERS, PIECE, damaged, too_large
from . import absent, told_apart
from .names import tar_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tarfile import TarFile, TarInfo
    from typing import BinaryIO


class Tar:
    """See ``Archive``."""

    def __init__(self, file: BinaryIO, path: str, held: int) -> None:
        from tarfile import TarError, TarFile

        self.held, self._file = held, file
        try:
            self._archive = TarFile(fileobj=file, encoding="utf-8", errors="surrogateescape")
            infos = list(_files(self._archive, path))
        except (TarError, EOFError, ValueError, OverflowError, OSError) as error:
            raise damaged(path, "压缩结构读不出来", "its headers cannot be read") from error
        names = told_apart([_short(tar_name(name)) for name, _ in infos])
        self._infos = dict(zip(names, (info for _, info in infos), strict=True))
        self.names = sorted(self._infos)

    def read(self, name: str, path: str, most: int) -> bytes:
        """The member's bytes; ``path`` is its whole name, for a Refusal."""
        from tarfile import TarError

        info = self._infos.get(name)
        if info is None:
            raise absent(path)
        pieces, total = [], 0
        try:
            file = self._archive.extractfile(info)
            while file and (piece := file.read(PIECE)):
                total += len(piece)
                if total > most:
                    said = f"{name} 超过 {most >> 20} MB"
                    raise too_large(path, said, f"{name} has more than {most >> 20} MB")
                pieces.append(piece)
        except (TarError, EOFError, ValueError, OverflowError, OSError) as error:
            raise damaged(path, f"{name} 不完整", f"{name} is cut off") from error
        return b"".join(pieces)

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()
        self._file.close()


def _files(archive: TarFile, path: str) -> list[tuple[str, TarInfo]]:
    """Name and content of each file; a hard link has the content of what it links to."""
    found: list[tuple[str, TarInfo]] = []
    regular: dict[str, TarInfo] = {}
    for count, info in enumerate(archive, 1):
        if count > ARCHIVE_MEMBERS:
            said = f"压缩包内超过 {ARCHIVE_MEMBERS} 个文件"
            raise too_large(path, said, f"more than {ARCHIVE_MEMBERS} files")
        if info.isreg():
            regular[info.name] = info
            found.append((info.name, info))
        elif info.islnk() and info.linkname in regular:
            found.append((info.name, regular[info.linkname]))
    return found


def _short(name: str) -> str:
    """``./甲/乙.docx`` is what ``tar cf x.tar .`` writes."""
    return name.removeprefix("./")
