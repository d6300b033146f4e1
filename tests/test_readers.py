"""Word documents → Grid: no sign is lost in silence, and merged cells keep their place."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from wordxml import cell, document, docx, packed, row, table, text, words

from jiheng.documents import grid_of
from jiheng.documents.grid import NOTE_KINDS, Cell, Grid, Line, Table
from jiheng.documents.readers.docx import read
from jiheng.model.form import Note
from jiheng.policy import load

CASES = ROOT / "cases" / "documents"
SYMBOL = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'


def cells(data: bytes) -> list[Cell]:
    return [
        c for block in read(data, "t.docx").blocks if isinstance(block, Table) for c in block.cells
    ]


def lines(data: bytes) -> list[str]:
    return [block.text for block in read(data, "t.docx").blocks if isinstance(block, Line)]


def only(inside: str) -> Cell:
    """The one cell of a table that holds this XML as a paragraph."""
    [found] = cells(docx(table(row(cell(inside)))))
    return found


def kinds(notes: tuple[Note, ...]) -> list[str]:
    return [note.kind for note in notes]


def field(instruction: str, result: str = "") -> str:
    """A complex field; without a result Word shows what the instruction draws."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    middle = mark.format("separate") + text(result) if result else ""
    code = instruction.replace(">", "&gt;").replace("<", "&lt;")
    return (
        mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        + middle
        + mark.format("end")
    )


def math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def mrun(characters: str) -> str:
    return f"<m:r><m:t>{characters}</m:t></m:r>"


def stack(over: str, under: str) -> str:
    return f"<m:limLow><m:e>{mrun(over)}</m:e><m:lim>{mrun(under)}</m:lim></m:limLow>"


