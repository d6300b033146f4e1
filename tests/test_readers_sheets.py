"""Sheets → Grid: a cell says what a person sees, to the digit, and nothing hidden goes unsaid."""

from __future__ import annotations

import random
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import sheetxml as x
from conftest import ROOT, need_tool
from hypothesis import given, settings
from hypothesis import strategies as st
from test_examples import forms
from wordxml import packed

from jiheng.documents import grid_of
from jiheng.documents.grid import NOTE_KINDS, Cell, Grid, Line, Table
from jiheng.documents.readers import ods, xls, xlsx
from jiheng.documents.readers.sheet_format import Format
from jiheng.documents.sniff import kind_of
from jiheng.model.refusal import Refusal
from jiheng.policy import load

BOOK = load()
EXAMPLES = ROOT / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.docx"))
KINDS = ("xlsx", "xls", "ods")


def cells(grid: Grid) -> list[Cell]:
    return [c for block in grid.blocks if isinstance(block, Table) for c in block.cells]


def only(data: bytes) -> tuple[str, list[str]]:
    """Text and kinds of notes of the one cell of a workbook."""
    [cell] = cells(xlsx.read(data, "t.xlsx"))
    return cell.text, [note.kind for note in cell.notes]


SHOWN = (
    ("General", "0.30000000000000004", "0.3"),
    ("General", "318", "318"),
    ("General", "-0.10000000000000001", "-0.1"),
    ("General", "4.6799999999999997", "4.68"),
    ("General", "3133200.0000000005", "3133200"),
    ("General", "123456789012345678.91", "123456789012345678.91"),
    ("General", "12345678901234567890", "12345678901234567890"),
    ("General", "1E+20", "100000000000000000000"),
    ("General", "1e-15", "1E-15"),
    ("General", "-0.0", "0"),
    ('General"人"', "373", "373人"),
    ("@", "5", "5"),
    ("0%", "0.90000000000000002", "90%"),
    ('"≧"0%', "0.9", "≧90%"),
    ("≤0", "5", "≤5"),
    ('0"万元"', "318", "318万元"),
    ('0"元"/人/月', "700", "700元/人/月"),
    ('"第"0"次"', "3", "第3次"),
    ("0.0", "2.25", "2.3"),
    ("0.00", "1.005", "1.01"),
    ("0", "-0.3", "0"),
    ("0.##", "5", "5"),
    (".00", "12.5", "12.50"),
    ("00000", "318", "00318"),
    ("000-0000", "5550100", "555-0100"),
    ("#,##0.00", "3133200", "3,133,200.00"),
    ("#,##0.00", "-0.5", "-0.50"),
    ("#,##0.0,", "1234567", "1,234.6"),
    ("#,##0", "0", "0"),
    ("#", "0", ""),
    ("0\\.0,", "12345", "1.2"),
    ("0!.0000", "31800", "3.1800"),
    ('[>=10000]0!.0,"万";0"元"', "123456", "12.3万"),
    ('[>=10000]0!.0,"万";0"元"', "12", "12元"),
    ("0.00_);(0.00)", "-3", "(3.00)"),
    ("[Red]0;[蓝色]-0", "-3", "-3"),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0", "-"),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1234.5", "-1,234.50"),
    ("0;-0;;@", "0", ""),
    ("[$¥-804]#,##0.00", "5", "¥5.00"),
    ("0.00E+00", "12345", "1.23E+04"),
    ("# ?/?", "0.625", "5/8"),
    ("# ??/??", "3.14159", "3 14/99"),
    ("# ?/8", "0.3", "2/8"),
    ("yyyy/m/d", "45291", "2023/12/31"),
    ("yyyy-mm-dd;@", "45291", "2023-12-31"),
    ('yyyy"年"m"月"', "45291", "2023年12月"),
    ("yyyy-mm-dd hh:mm:ss", "45291.5", "2023-12-31 12:00:00"),
    ("[DBNum1][$-804]yyyy年m月d日", "45291", "二〇二三年十二月三十一日"),
    ("[$-F800]dddd, mmmm dd, yyyy", "45291", "2023年12月31日"),
    ("yyyy/m/d", "60", "1900/2/29"),
    ("yyyy/m/d", "1", "1900/1/1"),
    ('上午/下午h"时"mm"分"', "0.75", "下午6时00分"),
    ("h:mm AM/PM", "0.75", "6:00 PM"),
    ("[h]:mm", "1.5", "36:00"),
    ("mm:ss.0", "0.5001", "00:08.6"),
    ("aaaa", "45291", "星期日"),
    ("[DBNum2]General", "31332", "叁万壹仟叁佰叁拾贰"),
    ("[DBNum1]General", "10", "十"),
)


