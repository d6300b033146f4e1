"""Word documents (.docx) → Grid: tables with their spans, paragraphs as lines, notes for the rest.

Headers come before the body and footers after it, for some offices keep 填报单位 or 填表人 there.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ..grid import Grid, Table
from ..limits import NESTING, too_large
from .collect import Collector, in_one_go
from .docx_package import Package
from .docx_plain import MC, TBL, P, W
from .docx_table import WRAPPERS, TableReader
from .docx_text import Careful
from .notes import merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from .docx_plain import Page, Raw

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
REFERENCES = {W + "headerReference": "header", W + "footerReference": "footer"}
PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


@in_one_go
def read(data: bytes, path: str, *, chunks: bool = True) -> Grid:
    """The document as lines and tables. Raises Refusal where it is damaged or too large.

    ``chunks`` is False for a document inside another: one that holds itself would never end.
    """
    package = Package(data, path)
    body = package.page(package.body)
    reader = Reader(path)
    reader.package = package if chunks else None
    parts = margins(package, body.root)
    for name in parts["header"]:
        reader.margin(package.page(name))
    reader.part(body)
    for name in parts["footer"]:
        reader.margin(package.page(name))
    return Grid("docx", tuple(reader.out), merged(reader.notes))


def margins(package: Package, body: _Element) -> dict[str, list[str]]:
    """Part names of the headers and footers that a section refers to, each once."""
    out: dict[str, list[str]] = {"header": [], "footer": []}
    references = list(body.iter(*REFERENCES))
    relations = package.relations(package.body) if references else {}
    for reference in references:
        kind, name = relations.get(reference.get(R_ID, ""), ("", ""))
        if kind in out and name not in out[kind]:
            out[kind].append(name)
    return out


class Reader(Collector):
    """Walks the blocks of a part in order and collects lines and tables."""

    page: Page

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path
        self.depth = 0
        self.package: Package | None = None
        self.chunks = 0

    def part(self, page: Page) -> None:
        """All blocks of a part."""
        self.page = page
        body = page.root.find(W + "body")
        self.blocks(page.root if body is None else body)

    def blocks(self, parent: _Element, notes: tuple[Note, ...] = ()) -> None:
        """Paragraphs and tables under an element, through wrappers; ``notes`` go on each line."""
        for child in parent:
            tag = child.tag
            if tag == P:
                self.paragraph(child, notes)
            elif tag == TBL:
                self.table(child)
            elif tag in WRAPPERS:
                self.blocks(child, notes)
            elif tag == MC + "AlternateContent":
                choice = child.find(MC + "Choice")
                chosen = child.find(MC + "Fallback") if choice is None else choice
                if chosen is not None:
                    self.blocks(chosen, notes)
            elif tag == W + "altChunk":
                self.chunk(child)

    def chunk(self, element: _Element) -> None:
        """A whole file in the place of a paragraph."""
        from .docx_chunk import chunk
        from .mht import moved

        grid = None
        self.chunks += 1
        if self.package is not None and self.chunks <= NESTING:
            grid = chunk(self.package, element.get(R_ID, ""), self.path)
        if grid is None:
            self.notes.append(Note("field-unread", "嵌入的外部文件"))
            return
        tables, lines = self.tables, self.lines
        for block in grid.blocks:
            whole = isinstance(block, Table)
            self.count(len(block.cells) if isinstance(block, Table) else 1)
            self.out.append(moved(block, tables, lines))
            self.tables, self.lines = self.tables + whole, self.lines + (not whole)
        self.notes += grid.notes

    def paragraph(self, element: _Element, notes: tuple[Note, ...] = ()) -> None:
        """A paragraph as lines, cut at its own line breaks; then the boxes anchored in it."""
        text = self.page.text(element)
        reader = None
        if text is None:
            reader = Careful(in_cell=False)
            reader.walk(element)
            text = reader.text()
            notes = (*notes, *(n for n in reader.notes if n.kind != "text-box"))
        self.add_lines(text, notes)
        if reader is not None:
            self.boxes(reader.boxes)

    def boxes(self, found: list[_Element]) -> None:
        """Text boxes of a paragraph outside tables."""
        for box in found:
            self._deeper()
            self.blocks(box, (Note("text-box", "文本框中的文字"),))
            self.depth -= 1

    def table(self, element: _Element) -> None:
        """A table, then the tables inside its cells.

        A table that holds less than the tables inside it is only a frame: its cells become lines.
        """
        self._deeper()
        self.tables += 1
        reader = TableReader(self.tables, self.count)
        reader.read(element, self.page)
        self.seen(element, reader)
        inner = [table for cell in reader.anchors for table in cell.tables]
        if inner and _size(inner) > len(reader.anchors):
            self.tables -= 1
            for cell in reader.anchors:
                self.blocks(cell.element)
        else:
            for cell in reader.anchors:
                inner += self._boxed(cell, cell.boxes)
            self.out.append(Table(reader.cells(), Address(table=reader.ordinal)))
            for table in inner:
                self.table(table)
        self.depth -= 1

    def seen(self, element: _Element, reader: TableReader) -> None:
        """A table was read. Overridden where cells are to be found again (writers/marked_docx)."""

    def _boxed(self, cell: Raw, boxes: Sequence[_Element]) -> list[_Element]:
        """Put the text of the boxes anchored in a cell after its own; gives the tables in them."""
        tables: list[_Element] = []
        for box in boxes:
            self._deeper()
            reader = Careful(cell.address)
            reader.walk(box)
            cell.text = "\n".join(filter(None, (cell.text, reader.text())))
            cell.notes += tuple(reader.notes)
            tables += reader.tables + self._boxed(cell, reader.boxes)
            self.depth -= 1
        return tables

    def margin(self, page: Page) -> None:
        """A header or footer; paragraphs with a page number say nothing about the form."""
        for paragraph in list(page.root.iter(P)):
            codes = [e.text or "" for e in paragraph.iter(W + "instrText")]
            codes += [e.get(W + "instr", "") for e in paragraph.iter(W + "fldSimple")]
            parent = paragraph.getparent()
            if parent is not None and any(c.split()[:1] == [w] for c in codes for w in PAGE_FIELDS):
                for run in list(paragraph):
                    paragraph.remove(run)
        self.part(page)

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > NESTING:
            raise too_large(
                self.path,
                f"表格嵌套超过 {NESTING} 层",
                f"tables are nested more than {NESTING} deep",
            )


def _size(tables: list[_Element]) -> int:
    return sum(1 for table in tables for _ in table.iter(W + "tc"))