HIDDEN = {
    "symbol": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥", "sign-recovered"),
    "symbol-short-code": (
        '<w:r><w:sym w:font="Symbol" w:char="00B3"/></w:r>',
        "≥",
        "sign-recovered",
    ),
    "symbol-le": ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', "≤", "sign-recovered"),
    "symbol-ne": ('<w:r><w:sym w:font="Symbol" w:char="F0B9"/></w:r>', "≠", "sign-recovered"),
    "symbol-plus": ('<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>', "±", "sign-recovered"),
    "wingdings": ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑", "sign-recovered"),
    "sym-of-text-font": ('<w:r><w:sym w:font="宋体" w:char="2267"/></w:r>', "≧", "sign-recovered"),
    "symbol-unknown": ('<w:r><w:sym w:font="Odd" w:char="F0B3"/></w:r>', "", "symbol-unread"),
    "private-area": (text("\uf0b3", SYMBOL), "≥", "sign-recovered"),
    "symbol-font-latin": (text("\u00b3", SYMBOL), "≥", "sign-recovered"),
    "private-no-font": (text("\uf0b3"), "\uf0b3", "symbol-unread"),
    "equation": (math(mrun("≥")), "≥", "sign-recovered"),
    "equation-stacked": (math(stack("&gt;", "=")), "≥", "sign-recovered"),
    "equation-array": (
        math(f"<m:eqArr><m:e>{mrun('&lt;')}</m:e><m:e>{mrun('=')}</m:e></m:eqArr>"),
        "≤",
        "sign-recovered",
    ),
    "equation-bar": (
        math(f'<m:bar><m:barPr><m:pos m:val="bot"/></m:barPr><m:e>{mrun("&gt;")}</m:e></m:bar>'),
        "≥",
        "sign-recovered",
    ),
    "eq-overstrike": (field(r"EQ \o(>,=)"), "≥", "sign-recovered"),
    "eq-lower-case": (field(r"eq \o(\s\up2(＜),\s\do2(＝))"), "≤", "sign-recovered"),
    "eq-switches": (
        field(r'EQ \* jc0 \* "Font:宋体" \* hps21 \o\al(\s\up 3(>),\s\do 3(=))'),
        "≥",
        "sign-recovered",
    ),
    "eq-sequence": (field(r"EQ \s\do2(>)\s\do2(=)"), ">=", "sign-recovered"),
    "eq-unknown": (field(r"EQ \i(1,2,x)"), "", "field-unread"),
    "symbol-field": (field(r'SYMBOL 179 \f "Symbol" \s 12'), "≥", "sign-recovered"),
    "symbol-field-hex": (field(r"SYMBOL 0xB3 \f Symbol"), "≥", "sign-recovered"),
    "symbol-field-result": (field(r'SYMBOL 179 \f "Symbol"', "\u00b3"), "≥", "sign-recovered"),
    "symbol-field-unicode": (field(r"SYMBOL 8807 \u"), "≧", "sign-recovered"),
    "symbol-field-unknown": (field(r"SYMBOL 179 \f Odd"), "", "field-unread"),
    "simple-field": (
        r'<w:fldSimple w:instr="SYMBOL 179 \f Symbol">' + text("x") + "</w:fldSimple>",
        "≥",
        "sign-recovered",
    ),
    "no-result": (field("= SUM(ABOVE)"), "", "field-unread"),
    "inserted": ('<w:ins w:author="a">' + text("≧") + "</w:ins>", "≧", "revision-inserted"),
    "moved-here": ('<w:moveTo w:author="a">' + text("≧") + "</w:moveTo>", "≧", "revision-inserted"),
    "deleted": (
        '<w:del w:author="a"><w:r><w:delText>≦</w:delText></w:r></w:del>' + text("≧"),
        "≧",
        "revision-deleted",
    ),
    "moved-away": (
        '<w:moveFrom w:author="a">' + text("≦") + "</w:moveFrom>",
        "",
        "revision-deleted",
    ),
    "hidden": (text("≧", "<w:rPr><w:vanish/></w:rPr>"), "≧", "hidden-text"),
    "picture": ("<w:r><w:drawing><wps:wsp/></w:drawing></w:r>", "", "picture"),
    "old-equation": (
        '<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>',
        "",
        "equation-unread",
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_sign_is_read_or_noted(name: str) -> None:
    inside, sign, kind = HIDDEN[name]
    found = only(inside + text("90%"))
    assert found.text == f"{sign}90%"
    assert kinds(found.notes) == [kind]
    assert found.notes[0].address == found.address
    assert found.notes[0].detail


@pytest.mark.parametrize("name", HIDDEN)
def test_a_sign_in_one_cell_leaves_the_others_plain(name: str) -> None:
    inside = HIDDEN[name][0]
    data = docx(table(row(words("a"), cell(inside + text("90%")), words("b"))))
    first, middle, last = cells(data)
    assert (first.text, last.text) == ("a", "b")
    assert (first.notes, last.notes) == ((), ())
    assert (middle.address.table, middle.address.row, middle.address.column) == (1, 1, 2)


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (f"<m:f><m:num>{mrun('5')}</m:num><m:den>{mrun('8')}</m:den></m:f>", "5/8"),
        (f"<m:f><m:num>{mrun('a+b')}</m:num><m:den>{mrun('8')}</m:den></m:f>", "(a+b)/8"),
        (f"<m:sSup><m:e>{mrun('m')}</m:e><m:sup>{mrun('2')}</m:sup></m:sSup>", "m²"),
        (f"<m:sSub><m:e>{mrun('x')}</m:e><m:sub>{mrun('1')}</m:sub></m:sSub>", "x_1"),
        (f"<m:d><m:e>{mrun('a')}</m:e></m:d>", "(a)"),
        (f"<m:rad><m:deg/><m:e>{mrun('2')}</m:e></m:rad>", "√2"),
    ],
)
def test_equations_in_one_line(inside: str, shown: str) -> None:
    found = only(math(inside))
    assert (found.text, kinds(found.notes)) == (shown, ["sign-recovered"])


def test_an_equation_that_text_cannot_hold_is_noted() -> None:
    found = only(math(f"<m:nary><m:e>{mrun('x')}</m:e></m:nary>"))
    assert kinds(found.notes) == ["equation-unread"]


def test_a_paragraph_outside_tables_keeps_its_signs_too() -> None:
    [line] = read(docx(f"<w:p>{HIDDEN['symbol'][0]}{text('90%')}</w:p>"), "t.docx").blocks
    assert isinstance(line, Line)
    assert (line.text, kinds(line.notes)) == ("≥90%", ["sign-recovered"])


def test_white_space_and_breaks_of_a_cell() -> None:
    inside = text(" a\u3000") + "<w:r><w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/></w:r>"
    found = only('<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>' + inside)
    assert found.text == " a\u3000\t\n-"
    [two] = cells(docx(table(row(cell("", text("年度本级"), text("预算金额"), "")))))
    assert two.text == "年度本级\n预算金额"


def test_cells_behind_content_controls_insertions_and_tags() -> None:
    wrapped = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = [
        row(words("a"), wrapped.format(words("b")), f"<w:customXml>{words('c')}</w:customXml>"),
        wrapped.format(row(words("d"))),
        f"<w:ins>{row(words('e'))}</w:ins>",
        row(cell(f"<w:smartTag>{text('f')}</w:smartTag><w:hyperlink>{text('g')}</w:hyperlink>")),
    ]
    found = cells(docx(table(*rows)))
    assert [(c.text, c.row, c.column) for c in found] == [
        ("a", 0, 0), ("b", 0, 1), ("c", 0, 2), ("d", 1, 0), ("e", 2, 0), ("fg", 3, 0),
    ]  # fmt: skip