@pytest.mark.parametrize(("code", "stored", "shown"), SHOWN)
def test_a_number_is_what_its_format_shows(code: str, stored: str, shown: str) -> None:
    assert Format(code).number(stored) == (shown, "")


@pytest.mark.parametrize(
    ("code", "words", "shown"),
    [
        ('"≧"@', "90%", "≧90%"),
        ('0;-0;;@"人"', "5", "5人"),
        ("_ @_ ", " 甲 ", " 甲 "),
        ("0.00", "约5", "约5"),
        ("General", "甲", "甲"),
    ],
)
def test_a_text_is_what_its_format_shows(code: str, words: str, shown: str) -> None:
    assert Format(code).text(words) == shown


@pytest.mark.parametrize(
    ("code", "stored"), [("yyyy/m/d", "-1"), ("yyyy/m/d", "3000000"), ("ggge", "5"), ("[x]0", "5")]
)
def test_what_a_format_cannot_show_is_read_as_stored_and_noted(code: str, stored: str) -> None:
    data = x.xlsx(x.sheet(x.row(x.number("A1", stored, 1))), codes=(code,))
    assert only(data) == (stored, ["format-unread"])


def test_a_number_that_a_format_hides_is_read_and_noted() -> None:
    data = x.xlsx(x.sheet(x.row(x.number("A1", "5", 1))), codes=(";;;",))
    assert only(data) == ("5", ["hidden-text"])


def test_the_calendar_of_1904() -> None:
    data = x.xlsx(
        x.sheet(x.row(x.number("A1", "43829", 1))),
        codes=("yyyy/m/d",),
        more='<workbookPr date1904="1"/>',
    )
    assert only(data) == ("2023/12/31", [])


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9,
                   places=4))  # fmt: skip
def test_amounts_come_back_exactly(value) -> None:
    """What a person typed is what is read, though the file stores the nearest double."""
    from decimal import Decimal

    stored = format(float(value), ".17g")
    assert Decimal(Format("General").number(stored)[0]) == value
    assert Decimal(Format("#,##0.0000").number(stored)[0].replace(",", "")) == value


def test_cell_kinds() -> None:
    strings = (
        "<si><t>共享</t></si>",
        "<si><r><t>值班</t></r><r><t xml:space='preserve'> 人数</t></r>"
        "<rPh sb='0' eb='1'><t>zhi</t></rPh><phoneticPr fontId='1'/></si>",
        "<si><t>年度本级_x000D_\n预算</t></si>",
    )
    data = x.xlsx(
        x.sheet(
            x.row(
                '<c r="A1" t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>',
                '<c r="D1" t="b"><v>1</v></c><c t="str"><f>A1</f><v>文</v></c>',
                '<c r="F1"><f>1+1</f><v>2</v></c><c t="d"><v>2023-12-31</v></c>',
            )
        ),
        strings=strings,
    )
    found = [c.text for c in cells(xlsx.read(data, "t.xlsx"))]
    assert found == ["共享", "值班 人数", "年度本级\n预算", "TRUE", "文", "2", "2023-12-31"]


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", "formula-error"),
        ("<c><f>A1+1</f></c>", "", "cell-unread"),
        ('<c t="s"><v>99</v></c>', "", "cell-unread"),
        ("<c><v>五</v></c>", "五", "format-unread"),
    ],
)
def test_a_value_that_is_not_there_is_noted(cell: str, text: str, kind: str) -> None:
    assert only(x.xlsx(x.sheet(x.row(cell)))) == (text, [kind])


