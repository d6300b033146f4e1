"""The parts of a .docx: which are the body, headers and footers, and their XML, safely parsed."""

from __future__ import annotations

from ...model.refusal import Refusal
from ..limits import check_markup, damaged, open_zip, part, too_large
from .docx_plain import Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_parser: list[XMLParser] = []
"""The one, once it is needed."""
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Package:
    """An opened .docx. Raises Refusal for what is damaged, too large or unsafe."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        self.archive = open_zip(data, path)
        self.names = {n.lower(): n for n in self.archive.namelist()}
        self.body = self._main()

    def page(self, name: str) -> Page:
        """A part as a tree."""
        data = part(self.archive, name, self.path)
        if b"purl.oclc.org" in data[:4096]:
            for strict, transitional in STRICT:
                data = data.replace(strict, transitional)
        return Page(parse(data, name, self.path), data)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relation id to (last word of its type, part name) of a part; {} where it has none."""
        folder, _, file = name.rpartition("/")
        found = self._find(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        if found is None:
            return {}
        out: dict[str, tuple[str, str]] = {}
        for relation in parse(part(self.archive, found, self.path), found, self.path).iter(
            RELATIONS
        ):
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            inside = self._find(target[1:] if target.startswith("/") else _joined(folder, target))
            if inside is not None:
                out[relation.get("Id", "")] = (kind, inside)
        return out

    def _find(self, name: str) -> str | None:
        return self.names.get(name.lower())

    def _main(self) -> str:
        usual = self._find("word/document.xml")
        if usual is not None:
            return usual
        for kind, name in self.relations("").values():
            if kind == "officeDocument":
                return name
        raise damaged(self.path, "缺少 word/document.xml", "word/document.xml is missing")


def parse(data: bytes, name: str, path: str) -> _Element:
    """XML without entities, network or document type; deep or broken XML is a Refusal."""
    from lxml import etree

    if not _parser:
        _parser.append(
            etree.XMLParser(
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
        )
    check_markup(data, name, path)
    if b"<!DOCTYPE" in data:
        raise _unsafe(name, path)
    try:
        root = etree.fromstring(data, _parser[0])
    except etree.XMLSyntaxError as error:
        if "depth" in str(error) or "huge" in str(error).lower():
            raise too_large(path, f"{name} 嵌套过深", f"{name} is nested too deeply") from error
        raise damaged(path, f"{name} 不是完整的 XML", f"{name} is not well-formed XML") from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise _unsafe(name, path)
    return root


def _unsafe(name: str, path: str) -> Refusal:
    return Refusal(
        path,
        f"{name} 含有文档类型声明（DOCTYPE），Word 从不这样写，为安全起见不读取",
        "请用 Word 或 WPS 打开后另存为 .docx",
        problem_en=f"{name} has a document type declaration, which Word never writes; it is unsafe",
        remedy_en="Open it in Word or WPS and save it as .docx",
    )


def _joined(folder: str, target: str) -> str:
    parts = folder.split("/") if folder else []
    for word in target.split("/"):
        if word == ".." and parts:
            parts.pop()
        elif word not in {".", ".."}:
            parts.append(word)
    return "/".join(parts)
