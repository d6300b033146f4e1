"""CSV and tab-separated files, read by the line: encoding and separator are found, not asked.

UTF-8 with or without BOM, UTF-16 with BOM, GB18030. A file whose lines are in two encodings is
refused with the first line that differs: nobody can say what it means.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
from hashlib import sha256

from ...model.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1 << 20
CELL = 131_072  # characters; more means a quote that does not end
SEPARATORS = "\t,;，；|"
UTF16 = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Delimited:
    """A text file of records. ``digest``: SHA-256 of its bytes."""

    def __init__(self, path: str, encoding: str = "") -> None:
        self.path = path
        self.name = os.path.basename(path)
        self.size = os.path.getsize(path)
        self.done = 0
        self._seen = _look(path)
        self.digest, found = _survey(path, bool(encoding))
        self.encoding = encoding or found
        self.separator = self._separator()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(row number from 1, cells) of every row that is not blank. Raises Refusal."""
        with open(self.path, "rb") as raw:
            try:
                text = io.TextIOWrapper(raw, self.encoding, newline="")
            except LookupError:
                raise _refuse(
                    self.path,
                    f"没有名为 {self.encoding} 的编码",
                    "请写 utf-8 或 gb18030",
                    f"there is no encoding {self.encoding}",
                    "Name utf-8 or gb18030",
                ) from None
            reader = csv.reader(text, delimiter=self.separator, strict=True)
            csv.field_size_limit(CELL)
            number = 0
            try:
                for number, cells in enumerate(reader, 1):
                    if len(cells) > 1 or (cells and cells[0].strip()):
                        yield number, cells
                    if not number & 4095:
                        self.done = raw.tell()
            except csv.Error as error:
                raise _refuse(
                    self.path,
                    f"第 {number + 1} 行无法分格（{error}）",
                    "多半是引号没有成对，请改正后再导入",
                    f"row {number + 1} cannot be split into cells ({error})",
                    "A quote without its partner, most likely; mend it and import again",
                ) from error
            except UnicodeDecodeError as error:
                raise _mixed(self.path, number + 1) from error
        self.done = self.size
        if _look(self.path) != self._seen:
            raise _refuse(
                self.path,
                "读取时文件被改动",
                "请关闭正在编辑它的程序后再导入",
                "the file changed while it was read",
                "Close what is editing it and import again",
            )

    def _separator(self) -> str:
        """The sign that the first line with one holds most of."""
        with open(self.path, encoding=self.encoding, errors="replace", newline="") as file:
            for _ in range(10):
                line = file.readline(CELL)
                outside = "".join(line.split('"')[::2])
                best = max(SEPARATORS, key=outside.count)
                if outside.count(best):
                    return "\t" if "\t" in outside else best
        return ","


def _look(path: str) -> tuple[int, int]:
    state = os.stat(path)
    return state.st_size, state.st_mtime_ns


def _survey(path: str, told: bool) -> tuple[str, str]:
    """Digest and encoding, in one pass over the bytes; ``told``: somebody has said which."""
    total, line = sha256(), 1
    utf8 = codecs.getincrementaldecoder("utf-8")()
    with open(path, "rb") as file:
        head = file.read(4)
        wide = next((name for bom, name in UTF16 if head.startswith(bom)), "")
        file.seek(0)
        bad = 0
        while block := file.read(BLOCK):
            total.update(block)
            if b"\0" in block and not wide:
                raise _refuse(
                    path,
                    "不是文本文件（含有空字节）",
                    "请另存为 CSV（UTF-8）或 .xlsx",
                    "is no text file (it holds NUL bytes)",
                    "Save it as CSV (UTF-8) or .xlsx",
                )
            if not bad and not wide:
                try:
                    utf8.decode(block)
                except UnicodeDecodeError as error:
                    # counted in what was kept back from the block before and this one
                    bad = line + error.object[: error.start].count(b"\n")
                line += block.count(b"\n")
    if not bad and not wide:
        try:
            utf8.decode(b"", True)
        except UnicodeDecodeError:
            bad = line
    if wide:
        return total.hexdigest(), wide
    if not bad or told:
        return total.hexdigest(), "utf-8-sig"
    _only_gb18030(path, bad)
    return total.hexdigest(), "gb18030"


def _only_gb18030(path: str, bad: int) -> None:
    """Refuse a file that is UTF-8 in some lines: GB18030 would read those as other words.

    A short line of GB18030 is Chinese in UTF-8 too once in some 30,000, so that one in a hundred
    lines must be, or one of four characters.
    """
    lines = doubtful = first = 0
    with open(path, "rb") as file:
        if file.read(3) == codecs.BOM_UTF8:
            raise _mixed(path, bad)
        file.seek(0)
        for number, line in enumerate(file, 1):
            if line.isascii():
                continue
            lines += 1
            chinese = _chinese(line)
            try:
                text = line.decode("gb18030")
            except UnicodeDecodeError:
                raise _mixed(path, max(number, bad) if chinese else number) from None
            if any("\ue000" <= sign <= "\uf8ff" for sign in text):
                raise _mixed(path, max(number, bad) if chinese else number)
            if chinese >= 4:
                raise _mixed(path, max(number, bad))
            if chinese >= 2:
                doubtful, first = doubtful + 1, first or number
    if doubtful * 100 > lines:
        raise _mixed(path, max(first, bad))


def _chinese(line: bytes) -> int:
    """How many Chinese characters the line has as UTF-8; 0 where it is not, or others too."""
    try:
        signs = [sign for sign in line.decode("utf-8") if not sign.isascii()]
    except UnicodeDecodeError:
        return 0
    return len(signs) if all("\u4e00" <= sign <= "\u9fff" for sign in signs) else 0


def _mixed(path: str, line: int) -> Refusal:
    return _refuse(
        path,
        f"第 {line} 行的编码与其他行不同，或已损坏",
        "请用 WPS 或 Excel 打开核对，另存为 CSV（UTF-8）",
        f"line {line} is in another encoding than the rest, or damaged",
        "Open it in a spreadsheet, check it and save it as CSV (UTF-8)",
    )


def _refuse(path: str, problem: str, remedy: str, english: str, help_en: str) -> Refusal:
    return Refusal(path, problem, remedy, problem_en=english, remedy_en=help_en)