def test_symbol_fonts_of_cells_and_runs() -> None:
    fonts = ("宋体", "Symbol", "Wingdings 2")
    words = '<r><rPr><rFont val="Symbol"/></rPr><t>³</t></r><r><t>90%</t></r>'
    run = f'<c t="inlineStr"><is>{words}</is></c>'
    data = x.xlsx(x.sheet(x.row(x.word("A1", "³", 's="1"'), x.word("B1", "R", 's="2"'), run)),
                  fonts=fonts)  # fmt: skip
    found = cells(xlsx.read(data, "t.xlsx"))
    assert [c.text for c in found] == ["≥", "☑", "≥90%"]
    assert {n.kind for c in found for n in c.notes} == {"sign-recovered"}


def test_merges_addresses_and_trimmed_edges() -> None:
    data = x.xlsx(
        x.sheet(
            x.row(x.word("B2", "标题"), more='r="2"'),
            x.row(x.word("B3", "产出指标"), x.word("C3", "数量指标"), '<c r="D3" s="0"/>'),
            x.row(x.word("C4", "质量指标"), x.word("D4", "≧90%"), '<c r="Z4" s="0"/>'),
            x.row('<c r="A99" s="0"/>', more='r="99"'),
            merges="B2:D2 B3:B4 B98:D99",
        )
    )
    grid = xlsx.read(data, "t.xlsx")
    found = [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in cells(grid)]
    assert found == [
        ("标题", 0, 1, 1, 3), ("产出指标", 1, 1, 2, 1), ("数量指标", 1, 2, 1, 1), ("", 1, 3, 1, 1),
        ("质量指标", 2, 2, 1, 1), ("≧90%", 2, 3, 1, 1),
    ]  # fmt: skip
    address = cells(grid)[-1].address
    assert (address.sheet, address.row, address.column) == ("表1", 4, 4)


def test_merges_that_overlap_or_point_nowhere_do_no_harm() -> None:
    rows = (x.row(x.word("A1", "a"), x.word("B1", "b")), x.row(x.word("A2", "c")))
    data = x.xlsx(x.sheet(*rows, merges="A1:A2 A2:B2 A0:B9 ZZZZ1:A1 B1:A1 A1:XFD1048576 x"))
    found = [(c.text, c.rowspan, c.colspan) for c in cells(xlsx.read(data, "t.xlsx"))]
    assert found[:2] == [("a", 2, 1), ("b", 1, 1)]


def test_text_under_a_merge_is_noted() -> None:
    data = x.xlsx(x.sheet(x.row(x.word("A1", "上"), x.word("B1", "下")), merges="A1:B1"))
    [cell] = cells(xlsx.read(data, "t.xlsx"))
    assert [(n.kind, "下" in n.detail) for n in cell.notes] == [("hidden-text", True)]


def test_the_far_corner_costs_nothing() -> None:
    rows = (x.row(x.word("A1", "a")), x.row(x.word("XFD1048576", "z"), more='r="1048576"'))
    [table] = xlsx.read(x.xlsx(x.sheet(*rows)), "t.xlsx").blocks
    assert isinstance(table, Table)
    assert len(table.rows()) < 100
    assert len(table.cells) <= 4
    assert table.cells[-1].address.row == 2**20


