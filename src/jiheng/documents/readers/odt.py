"""OpenDocument texts (.odt) → Grid: tables with their spans, paragraphs as lines.

Headers come before the body and footers after it, as with Word files.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import Address
from ...model.refusal import Refusal
from ..grid import Grid, Table
from ..limits import NESTING, damaged, open_zip, part, too_large
from .collect import Collector
from .docx_package import parse
from .notes import merged
from .odt_table import TableReader, size
from .odt_text import BLOCKS, SKIPPED, TABLE, Inline, Styles, tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element

PAGE_FIELDS = [tag("text", name) for name in ("page-number", "page-count", "page-continuation")]
HEADERS = [tag("style", name) for name in ("header", "header-left", "header-first")]
FOOTERS = [tag("style", name) for name in ("footer", "footer-left", "footer-first")]


def read(data: bytes, path: str) -> Grid:
    """The document as lines and tables. Raises Refusal where it is damaged, locked or too large."""
    with open_zip(data, path) as archive:
        content = _tree(archive, "content.xml", path)
        body = content.find(f"{tag('office', 'body')}/{tag('office', 'text')}")
        if body is None:
            raise _no_text(path)
        styles = _tree(archive, "styles.xml", path) if "styles.xml" in archive.namelist() else None
        reader = _Reader(path, archive, Styles([content] if styles is None else [styles, content]))
        reader.margins(styles, HEADERS)
        reader.styles.revisions(body)
        reader.flow(body)
        reader.margins(styles, FOOTERS)
    return Grid("odt", tuple(reader.out), merged(reader.notes))


def _tree(archive: ZipFile, name: str, path: str) -> _Element:
    names = archive.namelist()
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in part(archive, manifest, path):
        raise Refusal(
            path,
            "文件有密码保护，不能直接读取",
            "请用密码打开，取消密码保护后另存再检查",
            problem_en="the file is protected by a password and cannot be read",
            remedy_en="Open it with its password, remove the protection, save and try again",
        )
    if name not in names:
        raise damaged(path, f"缺少 {name}", f"{name} is missing")
    return parse(part(archive, name, path), name, path)


def _no_text(path: str) -> Refusal:
    return Refusal(
        path,
        "这是 OpenDocument 文件，但不是文字文档（.odt）",
        "请把表格复制到 Word 或 WPS 文字中，另存为 .docx",
        problem_en="this is an OpenDocument file but not a text document",
        remedy_en="Copy the table into Word or WPS Writer and save it as .docx",
    )


class _Reader(Collector):
    """Walks the blocks in order and collects lines and tables."""

    def __init__(self, path: str, archive: ZipFile, styles: Styles) -> None:
        super().__init__(path)
        self.path = path
        self.archive = archive
        self.styles = styles
        self.depth = 0

    def margins(self, styles: _Element | None, kinds: list[str]) -> None:
        """Headers or footers; paragraphs with a page number say nothing about the form."""
        for margin in () if styles is None else list(styles.iter(*kinds)):
            for paragraph in list(margin.iter(*BLOCKS)):
                parent = paragraph.getparent()
                numbered = next(paragraph.iter(*PAGE_FIELDS), None) is not None
                if numbered and parent is not None:
                    parent.remove(paragraph)
            self.flow(margin)

    def flow(self, parent: _Element, notes: tuple[Note, ...] = ()) -> None:
        """Paragraphs and tables under an element, through lists, sections and indexes."""
        self._deeper()
        for child in parent:
            if child.tag in BLOCKS:
                self.paragraph(child, notes)
            elif child.tag == TABLE:
                self.table(child)
            elif child.tag == tag("draw", "frame"):
                inline = Inline(self.styles, self.archive, self.path, in_cell=False)
                inline.frame(child)
                self.boxes(inline.boxes)
            elif child.tag not in SKIPPED:
                self.flow(child, notes)
        self.depth -= 1

    def paragraph(self, element: _Element, notes: tuple[Note, ...]) -> None:
        """A paragraph as lines, cut at its own line breaks; then the boxes anchored in it."""
        inline = Inline(self.styles, self.archive, self.path, in_cell=False)
        inline.paragraph(element)
        notes = (*notes, *(note for note in inline.notes if note.kind != "text-box"))
        self.add_lines(inline.text(), notes)
        self.boxes(inline.boxes)

    def boxes(self, found: list[_Element]) -> None:
        for box in found:
            self.flow(box, (Note("text-box", "文本框中的文字"),))

    def table(self, element: _Element) -> None:
        """A table, then the tables inside its cells; of a mere frame, its cells as lines."""
        self._deeper()
        self.tables += 1
        reader = TableReader(self.tables, self.count, self.path)
        reader.read(element, lambda at: Inline(self.styles, self.archive, self.path, at))
        inner = [table for cell in reader.anchors for table in cell.tables]
        if inner and sum(map(size, inner)) > len(reader.anchors):
            self.tables -= 1
            for cell in reader.anchors:
                self.flow(cell.element)
        else:
            self.out.append(Table(reader.cells(), Address(table=reader.ordinal)))
            for table in inner:
                self.table(table)
        self.depth -= 1

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > 3 * NESTING:  # lists and sections count too
            raise too_large(
                self.path,
                f"表格嵌套超过 {NESTING} 层",
                f"tables are nested more than {NESTING} deep",
            )
