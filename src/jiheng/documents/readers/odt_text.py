"""The text of an OpenDocument cell or paragraph: white space as ODF means it, symbols, changes."""

from __future__ import annotations

import re

from ...model.form import Note
from ...model.place import NOWHERE
from ..limits import NESTING, part, too_large
from .docx_package import parse
from .notes import short
from .symbols import respell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from zipfile import ZipFile

    from lxml.etree import _Element

    from ...model.place import Address

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {"fo": "xsl-fo-compatible", "svg": "svg-compatible", "draw": "drawing"}
MATH = "{http://www.w3.org/1998/Math/MathML}"
HREF = "{http://www.w3.org/1999/xlink}href"
BLANK = re.compile("[ \t\r\n]+")
MOST_SPACES = 1_000
STACKED: dict[tuple[str, ...], str] = {
    (">", "="): "≥",
    ("<", "="): "≤",
    (">", "_"): "≥",
    ("<", "_"): "≤",
}
INLINE_MATH = {MATH + name for name in ("math", "semantics", "mrow", "mstyle", "mpadded")}
ANNOTATION = MATH + "annotation"
LETTERS = {MATH + name for name in ("mi", "mn", "mo", "mtext")}


def tag(space: str, name: str) -> str:
    """The full name of an element or attribute."""
    uri = SPACES.get(space, space)
    return f"{{{OASIS}{uri}:1.0}}{name}"


TABLE = tag("table", "table")
BLOCKS = (tag("text", "p"), tag("text", "h"))
SKIPPED = {
    *(tag("text", n) for n in ("tracked-changes", "note", "ruby-text", "sequence-decls")),
    *(tag("text", n) for n in ("variable-decls", "user-field-decls", "index-title-template")),
    *(tag("text", n) for n in ("table-of-content-source", "bibliography-configuration")),
    *(tag("office", n) for n in ("annotation", "forms", "event-listeners")),
}
SPAN, STYLE = tag("text", "span"), tag("text", "style-name")


class Styles:
    """What the styles of characters and paragraphs say about the text, and the tracked changes."""

    def __init__(self, trees: list[_Element]) -> None:
        self.fonts: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.inserted: set[str] = set()
        self.deleted: dict[str, str] = {}
        self._faces: dict[str, str] = {}
        for tree in trees:
            for face in tree.iter(tag("style", "font-face")):
                family = face.get(tag("svg", "font-family"), "").strip("'\"")
                self._faces[face.get(tag("style", "name"), "")] = family
            for style in tree.iter(tag("style", "style")):
                self._add(style)

    def _add(self, style: _Element) -> None:
        name = style.get(tag("style", "name"), "")
        properties = style.find(tag("style", "text-properties"))
        if properties is None:
            return
        face = properties.get(tag("style", "font-name"), "")
        font = self._faces.get(face, face) or properties.get(tag("fo", "font-family"), "")
        if font:
            self.fonts[name] = font.strip("'\"")
        if properties.get(tag("text", "display")) == "none":
            self.hidden.add(name)

    def revisions(self, body: _Element) -> None:
        """Insertions and deletions by the name that their marks in the text use."""
        for region in body.iter(tag("text", "changed-region")):
            name = region.get(tag("text", "id"), "")
            gone = region.find(tag("text", "deletion"))
            if gone is not None:
                words = (p for p in gone.iter(*BLOCKS))
                self.deleted[name] = " ".join(_words(p) for p in words)
            elif region.find(tag("text", "insertion")) is not None:
                self.inserted.add(name)