def test_hidden_sheets_rows_and_columns_are_read_and_said() -> None:
    hidden = 'hidden="1"'
    first = x.sheet(
        x.row(x.word("A1", "a"), x.word("C1", "b")),
        x.row(x.word("A2", "c"), more=f'r="2" {hidden}'),
        x.row(x.word("A3", "d"), more=f'r="3" {hidden}'),
        x.row(more=f'r="4" {hidden}'),
        columns=f'<col min="2" max="3" {hidden}/>',
    )
    data = x.xlsx(
        first, x.sheet(x.row(x.word("A1", "e"))), x.sheet(), states=("visible", "veryHidden")
    )
    grid = xlsx.read(data, "t.xlsx")
    assert [c.text for c in cells(grid) if c.text] == ["a", "b", "c", "d", "e"]
    assert [(n.kind, n.detail) for n in grid.notes] == [
        ("hidden-row", "工作表“表1”第 2–3 行"),
        ("hidden-column", "工作表“表1”第 3 列"),
        ("hidden-sheet", "工作表“表2”"),
    ]
    assert {n.kind for n in grid.notes} <= set(NOTE_KINDS)


def test_text_boxes_and_pictures() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    drawing = (
        f'<d:wsDr xmlns:d="{space}/spreadsheetDrawing" xmlns:a="{space}/main"><d:sp><d:txBody>'
        "<a:p><a:r><a:t>填表人：</a:t></a:r></a:p></d:txBody></d:sp><d:pic/></d:wsDr>"
    )
    data = x.xlsx(
        x.sheet(x.row(x.word("A1", "a"))),
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": x.link("d", "drawing", "../drawings/d.xml"),
            "xl/drawings/d.xml": drawing,
        },
    )
    grid = xlsx.read(data, "t.xlsx")
    assert [(b.text, b.notes[0].kind) for b in grid.blocks if isinstance(b, Line)] == [
        ("填表人：", "text-box")
    ]
    assert [n.kind for n in grid.notes] == ["picture"]


def test_strict_namespaces() -> None:
    data = x.xlsx(x.sheet(x.row(x.word("A1", "a"))))
    parts = {}
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            text = text.replace(x.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            parts[name] = text.replace(
                x.RELS, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
    assert only(packed(parts)) == ("a", [])


def test_forms_of_different_width_do_not_widen_each_other() -> None:
    """The head of the second form ends where its own cells end."""
    data = x.xlsx(
        x.sheet(
            x.row(*(x.word(f"{c}1", c) for c in "ABCDEF")),
            x.row(x.word("A2", "第二张表")),
            x.row(x.word("A3", "a"), x.word("B3", "b")),
            x.row(x.word("A4", "c")),
            merges="A2:B2",
        )
    )
    [table] = xlsx.read(data, "t.xlsx").blocks
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows()] == [6, 1, 2, 2]


OPEN = "<table:table table:name='表1' table:style-name='t'>"
P = "<table:table-cell{1}><text:p>{0}</text:p></table:table-cell>"


def test_ods_shows_what_it_keeps() -> None:
    value = "<table:table-cell office:value-type='{}' office:{}='{}'/>"
    data = x.ods(
        OPEN + "<table:table-column table:visibility='collapse'/>"
        "<table:table-header-rows><table:table-row>"
        + P.format("标题", " table:number-columns-spanned='3'")
        + "<table:covered-table-cell table:number-columns-repeated='2'/></table:table-row>"
        "</table:table-header-rows><table:table-row table:visibility='filter'>"
        + P.format("≧90%", " office:value-type='percentage' office:value='0.9'")
        + P.format("甲<text:s text:c='2'/>乙<text:line-break/>丙</text:p><text:p>丁", "")
        + "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
        "</table:table-cell></table:table-row><table:table-row table:number-rows-repeated='2'>"
        + value.format("percentage", "value", "0.9")
        + value.format("float", "value", "0.30000000000000004")
        + value.format("date", "date-value", "2023-12-31")
        + "</table:table-row><table:table-row table:number-rows-repeated='1048000'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>",
        styles="<style:style style:name='t'><style:table-properties table:display='false'/>"
        "</style:style>",
    )
    grid = ods.read(data, "t.ods")
    assert [(c.text, c.row, c.colspan) for c in cells(grid)] == [
        ("标题", 0, 3), ("≧90%", 1, 1), ("甲  乙\n丙\n丁", 1, 1), ("", 1, 1),
        *[(text, row, 1) for row in (2, 3) for text in ("90%", "0.3", "2023-12-31")],
    ]  # fmt: skip
    assert [n.kind for n in grid.notes] == ["hidden-sheet", "hidden-row", "hidden-column"]


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory):
    """Convert a file with LibreOffice; gives the new file."""
    program = need_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("sheets")

    def convert(path: Path, kind: str) -> Path:
        """A .docx goes by way of HTML, for a text document cannot be saved as a sheet."""
        opened = ["--infilter=HTML (StarCalc)"] if path.suffix == ".html" else []
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        order = [program, profile, "--headless", *opened, "--convert-to", kind, "--outdir"]
        subprocess.run(
            [*order, str(folder), str(path)], check=True, capture_output=True, timeout=300
        )
        return folder / f"{path.stem}.{kind}"

    return convert


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_as_sheets_give_the_same_forms(name: str, soffice) -> None:
    source = EXAMPLES / f"{name}.docx"
    page = soffice(source, "html")
    for kind in KINDS:
        assert forms(soffice(page, kind)) == forms(source), kind


