"""PDF files with a text layer → Grid: ruled tables with their spans, the other text as lines.

A page without rules gives lines whose cells are parted by two or more blanks. A page that is only
a picture is noted; a file of such pages is refused as a scan.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ...model.refusal import Refusal
from ..grid import Grid, Line
from ..limits import cell_counter, too_large
from .notes import merged
from .pdf_join import Part, Piece, append, finished, goes_on
from .pdf_page import UNREAD, sheets
from .pdf_rules import ruled
from .pdf_text import BLANKS, cell_text, line_text, lines
from .pdf_weight import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..grid import Table
    from .pdf_page import Glyph, Sheet

PAGES = 3_000
MARGIN = 12
"""Percent of the page's height, at the top and the foot, where page numbers stand."""

PAGE_WORDS = "0123456789-—–－·./|第共页,，()（）of "

PICTURED = 40
"""Percent of a page; a larger picture on a page without text is a scan."""


def read(data: bytes, path: str) -> Grid:
    """The document as lines and tables. Raises Refusal where it is locked, damaged or a scan."""
    check(data, path)
    reader = _Reader(cell_counter(path))
    for sheet in sheets(data, path):
        if sheet.number > PAGES:
            raise too_large(path, f"超过 {PAGES} 页", f"more than {PAGES} pages")
        reader.page(sheet)
    if not reader.out:
        raise _wordless(path, bool(reader.scanned))
    blocks = reader.blocks()
    source = "\n".join(block.text for block in blocks if isinstance(block, Line))
    return Grid("pdf", tuple(blocks), merged(reader.notes), source)


def _wordless(path: str, scanned: bool) -> Refusal:
    remedy = "请提供原始的 Word 文件，或先用文字识别（OCR）软件转成可编辑的文件"
    remedy_en = "Give the original Word file, or first turn it into text with OCR software"
    if scanned:
        return Refusal(
            path,
            "这是扫描或拍照得到的 PDF，里面只有图像，没有文字",
            remedy,
            problem_en="this PDF is a scan: it holds pictures of pages and no text",
            remedy_en=remedy_en,
        )
    return Refusal(
        path,
        "PDF 里没有文字",
        remedy,
        problem_en="this PDF holds no text",
        remedy_en=remedy_en,
    )


class _Reader:
    """Collects the blocks of the pages; tables stay parts until all pages are read."""

    def __init__(self, count: Callable[[int], None]) -> None:
        self.count = count
        self.out: list[Line | Part] = []
        self.notes: list[Note] = []
        self.scanned: list[int] = []
        self.marginal: set[str] = set()
        self.page_of_last = 0

    def page(self, sheet: Sheet) -> None:
        """One page: its tables, then the lines around them, in order from the top."""
        printed = sum(1 for glyph in sheet.glyphs if glyph[0] not in BLANKS)
        at = Address(page=sheet.number)
        if not printed:
            if sheet.pictured >= PICTURED:
                self.scanned.append(sheet.number)
                self.notes.append(Note("picture", f"第 {sheet.number} 页是图像，没有文字", at))
            return
        if sheet.crowded:
            self.notes.append(Note("too-long", f"第 {sheet.number} 页线条过多", at))
        if sheet.unread:
            said = f"第 {sheet.number} 页有 {sheet.unread} 个字没有编码"
            self.notes.append(Note("bad-characters", said, at))
        self.blocks_of(sheet)

    def blocks_of(self, sheet: Sheet) -> None:
        tables, outside = _sorted_out(sheet)
        found: list[tuple[int, str | Part]] = [(-top, part) for top, part in tables]
        margin = (sheet.box[3] - sheet.box[1]) * MARGIN // 100
        marginal: set[str] = set()
        for line in lines(outside):
            text, middle = line_text(line), (line[0][2] + line[0][4]) // 2
            if not sheet.box[1] + margin < middle < sheet.box[3] - margin:
                if _is_page_number(text):
                    continue
                marginal.add(text)
            found.append((-line[0][4], text))
        blocks = [block for _, block in sorted(found, key=lambda pair: pair[0])]
        self.stitch(blocks, marginal & self.marginal, sheet.number)
        self.marginal = marginal

    def stitch(self, blocks: list[str | Part], repeated: set[str], page: int) -> None:
        """Put the blocks of a page after those before; the rest of a table goes to the table, and
        the running heads and feet between its parts go."""
        head = next((n for n, block in enumerate(blocks) if block not in repeated), len(blocks))
        first = blocks[head] if head < len(blocks) else None
        foot = len(self.out)
        while foot and isinstance(line := self.out[foot - 1], Line) and line.text in repeated:
            foot -= 1
        last = self.out[foot - 1] if foot else None
        if (
            isinstance(first, Part)
            and isinstance(last, Part)
            and self.page_of_last == page - 1
            and goes_on(last, first)
        ):
            self.count(len(first.pieces))
            del self.out[foot:]
            append(last, first)
            blocks = blocks[head + 1 :]
        for block in blocks:
            self.put(block, page)
        self.page_of_last = page

    def put(self, block: str | Part, page: int) -> None:
        """A block in its order."""
        if isinstance(block, Part):
            self.count(len(block.pieces))
            self.out.append(block)
            return
        self.count(1)
        self.out.append(Line(block, Address(page=page)))

    def blocks(self) -> list[Line | Table]:
        """The blocks of the grid; lines are counted through the file."""
        out: list[Line | Table] = []
        tables = lines = 0
        for block in self.out:
            if isinstance(block, Part):
                tables += 1
                out.append(finished(block, tables))
            else:
                lines += 1
                address = Address(page=block.address.page, line=lines)
                out.append(Line(block.text, address, _unread(block.text, address)))
        return out


def _sorted_out(sheet: Sheet) -> tuple[list[tuple[int, Part]], list[Glyph]]:
    """The tables of a page with their upper edge, and the glyphs outside them."""
    tables = ruled(sheet.across, sheet.down)
    inside: list[dict[int, list[Glyph]]] = [{} for _ in tables]
    outside: list[Glyph] = []
    for glyph in sheet.glyphs:
        x, y = (glyph[1] + glyph[3]) // 2, (glyph[2] + glyph[4]) // 2
        for table, cells in zip(tables, inside, strict=True):
            cell = table.at(x, y)
            if cell >= 0:
                cells.setdefault(cell, []).append(glyph)
                break
        else:
            outside.append(glyph)
    parts = []
    for table, cells in zip(tables, inside, strict=True):
        if not cells:
            continue
        pieces = []
        for index, (row, column, rowspan, colspan) in enumerate(table.cells):
            left, right = table.xs[column], table.xs[column + colspan]
            text, full = cell_text(cells.get(index, ()), right - left)
            piece = Piece(sheet.number, row, rowspan, left, right, text, full)
            piece.notes += _unread(text, Address(page=sheet.number))
            pieces.append(piece)
        parts.append((table.ys[0], Part(sheet.number, list(table.xs), pieces)))
    return parts, outside


def _unread(text: str, address: Address) -> tuple[Note, ...]:
    count = text.count(UNREAD)
    return (Note("symbol-unread", f"{count} 个字没有编码", address),) if count else ()


def _is_page_number(text: str) -> bool:
    """ "12", "- 12 -", "第 3 页 共 5 页", "3/35"; nothing else."""
    word = "".join(text.split()).lower()
    digits = sum(char.isdigit() for char in word)
    return 0 < digits <= 8 and not word.removeprefix("page").strip(PAGE_WORDS)
