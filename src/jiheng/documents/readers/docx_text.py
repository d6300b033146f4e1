"""The text of one Word paragraph or cell, with a note for everything that is not plain text.

Revisions, fields, symbols, equations, boxes and pictures: each is read or leaves a note, so that
``≧90%`` never becomes ``90%`` in silence.
"""

from __future__ import annotations

from ...model.form import Note
from ...model.place import NOWHERE, Address
from .docx_fields import SILENT, name_of, sign_field
from .docx_math import linear, symbol_of
from .docx_plain import BREAKS, MC, TBL, M, P, R, T, W, stored
from .notes import short
from .symbols import respell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element


OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
OFF = {"0", "false", "off"}


class _Field:
    """One field while it is being read: its instruction, then its result."""

    def __init__(self, begin: _Element | None) -> None:
        self.begin = begin
        self.instruction: list[str] = []
        self.result: list[str] = []
        self.separated = False


class Careful:
    """Reads one cell or paragraph; afterwards ``text()``, ``notes``, ``boxes``, ``tables``."""

    def __init__(self, where: Address = NOWHERE, *, in_cell: bool = True) -> None:
        self.where = where
        self.in_cell = in_cell
        self.notes: list[Note] = []
        self.boxes: list[_Element] = []
        self.tables: list[_Element] = []
        self._out: list[str] = []
        self._fields: list[_Field] = []
        self._paragraphs = 0
        self._font = ""

    def text(self) -> str:
        """What was read; fields still open are closed first."""
        while self._fields:
            self._close()
        return "".join(self._out).strip("\n")

    def walk(self, parent: _Element) -> None:
        """Read the children of an element in order."""
        for child in parent:
            act = _ACTS.get(child.tag)
            if act is not None:
                act(self, child)
            elif not child.tag.endswith("Pr"):
                self.walk(child)

    def put(self, text: str) -> None:
        """Add text where it belongs: the cell, or the field being read."""
        if not self._fields:
            self._out.append(text)
        else:
            field = self._fields[-1]
            (field.result if field.separated else field.instruction).append(text)

    def note(self, kind: str, detail: str = "") -> None:
        self.notes.append(Note(kind, detail, self.where))

    def paragraph(self, element: _Element) -> None:
        if self._paragraphs:
            self.put("\n")
        self._paragraphs += 1
        self.walk(element)

    def run(self, element: _Element) -> None:
        properties = element.find(W + "rPr")
        font = ""
        if properties is not None:
            hidden = properties.find(W + "vanish")
            if hidden is not None and hidden.get(W + "val", "") not in OFF:
                self._noted_text("hidden-text", "隐藏文字", element)
            fonts = properties.find(W + "rFonts")
            if fonts is not None:
                font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
        outer, self._font = self._font, font
        self.walk(element)
        self._font = outer

    def characters(self, element: _Element) -> None:
        text = stored(element)
        shown, known = respell(text, self._font)
        if not known:
            self.note("symbol-unread", f"符号字体 {self._font or '未注明'} 中的字符")
        if shown != text:
            self.note("sign-recovered", f"符号字体 → {short(shown)}")
        self.put(shown)

    def layout(self, element: _Element) -> None:
        self.put(BREAKS[element.tag])

    def nothing(self, element: _Element) -> None:
        """Skip it: it is not shown, or not text."""

    def symbol(self, element: _Element) -> None:
        shown = symbol_of(element)
        code = f"{element.get(W + 'font', '')} {element.get(W + 'char', '')}"
        if shown is None:
            self.note("symbol-unread", f"符号 {code}")
        else:
            self.note("sign-recovered", f"符号 {code} → {shown}")
            self.put(shown)

    def equation(self, element: _Element) -> None:
        text, sure = linear(element)
        kind, said = ("sign-recovered", "公式") if sure else ("equation-unread", "公式只读出")
        self.note(kind, f"{said} → {short(text)}")
        self.put(text)

    def inserted(self, element: _Element) -> None:
        self._noted_text("revision-inserted", "修订插入", element)
        self.walk(element)

    def deleted(self, element: _Element) -> None:
        self._noted_text("revision-deleted", "修订删除", element)

    def _noted_text(self, kind: str, said: str, element: _Element) -> None:
        words = "".join(e.text or "" for e in element.iter(T, W + "delText"))
        if words or next(element.iter(W + "sym", M + "oMath", W + "instrText"), None) is not None:
            self.note(kind, f"{said}“{short(words)}”" if words else said)

    def picture(self, element: _Element) -> None:
        """A drawing: its boxes are kept for later; one without text is a picture."""
        boxes = [box for box in element.iter(W + "txbxContent") if _outermost(box, element)]
        if boxes:
            self.boxes += boxes
            self.note("text-box", "文本框中的文字")
        elif any("Equation" in o.get("ProgID", "") for o in element.iter(OLE)):
            self.note("equation-unread", "以图片保存的公式")
        elif self.in_cell:
            self.note("picture", "图片")

    def alternative(self, element: _Element) -> None:
        """The newest spelling of a thing that is written several times over."""
        choice = element.find(MC + "Choice")
        chosen = element.find(MC + "Fallback") if choice is None else choice
        if chosen is not None:
            self.walk(chosen)

    def nested(self, element: _Element) -> None:
        self.tables.append(element)
        self.note("nested-table", "单元格内的表格")

    def ruby(self, element: _Element) -> None:
        base = element.find(W + "rubyBase")
        if base is not None:
            self.walk(base)

    def foreign(self, element: _Element) -> None:
        self.note("field-unread", "嵌入的外部文件")

    def field_mark(self, element: _Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(element))
        elif self._fields and kind == "separate":
            self._fields[-1].separated = True
        elif self._fields and kind == "end":
            self._close()

    def instruction(self, element: _Element) -> None:
        if self._fields and not self._fields[-1].separated:
            self.put(element.text or "")

    def simple_field(self, element: _Element) -> None:
        field = _Field(element)
        field.instruction.append(element.get(W + "instr", ""))
        field.separated = True
        self._fields.append(field)
        self.walk(element)
        if field in self._fields:
            while self._fields[-1] is not field:
                self._close()
            self._close()

    def _close(self) -> None:
        """End the innermost field: its decoded instruction, else its result, goes on."""
        field = self._fields.pop()
        code, result = "".join(field.instruction), "".join(field.result)
        name = name_of(code)
        if name in {"EQ", "SYMBOL"}:
            shown, kind, detail = sign_field(code, result)
            self.note(kind, detail)
            self.put(shown)
        elif name == "FORMCHECKBOX":
            self.put(_tick(field.begin))
        elif field.separated or name in SILENT:
            self.put(result)
        else:
            self.note("field-unread", f"域 {short(code.strip())} 没有结果")


