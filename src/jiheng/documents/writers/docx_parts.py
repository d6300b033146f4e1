"""The fixed parts of a .docx: content types, relations, styles; and a zip that never varies."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPC = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DATE = (1980, 1, 1, 0, 0, 0)
SANS, SERIF, TITLE = "仿宋", "Times New Roman", "方正小标宋简体"


def _style(name: str, align: str, font: str, half_points: int, extra: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="{name}"/><w:pPr><w:jc w:val="{align}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:eastAsia="{font}"/>'
        f'{extra}<w:sz w:val="{half_points}"/></w:rPr></w:style>'
    )


_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STYLES = (
    f'{HEAD}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    f'<w:rFonts w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:eastAsia="{SANS}"/><w:sz w:val="21"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("banner", "center", SANS, 18, '<w:color w:val="808080"/>')
    + _style("title", "center", TITLE, 36, "<w:b/>")
    + _style("cell", "center", SANS, 21)
    + _style("text", "left", SANS, 21)
    + _style("foot", "left", SANS, 21)
    + '<w:style w:type="table" w:customStyle="1" w:styleId="form"><w:name w:val="form"/>'
    f"<w:tblPr><w:tblBorders>{_RULES}</w:tblBorders></w:tblPr></w:style></w:styles>"
)
PARTS: dict[str, str] = {
    "[Content_Types].xml": (
        f'{HEAD}<Types xmlns="{OPC}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{HEAD}<Relationships xmlns="{OPC}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'{HEAD}<Relationships xmlns="{OPC}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": STYLES,
}


def package(parts: Mapping[str, str]) -> bytes:
    """The parts as one zip, in the order given, with fixed dates and attributes."""
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            info = ZipInfo(name, DATE)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, text.encode())
    return buffer.getvalue()
