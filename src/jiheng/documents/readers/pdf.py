"""PDF files with a text layer → Grid: ruled tables with their spans, the other text as lines.

Tables without rules are found by their white gutters (pdf_zones, pdf_rows, pdf_merged); a text file
printed to PDF becomes that text again (pdf_printed); other lines part cells by two or more blanks.
A page that is only a picture is noted; a file of such pages is refused as a scan.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ...model.refusal import Refusal
from ..grid import Grid, Line, Table
from ..limits import cell_counter, too_large
from .notes import merged
from .pdf_join import Part, Piece, append, finished, goes_on
from .pdf_loose import Loose, parts, plain, unruled_table
from .pdf_page import UNREAD, sheets
from .pdf_printed import printed_text, text_blocks
from .pdf_rules import ruled
from .pdf_scan import PICTURED, seen
from .pdf_text import BLANKS, cell_text, lines
from .pdf_weight import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .pdf_merged import Block
    from .pdf_page import Glyph, Sheet
    from .pdf_space import Box

PAGES = 3_000
MARGIN = 12
"""Percent of the page's height, at the top and the foot, where page numbers stand."""

CLOSE = 1
"""A bare number at the foot, no more letters' heights below a line, is the text's."""

LEVEL = 300
"""Hundredths of a point: running heads and feet stand at one height on every page."""

PAGE_WORDS = "0123456789-—–－·./|第共页,，()（）of "


def read(data: bytes, path: str) -> Grid:
    """The document as lines and tables. Raises Refusal where it is locked, damaged or a scan."""
    check(data, path)
    pages: set[int] = set()
    grid = grid_of_sheets(seen(sheets(data, path), data, pages), path)
    if pages:
        from .ocr import marked

        return marked(grid, pages)
    return grid


def grid_of_sheets(found: Iterable[Sheet], path: str) -> Grid:
    """Sheets as lines and tables. Raises Refusal where there is nothing on them."""
    reader = _Reader(cell_counter(path))
    for sheet in found:
        if sheet.number > PAGES:
            raise too_large(path, f"超过 {PAGES} 页", f"more than {PAGES} pages")
        reader.page(sheet)
    if not reader.out:
        raise _wordless(path, bool(reader.scanned))
    blocks, source = reader.blocks()
    return Grid("pdf", tuple(blocks), merged(reader.notes), source)


def _wordless(path: str, scanned: bool) -> Refusal:
    remedy = '请提供原始的 Word 文件，或安装文字识别组件（pip install "jiheng[ocr]"）后再检查'
    remedy_en = (
        'Give the original Word file, or install text recognition (pip install "jiheng[ocr]")'
    )
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
        self.out: list[Loose | Part] = []
        self.notes: list[Note] = []
        self.scanned: list[int] = []
        self.marginal: list[Loose] = []
        """The lines in the margins of the page before."""
        self.page_of_last = 0
        self.box: Box = (0, 0, 0, 0)

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
        self.box = sheet.box
        found: list[tuple[int, Loose | Part]] = [(-top, part) for top, part in tables]
        margin = (sheet.box[3] - sheet.box[1]) * MARGIN // 100
        marginal: list[Loose] = []
        below = sheet.box[3] * 2
        for line in lines(outside):
            above, below = below, line[0][2]
            loose, middle = Loose(line, sheet.number), (line[0][2] + line[0][4]) // 2
            if not sheet.box[1] + margin < middle < sheet.box[3] - margin:
                close = above - line[0][4] < CLOSE * (line[0][4] - line[0][2])
                if _is_page_number(loose.text) and not (close and loose.text.isdigit()):
                    continue
                marginal.append(loose)
            found.append((-line[0][4], loose))
        blocks = [block for _, block in sorted(found, key=lambda pair: pair[0])]
        for one in marginal:
            for other in self.marginal:
                if one.text == other.text and abs(one.top - other.top) < LEVEL:
                    one.running = other.running = True
        self.stitch(blocks, sheet.number)
        self.marginal = marginal

    def stitch(self, blocks: list[Loose | Part], page: int) -> None:
        """Put the blocks of a page after those before; the rest of a table goes to the table, and
        the running heads and feet between its parts go."""
        head = next((n for n, block in enumerate(blocks) if not _runs(block)), len(blocks))
        first = blocks[head] if head < len(blocks) else None
        foot = len(self.out)
        while foot and _runs(self.out[foot - 1]):
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
            self.count(len(block.pieces))
            self.out.append(block)
        self.page_of_last = page

    def blocks(self) -> tuple[list[Line | Table], str]:
        """The blocks of the grid, and the text outside ruled tables; lines are counted through
        the file."""
        out: list[Line | Table] = []
        source: list[str] = []
        tables = lines = 0
        printed = [block for block in self.out if isinstance(block, Loose)]
        text = printed_text(printed, self.box) if len(printed) == len(self.out) else None
        if text:
            spaced = (one if one.startswith("\t") else one.replace("：", "： ") for one, _ in text)
            return text_blocks(text), "\n".join(spaced)
        for block in self.unruled():
            if isinstance(block, Loose):
                lines += 1
                address = Address(page=block.page, line=lines)
                out.append(Line(block.text, address, _unread(block.text, address)))
                foot = bool(out[:-1]) and isinstance(
                    out[-2], Table
                )  # so that its labels stand alone
                source.append(block.text.replace("：", "： ") if foot else block.text)
                continue
            tables += 1
            if isinstance(block, Part):
                out.append(finished(block, tables))
            else:
                self.count(len(block))
                out.append(unruled_table(block, tables, _unread))
                source.append(plain(block))
        return out, "\n".join(source)

    def unruled(self) -> Iterator[Loose | Part | list[Block]]:
        """The blocks in order, with the tables among the lines between two ruled ones."""
        from itertools import groupby

        for ruled_ones, run in groupby(self.out, key=lambda block: isinstance(block, Part)):
            if ruled_ones:
                yield from run
            else:
                yield from parts([block for block in run if isinstance(block, Loose)])


def _runs(block: Loose | Part) -> bool:
    return isinstance(block, Loose) and block.running


def _sorted_out(sheet: Sheet) -> tuple[list[tuple[int, Part]], list[Glyph]]:
    """The tables of a page with their upper edge, and the glyphs outside them."""
    tables = ruled(sheet.across, sheet.down)
    inside: list[dict[int, list[Glyph]]] = [{} for _ in tables]
    outside: list[Glyph] = []
    for glyph in sheet.glyphs:
        x, y = (glyph[1] + glyph[3]) // 2, (glyph[2] + glyph[4]) // 2
        for one, cells in zip(tables, inside, strict=True):
            cell = one.at(x, y)
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