def test_a_deleted_row_is_left_out_and_noted() -> None:
    gone = row(words("旧"), properties='<w:del w:author="a"/>')
    first, last = cells(docx(table(row(words("a")), gone, row(words("b")))))
    assert (first.text, last.text, last.row) == ("a", "b", 1)
    assert kinds(last.notes) == ["revision-deleted"]


def test_a_deleted_cell_is_left_out_and_noted() -> None:
    a, b = cells(docx(table(row(words("旧", '<w:cellDel w:author="a"/>'), words("a"), words("b")))))
    assert (a.text, a.column, b.text, b.column) == ("a", 0, "b", 1)
    assert kinds(a.notes) == ["revision-deleted"]


def test_a_change_of_format_does_not_bring_back_the_old_one() -> None:
    then = '<w:tcPr><w:gridSpan w:val="5"/><w:vMerge/></w:tcPr>'
    old = f'<w:tcPrChange w:id="1">{then}</w:tcPrChange>'
    a, b = cells(docx(table(row(words("a", '<w:gridSpan w:val="2"/>' + old), words("b")))))
    assert (a.colspan, b.column, a.notes) == (2, 2, ())


def test_alternate_content_is_read_once() -> None:
    both = (
        f"<mc:AlternateContent><mc:Choice>{text('新')}</mc:Choice>"
        f"<mc:Fallback>{text('旧')}</mc:Fallback></mc:AlternateContent>"
    )
    assert only(both).text == "新"


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_boxes() -> None:
    box = BOX.format(f"<w:p>{text('框内')}</w:p>")
    found = only(box + text("格内"))
    assert (found.text, kinds(found.notes)) == ("格内\n框内", ["text-box"])
    grid = read(docx(f"<w:p>{text('段落')}{box}</w:p>"), "t.docx")
    assert [b.text for b in grid.blocks if isinstance(b, Line)] == ["段落", "框内"]
    assert kinds(grid.blocks[1].notes) == ["text-box"]  # type: ignore[union-attr]
    inner = BOX.format(table(row(words("表"))))
    assert [c.text for c in cells(docx(f"<w:p>{inner}</w:p>"))] == ["表"]


def test_a_small_table_in_a_cell_is_a_table_of_its_own() -> None:
    small = table(row(words("x"))) + "<w:p/>"
    outer = table(row(words("a"), words("b"), f"<w:tc>{small}</w:tc>"))
    first, second = read(docx(outer), "t.docx").blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [c.text for c in first.cells] == ["a", "b", ""]
    assert kinds(first.cells[2].notes) == ["nested-table"]
    assert [(c.text, c.address.table) for c in second.cells] == [("x", 2)]


def test_a_frame_around_a_form_is_not_a_table() -> None:
    form = table(*(row(words("a"), words("b")) for _ in range(3)))
    frame = table(row(f"<w:tc><w:p>{text('标题')}</w:p>{form}<w:p>{text('尾')}</w:p></w:tc>"))
    title, inner, foot = read(docx(frame), "t.docx").blocks
    assert isinstance(inner, Table)
    assert (title.text, len(inner.cells), foot.text) == ("标题", 6, "尾")  # type: ignore[union-attr]
    assert inner.address.table == 1


def test_headers_before_and_footers_after_without_page_numbers() -> None:
    spaces = document("").split("<w:body>")[0].replace("<w:document", "").rstrip(">")
    page = f"<w:p>{text('第')}{field(' PAGE ', '1')}{text('页')}</w:p>"
    reference = '<w:sectPr><w:{0}Reference w:type="default" r:id="{0}1"/></w:sectPr>'
    data = docx(
        f"<w:p>{text('正文')}</w:p>" + reference.format("header") + reference.format("footer"),
        header1=f"<w:hdr {spaces}><w:p>{text('填报单位：示例县公安局')}</w:p></w:hdr>",
        footer1=f"<w:ftr {spaces}>{page}<w:p>{text('填表人：示例填表人')}</w:p></w:ftr>",
    )
    assert lines(data) == ["填报单位：示例县公安局", "正文", "填表人：示例填表人"]


def test_line_breaks_in_a_paragraph_make_lines() -> None:
    data = docx(f"<w:p>{text('2023年')}<w:r><w:br/></w:r>{text('表')}</w:p><w:p/>")
    assert lines(data) == ["2023年", "表"]


MERGE = '<w:vMerge w:val="restart"/>'
CONTINUE = "<w:vMerge/>"


