"""Cell comments (notes) in an .xlsx: the texts, and the yellow boxes that old and new Excel draw.

A cell has one comment: where there is one already, ours goes below its text.
"""

from __future__ import annotations

from ..readers.docx_plain import XML_SPACE
from ..readers.sheet_workbook import R_ID, S, Workbook
from .marked import AUTHOR, free, other
from .marked_parts import Parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from ...model.place import Address
    from .marked import Mark

MAIN = S[1:-1]
COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
START = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
VML, OFF, XL = (
    f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel")
)
BOXES = (
    f'<xml xmlns:v="{VML}" xmlns:o="{OFF}" xmlns:x="{XL}">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
).encode()
AFTER = {
    S + name
    for name in (
        *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
        *("tableParts", "extLst"),
    )
}
"""What must stand behind the reference to the boxes."""
SHAPE = "_x0000_s"
WIDE, LINE, SIGNS = 4, 16, 26  # columns; pixels of a line, and signs that go into it


def changed(data: bytes, path: str, marks: Sequence[Mark], day: str) -> dict[str, bytes]:
    """The parts that differ: each sheet with a comment, its comments and boxes, what names them."""
    book = Workbook(data, path)
    parts = Parts(book)
    sheets = {
        element.get("name", ""): book.links.get(element.get(R_ID, ""), ("", ""))[1]
        for element in book.sheets
    }
    names = list(sheets)
    by_sheet: dict[str, dict[str, list[str]]] = {}
    for mark in marks:
        name = mark.address.sheet if sheets.get(mark.address.sheet) else names[0]
        cells = by_sheet.setdefault(sheets[name], {})
        cells.setdefault(_reference(mark.address), []).append("\n".join(mark.lines))
    for number, (part, cells) in enumerate(by_sheet.items(), 1):
        if parts.tree(part).tag != S + "worksheet":
            raise other(path)  # of the "strict" family of names
        _Sheet(parts, book, part, number).put(cells)
    return parts.done()


class _Sheet:
    """One worksheet with its comments and boxes."""

    def __init__(self, parts: Parts, book: Workbook, part: str, number: int) -> None:
        self.parts, self.book, self.part, self.number = parts, book, part, number
        self.known = dict(book.relations(part).values())

    def put(self, cells: dict[str, list[str]]) -> None:
        """A comment at each cell."""
        root = self._comments()
        author = self._author(root)
        listed = root.find(S + "commentList")
        assert listed is not None
        old = {one.get("ref", ""): one for one in listed}
        boxes = None
        for reference, texts in cells.items():
            text = "\n\n".join(texts)
            if reference in old:
                _append(old[reference], f"\n\n{AUTHOR}：\n{text}")
                continue
            listed.append(_comment(listed, reference, author, text))
            boxes = self._boxes() if boxes is None else boxes
            boxes.append(self._box(boxes, reference, text))
        ordered = sorted(listed, key=lambda one: _position(one.get("ref", "")))
        for one in ordered:
            listed.append(one)

    def _comments(self) -> _Element:
        name = self.known.get("comments", "")
        if not name:
            name = self._fresh("xl/comments", ".xml")
            root = self.parts.tree(name, START)
            self.parts.declare(name, COMMENTS)
            self.parts.relate(self.part, "comments", name)
            return root
        return self.parts.tree(name)

    def _boxes(self) -> _Element:
        name = self.known.get("vmlDrawing", "")
        sheet = self.parts.tree(self.part)
        reference = sheet.find(S + "legacyDrawing")
        if reference is not None:
            relations = self.book.relations(self.part)
            name = relations.get(reference.get(R_ID, ""), ("", name))[1]
            return self.parts.tree(name)
        name = self._fresh("xl/drawings/vmlDrawing", ".vml")
        root = self.parts.tree(name, BOXES)
        self.parts.declare(name, DRAWING)
        made = sheet.makeelement(S + "legacyDrawing", {})
        made.set(R_ID, self.parts.relate(self.part, "vmlDrawing", name))
        before = next((child for child in sheet if child.tag in AFTER), None)
        if before is None:
            sheet.append(made)
        else:
            before.addprevious(made)
        return root

    def _fresh(self, stem: str, ending: str) -> str:
        name = free(self.book.names, stem, ending)
        self.book.names[name.lower()] = name
        return name

    def _author(self, root: _Element) -> str:
        authors = root.find(S + "authors")
        assert authors is not None
        for number, one in enumerate(authors):
            if one.text == AUTHOR:
                return str(number)
        one = authors.makeelement(S + "author", {})
        one.text = AUTHOR
        authors.append(one)
        return str(len(authors) - 1)

    def _box(self, boxes: _Element, reference: str, text: str) -> _Element:
        """A hidden box beside the cell, large enough for the text."""
        from lxml import etree

        row, column = _position(reference)
        high = sum(1 + len(line) // SIGNS for line in text.split("\n"))
        place = f"{column + 1}, 12, {row}, 4, {column + 1 + WIDE}, 40, {row + high}, 4"
        named = (one.get("id", "") for one in boxes)
        known = (name.removeprefix(SHAPE) for name in named if name.startswith(SHAPE))
        used = max((int(one) for one in known if one.isdigit()), default=1024 * self.number)
        return etree.fromstring(
            f'<v:shape xmlns:v="{VML}" xmlns:o="{OFF}" xmlns:x="{XL}" '
            f'id="{SHAPE}{used + 1}" type="#_x0000_t202" '
            f'style="position:absolute;visibility:hidden;width:260pt;height:{high * LINE}px" '
            'fillcolor="#fdf2df" o:insetmode="auto"><v:fill color2="#fdf2df"/>'
            '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
            '<div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note">'
            f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{place}</x:Anchor>"
            f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
            "</x:ClientData></v:shape>"
        )


def _comment(parent: _Element, reference: str, author: str, text: str) -> _Element:
    made = parent.makeelement(S + "comment", {})
    made.set("ref", reference)
    made.set("authorId", author)
    made.append(made.makeelement(S + "text", {}))
    _append(made, text)
    return made


def _append(comment: _Element, text: str) -> None:
    """A run of text behind the runs of a comment; a plain text becomes the first of them."""
    holder = comment.find(S + "text")
    if holder is None:
        holder = comment.makeelement(S + "text", {})
        comment.insert(0, holder)
    words = holder.makeelement(S + "t", {})
    words.text = text
    words.set(XML_SPACE, "preserve")
    plain = holder.find(S + "t")
    for one in (plain, words):
        if one is not None:
            run = holder.makeelement(S + "r", {})
            run.append(one)
            holder.insert(len(holder.findall(S + "r")), run)


def _reference(address: Address) -> str:
    """A1 of an address; a mark without a cell goes to the first one."""
    letters, column = "", max(address.column, 1)
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{max(address.row, 1)}"


def _position(reference: str) -> tuple[int, int]:
    """Row and column of A1, from 0."""
    column = 0
    letters = reference.rstrip("0123456789")
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - 64
    return int(reference[len(letters) :] or 1) - 1, column - 1
