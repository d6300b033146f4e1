"""What stands where in a Word 97 file: streams, header (FIB), text pieces, fonts, form fields.

Names and numbers are those of [MS-DOC]; the bytes are never believed: every count is held against
the size of the file before anything is made from it.
"""

from __future__ import annotations

from itertools import pairwise
from struct import unpack_from

from ...model.refusal import Refusal
from ..limits import CELLS, damaged, too_large

TYPE_CHECKING = False
if TYPE_CHECKING:
    from olefile import OleFileIO

    Prl = tuple[int, bytes]

WORD, WORD_6, WORD_97 = 0xA5, 0x65, 0xC1
ENCRYPTED, TABLE_1 = 0x0100, 0x0200
CCP_TEXT, CCP_FTN, CCP_HDD, CCP_ATN, CCP_EDN, CCP_TXBX = 3, 4, 5, 7, 8, 9
FC_HDD, FC_CHPX, FC_PAPX, FC_FONTS, FC_CLX = 11, 12, 13, 15, 33
MOST_TEXT = 8 * 2**20
"""Characters; a form has some thousands."""
SECTOR_SHIFTS = {9, 12}
OLD_PROPERTIES = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x42: 0x0801, 0x5C: 0x083C}
"""Properties that a piece may carry in one byte, by their old number: the ones we look at."""
LAID = {*OLD_PROPERTIES.values(), 0x6649, 0x244B, 0x244C}


class OldWord(Exception):
    """The file is of Word 6 or 95: text in code pages, other structures."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.kind = "word-95" if version > WORD_6 else "word-6"


class Piece:
    """A run of characters that stand together in the file. Positions are characters and bytes."""

    __slots__ = ("extra", "first", "last", "offset", "width")

    def __init__(self, first: int, last: int, fc: int, extra: tuple[Prl, ...]) -> None:
        packed = bool(fc & 0x40000000)
        self.first = first
        self.last = last
        self.width = 1 if packed else 2
        self.offset = (fc & 0x3FFFFFFF) // 2 if packed else fc & 0x3FFFFFFF
        self.extra = extra


class WordFile:
    """The streams of a .doc and what its header says of them.

    Raises Refusal where it is encrypted or damaged, OldWord, and struct.error or IndexError
    where a structure reaches past its end.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        streams = _streams(data, path)
        self.main = main = streams.get("WordDocument", b"")
        if len(main) < 34:
            raise damaged(path, "没有正文", "it has no text stream")
        (flags,) = unpack_from("<H", main, 10)
        if main[1] != WORD:
            raise damaged(path, "正文不是 Word 的格式", "its text stream is not of Word")
        if flags & ENCRYPTED:
            raise _encrypted(path)
        (version,) = unpack_from("<H", main, 2)
        if version < WORD_97:
            raise OldWord(version)
        self.table = streams.get("1Table" if flags & TABLE_1 else "0Table", b"")
        self.data = streams.get("Data", b"")
        words = 34 + 2 * unpack_from("<H", main, 32)[0]
        self._longs = words + 2
        self._places = self._longs + 4 * unpack_from("<H", main, words)[0] + 2
        self.fonts = self._fonts()
        self.boxes = self.count(CCP_TXBX)
        """Characters in floating boxes."""

    def count(self, index: int) -> int:
        """The characters of a part of the document (main text, footnotes, headers …)."""
        number: int = unpack_from("<i", self.main, self._longs + 4 * index)[0]
        if not 0 <= number <= len(self.main):
            raise damaged(self.path, "字数不合理", "its character counts are absurd")
        return number

    def place(self, index: int) -> bytes:
        """A structure of the table stream, b"" where there is none."""
        offset, size = unpack_from("<II", self.main, self._places + 8 * index)
        if offset + size > len(self.table):
            raise damaged(self.path, "结构指到文件之外", "a structure lies outside the file")
        return self.table[offset : offset + size]

    def pieces(self) -> list[Piece]:
        """The piece table: where in the file each stretch of the text stands."""
        clx = self.place(FC_CLX)
        at = 0
        groups: list[bytes] = []
        while clx[at] == 1:
            (size,) = unpack_from("<H", clx, at + 1)
            groups.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if clx[at] != 2:
            raise damaged(self.path, "文字索引读不出来", "its piece table cannot be read")
        (size,) = unpack_from("<I", clx, at + 1)
        table = clx[at + 5 : at + 5 + size]
        count = (len(table) - 4) // 12
        starts = unpack_from(f"<{count + 1}I", table)
        if count > CELLS:
            raise too_large(self.path, "文字片段过多", "it has too many pieces of text")
        out: list[Piece] = []
        extra: dict[int, tuple[Prl, ...]] = {}
        for index, (first, last) in enumerate(pairwise(starts)):
            _, fc, prm = unpack_from("<HIH", table, 4 * (count + 1) + 8 * index)
            if prm not in extra:
                extra[prm] = _extra(prm, groups)
            out.append(Piece(first, last, fc, extra[prm]))
            if first > last or out[-1].offset + (last - first) * out[-1].width > len(self.main):
                raise damaged(self.path, "文字不完整", "some of its text is missing")
        if starts[-1] > MOST_TEXT:
            raise too_large(self.path, "文字过多", "it has too much text")
        return out

    def _fonts(self) -> list[str]:
        """Font names by number; what follows a broken one is left out, only symbols need them."""
        table = self.place(FC_FONTS)
        if len(table) < 4:
            return []
        at, out = 4, []
        for _ in range(unpack_from("<H", table)[0]):
            size = table[at] + 1 if at < len(table) else 0
            if size < 42:
                break
            name = table[at + 40 : at + size].decode("utf-16-le", "replace")
            out.append(name.split("\0")[0])
            at += size
        return out

    def ticked(self, offset: int) -> bool | None:
        """Whether the check box whose data stand here is ticked; None where that is unknown."""
        data = self.data[offset : offset + 1_024]
        if len(data) < 78 or data[68:72] != b"\xff\xff\xff\xff":
            return None
        (bits,) = unpack_from("<H", data, 72)
        if bits & 3 != 1:
            return None
        result = bits >> 2 & 31
        if result != 25:
            return int(result) == 1
        (name,) = unpack_from("<H", data, 78)
        default = data[80 + 2 * name + 2 :][:2]
        return default == b"\1\0" if len(default) == 2 else None


