"""Every file in an archive is a file of its own, ``forms.tar.gz!/a/form.docx``.

Archives inside archives are looked into, to the depth of ``limits``. Nothing is unpacked to disk.
"""

from __future__ import annotations

from io import BytesIO
from os.path import getsize, splitext

from ...model.refusal import Refusal
from ..limits import (
    ARCHIVE_BYTES,
    ARCHIVE_DEPTH,
    ARCHIVE_FILE,
    ARCHIVE_MEMBERS,
    ARCHIVE_TOTAL,
    too_large,
)
from ..sniff import ARCHIVES, MARK
from . import open_archive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO

    from . import Archive


class Listing:
    """The forms of one archive by whole name, what else it holds, and what could not be opened."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.errors: list[Refusal] = []
        self.others = self.seen = self.inflated = 0


class Shelf:
    """The archive that is open just now, with those inside it on the way to the member in hand.

    Members are asked for in order, so each archive is opened once. Use it with ``with``.
    """

    def __init__(self) -> None:
        self._open: list[tuple[str, Archive]] = []

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what is open."""
        self._keep(0)

    def members(self, path: str, suffixes: tuple[str, ...]) -> Listing | None:
        """What the archive holds; None where the file is none, whatever its name says."""
        listing = Listing()
        archive = self._archive(path)
        if archive is None:
            return None
        self._list(path, archive, suffixes, listing)
        return listing

    def _list(
        self, path: str, archive: Archive, suffixes: tuple[str, ...], listing: Listing
    ) -> None:
        level = len(self._open)
        for name in archive.names:
            whole = f"{path}{MARK}{name}"
            listing.seen += 1
            if listing.seen > ARCHIVE_MEMBERS:
                said = f"压缩包内超过 {ARCHIVE_MEMBERS} 个文件"
                raise too_large(path, said, f"more than {ARCHIVE_MEMBERS} files")
            ending = splitext(name)[1].lower()
            if _junk(name):
                continue
            if name.lower().endswith(ARCHIVES):
                self._nested(whole, name, suffixes, listing, level)
            elif ending in suffixes or (not ending and len(archive.names) == 1):
                listing.paths.append(whole)
            else:
                listing.others += 1

    def _nested(
        self, whole: str, name: str, suffixes: tuple[str, ...], listing: Listing, level: int
    ) -> None:
        try:
            if level >= ARCHIVE_DEPTH:
                raise _too_deep(whole)
            inner = self._push(whole, name, level)
            if inner is None:
                listing.paths.append(whole)  # a document with the wrong ending
                return
            listing.inflated += inner.held
            if listing.inflated > ARCHIVE_TOTAL:
                raise _too_much(whole)
            self._list(whole, inner, suffixes, listing)
        except Refusal as refusal:
            listing.errors.append(refusal)
        finally:
            self._keep(level)

    def read(self, top: str, path: str, most: int) -> bytes:
        """The bytes of one file of the archive ``top``; ``path`` as ``members`` gave it."""
        archive = self._archive(top)
        if archive is None:
            raise _none(path)
        at, level = top, 1
        while True:
            rest = path[len(at) + len(MARK) :]
            step = _step(rest, archive.names)
            if step == rest or level > ARCHIVE_DEPTH:
                self._keep(level)
                return archive.read(rest, path, most)
            at = f"{at}{MARK}{step}"
            inner = self._push(at, step, level)
            if inner is None:
                raise _none(path)
            archive, level = inner, level + 1

    def _archive(self, path: str) -> Archive | None:
        """The archive on disk, kept open until another one is asked for."""
        if self._open and self._open[0][0] == path:
            return self._open[0][1]
        self._keep(0)
        if getsize(path) > ARCHIVE_FILE:
            raise too_large(path, "压缩包太大", "the archive is too large")
        return self._shelve(open(path, "rb"), path)

    def _push(self, path: str, name: str, level: int) -> Archive | None:
        """The archive that the one at ``level`` holds under that name."""
        if len(self._open) > level and self._open[level][0] == path:
            return self._open[level][1]
        self._keep(level)
        data = self._open[-1][1].read(name, path, ARCHIVE_BYTES - self._held())
        return self._shelve(BytesIO(data), path)

    def _shelve(self, file: BinaryIO, path: str) -> Archive | None:
        archive = None
        try:
            archive = open_archive(file, path, ARCHIVE_BYTES - self._held())
        finally:
            if archive is None:
                file.close()
        if archive is not None:
            if isinstance(file, BytesIO) and not archive.held and not file.closed:
                archive.held = len(file.getbuffer())
            self._open.append((path, archive))
        return archive

    def _held(self) -> int:
        return sum(archive.held for _, archive in self._open)

    def _keep(self, level: int) -> None:
        """Close what is open below that level."""
        while len(self._open) > level:
            self._open.pop()[1].close()


def _step(rest: str, names: list[str]) -> str:
    """The member that the rest of a path names first; the whole rest where it is a member."""
    known = frozenset(names)
    at = rest.find(MARK)
    while rest not in known and at > 0:
        if rest[:at] in known:
            return rest[:at]
        at = rest.find(MARK, at + 1)
    return rest


def _none(path: str) -> Refusal:
    return Refusal(
        path,
        "这不是压缩包，里面没有别的文件",
        "请核对文件名",
        problem_en="this is no archive and holds no other file",
        remedy_en="Check the name",
    )


def _too_deep(path: str) -> Refusal:
    return Refusal(
        path,
        f"压缩包套了 {ARCHIVE_DEPTH} 层以上，再里面的没有打开",
        "请先解压外面的几层再检查",
        problem_en=f"more than {ARCHIVE_DEPTH} archives inside each other; this one is not opened",
        remedy_en="Unpack the outer ones and try again",
    )


def _too_much(path: str) -> Refusal:
    return too_large(
        path,
        f"压缩包里的压缩包解开超过 {ARCHIVE_TOTAL >> 30} GB",
        f"the archives inside inflate to more than {ARCHIVE_TOTAL >> 30} GB",
    )


def _junk(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith((".", "~$"))
