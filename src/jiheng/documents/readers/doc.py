"""Word 97–2007 documents (.doc, also as WPS writes them) → Grid, read from the bytes themselves.

Headers come before the body; footers, then the text of floating boxes, after it. Word 6 and 95
go through LibreOffice where it is installed.
"""

from __future__ import annotations

from itertools import pairwise
from struct import error as StructError
from struct import unpack_from

from ...model.form import Note
from ...model.place import Address
from ..grid import Grid, Table
from ..limits import damaged
from .collect import Collector
from .doc_file import (
    CCP_ATN,
    CCP_EDN,
    CCP_FTN,
    CCP_HDD,
    CCP_TEXT,
    CCP_TXBX,
    FC_HDD,
    OldWord,
    WordFile,
)
from .doc_properties import Properties
from .doc_story import Para, Rows, Story
from .doc_table import TableReader
from .doc_text import Reader, plain
from .notes import merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .doc_story import Item

PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
SEPARATORS = 6
HEADERS = {0, 1, 4}
"""Of the six stories of a section: even, odd, first. The others are footers."""


def read(data: bytes, path: str) -> Grid:
    """The document as lines and tables. Raises Refusal where it is damaged, locked or too old."""
    try:
        reader = _Reader(WordFile(data, path))
        reader.all()
    except OldWord as old:
        from .office import read_old

        return read_old(data, old.kind, path, ("Word 6.0/95 或更早格式", "Word 6.0/95 or older"))
    except (StructError, IndexError) as error:
        raise damaged(path, "结构指到文件之外", "a structure lies outside the file") from error
    return Grid("doc", tuple(reader.out), merged(reader.notes))


class _Reader(Collector):
    """Reads the parts of the document in order and collects lines and tables."""

    def __init__(self, file: WordFile) -> None:
        super().__init__(file.path)
        self.file = file
        self.story = Story(file.pieces(), Properties(file), self.count)

    def all(self) -> None:
        """Headers, body, footers, boxes."""
        count = self.file.count
        body = count(CCP_TEXT)
        headers = body + count(CCP_FTN)
        margins = self._margins(headers, headers + count(CCP_HDD))
        for first, last in margins[True]:
            self.flow(self.story.items(first, last), margin=True)
        self.flow(self.story.items(0, body))
        for first, last in margins[False]:
            self.flow(self.story.items(first, last), margin=True)
        if self.file.boxes:
            start = headers + count(CCP_HDD) + count(CCP_ATN) + count(CCP_EDN)
            note = (Note("text-box", "文本框中的文字"),)
            self.flow(self.story.items(start, start + count(CCP_TXBX)), note)

    def _margins(self, start: int, end: int) -> dict[bool, list[tuple[int, int]]]:
        """Character positions of the headers (True) and footers (False) that hold something."""
        table = self.file.place(FC_HDD)
        places = unpack_from(f"<{len(table) // 4}I", table)
        out: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for index, (first, last) in enumerate(pairwise(places[:-1])):
            if index >= SEPARATORS and first < last and start + last <= end:
                kind = (index - SEPARATORS) % 6 in HEADERS
                begin = max([start + first, *(before for _, before in out[kind][-1:])])
                out[kind].append((begin, start + last))
        return out

    def flow(
        self, items: Iterable[Item], notes: tuple[Note, ...] = (), *, margin: bool = False
    ) -> None:
        """Paragraphs as lines, tables as tables; ``notes`` go on each line."""
        for item in items:
            if isinstance(item, Rows):
                self.table(item)
            else:
                self.paragraph(item, notes, margin)

    def paragraph(self, para: Para, notes: tuple[Note, ...], margin: bool) -> None:
        """A paragraph as lines, cut at its own line breaks."""
        text = plain([para])
        if text is None:
            reader = Reader(self.file, in_cell=False)
            reader.paragraphs([para])
            text = reader.text()
            if margin and reader.fields & PAGE_FIELDS:
                return  # a page number says nothing about the form
            notes = (*notes, *reader.notes)
        self.add_lines(text, notes)

    def table(self, rows: Rows) -> None:
        """A table, then the tables inside its cells.

        A table that holds less than the tables inside it is only a frame: its cells become lines.
        """
        self.tables += 1
        reader = TableReader(rows, self.tables, self.file)
        inner = [table for cell in reader.anchors for table in cell.tables()]
        if inner and sum(map(_size, inner)) > len(reader.anchors):
            self.tables -= 1
            for cell in reader.anchors:
                self.flow(cell.items)
            return
        self.out.append(Table(reader.cells(), Address(table=reader.ordinal)))
        for table in inner:
            self.table(table)


def _size(table: Rows) -> int:
    """The cells of a table, those of the tables inside it too."""
    cells = [cell for row in table.rows for cell in row.cells]
    inner = [item for cell in cells for item in cell if isinstance(item, Rows)]
    return len(cells) + sum(map(_size, inner))
