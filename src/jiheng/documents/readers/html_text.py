"""The text of one HTML cell, or of the page between tables, fed element by element."""

from __future__ import annotations

from ...model.form import Note
from .notes import merged, short
from .symbols import has_private, respell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import XPath, _Element

    from ...model.place import Address

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu",
    "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
}  # fmt: skip
SKIPPED = {
    "head", "script", "style", "template", "noscript", "iframe", "object", "applet", "audio",
    "video", "canvas", "svg", "map", "colgroup", "datalist", "xml",
}  # fmt: skip
PICTURES = frozenset({"img", "svg", "canvas", "object", "v:imagedata"})
STACKING = ("mfrac", "msup", "msub", "msubsup", "msqrt", "mroot", "munder", "mover", "munderover")
CAREFUL = SKIPPED | PICTURES | {"br", "table", "del", "ins", "option", "input", "math"}
"""Elements that are more than their text."""
LINED = CAREFUL | BLOCKS
MARKED = ("symbol", "dings", "mtextra", "display:none", "mso-hide:all", "msodel", "msoins")
"""Of attributes, without spaces: fonts of signs, hidden text, revisions."""
BLANK = " \t\n\r\f"
MANY = 1_000
_attributes: list[XPath] = []
SPACES = {ord(char): " " for char in "\t\n\r\f"}
SPACES_IN_LINES = {ord(char): " " for char in "\t\r\f"}


def walk(root: _Element) -> Iterator[tuple[str, _Element]]:
    """("start" | "end" | "skip", element) below ``root`` in document order, without recursion.

    Tables and what is not text are "skip": the caller sees them and nothing inside them.
    """
    stack = [(root, iter(root))]
    while stack:
        node, rest = stack[-1]
        child = next(rest, None)
        if child is None:
            stack.pop()
            if stack:
                yield "end", node
        elif child.tag == "table" or child.tag in SKIPPED:
            yield "skip", child
        else:
            yield "start", child
            stack.append((child, iter(child)))


def is_calm(root: _Element) -> bool:
    """Whether no attribute and no sign of a page changes what its letters say."""
    from lxml.etree import XPath

    if not _attributes:
        _attributes.append(XPath("//@face | //@style | //@class", smart_strings=False))
    found = _attributes[0](root)
    said = "\n".join(map(str, found)) if isinstance(found, list) else ""
    said = said.lower().replace(" ", "")
    return not (any(word in said for word in MARKED) or has_private(_all(root)))


def _is_one_line(cell: _Element) -> bool:
    """Whether a cell holds nothing but letters, all on one line or in one paragraph."""
    own = None
    for node in cell.iterdescendants():
        if node.tag in LINED:
            if own is not None or node.tag in CAREFUL:
                return False
            own = node
    if own is None:
        return True
    around = (cell.text or "") + (own.tail or "")
    return len(cell) == 1 and own is cell[0] and not around.strip(BLANK)


