"""Which names and files are archives, and which name something inside one."""

from __future__ import annotations

from os.path import isfile, normcase, realpath

from ..documents.sniff import ARCHIVES, MARK
from ..model.refusal import Refusal

HEAD = 512


def is_archive(path: str) -> bool:
    """By its ending: what to look into in a folder."""
    return path.lower().endswith(ARCHIVES)


def looks_packed(path: str) -> bool:
    """By its content, for a file that the user named. A Word file is a zip, but no archive."""
    if is_archive(path):
        return True
    try:
        with open(path, "rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False  # loading it will say why
    if head[:1] not in b"PRMB7\x1f\xfd\x28" and b"\0" not in head[100:]:
        return False  # a text, in the blink of an eye
    from ..documents.sniff import archive_kind

    kind = archive_kind(head)
    return bool(kind) and (kind != "zip" or not _office(head))


def _office(head: bytes) -> bool:
    """Whether a zip begins as Word, Excel, WPS and LibreOffice begin theirs."""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    starts = (b"[Content_Types]", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"customXml/")
    return first.startswith((*starts, b"mimetype", b"OFD.xml"))


def inside(path: str) -> bool:
    """Whether the path names a file in an archive."""
    return MARK in path and not isfile(path) and bool(archive_of(path))


def same_name(path: str) -> str:
    """What tells one file from another, however it was named."""
    top = archive_of(path) if inside(path) else path
    return normcase(realpath(top)) + path[len(top) :]


def archive_of(path: str) -> str:
    """The archive on disk of a path inside it, "" where there is none."""
    at = path.find(MARK)
    while at > 0:
        if isfile(path[:at]):
            return path[:at]
        at = path.find(MARK, at + 1)
    return ""


def empty(path: str) -> Refusal:
    """An archive named by the user in which nothing can be checked."""
    return Refusal(
        path,
        "压缩包里没有可以核对的文件",
        "请放进 Word、Excel、PDF、网页或文本文件",
        problem_en="the archive holds no file that can be checked",
        remedy_en="Put Word, Excel, PDF, web or text files into it",
    )
