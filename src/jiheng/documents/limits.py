"""What a document may cost: sizes, ratios, counts. All limits of reading are in this file.

A zip's own headers are never believed: members are inflated piece by piece and counted.
"""

from __future__ import annotations

from ..model.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from zipfile import ZipFile, ZipInfo

    from ..policy import Book

PART_BYTES = 32 * 2**20
"""One part of marked-up text, inflated."""

NODES = 2_500_000
"""Elements, texts and attributes of one part as ``check_markup`` counts them: 120 bytes of memory
each, 300 MB in all. A form takes about 3,000."""

RATIO = 200
"""Inflated to packed. Word's XML packs 10 to 40 times; a zip bomb 1,000 times."""

RATIO_FROM = 2**20
"""Bytes a part may inflate to before its ratio is looked at."""

MEMBERS = 5_000

ARCHIVE_FILE = 4 * 2**30
"""An archive on disk. Of a .zip or .tar only the member in hand is in memory."""

ARCHIVE_BYTES = 256 * 2**20
"""What is held in memory of an archive: a compressed .tar inflated, archives inside archives."""

ARCHIVE_MEMBERS = 20_000
"""Files of one archive, those of archives inside it counted with it."""

ARCHIVE_TOTAL = 2 * 2**30
"""Bytes inflated to list one archive with all that are inside it."""

ARCHIVE_DEPTH = 3
"""An archive in an archive in an archive is looked into; one still deeper is refused by name."""

DICTIONARY = 128 * 2**20
"""Memory an .xz may ask for to be inflated (``xz -9`` takes 65 MB)."""

NODE_BYTES = 2
"""The least a node takes as markup: an attribute a=b is two nodes in four bytes with its blank."""

CELLS = 200_000
"""Cells and lines of a whole file."""

SPAN = 1_000
NESTING = 20
"""Tables inside tables, boxes inside boxes."""

PIECE = 2**18


def check_size(size: int, path: str, book: Book) -> None:
    """Refuse more bytes than the policy's ``document-bytes``; doors ask before they read."""
    limit = int(book.number("document-bytes"))
    if size > limit:
        mib = f"{size >> 20} MB"
        raise Refusal(
            path,
            f"文件有 {mib}，超过 {limit >> 20} MB 的上限",
            "请只保留绩效目标表所在的部分再检查",
            problem_en=f"the file has {mib}, more than the limit of {limit >> 20} MB",
            remedy_en="Keep only the part with the performance target form",
        )


def too_large(path: str, what: str, what_en: str) -> Refusal:
    """The refusal of a file that is small on disk and too big inside."""
    return Refusal(
        path,
        f"{what}，不像正常的表格文件",
        "请用 Word 或 WPS 打开，只保留绩效目标表，另存后再检查",
        problem_en=f"{what_en}; this is not an ordinary form",
        remedy_en="Open it in Word or WPS, keep only the form, save it and try again",
    )


class Damaged(Refusal):
    """A file that is broken inside: another program may still make something of it."""


def damaged(path: str, what: str, what_en: str) -> Damaged:
    """The refusal of a file that is broken inside."""
    return Damaged(
        path,
        f"文件已损坏或不完整（{what}）",
        "请重新复制或下载，能用 Word 或 WPS 打开后再检查",
        problem_en=f"the file is damaged or incomplete ({what_en})",
        remedy_en="Copy or download it again and make sure Word or WPS opens it",
    )


def open_zip(data: bytes, path: str) -> ZipFile:
    """The archive, its directory checked. Raises Refusal where it is damaged or absurd."""
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    if data.count(b"PK\x01\x02") > MEMBERS:
        raise too_large(path, f"压缩包内超过 {MEMBERS} 个文件", f"more than {MEMBERS} zip members")
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise damaged(path, "压缩结构读不出来", "its zip directory cannot be read") from error


def part(archive: ZipFile, member: str | ZipInfo, path: str, most: int = PART_BYTES) -> bytes:
    """One inflated member, never more than ``most``. Raises KeyError where it is absent."""
    info = archive.getinfo(member) if isinstance(member, str) else member
    name = info.filename
    pieces: list[bytes] = []
    total = 0
    try:
        with archive.open(info) as file:
            while piece := file.read(PIECE):
                total += len(piece)
                _bounded(total, info.compress_size, name, path, most)
                pieces.append(piece)
    except NotImplementedError as error:
        raise damaged(
            path, f"{name} 的压缩方法不认识", f"{name} is packed in an unknown way"
        ) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise damaged(path, f"{name} 已加密", f"{name} is encrypted") from error
    except _torn() as error:
        raise damaged(path, f"{name} 解压失败", f"{name} does not inflate") from error
    return b"".join(pieces)


def _torn() -> tuple[type[Exception], ...]:
    """What zipfile lets through of the libraries that inflate."""
    from zipfile import BadZipFile
    from zlib import error as ZlibError

    errors: tuple[type[Exception], ...] = (BadZipFile, ZlibError, EOFError, ValueError, OSError)
    try:
        from lzma import LZMAError
    except ImportError:  # a Python built without it; zipfile then raises NotImplementedError
        return errors
    return (*errors, LZMAError)


def _bounded(total: int, packed: int, name: str, path: str, most: int) -> None:
    if total > most:
        mib = most >> 20
        raise too_large(
            path, f"{name} 解压后超过 {mib} MB", f"{name} inflates to more than {mib} MB"
        )
    if total > RATIO_FROM and total > RATIO * max(packed, 1):
        raise too_large(
            path,
            f"{name} 的压缩比超过 {RATIO} 倍（疑似压缩炸弹）",
            f"{name} inflates more than {RATIO} times (a zip bomb)",
        )


def check_markup(data: bytes, name: str, path: str) -> None:
    """Refuse XML or HTML whose tree would take too much memory, before building it.

    Counted as lxml keeps them: a node for a tag and for each text, two for an attribute.
    """
    if len(data) > PART_BYTES:
        mib = PART_BYTES >> 20
        raise too_large(path, f"{name} 超过 {mib} MB", f"{name} has more than {mib} MB")
    if len(data) <= NODE_BYTES * NODES:
        return
    tags = data.count(b"<") - data.count(b"</")
    texts = data.count(b">") - data.count(b"><")
    if tags + texts + 2 * data.count(b"=") > NODES:
        raise too_large(path, f"{name} 的元素过多", f"{name} has too many elements")


def check_text(data: bytes, path: str) -> None:
    """Refuse a text whose lines and cells are too many, before they are cut apart.

    A cell of a dump is one line with one tab, so there may be twice as many marks as cells.
    """
    marks = data.count(b"\n") + data.count(b"\t") + data.count(b"|")
    check_cells(marks // 2, path)


def check_cells(cells: int, path: str) -> None:
    """Refuse more cells and lines than CELLS."""
    if cells > CELLS:
        what = f"单元格和段落超过 {CELLS} 个"
        raise too_large(path, what, f"more than {CELLS} cells and lines")


def cell_counter(path: str) -> Callable[[int], None]:
    """A function to call with the cells of each row, and 1 for a line; it refuses past CELLS."""
    total = 0

    def count(cells: int) -> None:
        nonlocal total
        total += cells
        check_cells(total, path)

    return count
