"""Word documents of a few lines of XML, for tests that need one particular element."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-office'
    'document.wordprocessingml.document.main+xml"/></Types>'
)


def text(words: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def cell(*paragraphs: str, properties: str = "") -> str:
    """A cell of paragraphs, each given as the XML of its runs."""
    inside = "".join(f"<w:p>{p}</w:p>" for p in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def words(line: str, properties: str = "") -> str:
    """A cell of plain text."""
    return cell(text(line), properties=properties)


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def document(body: str) -> str:
    return f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"


def docx(body: str, **parts: str) -> bytes:
    """A .docx of a body; other parts by name ("header1" is word/header1.xml, rels are made)."""
    kinds = {"header": "header", "footer": "footer"}
    relations = "".join(
        f'<Relationship Id="{name}" Target="{name}.xml"'
        f' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{kinds[name.rstrip("0123456789")]}"/>'
        for name in parts
    )
    opc = "http://schemas.openxmlformats.org/package/2006/relationships"
    related = f'<Relationships xmlns="{opc}">{relations}</Relationships>'
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": document(body),
            "word/_rels/document.xml.rels": related,
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }
    )


def packed(parts: dict[str, str]) -> bytes:
    """Parts as a zip."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
