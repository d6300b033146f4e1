"""What web systems hand out as .doc and .xls → Grid: one reader each, told by content."""

from __future__ import annotations

import re
import subprocess
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import need_tool
from openpyxl import Workbook
from test_examples import EXAMPLES, plain
from wordxml import SPACES, docx, row, table, text, words

from jiheng.documents import grid_of, read
from jiheng.documents.grid import Cell, Grid, Line, Table
from jiheng.model.refusal import Refusal
from jiheng.policy import load

BOOK = load()
NAME = "shili-2023"
SOURCE = EXAMPLES / f"{NAME}.docx"
PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"
NEW = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLD = "http://schemas.microsoft.com/office/word/2003/wordml"


def forms(data: bytes) -> list[dict[str, Any]]:
    return [plain(form) for form in read(data, "表.doc", BOOK).forms]


def cells(grid: Grid) -> list[Cell]:
    return [cell for block in grid.blocks if isinstance(block, Table) for cell in block.cells]


def lines(grid: Grid) -> list[str]:
    return [block.text for block in grid.blocks if isinstance(block, Line)]


def texts(data: bytes) -> list[str]:
    return [cell.text for cell in cells(grid_of(data, "a.doc", BOOK))]


def kinds(grid: Grid) -> list[str]:
    found = [note for cell in cells(grid) for note in cell.notes]
    return [note.kind for note in (*found, *grid.notes)]


@pytest.fixture(scope="session")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four forms as LibreOffice writes them in these formats."""
    soffice = need_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("handed-out")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(source: Path, *order: str) -> None:
        words = [soffice, profile, "--headless", *order, "--outdir", str(folder), str(source)]
        subprocess.run(words, check=True, capture_output=True, timeout=300)

    for kind in ("rtf", "fodt", "html"):
        convert(SOURCE, "--convert-to", kind)
    page = folder / f"{NAME}.html"
    sheet = "--infilter=HTML (StarCalc)"
    convert(page, sheet, "--convert-to", "fods")
    convert(page, sheet, "--convert-to", "xml:MS Excel 2003 XML")
    convert(page, sheet, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76")
    return folder


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("rtf", "rtf"), ("fodt", "odt"), ("fods", "ods"), ("xml", "sheet-xml"), ("html", "html")],
)
def test_the_examples_give_the_same_forms(ending: str, kind: str, handed_out: Path) -> None:
    data = (handed_out / f"{NAME}.{ending}").read_bytes()
    assert grid_of(data, "a.doc", BOOK).format == kind
    assert forms(data) == forms(SOURCE.read_bytes())


@pytest.mark.parametrize("coding", ["utf-8-sig", "gb18030", "utf-16"])
def test_comma_separated_text_gives_the_same_rows(coding: str, handed_out: Path) -> None:
    """Heads merged over columns leave blank ones behind; nothing else is lost."""
    data = (handed_out / f"{NAME}.csv").read_text("utf-8").encode(coding)
    assert grid_of(data, "a.xls", BOOK).format == "csv"
    parted = [{k: v for k, v in form.items() if k != "columns"} for form in forms(data)]
    whole = [
        {k: v for k, v in form.items() if k != "columns"} for form in forms(SOURCE.read_bytes())
    ]
    assert parted == whole


def test_tabs_with_quoted_cells() -> None:
    data = '一级\t二级\t三级\n"数量\n指标"\t"说""是"""\t3\n甲\t乙\t丙\n'.encode("utf-16")
    assert texts(data) == ["一级", "二级", "三级", "数量\n指标", '说"是"', "3", "甲", "乙", "丙"]


@pytest.mark.parametrize(
    "data", ["一,二,三\n四,五\n六\n七,八,九,十\n", 'a\t"b\nc\td\te\nf\tg\th\n', "1,000,000\n" * 2]
)
def test_commas_alone_are_no_table(data: str) -> None:
    assert grid_of(data.encode(), "a.csv", BOOK).format == "text"