def test_vertical_merges_need_an_open_column() -> None:
    data = docx(
        table(
            row(words("a", MERGE), words("b")),
            row(words("", CONTINUE), words("c", CONTINUE)),
            row(words("d"), words("e")),
            row(words("f", CONTINUE), words("g")),
        )
    )
    found = [(c.text, c.row, c.column, c.rowspan) for c in cells(data)]
    assert found == [
        ("a", 0, 0, 2), ("b", 0, 1, 1), ("c", 1, 1, 1), ("d", 2, 0, 1), ("e", 2, 1, 1),
        ("f", 3, 0, 1), ("g", 3, 1, 1),
    ]  # fmt: skip


def test_edges_spans_and_addresses() -> None:
    span = '<w:gridSpan w:val="{}"/>'
    skipped = '<w:gridBefore w:val="2"/>'
    data = docx(
        table(
            row(words("a", span.format(3)), words("b", '<w:hMerge w:val="restart"/>'),
                words("", '<w:hMerge w:val="continue"/>'), words("c")),
            row(words("d"), properties=skipped),
        )
    )  # fmt: skip
    a, b, c, d = cells(data)
    assert [(x.column, x.colspan, x.address.column) for x in (a, b, c, d)] == [
        (0, 3, 1), (3, 2, 2), (5, 1, 4), (2, 1, 1),
    ]  # fmt: skip


def test_text_in_a_merged_away_cell_is_noted_unless_it_repeats() -> None:
    rows = [
        row(words("产出指标", MERGE)),
        row(words("产出指标", CONTINUE)),
        row(words("别的", CONTINUE)),
    ]
    [found] = cells(docx(table(*rows)))
    assert (found.text, found.rowspan, kinds(found.notes)) == ("产出指标", 3, ["hidden-text"])
    assert "别的" in found.notes[0].detail


def test_nonsense_spans_do_no_harm() -> None:
    rows = [
        row(words("a", '<w:gridSpan w:val="999999999"/>')),
        row(words("b", '<w:gridSpan w:val="-1"/>')),
    ]
    assert [(c.text, c.colspan) for c in cells(docx(table(*rows)))] == [("a", 1000), ("b", 1)]


@given(st.data())
def test_merges_as_python_docx_writes_them(data: st.DataObject) -> None:
    """Any rectangles merged by another program come back as those rectangles."""
    height, width = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    source = Document()
    grid = source.add_table(height, width)
    owner = {(r, c): (r, c, 1, 1) for r in range(height) for c in range(width)}
    for _ in range(data.draw(st.integers(0, 3))):
        top, left = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
        bottom, right = (
            data.draw(st.integers(top, height - 1)),
            data.draw(st.integers(left, width - 1)),
        )
        places = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        if any(owner[place] != (*place, 1, 1) for place in places):
            continue
        grid.cell(top, left).merge(grid.cell(bottom, right))
        box = (top, left, bottom - top + 1, right - left + 1)
        owner.update(dict.fromkeys(places, box))
    for top, left, _, _ in set(owner.values()):
        grid.cell(top, left).text = f"{top},{left}"
    buffer = BytesIO()
    source.save(buffer)
    found = {(c.row, c.column, c.rowspan, c.colspan): c.text for c in cells(buffer.getvalue())}
    assert found == {box: f"{box[0]},{box[1]}" for box in owner.values()}


def test_strict_namespaces_and_another_main_part() -> None:
    main = document(table(row(words("a")))).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="x" Target="/word/document2.xml" Type="http://purl.oclc.org/ooxml/'
        'officeDocument/relationships/officeDocument"/></Relationships>'
    )
    assert [
        c.text for c in cells(packed({"word/document2.xml": main, "_rels/.rels": relation}))
    ] == ["a"]


def as_json(grid: Grid) -> list[object]:
    """A grid as the expected files write it."""
    out: list[object] = []
    for block in grid.blocks:
        if isinstance(block, Line):
            out.append([block.text, *kinds(block.notes)])
        else:
            out.append(
                [
                    [c.row, c.column, c.rowspan, c.colspan, c.text, *kinds(c.notes)]
                    for c in block.cells
                ]
            )
    return out


def documents() -> list[Path]:
    return sorted(p for p in CASES.iterdir() if p.suffix != ".json")


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_documents_read_as_expected(path: Path) -> None:
    grid = grid_of(path.read_bytes(), path.name, load())
    wanted = json.loads(path.with_name(f"{path.name}.expected.json").read_text("utf-8"))
    assert json.loads(json.dumps(as_json(grid))) == wanted


def test_each_document_has_its_expectation_and_each_expectation_its_document() -> None:
    expected = {p.name.removesuffix(".expected.json") for p in CASES.glob("*.expected.json")}
    assert {p.name for p in documents()} == expected
    assert expected


def test_notes_have_known_kinds() -> None:
    assert {kind for *_, kind in HIDDEN.values()} <= set(NOTE_KINDS)