def _extra(prm: int, groups: list[bytes]) -> tuple[Prl, ...]:
    """The properties that a piece lays over its characters (files saved "fast")."""
    from .doc_properties import prls

    if prm & 1:
        group = groups[prm >> 1] if prm >> 1 < len(groups) else b""
        return tuple({code: operand for code, operand in prls(group) if code in LAID}.items())
    code = OLD_PROPERTIES.get(prm >> 1 & 0x7F)
    return ((code, bytes([prm >> 8])),) if code and prm else ()


def _streams(data: bytes, path: str) -> dict[str, bytes]:
    """The streams a Word file is made of. Raises Refusal where the container is damaged."""
    from io import BytesIO

    from olefile import OleFileIO

    _check_header(data, path)
    try:
        with OleFileIO(BytesIO(data)) as ole:
            return _opened(ole, data, path)
    except (OSError, IndexError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(
            path,
            "旧版 Word 的文件结构读不出来",
            "the structure of the old Word file cannot be read",
        ) from error


def _opened(ole: OleFileIO[str], data: bytes, path: str) -> dict[str, bytes]:
    out: dict[str, bytes] = {}
    total = 0
    if ole.exists("EncryptedPackage"):
        raise _encrypted(path)
    for name in ("WordDocument", "0Table", "1Table", "Data"):
        if ole.exists(name):
            total += ole.get_size(name)
            if max(total, ole.root.size) > len(data):  # type: ignore[union-attr]
                raise damaged(path, "文件被截断", "it is cut off")
            out[name] = ole.openstream(name).read()
    return out


def _check_header(data: bytes, path: str) -> None:
    """Counts that the library would follow past all bounds."""
    if len(data) < 512:
        raise damaged(path, "文件被截断", "it is cut off")
    shift, small = unpack_from("<HH", data, 30)
    fat, _, _, _, _, minifat, _, difat = unpack_from("<8I", data, 44)
    sectors = len(data) >> 9
    if shift not in SECTOR_SHIFTS or small != 6 or max(fat, minifat, difat) > sectors:
        raise damaged(path, "旧版 Word 的文件头不合理", "its header is absurd")


def _encrypted(path: str) -> Refusal:
    return Refusal(
        path,
        "文件有密码保护，不能直接读取",
        "请用密码打开，取消密码保护后另存再检查",
        problem_en="the file is protected by a password and cannot be read",
        remedy_en="Open it with its password, remove the protection, save and try again",
    )