def flat_opc(data: bytes) -> bytes:
    """The parts of a .docx in one XML file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>'
            + re.sub(r"<\?xml.*?\?>", "", archive.read(name).decode())
            + "</pkg:xmlData></pkg:part>"
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        ]
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    return f'{head}<pkg:package xmlns:pkg="{PKG}">{"".join(parts)}</pkg:package>'.encode()


def word_2003(body: str) -> bytes:
    """A body in the XML of Word 2003."""
    aml = 'xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
    wx = 'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    spaces = SPACES.replace(NEW, OLD)
    return (
        f"{head}<w:wordDocument {spaces} {aml} {wx}><w:body><wx:sect>"
        f"{body.replace('w:vMerge', 'w:vmerge')}</wx:sect></w:body></w:wordDocument>"
    ).encode()


def test_flat_opc_gives_the_same_forms() -> None:
    data = SOURCE.read_bytes()
    assert forms(flat_opc(data)) == forms(data)
    assert grid_of(flat_opc(data), "a.doc", BOOK).format == "wordml"


def test_the_xml_of_word_2003_gives_the_same_forms() -> None:
    with zipfile.ZipFile(SOURCE) as archive:
        whole = archive.read("word/document.xml").decode()
    body = whole.partition("<w:body>")[2].rpartition("</w:body>")[0]
    assert "w:vMerge" in body
    assert forms(word_2003(body)) == forms(SOURCE.read_bytes())


def test_the_xml_of_word_2003_keeps_signs_revisions_and_headers() -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    gone = (
        '<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:delText>旧</w:delText></w:r>'
        "</aml:content></aml:annotation>"
    )
    head = f'<w:sectPr><w:hdr w:type="odd"><w:p>{text("单位：万元")}</w:p></w:hdr></w:sectPr>'
    body = table(row(f"<w:tc><w:p>{sign}{text('90%')}{gone}</w:p></w:tc>", words("乙"))) + head
    grid = grid_of(word_2003(body), "a.doc", BOOK)
    assert [cell.text for cell in cells(grid)] == ["≥90%", "乙"]
    assert kinds(grid) == ["sign-recovered", "revision-deleted"]
    assert lines(grid) == ["单位：万元"]


SHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="&quot;≧&quot;0%"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="yyyy\\-mm\\-dd"/></Style></Styles>
<Worksheet ss:Name="甲"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">左</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.9</Data></Cell>
<Cell><ss:Data ss:Type="String"><html:Font html:Face="Symbol">&#xF0B3;</html:Font>5</ss:Data>
</Cell></Row>
<Row><Cell ss:StyleID="d"{index}>
<Data ss:Type="DateTime">2023-03-15T00:00:00.000</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="Number">318</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><PageSetup>
<Header x:Data="&amp;C示例表&amp;R单位：万元"/><Footer x:Data="第 &amp;P 页"/></PageSetup>
</WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize("index", ["", ' ss:Index="2"'])
def test_the_xml_of_excel_2003(index: str) -> None:
    """What a merged cell covers is left out, with a number for the next cell or without."""
    grid = grid_of(SHEET.replace("{index}", index).encode(), "a.xls", BOOK)
    assert lines(grid) == ["示例表", "单位：万元"]
    assert [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in cells(grid)] == [
        ("左", 0, 0, 2, 1), ("≧90%", 0, 1, 1, 1), ("≥5", 0, 2, 1, 1),
        ("2023-03-15", 1, 1, 1, 1), ("318", 1, 2, 1, 2),
    ]  # fmt: skip
    assert kinds(grid) == ["sign-recovered", "hidden-column"]


def mht(*pages: tuple[str, str]) -> bytes:
    """Pages, each with its charset."""
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = "multipart/related"
    for page, charset in pages:
        part = EmailMessage()
        part.set_content(page, subtype="html", charset=charset, cte="quoted-printable")
        message.attach(part)
    return b"MIME-Version: 1.0\n" + message.as_bytes().replace(b"MIME-Version: 1.0\n", b"", 1)


def test_a_single_file_web_page_gives_the_same_forms(handed_out: Path) -> None:
    page = (handed_out / f"{NAME}.html").read_text("utf-8")
    for charset in ("utf-8", "gb18030"):
        data = mht((page.replace("charset=utf-8", f"charset={charset}"), charset))
        assert grid_of(data, "a.doc", BOOK).format == "mht"
        assert forms(data) == forms(SOURCE.read_bytes())


def test_the_sheets_of_a_single_file_web_page_come_in_order() -> None:
    sheet = "<html><body><table><tr><td>{}</td></tr></table></body></html>"
    frames = "<html><frameset><frame src='sheet001.htm'></frameset></html>"
    data = mht((frames, "utf-8"), (sheet.format("甲"), "utf-8"), (sheet.format("乙"), "gb2312"))
    found = cells(grid_of(data, "a.xls", BOOK))
    assert [(c.text, c.address.table) for c in found] == [("甲", 1), ("乙", 2)]


def rtf(body: str) -> bytes:
    fonts = (
        r"{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset2 Symbol;}{\f2\fcharset0 A;}}"
    )
    return (r"{\rtf1\ansi\ansicpg936\deff0" + fonts + r"\uc1\pard " + body + "}").encode("ascii")


ROW = r"\trowd\cellx1000\cellx3000\intbl "
RTF = {
    "bytes-of-a-code-page": (ROW + r"\f0\'bc\'a8\'d0\'a7\cell b\cell\row", ["绩效", "b"], []),
    "second-byte-is-a-letter": (ROW + r"\'81A\cell\'c1\'81\cell\row", ["丄", "羴"], []),
    "unicode-with-a-stand-in": (ROW + r"\u8807\'3f90%\cell\u-10179?\u-8704?\cell\row",
                                ["≧90%", "😀"], []),
    "symbol-font": (ROW + r"{\f1 \'b3}5\cell\~\cell\row", ["≥5", "\xa0"], ["sign-recovered"]),
    "field": (ROW + r"{\field{\*\fldinst EQ \\o(>,=)}{\fldrslt }}5\cell\cell\row",
              ["≥5", ""], ["sign-recovered"]),
    "revisions": (ROW + r"{\deleted old}{\revised new}\cell{\v h}\cell\row", ["new", "h"],
                  ["revision-deleted", "revision-inserted", "hidden-text"]),
    "box": (ROW + r"a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard box\par}}}\cell b\cell\row",
            ["a\nbox", "b"], ["text-box"]),
    "picture": (ROW + r"{\*\shppict{\pict\pngblip 89504e47}}\cell b\cell\row", ["", "b"],
                ["picture"]),
    "paragraphs-of-a-cell": (ROW + r"a\par b\line c\cell d\cell\row", ["a\nb\nc", "d"], []),
    "unknown-group": (ROW + r"{\*\xyz secret{\deep x}}a\cell{\stylesheet s}\bin3 {}}b\cell\row",
                      ["a", "b"], []),
}  # fmt: skip


@pytest.mark.parametrize("name", RTF)
def test_rtf_text(name: str) -> None:
    body, wanted, notes = RTF[name]
    grid = grid_of(rtf(body), "a.doc", BOOK)
    assert ([cell.text for cell in cells(grid)], kinds(grid)) == (wanted, notes)


def test_rtf_merged_cells_and_lines_around_tables() -> None:
    first = r"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\intbl a\cell b\cell\cell\row"
    then = r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\intbl\cell c\cell d\cell\row"
    header = r"{\header\pard w\par}{\footer\pard{\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
    grid = grid_of(rtf(rf"{header}t\par{first}{then}\pard u\par"), "a.doc", BOOK)
    assert [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in cells(grid)] == [
        ("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 1), ("d", 1, 2, 1, 1)
    ]  # fmt: skip
    assert lines(grid) == ["w", "t", "u"]
    assert isinstance(grid.blocks[2], Table)


def test_rtf_nested_table() -> None:
    nested = (
        r"\pard\intbl\itap2 n\nestcell m\nestcell"
        r"{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}{\nonesttables\par}"
    )
    shape = r"\trowd\cellx1000\cellx3000"
    whole = rf"{ROW}{nested}\pard\intbl a\cell b\cell{shape}\row{ROW}c\cell d\cell\row"
    tables = [b for b in grid_of(rtf(whole), "a", BOOK).blocks if isinstance(b, Table)]
    assert [[c.text for c in t.cells] for t in tables] == [["a", "b", "c", "d"], ["n", "m"]]
    assert [n.kind for n in tables[0].cells[0].notes] == ["nested-table"]


def test_rtf_is_bounded() -> None:
    with pytest.raises(Refusal, match="嵌套"):
        grid_of(rtf("{" * 1_000), "a", BOOK)
    with pytest.raises(Refusal, match="单元格"):
        grid_of(rtf(ROW + r"\cell" * 200_001), "a", BOOK)


def chunked(content: bytes, name: str = "a.html") -> bytes:
    """A .docx with another file in the place of a paragraph."""
    buffer = BytesIO(
        docx(f'<w:p>{text("前")}</w:p><w:altChunk r:id="c"/>' + table(row(words("后"))))
    )
    space = "http://schemas.openxmlformats.org"
    link = (
        f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="c" '
        f'Type="{space}/officeDocument/2006/relationships/aFChunk" Target="{name}"/>'
        "</Relationships>"
    )
    out = BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            if not part.endswith("document.xml.rels"):
                new.writestr(part, old.read(part))
        new.writestr("word/_rels/document.xml.rels", link)
        new.writestr(f"word/{name}", content)
    return out.getvalue()


def test_a_file_inside_a_word_document() -> None:
    page = "<html><body><p>中</p><table><tr><td>内</td></tr></table></body></html>".encode()
    for content in (page, docx(f"<w:p>{text('中')}</w:p>" + table(row(words("内"))))):
        grid = grid_of(chunked(content), "a.docx", BOOK)
        assert lines(grid) == ["前", "中"]
        assert [(c.text, c.address.table) for c in cells(grid)] == [("内", 1), ("后", 2)]
    assert kinds(grid_of(chunked(b"%PDF-1.4 x"), "a.docx", BOOK)) == ["field-unread"]
    assert kinds(grid_of(chunked(chunked(page)), "a.docx", BOOK)) == ["field-unread"]


def test_what_a_sheet_prints_above_and_below() -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"] = "甲", "乙"
    sheet.oddHeader.center.text = "示例&A表"
    sheet.oddHeader.right.text, sheet.oddHeader.right.size = "单位：万元", 12
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "填表人：某", "第 &P 页 共 &N 页"
    buffer = BytesIO()
    book.save(buffer)
    grid = grid_of(buffer.getvalue(), "a.xlsx", BOOK)
    assert [b.text if isinstance(b, Line) else "" for b in grid.blocks] == [
        "示例表", "单位：万元", "", "填表人：某"
    ]  # fmt: skip
