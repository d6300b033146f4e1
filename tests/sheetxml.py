"""Workbooks of a few lines of XML, for tests that need one particular cell, format or merge."""

from __future__ import annotations

from wordxml import packed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPC = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DEFAULTS = (
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def word(place: str, text: str, more: str = "") -> str:
    """A cell of text."""
    inside = f'<is><t xml:space="preserve">{escaped(text)}</t></is>'
    return f'<c r="{place}" t="inlineStr" {more}>{inside}</c>'


def number(place: str, stored: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{stored}</v></c>'


def row(*cells: str, more: str = "") -> str:
    return f"<row {more}>{''.join(cells)}</row>"


def sheet(*rows: str, merges: str = "", columns: str = "", after: str = "") -> str:
    """A worksheet; merges as "A1:B2 C3:C4"."""
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merges.split())
    data = f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
    joined = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{RELS}">{data}{joined}{after}</worksheet>'


def xlsx(
    *sheets: str,
    codes: tuple[str, ...] = (),
    fonts: tuple[str, ...] = ("宋体",),
    strings: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    more: str = "",
    **parts: str,
) -> bytes:
    """A workbook: style n has the n-th format code (0: none), the last style each further font."""
    listed, links, files = "", "", {}
    for n, content in enumerate(sheets, 1):
        state = states[n - 1] if n <= len(states) else "visible"
        listed += f'<sheet name="表{n}" sheetId="{n}" state="{state}" r:id="r{n}"/>'
        links += _link(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml")
        files[f"xl/worksheets/sheet{n}.xml"] = content
    links += _link("s", "styles", "styles.xml") + _link("t", "sharedStrings", "sharedStrings.xml")
    formats = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{escaped(code)}"/>'
        for n, code in enumerate(codes)
    )
    looks = '<xf numFmtId="0" fontId="0"/>'
    looks += "".join(f'<xf numFmtId="{200 + n}" fontId="0"/>' for n in range(len(codes)))
    looks += "".join(f'<xf numFmtId="0" fontId="{n}"/>' for n in range(1, len(fonts)))
    faces = "".join(f'<font><name val="{font}"/></font>' for font in fonts)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{kind}.{what}+xml"/>'
        for name, what in [
            ("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings"),
            *((f"worksheets/sheet{n}", "worksheet") for n in range(1, len(sheets) + 1)),
        ]
    )  # fmt: skip
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}">{DEFAULTS}{types}</Types>',
            "_rels/.rels": link("w", "officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{more}'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{OPC}">{links}</Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
            f"<fonts>{faces}</fonts><cellXfs>{looks}</cellXfs></styleSheet>",
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>',
            **files,
            **parts,
        }
    )


def link(name: str, kind: str, target: str) -> str:
    """The relations of a part that has one."""
    return f'<Relationships xmlns="{OPC}">{_link(name, kind, target)}</Relationships>'


def _link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{RELS}/{kind}" Target="{target}"/>'


def ods(*tables: str, styles: str = "") -> bytes:
    """A spreadsheet of ``table:table`` elements."""
    names = ("office", "table", "text", "style", "draw")
    spaces = " ".join(
        f'xmlns:{name}="{ODF}:{"drawing" if name == "draw" else name}:1.0"' for name in names
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{''.join(tables)}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )
