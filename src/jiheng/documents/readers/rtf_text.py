r"""RTF → paragraphs and table rows: groups, control words and text in many code pages.

Word writes a Chinese character as bytes of the font's code page (``\'d6\'d0``) or as ``\u20013``
with a stand-in after it. What is not text (pictures, styles, ``\*`` groups that are not known)
is skipped as a whole group.
"""

from __future__ import annotations

import re

from ...model.form import Note
from ..limits import CELLS, NESTING, PART_BYTES, too_large
from .doc_rows import H_MERGE, V_CONTINUE, V_FIRST, Edges
from .doc_story import Para, Rows
from .docx_fields import SILENT, name_of, sign_field
from .notes import merged, short
from .symbols import is_symbol_font, respell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,9})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z]))|([{}])|([^\\{}\r\n]+)"
)
MOST = 3_000_000
"""Tokens; a form has some 20,000."""
DEEPEST = 500
CODE_PAGES = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    204: "cp1251", 238: "cp1250",
}  # fmt: skip
"""By the character set of a font; any other follows the document's."""
SKIPPED = set(
    """colortbl stylesheet info pict nonshppict nonesttables footnote annotation listtext pntext
    xe tc rxe txe sp themedata datastore listtable listoverridetable revtbl rsidtbl generator
    objdata objclass fontemb fontfile falt panose ftnsep ftnsepc aftnsep aftnsepc bkmkstart
    private1 do_not_use datafield ffdata formfield upr_ansi atnid atnauthor""".split()
)
OPENED = {"shpinst", "shptxt", "shp", "nesttableprops", "do", "dptxbxtext", "ud", "fldinst"}
r"""Groups marked ``\*`` that are read all the same."""
MARGINS = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " ",
}  # fmt: skip
MARKS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
FLAGS = {"v": "hidden", "revised": "inserted", "deleted": "deleted"}


class Words(Para):
    """A paragraph as this reader gives it: plain text and its notes."""

    __slots__ = ("margin", "notes", "text")

    def __init__(self, text: str, notes: tuple[Note, ...], margin: str) -> None:
        self.text = text
        self.notes = notes
        self.margin = margin


class _State:
    """What a group inherits from the one around it."""

    __slots__ = ("deleted", "font", "hidden", "inserted", "margin", "skip", "skips", "target")

    def __init__(self, outer: _State | None = None) -> None:
        self.target: str = outer.target if outer else ""
        self.font: int = outer.font if outer else -1
        self.skips: int = outer.skips if outer else 1
        self.skip: bool = outer.skip if outer else False
        self.hidden: bool = outer.hidden if outer else False
        self.deleted: bool = outer.deleted if outer else False
        self.inserted: bool = outer.inserted if outer else False
        self.margin: str = outer.margin if outer else ""


