"""Forms sent as one .zip: every file in it is a file of its own, named ``forms.zip!/name.docx``.

Nothing is unpacked to disk. Names that Windows wrote in GB18030 are shown as people see them.
"""

from __future__ import annotations

from os.path import isfile, splitext

from ..documents.limits import open_zip, part
from ..model.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MARK = "!/"
SUFFIX = ".zip"


def is_archive(path: str) -> bool:
    """By name only: a Word or Excel file is a zip as well."""
    return path.lower().endswith(SUFFIX)


def inside(path: str) -> bool:
    """Whether the path names a file in an archive."""
    return f"{SUFFIX}{MARK}" in path.lower() and not isfile(path)


def members(data: bytes, path: str, suffixes: tuple[str, ...]) -> list[str]:
    """The files of an archive that may be forms, in name order."""
    with open_zip(data, path) as archive:
        names = sorted(_name(info) for info in archive.infolist())
    forms = [name for name in names if splitext(name)[1].lower() in suffixes and not _junk(name)]
    return [f"{path}{MARK}{name}" for name in forms]


def empty(path: str) -> Refusal:
    """An archive named by the user in which nothing can be checked."""
    return Refusal(
        path,
        "压缩包里没有可以核对的文件",
        "请放进 Word、Excel、PDF、网页或文本文件",
        problem_en="the archive holds no file that can be checked",
        remedy_en="Put Word, Excel, PDF, web or text files into it",
    )


def archive_of(path: str) -> str:
    """The archive's own path."""
    at = path.lower().index(f"{SUFFIX}{MARK}")
    return path[: at + len(SUFFIX)]


def member(data: bytes, path: str) -> bytes:
    """The bytes of one file of the archive; ``path`` as ``members`` gave it."""
    wanted = path[len(archive_of(path)) + len(MARK) :]
    with open_zip(data, path) as archive:
        return part(archive, _stored(archive, wanted, path), path)


def _stored(archive: ZipFile, wanted: str, path: str) -> str:
    found = next((info.filename for info in archive.infolist() if _name(info) == wanted), None)
    if found is None:
        raise Refusal(
            path,
            "压缩包里没有这个文件",
            "请核对文件名",
            problem_en="the archive holds no such file",
            remedy_en="Check the name",
        )
    return found


def _name(info: ZipInfo) -> str:
    """The name as the sender saw it: without the UTF-8 mark it is most likely GB18030."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _junk(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith((".", "~$"))