class Inline:
    """Reads one cell or paragraph; afterwards ``text()``, ``notes``, ``boxes``, ``tables``."""

    def __init__(
        self,
        styles: Styles,
        archive: ZipFile,
        path: str,
        where: Address = NOWHERE,
        *,
        in_cell: bool = True,
    ) -> None:
        self.styles = styles
        self.archive = archive
        self.path = path
        self.where = where
        self.in_cell = in_cell
        self.notes: list[Note] = []
        self.boxes: list[_Element] = []
        self.tables: list[_Element] = []
        self._out: list[str] = []
        self._paragraphs = 0
        self._depth = 0
        self._blank = True
        """What stands before was white space: more of it adds nothing."""

    def text(self) -> str:
        return "".join(self._out).strip("\n")

    def cell(self, parent: _Element) -> None:
        """The paragraphs of a cell; its tables are kept for later."""
        self._deeper()
        for child in parent:
            if child.tag in BLOCKS:
                self.paragraph(child)
            elif child.tag == TABLE:
                self.tables.append(child)
                self.note("nested-table", "单元格内的表格")
            elif child.tag == tag("draw", "frame"):
                self.frame(child)
            elif child.tag not in SKIPPED:
                self.cell(child)
        self._depth -= 1

    def paragraph(self, element: _Element) -> None:
        if self._paragraphs:
            self._out.append("\n")
        self._paragraphs += 1
        self._blank = True
        style = element.get(STYLE, "")
        self._hidden(style, element)
        self.walk(element, self.styles.fonts.get(style, ""))

    def walk(self, element: _Element, font: str) -> None:
        """The text of an element and what stands in it."""
        self._deeper()
        self.put(element.text, font)
        for child in element:
            act = _ACTS.get(child.tag)
            if act is not None:
                act(self, child)
            elif child.tag == SPAN:
                style = child.get(STYLE, "")
                self._hidden(style, child)
                self.walk(child, self.styles.fonts.get(style, font))
            elif child.tag not in SKIPPED:
                self.walk(child, font)
            self.put(child.tail, font)
        self._depth -= 1

    def put(self, text: str | None, font: str) -> None:
        """Characters of the file; white space in a row is one blank, at the start it is none."""
        if not text:
            return
        folded = BLANK.sub(" ", text)
        if self._blank and folded[0] == " ":
            folded = folded[1:]
        if not folded:
            return
        self._blank = folded[-1] == " "
        shown, known = respell(folded, font)
        if not known:
            self.note("symbol-unread", f"符号字体 {font or '未注明'} 中的字符")
        if shown != folded:
            self.note("sign-recovered", f"符号字体 → {short(shown)}")
        self._out.append(shown)

    def note(self, kind: str, detail: str) -> None:
        self.notes.append(Note(kind, detail, self.where))

    def spaces(self, element: _Element) -> None:
        count = element.get(tag("text", "c"), "1")
        self._out.append(" " * (min(int(count), MOST_SPACES) if count[:9].isdecimal() else 1))
        self._blank = False

    def layout(self, element: _Element) -> None:
        self._out.append(BREAKS[element.tag])
        self._blank = element.tag != TAB

    def frame(self, element: _Element) -> None:
        """A frame: its box is kept for later; a formula is read, a picture is noted."""
        for child in element:
            if child.tag == tag("draw", "text-box"):
                self.boxes.append(child)
                self.note("text-box", "文本框中的文字")
                return
            if child.tag == tag("draw", "object"):
                self._formula(child)
                return
        if self.in_cell:
            self.note("picture", "图片")

    def shape(self, element: _Element) -> None:
        """A drawn shape; text in it is like that of a box."""
        if next(element.iter(*BLOCKS), None) is not None:
            self.boxes.append(element)
            self.note("text-box", "图形中的文字")
        elif self.in_cell:
            self.note("picture", "图形")

    def gone(self, element: _Element) -> None:
        words = self.styles.deleted.get(element.get(tag("text", "change-id"), ""))
        if words is not None:
            self.note("revision-deleted", f"修订删除“{short(words)}”")

    def added(self, element: _Element) -> None:
        if element.get(tag("text", "change-id"), "") in self.styles.inserted:
            then = element.getnext()
            text = (element.tail or "").strip() or ("" if then is None else _words(then))
            self.note("revision-inserted", f"修订插入“{short(text)}”")

    def hidden(self, element: _Element) -> None:
        """Text with a condition: hidden or not, it stands in the form."""
        self.note("hidden-text", "有条件的隐藏文字")
        self.walk(element, "")

    def _hidden(self, style: str, element: _Element) -> None:
        words = _words(element).strip() if style in self.styles.hidden else ""
        if words:
            self.note("hidden-text", f"隐藏文字“{short(words)}”")

    def _formula(self, element: _Element) -> None:
        """A formula in one line: kept as MathML in the frame or in a part of its own."""
        root = element.find(MATH + "math")
        name = element.get(HREF, "").removeprefix("./") + "/content.xml"
        if root is None and name in self.archive.namelist():
            root = parse(part(self.archive, name, self.path), name, self.path)
        if root is None or root.tag != MATH + "math":
            if self.in_cell:
                self.note("picture", "嵌入的对象")
            return
        text, sure = _linear(root, 0)
        kind, said = ("sign-recovered", "公式") if sure else ("equation-unread", "公式只读出")
        self.note(kind, f"{said} → {short(text)}")
        self.put(text, "")

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > 3 * NESTING:
            raise too_large(
                self.path,
                f"内容嵌套超过 {3 * NESTING} 层",
                f"its content is nested more than {3 * NESTING} deep",
            )


def _words(element: _Element) -> str:
    """All text under an element, for a note."""
    return "".join(str(text) for text in element.itertext())


def _linear(element: _Element, depth: int) -> tuple[str, bool]:
    """A formula in one line, and whether every part of it is known to be read rightly."""
    if element.tag in LETTERS:
        return (element.text or "").strip(), len(element) == 0
    parts = [_linear(e, depth + 1) for e in element if e.tag != ANNOTATION] if depth < 40 else []
    texts = tuple(text for text, _ in parts)
    sure = depth < 40 and all(known for _, known in parts)
    if element.tag in INLINE_MATH:
        return "".join(texts), sure
    sign = STACKED.get(texts) if element.tag == MATH + "munder" and sure else None
    return sign or "".join(texts), sign is not None


TAB = tag("text", "tab")
BREAKS = {TAB: "\t", tag("text", "line-break"): "\n"}
_ACTS: dict[object, Callable[[Inline, _Element], None]] = {
    tag("text", "s"): Inline.spaces,
    **dict.fromkeys(BREAKS, Inline.layout),
    tag("draw", "frame"): Inline.frame,
    **dict.fromkeys((tag("draw", n) for n in ("custom-shape", "rect", "g")), Inline.shape),
    tag("text", "change"): Inline.gone,
    tag("text", "change-start"): Inline.added,
    tag("text", "hidden-text"): Inline.hidden,
    tag("text", "hidden-paragraph"): Inline.hidden,
}
