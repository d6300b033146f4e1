"""The parts of an .xlsx: its sheets, shared texts and styles."""

from __future__ import annotations

from ...model.refusal import Refusal
from ..limits import damaged, part
from .docx_package import Package, parse
from .docx_plain import XML_SPACE
from .sheet_codes import BUILT_IN
from .sheet_text import Formats
from .symbols import is_symbol_font

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lxml.etree import _Element

    from .sheet_format import Format
    from .sheet_text import Runs

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TEXT = S + "t"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
NAMED = {str(number): code for number, code in BUILT_IN.items()}
STYLES, STRINGS = "styles", "sharedStrings"


class Look:
    """How a cell is shown: its format and its font. Of many styles few are ever used."""

    __slots__ = ("_code", "_form", "_formats", "font", "signs")

    def __init__(self, formats: Formats, code: str, font: str) -> None:
        self.font = font
        self.signs = is_symbol_font(font)
        self._formats = formats
        self._code = code
        self._form: Format | None = None

    @property
    def form(self) -> Format:
        """The format, compiled when it is first asked for."""
        if self._form is None:
            self._form = self._formats.of(self._code)
        return self._form


class Workbook(Package):
    """An opened .xlsx. Raises Refusal for what is damaged, too large or unsafe."""

    def __init__(self, data: bytes, path: str) -> None:
        super().__init__(data, path)
        if self.body.lower().endswith(".bin"):
            raise Refusal(
                path,
                "这是二进制的 Excel（.xlsb）文件，目前不能直接读取",
                "请用 Excel 或 WPS 打开后另存为 .xlsx",
                problem_en="this is a binary Excel (.xlsb) file, which is not read yet",
                remedy_en="Open it in Excel or WPS and save it as .xlsx",
            )
        root = self.tree(self.body)
        self.sheets = list(root.iter(S + "sheet"))
        if not self.sheets:
            raise damaged(path, "Excel 工作簿里没有工作表", "the Excel workbook has no sheets")
        self.links = self.relations(self.body)
        parts = dict(self.links.values())
        properties = root.find(S + "workbookPr")
        era = "" if properties is None else properties.get("date1904", "")
        self.formats = Formats(from_1904=era in ("1", "true"))
        self.looks = self._styles(parts.get(STYLES, ""))
        self.plain = Look(self.formats, "General", "")
        self._strings = self._shared(parts.get(STRINGS, ""))

    def tree(self, name: str) -> _Element:
        """A part as a tree, of the usual namespaces."""
        return parse(self.data(name), name, self.path)

    def data(self, name: str) -> bytes:
        """A part as it is stored, of the usual namespaces."""
        data = part(self.archive, name, self.path)
        if b"purl.oclc.org" in data[:4096]:
            for strict, transitional in STRICT:
                data = data.replace(strict, transitional)
        return data

    def look(self, style: str) -> Look:
        """How cells of a style number are shown."""
        if style.isascii() and style.isdecimal() and len(style) < 7:
            number = int(style)
            if number < len(self.looks):
                return self.looks[number]
        return self.looks[0] if self.looks and not style else self.plain

    def shared(self, index: str) -> Runs | None:
        """A shared text, None where there is none of that number."""
        text = index.strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 9):
            return None
        place = int(text)
        return self._strings[place] if place < len(self._strings) else None

    def _main(self) -> str:
        usual = self._find("xl/workbook.xml")
        if usual is not None:
            return usual
        for kind, name in self.relations("").values():
            if kind == "officeDocument":
                return name
        raise damaged(self.path, "缺少 Excel 的 xl/workbook.xml", "xl/workbook.xml is missing")

    def _shared(self, name: str) -> list[Runs]:
        if not name:
            return []
        return [runs(item) for item in self.tree(name).iterchildren(S + "si")]

    def _styles(self, name: str) -> list[Look]:
        if not name:
            return []
        root = self.tree(name)
        codes = NAMED.copy()
        for element in root.iterfind(f"{S}numFmts/{S}numFmt"):
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
        fonts = []
        for font in root.iterfind(f"{S}fonts/{S}font"):
            named = font.find(S + "name")
            fonts.append("" if named is None else named.get("val", ""))
        out = []
        for style in root.iterfind(f"{S}cellXfs/{S}xf"):
            code = codes.get(style.get("numFmtId", "0"), "General")
            place = style.get("fontId", "0")
            known = place.isascii() and place.isdecimal() and len(place) < 7
            named_font = fonts[int(place)] if known and int(place) < len(fonts) else ""
            out.append(Look(self.formats, code, named_font))
        return out


def runs(item: _Element) -> Runs:
    """The runs of a text with their fonts; readings printed over characters are left out."""
    out: Runs = []
    if len(item) == 1 and item[0].tag == TEXT:
        return [(_stored(item[0]), "")]
    for child in item:
        if child.tag == TEXT:
            out.append((_stored(child), ""))
        elif child.tag == S + "r":
            font = child.find(f"{S}rPr/{S}rFont")
            name = "" if font is None else font.get("val", "")
            out += [(_stored(text), name) for text in child.iterchildren(TEXT)]
    return out


def _stored(element: _Element) -> str:
    text = element.text or ""
    if (text[:1] <= " " or text[-1:] <= " ") and element.get(XML_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return _unescaped(text) if "_x" in text else text


def _unescaped(text: str) -> str:
    """``_x000D_`` as the character it stands for."""
    import re

    def one(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        return "" if 0xD800 <= code < 0xE000 or code == 0 else chr(code)

    return re.sub("_x([0-9A-Fa-f]{4})_", one, text)
