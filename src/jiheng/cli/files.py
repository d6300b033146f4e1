"""From what the user names to the files there are: folders, patterns and standard input."""

from __future__ import annotations

import os
import sys
from os.path import isdir, isfile, join, lexists, normcase, splitext

from ..documents.limits import too_large
from ..model.refusal import Refusal
from .archives import archive_of, empty, inside, is_archive, member, members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..policy import Book

STDIN = "-"
ARCHIVE_BYTES = 256 << 20
SUFFIXES = (
    *(".docx", ".doc", ".odt", ".xlsx", ".xls", ".ods", ".pdf"),
    *(".html", ".htm", ".md", ".txt", ".text"),
)
ALSO_FORMS = (".wps", ".rtf", ".mht", ".mhtml", ".et", ".ofd")
"""Kinds that may hold a form but have no reader yet: tried, so that their refusal is heard."""


class Found:
    """The files of one command. ``skipped`` counts those in folders that nobody here can read."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.errors: list[Refusal] = []
        self.skipped = 0
        self._seen: set[str] = set()

    def add(self, path: str) -> None:
        """Take the file once, however often it is named."""
        same = path if path == STDIN else normcase(os.path.realpath(path))
        if same not in self._seen:
            self._seen.add(same)
            self.paths.append(path)


def find(names: Iterable[str]) -> Found:
    """Every file that the names mean, in the order named; folders and archives in name order."""
    found = Found()
    for name in names:
        if isfile(name) and is_archive(name):
            if not _archive(name, found):
                found.errors.append(empty(name))
        elif name == STDIN or isfile(name) or inside(name):
            found.add(name)
        elif isdir(name):
            _folder(name, found)
        elif lexists(name):
            found.add(name)
        else:
            _pattern(name, found)
    return found


def _archive(path: str, found: Found) -> bool:
    """Take the forms inside a .zip; False where it holds none. A damaged one is said."""
    try:
        names = members(_content(path), path, (*SUFFIXES, *ALSO_FORMS))
    except Refusal as refusal:
        found.errors.append(refusal)
        return True
    for name in names:
        found.add(name)
    return bool(names)


def _content(path: str) -> bytes:
    """An archive whole; its members are checked for size one by one."""
    try:
        if os.path.getsize(path) > ARCHIVE_BYTES:
            raise too_large(path, "压缩包太大", "the archive is too large")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise cannot_open(path, error) from error


def _folder(top: str, found: Found) -> None:
    before = len(found.paths)
    for path in _walk(top, found):
        if is_archive(path):
            found.skipped += not _archive(path, found)
        elif splitext(path)[1].lower() in (*SUFFIXES, *ALSO_FORMS):
            found.add(path)
        else:
            found.skipped += 1
    if len(found.paths) == before:
        kinds = " ".join(SUFFIXES)
        found.errors.append(
            Refusal(
                top,
                "这个文件夹里没有可以核对的文件",
                f"能读的类型有 {kinds}",
                problem_en="this folder holds no file that can be checked",
                remedy_en=f"Types that can be read: {kinds}",
            )
        )


def _walk(top: str, found: Found) -> Iterator[str]:
    """Files below ``top``, without hidden ones and the ~$ lock files of Word and WPS."""

    def refuse(error: OSError) -> None:
        found.errors.append(cannot_open(error.filename or top, error))

    for folder, below, names in os.walk(top, onerror=refuse):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield join(folder, name)


def _pattern(name: str, found: Found) -> None:
    """Windows leaves patterns to the program; so do quotes elsewhere."""
    hits: list[str] = []
    if any(sign in name for sign in "*?["):
        from glob import glob

        hits = sorted(glob(name, recursive=True))
    for hit in hits:
        if isdir(hit):
            _folder(hit, found)
        else:
            found.add(hit)
    if not hits:
        found.errors.append(cannot_open(name, FileNotFoundError(2, "")))


def load(path: str, book: Book) -> bytes:
    """The bytes of a file or of standard input; what is too large is refused before it is read."""
    from ..documents.limits import check_size

    most = int(book.number("document-bytes")) + 1
    if inside(path):
        return member(_content(archive_of(path)), path)
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(most)
        else:
            check_size(os.stat(path).st_size, path, book)
            with open(path, "rb") as file:
                data = file.read(most)
    except OSError as error:
        raise cannot_open(path, error) from error
    check_size(len(data), path, book)
    return data


def cannot_open(path: str, error: OSError) -> Refusal:
    """The system's refusal in words that say what to do."""
    if isinstance(error, FileNotFoundError):
        said = (
            "没有这个文件",
            "请核对路径和文件名",
            "there is no such file",
            "Check the path and the name",
        )
    elif isinstance(error, PermissionError):
        said = (
            "打不开：没有权限，或正被别的程序占用",
            "请先在 Word 或 WPS 里关闭它，或换一个有权限的帐户",
            "it cannot be opened: no right to, or another program holds it",
            "Close it in Word or WPS, or use an account that may read it",
        )
    elif isinstance(error, IsADirectoryError):
        said = ("这是文件夹，不是文件", "请指明其中的文件", "this is a folder", "Name a file in it")
    else:
        reason = error.strerror or type(error).__name__
        said = (
            f"读不出来（{reason}）",
            "请把文件复制到本机硬盘后再试",
            f"it cannot be read ({reason})",
            "Copy it to a local disk and try again",
        )
    return Refusal(path, said[0], said[1], problem_en=said[2], remedy_en=said[3])