class Story:
    """Reads a whole file; afterwards ``items`` are its paragraphs and tables in order."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.items: list[Para | Rows] = []
        self.notes: list[Note] = []
        self.state = _State()
        self.stack: list[_State] = []
        self.fonts: dict[int, tuple[str, str]] = {}
        self.page = "gb18030"
        self.bytes = bytearray()
        self.text: list[str] = []
        self.tables: list[Rows] = []
        self.edges = [Edges() for _ in range(NESTING + 1)]
        self.merge = 0
        self.depth, self.in_table = 1, False
        self.fields: list[tuple[int, list[str], list[str]]] = []
        self.drop = self.half = self.cells = 0
        self.star = False

    def read(self, data: bytes) -> None:
        """Raises Refusal where there is more than any form has."""
        at = tokens = 0
        while found := TOKEN.search(data, at):
            at = found.end()
            tokens += 1
            if tokens > MOST:
                raise too_large(self.path, "RTF 的标记过多", "the RTF holds too many marks")
            word, number, code, mark, brace, plain = found.groups()
            if plain is not None:
                self.raw(plain)
            elif code is not None:
                self.raw(bytes([int(code, 16)]))
            elif brace is not None:
                self.flush()
                self.open() if brace == b"{" else self.close()
            elif mark is not None:
                self.flush()
                self.mark(mark)
            elif word == b"bin":
                at += min(int(number or 0), PART_BYTES) if int(number or 0) > 0 else 0
            else:
                if word != b"u":
                    self.flush()
                self.word(word.decode(), None if number is None else int(number))
        self.flush()
        if self.text or self.notes:
            self.end_paragraph()
        self.end_tables(0)

    def open(self) -> None:
        self.stack.append(self.state)
        if len(self.stack) > DEEPEST:
            raise too_large(self.path, "RTF 嵌套过深", "the RTF is nested too deeply")
        self.state = _State(self.state)
        self.star = False

    def close(self) -> None:
        if not self.stack:
            return
        if self.fields and self.fields[-1][0] == len(self.stack):
            self.end_field()
        ended, self.state = self.state, self.stack.pop()
        if ended.margin and not self.state.margin:
            self.end_paragraph(margin=ended.margin)

    def raw(self, plain: bytes) -> None:
        """Bytes of text; the stand-ins after a Unicode character are dropped."""
        if self.state.skip:
            return
        if self.drop:
            gone = min(self.drop, len(plain))
            self.drop -= gone
            plain = plain[gone:]
        self.bytes += plain

    def flush(self) -> None:
        """Decode what came as bytes: a character may be cut over several tokens."""
        self.drop = 0
        if self.bytes:
            page, name = self.fonts.get(self.state.font, (self.page, ""))
            text = self.bytes.decode("latin-1" if is_symbol_font(name) else page, "replace")
            self.bytes.clear()
            self.put(text)

    def mark(self, mark: bytes) -> None:
        if mark == b"*":
            self.star = True
        elif mark in MARKS:
            self.put(MARKS[mark])
        elif mark in b"\r\n":
            self.word("par", None)

    def word(self, word: str, number: int | None) -> None:
        star, self.star = self.star, False
        if word in SKIPPED or (star and word not in OPENED):
            if word in {"pict", "shppict"} and not self.state.skip:
                self.note("picture", "图片")
            self.state.skip = True
        elif self.state.skip:
            return
        elif word in SIGNS:
            self.put(SIGNS[word])
        elif word in FLAGS:
            setattr(self.state, FLAGS[word], number != 0)
        elif word in MARGINS:
            self.end_paragraph()
            self.state.margin = word[:6]
        elif self.state.target == "box" and word in _SHAPES:
            if word in {"par", "cell"}:  # a box keeps its lines, and leaves the table around it
                self.put("\n")
        else:
            act = _ACTS.get(word) or _SHAPES.get(word)
            if act is not None:
                act(self, 0 if number is None else number)

    def put(self, text: str) -> None:
        """Add text where it belongs: the font table, a field or the paragraph."""
        state = self.state
        if state.skip:
            return
        if state.target == "fonts":
            page, name = self.fonts.get(state.font, (self.page, ""))
            self.fonts[state.font] = page, name + text.rstrip(";")
            return
        if state.target == "code" and self.fields:
            self.fields[-1][1].append(text)
            return
        if state.deleted:
            self.note("revision-deleted", f"修订删除“{short(text)}”")
            return
        shown, known = respell(text, self.fonts.get(state.font, ("", ""))[1])
        if not known:
            self.note("symbol-unread", "符号字体中的字符")
        elif shown != text:
            self.note("sign-recovered", f"符号字体 → {short(shown)}")
        if state.hidden and shown.strip():
            self.note("hidden-text", f"隐藏文字“{short(shown)}”")
        if state.inserted and shown.strip():
            self.note("revision-inserted", f"修订插入“{short(shown)}”")
        (self.fields[-1][2] if self.fields else self.text).append(shown)

    def note(self, kind: str, detail: str) -> None:
        self.notes.append(Note(kind, detail))

    def end_field(self) -> None:
        """Its decoded instruction, else its result, goes on."""
        _, code, result = self.fields.pop()
        said, text = "".join(code), "".join(result)
        name = name_of(said)
        if name in {"EQ", "SYMBOL"}:
            text, kind, detail = sign_field(said, text)
            self.note(kind, detail)
        elif name in {"PAGE", "NUMPAGES", "SECTIONPAGES"} and self.state.margin:
            text = "\0"
        elif not text and name not in SILENT and name not in {"", "HYPERLINK", "PAGE"}:
            self.note("field-unread", f"域 {short(said.strip())} 没有结果")
        (self.fields[-1][2] if self.fields else self.text).append(text)

    def end_paragraph(self, _: int = 0, *, margin: str = "") -> None:
        text, notes = "".join(self.text), merged(self.notes)
        self.text, self.notes = [], []
        numbered, text = "\0" in text, text.replace("\0", "")
        if numbered and (margin or self.state.margin):
            return  # a page number says nothing about the form
        if not text.strip() and not notes and not self.in_table:
            return
        words = Words(text, notes, margin or self.state.margin)
        if self.in_table and not words.margin:
            self.table(self.depth).content.append(words)
        else:
            if not words.margin:
                self.end_tables(0)
            self.items.append(words)

    def table(self, depth: int) -> Rows:
        """The table of this depth, begun where it is not open; deeper ones end."""
        self.end_tables(depth)
        while len(self.tables) < depth:
            self.tables.append(Rows())
        return self.tables[depth - 1]

    def end_tables(self, depth: int) -> None:
        while len(self.tables) > depth:
            table = self.tables.pop()
            if table.content:
                table.end_row(None, False)
            (self.tables[-1].content if self.tables else self.items).append(table)

    def end_cell(self, depth: int) -> None:
        self.cells += 1
        if self.cells > CELLS:
            raise too_large(self.path, f"单元格超过 {CELLS} 个", f"more than {CELLS} cells")
        self.in_table, self.depth = True, depth
        self.end_paragraph()
        if self.state.margin:
            return
        self.table(depth).end_cell()

    def end_row(self, depth: int) -> None:
        """The row takes the shape that was declared last; another row may go on with it."""
        if self.state.margin:
            return
        shape, edges = self.edges[depth], None
        if len(shape.at) > 1:
            edges = Edges()
            edges.at, edges.merge = [*shape.at], [*shape.merge]
        self.table(depth).end_row(edges, False)


def _level(story: Story) -> int:
    return min(max(story.depth, 2), NESTING) if story.state.target == "nested" else 1


def _begin_row(story: Story, _: int) -> None:
    story.edges[_level(story)] = Edges()
    story.edges[_level(story)].at = [0]
    story.merge = 0


def _left(story: Story, number: int) -> None:
    shape = story.edges[_level(story)]
    if len(shape.at) == 1:
        shape.at = [number]


def _edge(story: Story, number: int) -> None:
    shape = story.edges[_level(story)]
    shape.at = shape.at or [0]
    if len(shape.merge) < 200:
        shape.at.append(max(number, shape.at[-1]))
        shape.merge.append(story.merge)
    story.merge = 0


def _merging(bits: int, mask: int) -> Callable[[Story, int], None]:
    def act(story: Story, _: int) -> None:
        story.merge = story.merge & ~mask | bits

    return act


def _unicode(story: Story, number: int) -> None:
    story.flush()
    code = number & 0xFFFF if number < 0 else number
    if 0xD800 <= code < 0xDC00:
        story.half = code
    elif 0xDC00 <= code < 0xE000:
        if story.half:
            story.put(chr(0x10000 + ((story.half - 0xD800) << 10) + code - 0xDC00))
        story.half = 0
    elif 0 < code < 0x110000:
        story.put(chr(code))
    story.drop = story.state.skips


def _font(story: Story, number: int) -> None:
    story.state.font = number
    if story.state.target == "fonts":
        story.fonts[number] = story.page, ""


def _charset(story: Story, number: int) -> None:
    if story.state.target == "fonts":
        name = story.fonts.get(story.state.font, ("", ""))[1]
        story.fonts[story.state.font] = CODE_PAGES.get(number, story.page), name


def _code_page(story: Story, number: int) -> None:
    name = "gb18030" if number == 936 else f"cp{number}"
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return
    story.page = name


def _skips(story: Story, number: int) -> None:
    story.state.skips = min(max(number, 0), 8)


def _target(name: str) -> Callable[[Story, int], None]:
    def act(story: Story, _: int) -> None:
        story.state.target = name

    return act


def _field(story: Story, _: int) -> None:
    if len(story.fields) < NESTING:
        story.fields.append((len(story.stack), [], []))


def _box(story: Story, _: int) -> None:
    story.state.target = "box"
    story.note("text-box", "文本框中的文字")
    story.put("\n")


def _plain(story: Story, _: int) -> None:
    state = story.state
    state.font, state.hidden, state.inserted, state.deleted = -1, False, False, False


def _pard(story: Story, _: int) -> None:
    story.in_table, story.depth = False, 1


def _in_table(story: Story, _: int) -> None:
    story.in_table = True


def _depth(story: Story, number: int) -> None:
    story.in_table, story.depth = number > 0, min(max(number, 1), NESTING)


def _cell(story: Story, _: int) -> None:
    story.end_cell(1)


def _row(story: Story, _: int) -> None:
    story.end_row(1)


def _nested_cell(story: Story, _: int) -> None:
    story.end_cell(max(story.depth, 2))


def _nested_row(story: Story, _: int) -> None:
    story.end_row(max(story.depth, 2))


_SHAPES: dict[str, Callable[[Story, int], None]] = {
    "par": Story.end_paragraph, "sect": Story.end_paragraph, "page": Story.end_paragraph,
    "pard": _pard, "intbl": _in_table, "itap": _depth, "trowd": _begin_row, "trleft": _left,
    "cellx": _edge, "cell": _cell, "row": _row, "nestcell": _nested_cell, "nestrow": _nested_row,
    "clmgf": _merging(1, H_MERGE), "clmrg": _merging(2, H_MERGE),
    "clvmgf": _merging(V_FIRST, V_FIRST), "clvmrg": _merging(V_CONTINUE, V_FIRST),
}  # fmt: skip
_ACTS: dict[str, Callable[[Story, int], None]] = {
    "u": _unicode, "f": _font, "fcharset": _charset, "ansicpg": _code_page, "uc": _skips,
    "fonttbl": _target("fonts"), "fldinst": _target("code"), "fldrslt": _target(""),
    "nesttableprops": _target("nested"), "field": _field, "shptxt": _box, "dptxbxtext": _box,
    "plain": _plain,
}  # fmt: skip