UNLIKE = ("上午", "DBNum", "F800", "!", "/人", "?", "aaaa", "_ *")
"""Formats of Excel that LibreOffice does not know, or shows with blanks around."""
OTHERWISE = {"1", "60", "1E+20", "12345678901234567890", "123456789012345678.91"}
"""Numbers LibreOffice shows otherwise: days before March 1900, more digits than a column holds."""


def test_all_kinds_show_what_libreoffice_shows(soffice, tmp_path: Path) -> None:
    """One workbook of formats, saved in each kind. An .ods holds LibreOffice's own rendering."""
    chosen = [
        (code, stored, shown)
        for code, stored, shown in SHOWN
        if shown and stored not in OTHERWISE and not any(word in code for word in UNLIKE)
    ]
    assert len(chosen) > 30
    rows = [x.row(x.number(f"A{n}", v, n)) for n, (_, v, _) in enumerate(chosen, 1)]
    path = tmp_path / "formats.xlsx"
    path.write_bytes(x.xlsx(x.sheet(*rows), codes=tuple(code for code, _, _ in chosen)))
    wanted = [shown for _, _, shown in chosen]
    for kind in KINDS:
        made = path if kind == "xlsx" else soffice(path, kind)
        grid = grid_of(made.read_bytes(), made.name, BOOK)
        assert grid.format == kind
        assert [c.text for c in cells(grid)] == wanted, kind


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The bytes with a few of them changed, lost or repeated."""
    broken = bytearray(data)
    for _ in range(rng.choice((1, 2, 8))):
        place = rng.randrange(len(broken))
        match rng.randrange(4):
            case 0:
                broken[place] = rng.randrange(256)
            case 1:
                del broken[place : place + rng.randrange(1, 30)]
            case 2:
                broken[place:place] = rng.choice((b"999999999", b"-1", b"A1:XFD1048576", b"\xff"))
            case _:
                broken[place:place] = broken[place : place + 200]
    return bytes(broken)


def remade(data: bytes, rng: random.Random) -> bytes:
    """A zip with one of its members damaged."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, damaged(content, rng) if name == chosen and content else content)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def healthy(soffice) -> dict[str, bytes]:
    page = soffice(EXAMPLES / "shili-2023-2-duty.docx", "html")
    return {kind: soffice(page, kind).read_bytes() for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_read_or_refused(kind: str, healthy: dict[str, bytes]) -> None:
    rng = random.Random(kind)
    for turn in range(300):
        whole = turn % 4 == 0 or kind == "xls"
        data = (damaged if whole else remade)(healthy[kind], rng)
        try:
            grid_of(data, "a", BOOK)
        except Refusal as refusal:
            print(refusal.sentence())


CODES = '0#?.,%@E+-eymdhs/;[]"\\_*!<>=万 $红GneralDBNum1AP上午'
STORED = ("0", "-1.5", "45291.25", "1E+300", "1E-300", "0.30000000000000004")


@settings(max_examples=300)
@given(st.text(CODES, max_size=24), st.sampled_from(STORED))
def test_any_format_code_shows_something_or_is_noted(code: str, stored: str) -> None:
    shown, note = Format(code).number(stored)
    assert shown or not note
    assert "甲" in Format(code).text("甲")


SPREADSHEET = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
BINARY = {"xl/workbook.bin": "x", "_rels/.rels": x.link("a", "officeDocument", "xl/workbook.bin")}
MANY = "".join(f"<row><c><v>{n * n}</v></c></row>" for n in range(200_001))
LONG = x.xlsx(
    x.sheet(*['<row><c t="s"><v>0</v></c></row>'] * 900),
    strings=(f"<si><t>{'长短' * 16_000}</t></si>",),
)
REPEATED = x.ods(
    f"{OPEN}<table:table-row table:number-rows-repeated='1000000'>{P.format('a', '')}"
    "</table:table-row></table:table>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def ringed() -> bytes:
    """A small .xls whose short sectors follow one another in a ring."""
    data = bytearray((ROOT / "cases" / "documents" / "number-formats.xls").read_bytes())
    start = 512 * (int.from_bytes(data[60:64], "little") + 1)
    data[start : start + 512] = b"".join((n // 2).to_bytes(4, "little") for n in range(128))
    return bytes(data)


REFUSED = {
    "ring-of-sectors": (ringed(), "损坏"),
    "xlsb": (packed(BINARY), "xlsb"),
    "no-sheets": (packed({"xl/workbook.xml": "<workbook/>"}), "没有工作表"),
    "no-workbook": (packed({"xl/styles.xml": "<a/>"}), "损坏"),
    "broken-sheet": (x.xlsx("<worksheet>"), "XML"),
    "doctype": (x.xlsx("<!DOCTYPE a><a/>"), "DOCTYPE"),
    "many-cells": (x.xlsx(x.sheet(MANY)), "单元格"),
    "long-texts": (LONG, "文字"),
    "broken-ods": (packed({**SPREADSHEET, "content.xml": "<a"}), "损坏"),
    "repeated": (REPEATED, "单元格"),
    "xls": (OLE + "Workbook".encode("utf-16-le"), "旧版 Excel"),
    "xls-of-excel-5": (OLE + "Book\0".encode("utf-16-le"), "旧版 Excel"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_workbook_gets_one_sentence(name: str) -> None:
    data, word = REFUSED[name]
    with pytest.raises(Refusal, match=word) as caught:
        grid_of(data, "某表", BOOK)
    assert caught.value.sentence("en").replace("某表", "").isascii()


def test_a_workbook_that_embeds_a_word_document_is_a_workbook() -> None:
    """The stream of the embedded document stands later in the directory."""
    entry = lambda name: name.encode("utf-16-le").ljust(128, b"\0")  # noqa: E731
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    assert kind_of(start + entry("Workbook") + entry("WordDocument"), "a.xls") == "xls"
    assert kind_of(start + entry("WordDocument") + entry("Workbook"), "a.doc") == "doc"
    assert kind_of(start + entry("WordDocument") + entry("EncryptedPackage"), "a") == "encrypted"


def test_a_name_whose_formula_is_damaged_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by tools/fuzz.py: xlrd has an error of its own for formulas, beside XLRDError."""
    import xlrd
    from xlrd.formula import FormulaError

    def damaged(*_: object, **__: object) -> None:
        raise FormulaError("Unexpected token 0x00")

    monkeypatch.setattr(xlrd, "open_workbook", damaged)
    monkeypatch.setattr("jiheng.documents.readers.xls._stream", lambda data, path: data)
    with pytest.raises(Refusal, match=r"a\.xls"):
        xls.read(b"", "a.xls")
