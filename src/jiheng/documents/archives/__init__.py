"""Archives as folders of bytes: .zip, .tar, a compressed .tar, one compressed file.

Each kind gives the same: ``names`` in name order, and ``read``. Nothing is written to disk. What is
believed of an archive's own headers is its names; sizes are counted while inflating.
"""

from __future__ import annotations

from os.path import splitext

from ...model.refusal import Refusal
from ..sniff import CLOSED, KINDS, TAR_BLOCK, archive_kind, is_tar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO, Protocol

    class Archive(Protocol):
        """An open archive. ``held``: bytes of it in memory."""

        names: list[str]
        held: int

        def read(self, name: str, path: str, most: int) -> bytes: ...
        def close(self) -> None: ...


def open_archive(file: BinaryIO, path: str, room: int) -> Archive | None:
    """The archive in the file, which it closes in the end; None for an office document or a text.

    ``room``: bytes it may hold in memory. Refusal where it is damaged, too large or of a kind that
    is not unpacked here.
    """
    head = file.read(TAR_BLOCK)
    file.seek(0)
    kind = archive_kind(head)
    if kind in CLOSED:
        raise closed(kind, path)
    if kind == "zip":
        from .zips import open_folder

        return open_folder(file, path)
    if kind == "tar":
        from .tars import Tar

        return Tar(file, path, 0)
    if not kind:
        return None
    from .packed import Single, inflated, inner_name

    name = inner_name(head, path)
    out = inflated(file, kind, path, room)
    file.close()
    if is_tar(bytes(out.getbuffer()[:TAR_BLOCK])):
        from .tars import Tar

        return Tar(out, path, len(out.getbuffer()))
    return Single(name, out)


def closed(kind: str, path: str) -> Refusal:
    """The refusal of a kind that only other programs open."""
    zh, en, (remedy, remedy_en) = KINDS[kind]
    said = f" {zh}" if zh[0].isascii() else zh
    return Refusal(
        path,
        f"这是{said}，这里不能直接打开",
        remedy,
        problem_en=f"this is {en}, which is not opened here",
        remedy_en=remedy_en,
    )


def absent(path: str) -> Refusal:
    """The refusal of a name that the archive does not hold."""
    return Refusal(
        path,
        "压缩包里没有这个文件",
        "请核对文件名",
        problem_en="the archive holds no such file",
        remedy_en="Check the name",
    )


def told_apart(names: list[str]) -> list[str]:
    """The names, with a number to those that an archive holds more than once."""
    taken = set(names)
    seen: set[str] = set()
    out = []
    for name in names:
        number, new = 2, name
        while new in seen or (new != name and new in taken):
            stem, ending = splitext(name)
            new, number = f"{stem} ({number}){ending}", number + 1
        seen.add(new)
        out.append(new)
    return out
