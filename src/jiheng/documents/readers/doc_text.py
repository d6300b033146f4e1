"""The text of a cell or paragraph of a .doc: fields, symbols, revisions, hidden text, pictures.

What only looks different is recovered with a note; what cannot be read leaves a note.
"""

from __future__ import annotations

import re

from ...model.form import Note
from ...model.place import NOWHERE
from ..limits import too_large
from .docx_fields import SILENT, name_of, sign_field
from .notes import short
from .symbols import character, respell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.place import Address
    from .doc_file import WordFile
    from .doc_properties import Traits
    from .doc_story import Para

MOST_NOTES = 1_000
"""Of one cell or paragraph; a reader of the report sees three of a kind."""
DEEPEST = 100
SPECIAL = re.compile("[\x01\x08\x13-\x15]")
CARE = re.compile("[\x01\x08\x13-\x15\ue000-\uf8ff\ud800-\udfff\ufffd]")
PLAIN: dict[int, str | None] = dict.fromkeys(range(32)) | {
    9: "\t", 11: "\n", 14: "\n", 30: "-"
}  # fmt: skip
"""Tab, line break, column break, hyphen that does not break; the other controls show nothing."""
LINES = PLAIN | {10: "\n"}


class _Field:
    """One field while it is being read: its instruction, then its result."""

    def __init__(self) -> None:
        self.instruction: list[str] = []
        self.result: list[str] = []
        self.separated = False
        self.data: int | None = None

    def name(self) -> str:
        return name_of("".join(self.instruction))


class Reader:
    """Reads paragraphs; afterwards ``text()`` and ``notes``, and ``fields``, the names met."""

    def __init__(self, file: WordFile, where: Address = NOWHERE, *, in_cell: bool = True) -> None:
        self.file = file
        self.where = where
        self.in_cell = in_cell
        self.notes: list[Note] = []
        self.fields: set[str] = set()
        self._out: list[str] = []
        self._open: list[_Field] = []

    def text(self) -> str:
        """What was read; fields still open are closed first."""
        while self._open:
            self._close()
        text = "".join(self._out).strip("\n")
        if any("\ud800" <= char <= "\udfff" for char in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if "\ufffd" in text:
            self.note("bad-characters", "无法识别的字符")
        return text

    def paragraphs(self, paras: Sequence[Para]) -> None:
        """Read them, each on a line of its own."""
        for index, para in enumerate(paras):
            if index:
                self.put("\n")
            for text, traits in para.chunks:
                if traits is None:
                    self.marked(text, None)
                else:
                    self.special(text, traits)

    def special(self, text: str, traits: Traits) -> None:
        """A run whose formatting says something about the text."""
        shown = text.translate(PLAIN).strip()
        if traits.deleted:
            if shown:
                self.note("revision-deleted", f"修订删除“{short(shown)}”")
            return
        if traits.inserted and shown:
            self.note("revision-inserted", f"修订插入“{short(shown)}”")
        if traits.hidden and shown:
            self.note("hidden-text", f"隐藏文字“{short(shown)}”")
        if traits.symbol is None:
            self.marked(text, traits)
            return
        font, code = traits.symbol
        sign = character(code, font)
        if sign is None:
            self.note("symbol-unread", f"符号 {font} {code:04X}")
        else:
            self.note("sign-recovered", f"符号 {font} {code:04X} → {sign}")
            self.put(sign * len(text))

    def marked(self, text: str, traits: Traits | None) -> None:
        """Text with the marks of fields and objects in it."""
        at = 0
        for mark in SPECIAL.finditer(text):
            self.letters(text[at : mark.start()], traits)
            at = mark.end()
            self._mark(mark[0], traits)
        self.letters(text[at:], traits)

    def letters(self, text: str, traits: Traits | None) -> None:
        if not text:
            return
        font = "" if traits is None else traits.font
        shown, known = respell(text, font)
        if not known:
            self.note("symbol-unread", f"符号字体 {font or '未注明'} 中的字符")
        if shown != text:
            self.note("sign-recovered", f"符号字体 → {short(shown)}")
        self.put(shown.translate(PLAIN))

    def put(self, text: str) -> None:
        """Add text where it belongs: the cell, or the field being read."""
        if self._open:
            field = self._open[-1]
            (field.result if field.separated else field.instruction).append(text)
        else:
            self._out.append(text)

    def note(self, kind: str, detail: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(kind, detail, self.where))

    def _mark(self, mark: str, traits: Traits | None) -> None:
        if mark == "\x13":
            self._open.append(_Field())
            if len(self._open) > DEEPEST:
                raise too_large(
                    self.file.path,
                    f"域嵌套超过 {DEEPEST} 层",
                    f"fields are nested more than {DEEPEST} deep",
                )
        elif mark == "\x14" and self._open:
            self._open[-1].separated = True
        elif mark == "\x15" and self._open:
            self._close()
        elif mark == "\x08" and self.file.boxes:
            self.note("text-box", "文本框或图形，框中文字读在文末")
        elif mark in "\x01\x08":
            self._picture(traits)

    def _picture(self, traits: Traits | None) -> None:
        """A picture, or the data of the form field whose instruction it stands in."""
        field = self._open[-1] if self._open else None
        if field is not None and not field.separated:
            field.data = None if traits is None else traits.data
        elif self.in_cell and (field is None or field.name() != "EMBED"):
            self.note("picture", "图片")

    def _close(self) -> None:
        """End the innermost field: its decoded instruction, else its result, goes on."""
        field = self._open.pop()
        code, result, name = "".join(field.instruction), "".join(field.result), field.name()
        self.fields.add(name)
        if name in {"EQ", "SYMBOL"}:
            shown, kind, detail = sign_field(code, result)
            self.note(kind, detail)
            self.put(shown)
        elif name == "FORMCHECKBOX":
            self.put(self._tick(field))
        elif name == "EMBED":
            self._embedded(code)
            self.put(result)
        elif field.separated or name in SILENT:
            self.put(result)
        else:
            self.note("field-unread", f"域 {short(code.strip())} 没有结果")

    def _tick(self, field: _Field) -> str:
        ticked = None if field.data is None else self.file.ticked(field.data)
        if ticked is None:
            self.note("field-unread", "复选框的状态")
        return "☑" if ticked else "□"

    def _embedded(self, code: str) -> None:
        if "Equation" in code:
            self.note("equation-unread", "以图片保存的公式")
        elif self.in_cell:
            self.note("picture", "图片")


def plain(paras: Sequence[Para]) -> str | None:
    """The text of paragraphs that hold nothing but letters, else None."""
    lines: list[str] = []
    for para in paras:
        for text, traits in para.chunks:
            if traits is not None or CARE.search(text):
                return None
        lines.append("".join([text for text, _ in para.chunks]))
    if len(lines) == 1 and lines[0].isprintable():
        return lines[0]
    return "\n".join(lines).translate(LINES).strip("\n")
