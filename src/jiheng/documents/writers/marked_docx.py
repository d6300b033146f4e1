"""Word comments at the cells and paragraphs of a .docx."""

from __future__ import annotations

from ...model.place import Address
from ..limits import part
from ..readers.docx import Reader, margins
from ..readers.docx_package import Package
from ..readers.docx_plain import TC, P, Page, W
from .docx_parts import WORD
from .marked import AUTHOR, INITIALS, free, other
from .marked_parts import Parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from ...model.form import Note
    from ..readers.docx_table import TableReader
    from .marked import Mark

CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
START = f'<w:comments xmlns:w="{WORD}"/>'.encode()
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class _Spots(Reader):
    """Reads as the reader does, and keeps which paragraph begins which address."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.spots: dict[Address, _Element] = {}

    def seen(self, element: _Element, reader: TableReader) -> None:
        for cell in reader.anchors:
            paragraph = cell.element.find(f".//{P}")
            if cell.element.tag == TC and paragraph is not None:
                self.spots[cell.address] = paragraph

    def paragraph(self, element: _Element, notes: tuple[Note, ...] = ()) -> None:
        before = self.lines
        super().paragraph(element, notes)
        for line in range(before + 1, self.lines + 1):
            self.spots.setdefault(Address(line=line), element)


def changed(data: bytes, path: str, marks: Sequence[Mark], day: str) -> dict[str, bytes]:
    """The parts that differ: the body with its anchors, the comments, and what names them."""
    package = Package(data, path)
    parts = Parts(package)
    body = parts.tree(package.body)
    spots = _located(package, path, body)
    comments, name = _comments(parts, package)
    taken = [int(one.get(W + "id", "0")) for one in comments if one.get(W + "id", "0").isdigit()]
    first = next(body.iter(P), None)
    if first is None:  # of the other, "strict" family of names, or with nothing in it
        raise other(path)
    number = max(taken, default=-1)
    for mark in marks:
        number += 1
        comments.append(_comment(comments, number, mark, day))
        _anchor(spots.get(mark.address, first), number)
    if name.lower() not in package.names:
        parts.declare(name, CONTENT)
        parts.relate(package.body, "comments", name)
    return parts.done()


def _located(package: Package, path: str, body: _Element) -> dict[Address, _Element]:
    """Address to paragraph, of what stands in the body itself (not in headers and footers)."""
    reader = _Spots(path)
    reader.package = package
    names = margins(package, body)
    for name in names["header"]:
        reader.margin(package.page(name))
    reader.spots.clear()
    reader.part(Page(body, part(package.archive, package.body, path)))
    return reader.spots


def _comments(parts: Parts, package: Package) -> tuple[_Element, str]:
    """The part with the comments: the one there is, or a new one."""
    known = (name for kind, name in package.relations(package.body).values() if kind == "comments")
    folder = package.body.rpartition("/")[0]
    name = next(known, "") or free(package.names, f"{folder}/comments", ".xml")
    return parts.tree(name, START), name


def _comment(root: _Element, number: int, mark: Mark, day: str) -> _Element:
    comment = root.makeelement(W + "comment", {})
    comment.set(W + "id", str(number))
    comment.set(W + "author", AUTHOR)
    comment.set(W + "initials", INITIALS)
    comment.set(W + "date", f"{day}T00:00:00Z")
    comment.extend(_paragraphs(comment, mark.lines))
    return comment


def _paragraphs(root: _Element, lines: Sequence[str]) -> Iterator[_Element]:
    for at, line in enumerate(lines):
        paragraph = root.makeelement(P, {})
        run = _sub(paragraph, "r")
        if not at:
            _sub(_sub(run, "rPr"), "b")
        text = _sub(run, "t")
        text.text = line
        text.set(SPACE, "preserve")
        yield paragraph


def _anchor(paragraph: _Element, number: int) -> None:
    """The comment's range over the paragraph, and the run that refers to it."""
    start = paragraph.makeelement(W + "commentRangeStart", {})
    start.set(W + "id", str(number))
    first = paragraph[0] if len(paragraph) else None
    paragraph.insert(1 if first is not None and first.tag == W + "pPr" else 0, start)
    _sub(paragraph, "commentRangeEnd").set(W + "id", str(number))
    _sub(_sub(paragraph, "r"), "commentReference").set(W + "id", str(number))


def _sub(parent: _Element, name: str) -> _Element:
    child = parent.makeelement(W + name, {})
    parent.append(child)
    return child
