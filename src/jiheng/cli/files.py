"""From what the user names to the files there are: folders, patterns and standard input."""

from __future__ import annotations

import os
import sys
from os.path import isdir, isfile, join, lexists, splitext

from ..model.refusal import Refusal
from .archives import archive_of, empty, inside, is_archive, looks_packed, same_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..documents.archives.shelf import Shelf
    from ..policy import Book

STDIN = "-"
OURS = "jiheng-waivers.toml"
SUFFIXES = (
    *(".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".fodt"),
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".fods", ".pdf"),
    *(".html", ".htm", ".mht", ".mhtml", ".md", ".txt", ".text"),
)
ALSO_FORMS = (".ofd", ".dot", ".dotx", ".xlt", ".xltx", ".ett", ".wpt")
"""Kinds that may hold a form and are hardly ever met: tried, so that a refusal is heard."""


class Found:
    """The files of one command. ``skipped`` counts those in folders that nobody here can read."""

    def __init__(self, spare: Callable[[str], bool] | None = None) -> None:
        self.paths: list[str] = []
        self.errors: list[Refusal] = []
        self.skipped = 0
        self.spare = spare
        self._seen: set[str] = set()

    def add(self, path: str) -> None:
        """Take the file once, however often it is named."""
        same = path if path == STDIN else same_name(path)
        if same not in self._seen:
            self._seen.add(same)
            self.paths.append(path)


def find(names: Iterable[str], spare: Callable[[str], bool] | None = None) -> Found:
    """Every file that the names mean, in the order named; folders and archives in name order.

    ``spare`` says of a file in a folder that it is ours (the result), and not to be seen at all.
    """
    found = Found(spare)
    for name in names:
        if name != STDIN and isfile(name) and looks_packed(name):
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
    """Take the forms inside an archive; False where it holds none. A damaged one is said."""
    from ..documents.archives.shelf import Shelf

    with Shelf() as shelf:
        try:
            listing = shelf.members(path, (*SUFFIXES, *ALSO_FORMS))
        except (Refusal, OSError) as error:
            said = error if isinstance(error, Refusal) else cannot_open(path, error)
            found.errors.append(said)
            return True
    if listing is None:
        found.add(path)  # no archive, whatever its name says: its reader will see
        return True
    for name in listing.paths:
        found.add(name)
    found.errors += listing.errors
    return bool(listing.paths or listing.errors)


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
            path = join(folder, name)
            if not name.startswith((".", "~$", OURS)) and not (found.spare and found.spare(path)):
                yield path


def _pattern(name: str, found: Found) -> None:
    """Windows leaves patterns to the program; so do quotes elsewhere."""
    hits: list[str] = []
    if any(sign in name for sign in "*?["):
        from glob import glob

        hits = sorted(glob(name, recursive=True))
    for hit in hits:
        if isdir(hit):
            _folder(hit, found)
        elif is_archive(hit):
            _archive(hit, found)
        else:
            found.add(hit)
    if not hits:
        found.errors.append(cannot_open(name, FileNotFoundError(2, "")))


def load(path: str, book: Book, shelf: Shelf | None = None) -> bytes:
    """The bytes of a file or of standard input; what is too large is refused before it is read.

    ``shelf``: keeps an archive open between its members.
    """
    from ..documents.limits import check_size

    limit = int(book.number("document-bytes"))
    if inside(path):
        from ..documents.archives.shelf import Shelf

        try:
            if shelf:
                return shelf.read(archive_of(path), path, limit)
            with Shelf() as own:
                return own.read(archive_of(path), path, limit)
        except OSError as error:
            raise cannot_open(path, error) from error
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(limit + 1)
        else:
            check_size(os.stat(path).st_size, path, book)
            with open(path, "rb") as file:
                data = file.read(limit + 1)
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
