"""How characters and paragraphs of a .doc are formatted, as far as it changes what they say.

Formatting is kept in pages of 512 bytes (FKP), each a list of runs of file positions; a run's
properties are a string of modifiers (Prl: a code and its operand).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain
from struct import unpack_from

from ..limits import CELLS, damaged, too_large
from .doc_file import FC_CHPX, FC_PAPX
from .doc_rows import Edges
from .symbols import is_symbol_font

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .doc_file import Prl, WordFile

PAGE = 512
MOST_RUNS = 2 * CELLS
MOST_BYTES = 8 * 2**20
"""Of properties of paragraphs, each different one counted once."""
DEEPEST = 4
SIZES = (1, 1, 2, 4, 2, 2, -1, 3)
"""Bytes of an operand by the top three bits of its code; -1: the operand says."""
DEF_TABLES = {0xD608, 0xD606}
TABS = 0xC615
ELSEWHERE = {0x6645, 0x6646, 0x646B}
DELETED, INSERTED, HIDDEN, DATA, SYMBOL = 0x0800, 0x0801, 0x083C, 0x6A03, 0x6A09
IN_TABLE, ROW_END, DEPTH, INNER_CELL_END, INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
WHERE = {IN_TABLE, ROW_END, DEPTH, INNER_CELL_END, INNER_ROW_END}
FONTS = (0x4A4F, 0x4A51)
SWITCHED_ON = {b"\x01", b"\x81"}


class Traits:
    """What is out of the ordinary about a run of characters."""

    def __init__(self, found: dict[int, bytes], fonts: list[str]) -> None:
        self.deleted = found.get(DELETED) in SWITCHED_ON
        self.inserted = found.get(INSERTED) in SWITCHED_ON
        self.hidden = found.get(HIDDEN) in SWITCHED_ON
        self.data = unpack_from("<I", found[DATA])[0] if DATA in found else None
        self.symbol: tuple[str, int] | None = None
        if SYMBOL in found:
            number, code = unpack_from("<HH", found[SYMBOL])
            self.symbol = (_name(fonts, number), code)
        numbers = [unpack_from("<H", found[code])[0] for code in FONTS if code in found]
        names = [_name(fonts, number) for number in numbers]
        self.font = next((name for name in names if is_symbol_font(name)), "")

    def matter(self) -> bool:
        """Whether the characters mean something else than they would without."""
        marked = self.deleted or self.inserted or self.hidden or self.symbol is not None
        return marked or bool(self.font) or self.data is not None


class Shape:
    """Where a paragraph stands: how deep in tables, and whether it ends a cell or a row."""

    def __init__(self, prls: Iterable[Prl]) -> None:
        found: dict[int, bytes] = {}
        edges = Edges()
        for code, operand in prls:
            if code in WHERE:
                found[code] = operand
            else:
                edges.take(code, operand)
        in_table = found.get(IN_TABLE, b"\0") != b"\0"
        (depth,) = unpack_from("<i", found.get(DEPTH, b"\0" * 4))
        self.depth = max(depth, int(in_table))
        inner = self.depth > 1
        self.ends_row = found.get(INNER_ROW_END if inner else ROW_END, b"\0") != b"\0"
        self.edges = edges if self.ends_row else None
        self.ends_inner_cell = inner and found.get(INNER_CELL_END, b"\0") != b"\0"


class Properties:
    """Looks up the properties of a file position."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self._spent = 0
        self._traits: dict[bytes, Traits | None] = {}
        self._shapes: dict[tuple[bytes, tuple[Prl, ...]], Shape] = {}
        paragraphs = sorted(self._runs(FC_PAPX, 13, _papx), key=lambda run: run[0])
        self._paragraphs = paragraphs
        self._starts = [first for first, _, _ in paragraphs]
        self.special: list[tuple[int, int, Traits]] = []
        for first, last, grpprl in self._runs(FC_CHPX, 1, _chpx):
            traits = self._traits_of(grpprl)
            if traits is not None:
                self.special.append((first, last, traits))
        self.special.sort(key=lambda run: run[0])

    def paragraph(self, position: int, extra: tuple[Prl, ...]) -> Shape:
        """The shape of the paragraph whose end mark stands at this byte.

        ``extra`` are the properties that its piece lays over it.
        """
        index = bisect_right(self._starts, position) - 1
        grpprl = b""
        if index >= 0 and position < self._paragraphs[index][1]:
            grpprl = self._paragraphs[index][2]
        known = self._shapes.get((grpprl, extra))
        if known is None:
            known = Shape(chain(self._followed(grpprl, 0), extra))
            self._shapes[grpprl, extra] = known
        return known

    def special_between(self, first: int, last: int) -> Iterator[tuple[int, int, Traits]]:
        """The runs of characters that need care, cut to these bytes."""
        index = max(0, bisect_right(self.special, first, key=lambda run: run[0]) - 1)
        at = first
        while index < len(self.special) and self.special[index][0] < last:
            begin, end, traits = self.special[index]
            begin, end = max(begin, at), min(end, last)
            if begin < end:
                yield begin, end, traits
                at = end
            index += 1

    def traits(self, extra: Iterable[Prl]) -> Traits | None:
        """What a piece's own properties make of its characters."""
        made = Traits(dict(extra), self.file.fonts)
        return made if made.matter() else None

    def _traits_of(self, grpprl: bytes) -> Traits | None:
        if grpprl not in self._traits:
            self._traits[grpprl] = self.traits(prls(grpprl))
        return self._traits[grpprl]

    def _followed(self, grpprl: bytes, depth: int) -> Iterator[Prl]:
        """The modifiers of a paragraph, those kept in the Data stream in their place."""
        self._spent += len(grpprl)
        if self._spent > MOST_BYTES:
            raise self._too_much()
        for code, operand in prls(grpprl):
            if code not in ELSEWHERE:
                yield code, operand
            elif depth < DEEPEST and len(self.file.data) >= 2:
                (offset,) = unpack_from("<I", operand)
                (size,) = unpack_from("<H", self.file.data, offset)
                yield from self._followed(self.file.data[offset + 2 : offset + 2 + size], depth + 1)

    def _runs(self, index: int, step: int, cut: _Cut) -> Iterator[tuple[int, int, bytes]]:
        """First byte, end byte and properties of every run in the pages of a bin table."""
        table, main = self.file.place(index), self.file.main
        pages = max(0, (len(table) - 4) // 8)
        if pages * PAGE > len(main):
            raise damaged(self.file.path, "格式索引不合理", "its format index is absurd")
        total = 0
        for (number,) in (unpack_from("<I", table, 4 * (pages + 1 + i)) for i in range(pages)):
            start = (number & 0x3FFFFF) * PAGE
            page = main[start : start + PAGE]
            count = page[PAGE - 1]
            total += count
            if total > MOST_RUNS:
                raise self._too_much()
            edges = unpack_from(f"<{count + 1}I", page)
            for run in range(count):
                offset = 2 * page[4 * (count + 1) + step * run]
                yield edges[run], edges[run + 1], cut(page, offset) if offset else b""

    def _too_much(self) -> Exception:
        return too_large(self.file.path, "格式信息过多", "it has too much formatting")


if TYPE_CHECKING:
    from collections.abc import Callable

    _Cut = Callable[[bytes, int], bytes]


def _papx(page: bytes, at: int) -> bytes:
    """A paragraph's modifiers; before them stand a length in words and the style's number."""
    size = page[at]
    if size:
        return page[at + 3 : at + 2 * size]
    return page[at + 4 : at + 2 + 2 * page[at + 1]]


def _chpx(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]]


def prls(grpprl: bytes) -> Iterator[Prl]:
    """The modifiers one after the other; a cut-off last one (padding) is left out."""
    at, end = 0, len(grpprl)
    while at + 2 < end:
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        size = SIZES[code >> 13]
        if size < 0:
            if code in DEF_TABLES:
                if at + 2 > end:
                    return
                size = (grpprl[at] | grpprl[at + 1] << 8) - 1
                at += 2
            else:
                size = _long_tabs(grpprl, at) if code == TABS else grpprl[at]
                at += 1
        if size < 0 or at + size > end:
            return
        yield code, grpprl[at : at + size]
        at += size


def _long_tabs(grpprl: bytes, at: int) -> int:
    """The length of an operand of tab stops, which says 255 where a byte cannot hold it."""
    if grpprl[at] < 255:
        return grpprl[at]
    gone = grpprl[at + 1] if at + 1 < len(grpprl) else 0
    place = at + 2 + 4 * gone
    return 2 + 4 * gone + 3 * grpprl[place] if place < len(grpprl) else len(grpprl)


def _name(fonts: list[str], number: int) -> str:
    return fonts[number] if number < len(fonts) else ""