def _outermost(box: _Element, drawing: _Element) -> bool:
    """Not inside another box of the same drawing, and not a second spelling of it."""
    parent = box.getparent()
    while parent is not None and parent is not drawing:
        if parent.tag == W + "txbxContent":
            return False
        if parent.tag == MC + "Fallback" and _has_choice(parent):
            return False
        parent = parent.getparent()
    return True


def _has_choice(fallback: _Element) -> bool:
    parent = fallback.getparent()
    return parent is not None and parent.find(MC + "Choice") is not None


def _tick(begin: _Element | None) -> str:
    """A legacy check box as ☑ or □."""
    box = None if begin is None else begin.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return "□"
    mark = box.find(W + "checked")
    mark = box.find(W + "default") if mark is None else mark
    return "□" if mark is None or mark.get(W + "val", "1") in OFF else "☑"


_ACTS: dict[object, Callable[[Careful, _Element], None]] = {
    T: Careful.characters,
    P: Careful.paragraph,
    R: Careful.run,
    TBL: Careful.nested,
    **dict.fromkeys(BREAKS, Careful.layout),
    W + "sym": Careful.symbol,
    M + "oMath": Careful.equation,
    W + "instrText": Careful.instruction,
    W + "fldChar": Careful.field_mark,
    W + "fldSimple": Careful.simple_field,
    W + "ins": Careful.inserted,
    W + "moveTo": Careful.inserted,
    W + "del": Careful.deleted,
    W + "moveFrom": Careful.deleted,
    W + "drawing": Careful.picture,
    W + "pict": Careful.picture,
    W + "object": Careful.picture,
    W + "ruby": Careful.ruby,
    W + "altChunk": Careful.foreign,
    W + "delText": Careful.nothing,
    W + "delInstrText": Careful.nothing,
    MC + "AlternateContent": Careful.alternative,
}
