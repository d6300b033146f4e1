"""A copy of an Office file with comments at its cells; everything else stays as it was.

The parts of a package that need no change are copied with their bytes untouched.
"""

from __future__ import annotations

from ...model.place import Address
from ...model.record import record
from ...model.refusal import Refusal
from ..limits import open_zip, part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AUTHOR, INITIALS = "绩衡", "JH"
OPC = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"


@record
class Mark:
    """A comment for the cell or line at an address: its lines; the first one stands out."""

    address: Address
    lines: tuple[str, ...]


def write(data: bytes, path: str, kind: str, marks: Sequence[Mark], day: str) -> bytes:
    """The copy. ``kind`` is the reader's word ("docx", "xlsx"), ``day`` an ISO date.

    Raises Refusal for other kinds: nobody can write into them without changing what they are.
    """
    if kind == "docx":
        from .marked_docx import changed
    elif kind == "xlsx":
        from .marked_xlsx import changed
    else:
        raise other(path)
    return repacked(data, path, changed(data, path, marks, day))


def repacked(data: bytes, path: str, parts: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced in their place, and new ones behind the rest."""
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    old = open_zip(data, path)
    left = dict(parts)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = left.pop(info.filename, None)
            new.writestr(info, part(old, info, path) if content is None else content)
        for name, content in left.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, content)
    return buffer.getvalue()


def free(names: Mapping[str, str], stem: str, ending: str) -> str:
    """A part name that is not taken: word/comments.xml, word/comments2.xml …"""
    number = 1
    while True:
        name = f"{stem}{number if number > 1 else ''}{ending}"
        if name.lower() not in names:
            return name
        number += 1


def other(path: str) -> Refusal:
    """The refusal to write into a file of this kind."""
    return Refusal(
        path,
        "这种文件里不能加批注",
        "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再做",
        problem_en="comments cannot be written into a file of this kind",
        remedy_en="Open it in Word, Excel or WPS, save it as .docx or .xlsx, and try again",
    )
