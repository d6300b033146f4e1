"""Word documents in one XML file → Grid: Flat OPC, and the XML of Word 2003.

Web systems hand these out as .doc. Both are put back into the parts of a .docx, so that one reader
knows what a table, a revision or a symbol is. Flat OpenDocument is unfolded in the same way.
"""

from __future__ import annotations

from ..grid import Grid
from ..limits import damaged
from .docx_package import parse
from .docx_plain import W

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lxml.etree import _Element

PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
AML = "{http://schemas.microsoft.com/aml/2001/core}"
AUX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge"}
REVISIONS = {"Word.Insertion": "ins", "Word.Deletion": "del"}


def read(data: bytes, path: str) -> Grid:
    """The document as lines and tables. Raises Refusal where it is damaged or too large."""
    from .docx import read as read_docx

    root = parse(data, "XML", path)
    parts = _unpacked(root, path) if root.tag == PKG + "package" else _modern(root, path)
    grid = read_docx(_zipped(parts), path)
    return Grid("wordml", grid.blocks, grid.notes)


def read_flat_odf(data: bytes, path: str) -> Grid:
    """OpenDocument in one XML file (.fodt, .fods). Raises Refusal like ``read``."""
    mark = b'office:mimetype="application/vnd.oasis.opendocument.spreadsheet'
    parts = {"content.xml": data}
    if mark in data[:65_536]:
        from .ods import read as read_ods

        return read_ods(_zipped(parts), path)
    from .odt import read as read_odt

    return read_odt(_zipped(parts), path)


def _zipped(parts: dict[str, bytes]) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _unpacked(root: _Element, path: str) -> dict[str, bytes]:
    """The parts of a Flat OPC file: XML as it stands; pictures and the like are not needed."""
    from lxml import etree

    out: dict[str, bytes] = {}
    for part in root.iterchildren(PKG + "part"):
        name = part.get(PKG + "name", "").lstrip("/")
        inside = part.find(PKG + "xmlData")
        if name and inside is not None and len(inside):
            out[name] = etree.tostring(inside[0])
    if not out:
        raise damaged(path, "Word XML 里没有内容", "the Word XML holds no parts")
    return out


def _modern(root: _Element, path: str) -> dict[str, bytes]:
    """The parts of a .docx made from Word 2003's XML."""
    from lxml import etree

    body = root.find(OLD + "body")
    if body is None:
        raise damaged(path, "Word XML 里没有正文", "the Word XML has no body")
    _renamed(body)
    margins = [*body.iter(W + "hdr"), *body.iter(W + "ftr")]
    parts: dict[str, bytes] = {}
    links = []
    for number, margin in enumerate(margins, 1):
        kind = "header" if margin.tag == W + "hdr" else "footer"
        parent = margin.getparent()
        if parent is not None:
            place = etree.SubElement(parent, f"{W}{kind}Reference")
            place.set(f"{{{RELATIONS}}}id", f"m{number}")
            parent.remove(margin)
        parts[f"word/margin{number}.xml"] = etree.tostring(margin, with_tail=False)
        links.append(
            f'<Relationship Id="m{number}" Type="{RELATIONS}/{kind}" Target="margin{number}.xml"/>'
        )
    document = etree.Element(W + "document")
    document.append(body)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = f'<Relationships xmlns="{space}">{"".join(links)}</Relationships>'
    parts["word/_rels/document.xml.rels"] = relations.encode()
    return parts | {"word/document.xml": etree.tostring(document)}


def _renamed(body: _Element) -> None:
    """Give every element and attribute its name of 2006; annotations become revisions."""
    for element in list(body.iter()):
        tag = element.tag
        for name in [str(key) for key in element.keys()]:  # noqa: SIM118
            if name.startswith(OLD):
                element.set(W + name[len(OLD) :], element.get(name, ""))
        if tag == AML + "annotation":
            element.tag = W + REVISIONS.get(element.get(W + "type", ""), "smartTag")
        elif tag == AML + "content" or tag.startswith(AUX) or element.get(W + "st"):
            element.tag = W + "smartTag"
        elif tag.startswith(OLD):
            name = tag[len(OLD) :]
            element.tag = W + RENAMED.get(name, name)