class Inline:
    """Gathers text as a browser would show it: white space folded, blocks on lines of their own."""

    def __init__(
        self, where: Address, *, in_cell: bool, keep_lines: bool, calm: bool = False
    ) -> None:
        self.where = where
        self.in_cell = in_cell
        self.calm = calm
        self.spaces = SPACES_IN_LINES if keep_lines else SPACES
        self.notes: list[Note] = []
        self._out: list[str] = []
        self._fonts = [""]
        self._left_out = 0
        self._dirty = False

    def text(self) -> str:
        """What was gathered, without blank lines at its ends."""
        text = "".join(self._out)
        if text.isprintable() and "  " not in text:  # the usual text of a cell
            return text.strip(" ")
        rows = text.split("\n")
        return "\n".join([" ".join(filter(None, row.split(" "))) for row in rows]).strip("\n")

    def is_long(self) -> bool:
        """Whether enough is gathered to be handed on."""
        return len(self._out) > MANY

    def take(self) -> str:
        """What was gathered, to go on with an empty page."""
        text = self.text()
        self._out.clear()
        self._dirty = False
        return text

    def found(self) -> tuple[Note, ...]:
        return merged(self.notes)

    def all(self, cell: _Element) -> None:
        """Everything inside a cell."""
        if self.calm and self.spaces is SPACES and _is_one_line(cell):
            self._spaced("".join([str(piece) for piece in cell.itertext()]))
            return
        self.put(cell.text)
        for event, node in walk(cell):
            if event == "start":
                self.open(node)
            elif event == "end":
                self.close(node)
            else:
                self.skip(node)

    def open(self, node: _Element) -> None:
        """The start of an element, with the text before its first child."""
        tag = node.tag
        if tag in BLOCKS:
            self.line()
        self._fonts.append(self._font(node))
        if tag == "br":
            self._break()
        elif tag == "del" or node.get("class") == "msoDel":
            self._note("revision-deleted", f"修订删除“{short(_all(node))}”")
            self._left_out += 1
        elif tag == "option" and node.get("selected") is None:
            self._left_out += 1
        elif tag == "ins" or node.get("class") == "msoIns":
            self._note("revision-inserted", f"修订插入“{short(_all(node))}”")
        elif tag == "input":
            self._input(node)
        elif tag in PICTURES:
            self._note("picture", f"图片 {node.get('alt', '')}".strip())
        elif tag == "math":
            self._math(node)
        if self.in_cell and _is_hidden(node) and _all(node).strip():
            self._note("hidden-text", f"隐藏文字“{short(_all(node))}”")
        self.put(node.text)

    def close(self, node: _Element) -> None:
        """The end of an element, with the text after it."""
        self._fonts.pop()
        left_out = node.tag == "del" or node.get("class") == "msoDel"
        if left_out or (node.tag == "option" and node.get("selected") is None):
            self._left_out -= 1
        if node.tag in BLOCKS:
            self.line()
        self.put(node.tail)

    def skip(self, node: _Element) -> None:
        """An element that is not read here, with the text after it."""
        if node.tag == "table":
            self.line()
            self._note("nested-table", "单元格内的表格")
        elif node.tag in PICTURES:
            self._note("picture", "图片")
        self.put(node.tail)

    def line(self) -> None:
        """Start a new line unless at the start of one."""
        if self._dirty:
            self._break()

    def _break(self) -> None:
        self._out.append("\n")
        self._dirty = False

    def put(self, text: str | None) -> None:
        """Add text; codes of symbol fonts as what they show."""
        if not text or self._left_out:
            return
        shown, known = respell(text, self._fonts[-1])
        if not known:
            self._note("symbol-unread", f"符号字体 {self._fonts[-1] or '未注明'} 中的字符")
        if shown != text:
            self._note("sign-recovered", f"符号字体 → {short(shown)}")
        self._spaced(shown)

    def _spaced(self, text: str) -> None:
        spaced = text if text.isprintable() else text.translate(self.spaces)
        self._out.append(spaced)
        self._dirty = bool(spaced.rpartition("\n")[2].strip(" ")) or (
            self._dirty and "\n" not in spaced
        )

    def _note(self, kind: str, detail: str) -> None:
        if self.in_cell:
            self.notes.append(Note(kind, detail, self.where))

    def _font(self, node: _Element) -> str:
        """The font of an element where it says so, else that of its parent."""
        face = node.get("face")
        style = node.get("style", "").lower()
        for name in ("mso-symbol-font-family:", "font-family:"):
            if name in style:
                face = style.split(name, 1)[1].split(";")[0].split(",")[0].strip(" \"'")
                break
        else:
            if "font:" in style:
                face = ""
        return self._fonts[-1] if face is None else face

    def _input(self, node: _Element) -> None:
        kind = node.get("type", "text").lower()
        if kind in {"checkbox", "radio"}:
            self.put("□" if node.get("checked") is None else "☑")
        elif kind in {"text", "number", "tel", "date", ""}:
            self.put(node.get("value"))

    def _math(self, node: _Element) -> None:
        sure = next(node.iter(*STACKING), None) is None
        self._note("sign-recovered" if sure else "equation-unread", f"公式 {short(_all(node))}")


def _all(node: _Element) -> str:
    return "".join([str(piece) for piece in node.itertext()])


def _is_hidden(node: _Element) -> bool:
    style = node.get("style", "").lower().replace(" ", "")
    return "display:none" in style or "mso-hide:all" in style
