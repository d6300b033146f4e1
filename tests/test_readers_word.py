"""Old Word files (.doc) and OpenDocument texts (.odt) → Grid."""

from __future__ import annotations

import random
import subprocess
from io import BytesIO
from pathlib import Path
from struct import pack
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import worddoc
import wordxml
from conftest import need_tool
from test_examples import EXAMPLES, NAMES, forms
from worddoc import DELETED, HIDDEN, INSERTED, Para, define, doc, line, ole, row, symbol

from jiheng.documents import grid_of
from jiheng.documents.grid import NOTE_KINDS, Cell, Grid, Line, Table
from jiheng.documents.readers import doc as doc_reader
from jiheng.documents.readers import odt as odt_reader
from jiheng.documents.readers import office
from jiheng.model.form import Note
from jiheng.model.refusal import Refusal
from jiheng.policy import load

BOOK = load()
TWO = define([0, 1000, 3000])


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as LibreOffice saves them for old Word and as OpenDocument."""
    soffice = need_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("converted")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ("doc", "odt"):
        words = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        files = [str(EXAMPLES / f"{name}.docx") for name in NAMES]
        subprocess.run([*words, *files], check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_the_examples_give_the_same_forms(name: str, kind: str, converted: Path) -> None:
    assert forms(converted / f"{name}.{kind}") == forms(EXAMPLES / f"{name}.docx")
    assert grid_of((converted / f"{name}.{kind}").read_bytes(), name, BOOK).format == kind


def cells(grid: Grid) -> list[Cell]:
    return [cell for block in grid.blocks if isinstance(block, Table) for cell in block.cells]


def lines(grid: Grid) -> list[str]:
    return [block.text for block in grid.blocks if isinstance(block, Line)]


def boxes(found: list[Cell]) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in found]


def kinds(notes: tuple[Note, ...]) -> list[str]:
    assert {note.kind for note in notes} <= set(NOTE_KINDS)
    return [note.kind for note in notes]


def old(*paras: Para, **more: object) -> Grid:
    data = doc(*paras, **more)  # type: ignore[arg-type]
    return grid_of(data, "t.doc", BOOK)


SIGNS: dict[str, tuple[list[worddoc.Run], str, list[str]]] = {
    "symbol": ([symbol(1, 0xF0B3)], "≥", ["sign-recovered"]),
    "symbol-short-code": ([symbol(1, 0xA3)], "≤", ["sign-recovered"]),
    "symbol-of-text-font": ([symbol(0, 0x2267)], "≧", ["sign-recovered"]),
    "symbol-unknown": ([symbol(0, 0xF0B3)], "", ["symbol-unread"]),
    "symbol-no-font": ([symbol(99, 0xF0B3)], "", ["symbol-unread"]),
    "font-latin": ([("\u00b3", worddoc.font(1))], "≥", ["sign-recovered"]),
    "font-private": ([("\uf0b3", worddoc.font(1))], "≥", ["sign-recovered"]),
    "private": (["\uf0b3"], "\uf0b3", ["symbol-unread"]),
    "eq": (["\x13 EQ \\o(>,=) \x15"], "≥", ["sign-recovered"]),
    "eq-result": (["\x13 EQ \\o(<,=) \x14x\x15"], "≤", ["sign-recovered"]),
    "eq-unknown": (["\x13 EQ \\i(1,2,x) \x15"], "", ["field-unread"]),
    "symbol-field": (['\x13 SYMBOL 179 \\f "Symbol" \x15'], "≥", ["sign-recovered"]),
    "link": (['\x13 HYPERLINK "a" \x14≧\x15'], "≧", []),
    "fields-inside": (["\x13 IF \x13 REF a \x14b\x15 \x14≧\x15"], "≧", []),
    "no-result": (["\x13 =SUM(ABOVE) \x15"], "", ["field-unread"]),
    "not-closed": (["\x13 REF a \x14≧"], "≧90%", []),
    "equation": (["\x13 EMBED Equation.3 \x14\x01\x15"], "", ["equation-unread"]),
    "embedded": (["\x13 EMBED Excel.Sheet.8 \x14\x01\x15"], "", ["picture"]),
    "picture": (["\x01"], "", ["picture"]),
    "drawing": (["\x08"], "", ["picture"]),
    "deleted": ([("≦", DELETED), "≧"], "≧", ["revision-deleted"]),
    "inserted": ([("≧", INSERTED)], "≧", ["revision-inserted"]),
    "hidden": ([("≧", HIDDEN)], "≧", ["hidden-text"]),
    "comment": (["≧\x05\x02"], "≧", []),
    "breaks": (["a\tb\x0bc\x1ed\x1fe"], "a\tb\nc-de", []),
    "pair": (["\U00020bb7"], "\U00020bb7", []),
    "half-pair": (["\ud842"], "\ufffd", ["bad-characters"]),
}


@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_is_read_or_noted(name: str) -> None:
    runs, sign, noted = SIGNS[name]
    first, found, last = cells(old(*row("a", [*runs, "90%"], "b", shape=define([0, 9, 99, 999]))))
    assert found.text == sign.removesuffix("90%") + "90%"
    assert kinds(found.notes) == noted
    assert all(note.address == found.address and note.detail for note in found.notes)
    assert (first.text, first.notes, last.text, last.notes) == ("a", (), "b", ())
    assert (last.address.table, last.address.row, last.address.column) == (1, 1, 3)


@pytest.mark.parametrize("name", SIGNS)
def test_a_line_keeps_its_signs_too(name: str) -> None:
    runs, sign, noted = SIGNS[name]
    [*_, found] = old(line(*runs, "90%")).blocks
    assert isinstance(found, Line)
    assert found.text == (sign.removesuffix("90%") + "90%").split("\n")[-1]
    assert [kind for kind in kinds(found.notes) if kind != "picture"] == [
        kind for kind in noted if kind != "picture"
    ]


def test_text_of_one_byte_a_character() -> None:
    assert lines(old(line("90% \x93a\x94".encode("latin-1").decode("cp1252")), packed=True)) == [
        "90% “a”"
    ]


@pytest.mark.parametrize(("first", "then"), [(1, 2), (2, 1), (3, 1)])
def test_cells_merged_over_columns(first: int, then: int) -> None:
    """The published descriptions of the bits contradict each other: the first cell leads."""
    shape = define([0, 1000, 2000, 3000], [first, then, 0])
    found = cells(old(*row("a", "", "b", shape=shape), *row("c", "d", "e", shape=shape[:0] + TWO)))
    assert boxes(found)[:2] == [("a", 0, 0, 1, 2), ("b", 0, 2, 1, 1)]
    assert found[1].address.column == 3


def test_cells_merged_over_rows_need_the_same_edges() -> None:
    rows = [
        *row("a", "b", shape=define([0, 1000, 3000], [0x60, 0])),
        *row("", "c", shape=define([5, 1010, 3000], [0x20, 0x20])),
        *row("d", "e", shape=define([0, 1500, 3000], [0x20, 0])),
    ]
    assert boxes(cells(old(*rows))) == [
        ("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 2), ("d", 2, 0, 1, 2),
        ("e", 2, 2, 1, 1),
    ]  # fmt: skip


def test_text_in_a_merged_away_cell_is_noted() -> None:
    rows = [
        *row("a", "b", shape=define([0, 1000, 3000], [0x60, 0])),
        *row("别的", "c", shape=define([0, 1000, 3000], [0x20, 0])),
    ]
    assert kinds(cells(old(*rows))[0].notes) == ["hidden-text"]


INSERT = pack("<HBBh", 0x7621, 0, 2, 1000)


@pytest.mark.parametrize(
    ("shape", "spans"),
    [
        (INSERT, [1, 1]),
        (pack("<Hh", 0x9602, 100) + pack("<Hh", 0x9601, 0) + INSERT, [1, 1]),
        (TWO + pack("<HBB", 0x5622, 0, 1) + pack("<HBBh", 0x7621, 0, 1, 1000), [1, 1]),
        (TWO + pack("<HBBh", 0x7623, 0, 2, 500), [1, 1]),
        (define([0, 9, 99, 999]) + pack("<HBB", 0x5624, 0, 2), [2, 1]),
        (define([0, 9, 99, 999], [1, 2, 0]) + pack("<HBB", 0x5625, 0, 2), [1, 1, 1]),
        (b"", [1, 1]),
    ],
    ids=["insert", "from-left", "delete", "resize", "merge", "split", "unshaped"],
)
def test_rows_shaped_step_by_step(shape: bytes, spans: list[int]) -> None:
    found = cells(old(*row("a", "b", shape=shape)))
    assert [c.colspan for c in found] == spans
    assert [c.text for c in found][:1] == ["a"]


def test_vertical_merges_by_their_own_property() -> None:
    def merge(index: int, mark: int) -> bytes:
        return pack("<HBBB", 0xD62B, 2, index, mark)

    rows = [*row("a", "b", shape=TWO + merge(0, 3)), *row("", "c", shape=TWO + merge(0, 1))]
    assert boxes(cells(old(*rows)))[0] == ("a", 0, 0, 2, 1)


def test_rows_kept_in_the_data_stream() -> None:
    """A wide row does not fit its page: it is kept elsewhere, and that once more elsewhere."""
    inner = pack("<H", len(worddoc.ROW_END + TWO)) + worddoc.ROW_END + TWO
    outer = pack("<HHI", 6, 0x646B, 0)
    far = pack("<HI", 0x6646, len(inner))
    rows = [*row("a", "b")[:-1], ([], "\x07", far)]
    assert boxes(cells(old(*rows, data=inner + outer))) == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]
    itself = pack("<HHI", 6, 0x6646, 0)
    assert lines(old((["a"], "\r", pack("<HI", 0x6646, 0)), data=itself)) == ["a"]


def test_properties_of_a_fast_save_lie_over_the_text() -> None:
    deleted = cells(old(*row("a", "b", shape=TWO), prm=0x41 << 1 | 1 << 8))
    assert deleted == []
    laid = old(line("a"), prm=1, groups=(HIDDEN,))
    assert kinds(laid.blocks[0].notes) == ["hidden-text"]  # type: ignore[union-attr]


def test_a_deleted_row_is_left_out_and_noted() -> None:
    gone = row(("旧", DELETED), "", shape=TWO, gone=True)
    found = cells(old(*row("a", "b", shape=TWO), *gone, *row("c", "d", shape=TWO)))
    assert [(c.text, c.row) for c in found] == [("a", 0), ("b", 0), ("c", 1), ("d", 1)]
    assert kinds(found[-1].notes) == ["revision-deleted"]


def inner_row(*words: str) -> list[Para]:
    paras: list[Para] = [([word], "\r", worddoc.INNER_CELL) for word in words]
    shape = define([100 * n for n in range(len(words) + 1)])
    return [*paras, ([], "\r", worddoc.INNER_ROW + shape)]


def test_a_small_table_in_a_cell_is_a_table_of_its_own() -> None:
    a, b, c, end = row("a", "b", "c", shape=define([0, 1000, 2000, 3000]))
    outer, inner = old(a, *inner_row("x", "y"), b, c, end).blocks
    assert isinstance(outer, Table)
    assert isinstance(inner, Table)
    assert [(c.text, kinds(c.notes)) for c in outer.cells] == [
        ("a", []), ("b", ["nested-table"]), ("c", []),
    ]  # fmt: skip
    assert [(c.text, c.address.table) for c in inner.cells] == [("x", 2), ("y", 2)]


def test_a_frame_around_a_form_is_not_a_table() -> None:
    cell, end = row("尾", shape=define([0, 1000]))
    title: Para = (["标题"], "\r", worddoc.IN_TABLE)
    found = old(title, *inner_row("x", "y"), *inner_row("z", "w"), cell, end).blocks
    assert [type(block).__name__ for block in found] == ["Line", "Table", "Line"]
    assert [c.text for c in found[1].cells] == ["x", "y", "z", "w"]  # type: ignore[union-attr]


def test_headers_before_footers_and_boxes_after_without_page_numbers() -> None:
    grid = old(line("正文"), header=("填报单位：示例县公安局", "填表人：示例填表人"), box="框内")
    assert lines(grid) == ["填报单位：示例县公安局", "正文", "填表人：示例填表人", "框内"]
    assert kinds(grid.blocks[-1].notes) == ["text-box"]  # type: ignore[union-attr]
    numbered = old(line("正文"), header=("", "第\x13 PAGE \x141\x15页"))
    assert lines(numbered) == ["正文"]


def test_a_check_box_shows_its_state() -> None:
    def state(result: int, default: int) -> bytes:
        bits = pack("<IH", 0xFFFFFFFF, 1 | result << 2) + b"\0" * 4
        name = pack("<HH", 1, ord("a")) + b"\0\0"
        return b"\0" * 68 + bits + name + pack("<H", default) + b"\0" * 9

    where = pack("<HBHI", 0x0806, 1, 0x6A03, 0)
    run: list[worddoc.Run] = ["\x13 FORMCHECKBOX ", ("\x01", where), "\x15是"]
    for result, default, shown in ((1, 0, "☑"), (0, 1, "□"), (25, 1, "☑"), (25, 0, "□")):
        [found] = cells(old(*row(run, shape=define([0, 9])), data=state(result, default)))
        assert (found.text, found.notes) == (f"{shown}是", ())
    [found] = cells(old(*row(run, shape=define([0, 9]))))
    assert (found.text, kinds(found.notes)) == ("□是", ["field-unread"])


REFUSED = {
    "locked": (doc(line("a"), flags=0x0100), "密码"),
    "locked-package": (ole({"EncryptedPackage": b"", "WordDocument": b""}), "密码|加密"),
    "word-95": (doc(line("a"), nfib=0x68), "Word 6.0/95"),
    "not-of-word": (ole({"WordDocument": b"\0" * 9_000}), "损坏"),
    "no-text": (ole({"WordDocument": b"", "Other": b""}), "损坏"),
    "cut-off": (doc(line("a"))[:1500], "损坏"),
    "absurd-shift": (doc(line("a"))[:30] + b"\xff\xff" + doc(line("a"))[32:], "损坏"),
    "absurd-root": (ole({"WordDocument": b"\xec\xa5"}, root_size=2**32 - 1), "损坏"),
    "too-deep": (doc((["a"], "\r", worddoc.IN_TABLE + pack("<Hi", 0x6649, 2**30))), "嵌套"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: None)
    data, word = REFUSED[name]
    with pytest.raises(Refusal, match=word) as caught:
        grid_of(data, "a.doc", BOOK)
    assert caught.value.sentence("en").isascii()


def test_an_old_file_goes_through_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    modern = (EXAMPLES / f"{NAMES[0]}.docx").read_bytes()
    asked: list[str] = []

    def fake(data: bytes, kind: str, path: str, said: tuple[str, str]) -> bytes:
        asked.append(kind)
        return modern

    monkeypatch.setattr(office, "converted", fake)
    for version in (0x65, 0x68):
        grid = grid_of(doc(line("a"), nfib=version), "a.doc", BOOK)
        assert (grid.format, grid.blocks) == ("doc", grid_of(modern, "a.doc", BOOK).blocks)
        assert [note.kind for note in grid.notes] == ["converted"]
    assert asked == ["word-6", "word-95"]


def test_a_damaged_file_is_tried_with_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    modern = (EXAMPLES / f"{NAMES[0]}.docx").read_bytes()
    monkeypatch.setattr(office, "office", lambda: "soffice")
    monkeypatch.setattr(office, "converted", lambda *_: modern)
    grid = grid_of(doc(line("a"))[:3000], "a.doc", BOOK)
    assert [(note.kind, "损坏" in note.detail) for note in grid.notes] == [("rescued", True)]
    monkeypatch.setattr(office, "converted", lambda *_: wordxml.docx(""))
    with pytest.raises(Refusal, match="损坏"):
        grid_of(doc(line("a"))[:3000], "a.doc", BOOK)


def test_what_holds_nothing_to_rescue_is_not_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: "soffice")
    monkeypatch.setattr(office, "converted", lambda *_: pytest.fail("converted for nothing"))
    whole = doc(line("a"))
    for data in (whole[:1500], whole[:30] + b"\xff" * 8 + whole[38:3000]):
        with pytest.raises(Refusal, match="损坏"):
            grid_of(data, "a.doc", BOOK)


def test_libreoffice_converts_in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    need_tool("soffice", "libreoffice")
    data = doc(line("绩效目标"))
    said = ("旧格式", "an old format")
    made = office.converted(data, "doc", "a", said)
    assert [b.text for b in grid_of(made, "a", BOOK).blocks] == ["绩效目标"]
    with pytest.raises(Refusal, match="LibreOffice 也读不出来"):
        office.converted(b"junk that is of no kind" * 99, "doc", "a", said)
    monkeypatch.setattr(office, "SECONDS", 0)
    with pytest.raises(Refusal, match="秒内没有转换成功"):
        office.converted(data, "doc", "a", said)


OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{OASIS}{uri}:1.0"'
    for name, uri in (
        *((name, name) for name in ("office", "text", "table", "style")),
        *(("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
    )
)
STYLES = (
    '<office:font-face-decls><style:font-face style:name="Symbol1" svg:font-family="Symbol"/>'
    '</office:font-face-decls><office:automatic-styles><style:style style:name="S">'
    '<style:text-properties style:font-name="Symbol1"/></style:style><style:style style:name="H">'
    '<style:text-properties text:display="none"/></style:style></office:automatic-styles>'
)


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        content = f"<office:document-content {SPACES}>{STYLES}<office:body><office:text>{body}"
        archive.writestr(
            "content.xml", f"{content}</office:text></office:body></office:document-content>"
        )
        archive.writestr(
            "styles.xml", f"<office:document-styles {SPACES}>{styles}</office:document-styles>"
        )
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def new(body: str, styles: str = "", **parts: str) -> Grid:
    return grid_of(odt(body, styles, **parts), "t.odt", BOOK)


def tcell(inside: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{inside}</text:p></table:table-cell>"


def ttable(*rows: str) -> str:
    inside = "".join(f"<table:table-row>{r}</table:table-row>" for r in rows)
    return f"<table:table>{inside}</table:table>"


COVERED = "<table:covered-table-cell/>"
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>{}</semantics></math>'
OPEN: dict[str, tuple[str, str, list[str]]] = {
    "symbol": ('<text:span text:style-name="S">\uf0b3</text:span>', "≥", ["sign-recovered"]),
    "private": ("\uf0b3", "\uf0b3", ["symbol-unread"]),
    "hidden": ('<text:span text:style-name="H">≧</text:span>', "≧", ["hidden-text"]),
    "deleted": ('<text:change text:change-id="d"/>≧', "≧", ["revision-deleted"]),
    "inserted": (
        '<text:change-start text:change-id="i"/>≧<text:change-end text:change-id="i"/>',
        "≧",
        ["revision-inserted"],
    ),
    "spaces": (' \n a<text:s text:c="2"/> b\n  c<text:tab/>', "a   b c\t", []),
    "break": ("a<text:line-break/>", "a\n", []),
    "comment": ("<office:annotation><text:p>批</text:p></office:annotation>≧", "≧", []),
    "footnote": ("≧<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note>",
                 "≧", []),
    "picture": ("<draw:frame><draw:image/></draw:frame>", "", ["picture"]),
    "formula": (
        f"<draw:frame><draw:object>{MATH.format('<mrow><mo>≥</mo></mrow>')}</draw:object></draw:frame>",
        "≥",
        ["sign-recovered"],
    ),
    "formula-stacked": (
        "<draw:frame><draw:object>"
        + MATH.format("<munder><mo>&gt;</mo><mo>=</mo></munder>")
        + "</draw:object></draw:frame>",
        "≥",
        ["sign-recovered"],
    ),
    "formula-odd": (
        f"<draw:frame><draw:object>{MATH.format('<msqrt><mn>2</mn></msqrt>')}</draw:object></draw:frame>",
        "2",
        ["equation-unread"],
    ),
}  # fmt: skip
CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><text:p>≦</text:p>'
    '</text:deletion></text:changed-region><text:changed-region text:id="i"><text:insertion/>'
    "</text:changed-region></text:tracked-changes>"
)


@pytest.mark.parametrize("name", OPEN)
def test_opendocument_signs_are_read_or_noted(name: str) -> None:
    inside, sign, noted = OPEN[name]
    first, found = cells(new(CHANGES + ttable(tcell("a") + tcell(inside + "90%"))))
    assert (found.text, kinds(found.notes)) == (sign + "90%", noted)
    assert (first.text, first.notes) == ("a", ())


def test_opendocument_spans_and_repetitions() -> None:
    wide = tcell("a", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
    grid = new(
        ttable(
            wide + COVERED + tcell("b"),
            '<table:covered-table-cell table:number-columns-repeated="2"/>' + tcell("c"),
            tcell("d", 'table:number-columns-repeated="3"'),
            tcell("", 'table:number-rows-spanned="9999999"') + tcell("") + tcell("e"),
        ).replace("<table:table-row><table:table-cell table:number-columns-repeated",
                  '<table:table-row table:number-rows-repeated="2"><table:table-cell '
                  "table:number-columns-repeated")
    )  # fmt: skip
    found = cells(grid)
    assert boxes(found) == [
        ("a", 0, 0, 2, 2), ("b", 0, 2, 1, 1), ("c", 1, 2, 1, 1),
        *(("d", 2 + n // 3, n % 3, 1, 1) for n in range(6)),
        ("", 4, 0, 1, 1), ("", 4, 1, 1, 1), ("e", 4, 2, 1, 1),
    ]  # fmt: skip
    assert [(c.address.row, c.address.column) for c in found[:3]] == [(1, 1), (1, 2), (2, 2)]


def test_opendocument_lines_lists_boxes_and_margins() -> None:
    styles = (
        "<style:header><text:p>单位：万元</text:p></style:header><style:footer><text:p>第"
        "<text:page-number>1</text:page-number>页</text:p><text:p>示例填表人</text:p></style:footer>"
    )
    box = "<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame>"
    item = "<text:list><text:list-item><text:p>一</text:p></text:list-item></text:list>"
    grid = new(f"<text:h>标题</text:h><text:p>正文{box}</text:p>{item}{box}", styles)
    assert lines(grid) == ["单位：万元", "标题", "正文", "框内", "一", "框内", "示例填表人"]
    assert kinds(grid.blocks[3].notes) == ["text-box"]  # type: ignore[union-attr]
    [found] = cells(new(ttable(tcell(f"格内{box}"))))
    assert (found.text, kinds(found.notes)) == ("格内\n框内", ["text-box"])


def test_opendocument_nested_tables() -> None:
    inner = ttable(tcell("x") + tcell("y"))
    outer = ttable(tcell("a") + tcell("b") + f"<table:table-cell>{inner}</table:table-cell>")
    first, second = new(outer).blocks
    assert [len(block.cells) for block in (first, second)] == [3, 2]  # type: ignore[union-attr]
    frame = ttable(f"<table:table-cell><text:p>标题</text:p>{inner}</table:table-cell>")
    assert [type(block).__name__ for block in new(frame).blocks] == ["Line", "Table"]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (odt("", **{"META-INF__manifest.xml": "<a><encryption-data/></a>"}), "密码"),
        (odt("<text:p>"), "损坏"),
        (odt("<text:section>" * 200 + "</text:section>" * 200), "嵌套"),
        (odt(ttable(tcell("a", 'table:number-columns-repeated="999"') * 9)), "列"),
    ],
    ids=["locked", "damaged", "deep", "wide"],
)
def test_bad_opendocument_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(Refusal, match=word):
        grid_of(data, "a.odt", BOOK)


def damaged(good: bytes, rng: random.Random) -> bytes:
    """A few bytes anywhere changed, cut or copied over; zeros less often than they occur."""
    data = bytearray(good)
    for _ in range(rng.choice((1, 2, 4, 16, 64))):
        place = rng.randrange(len(data) - 4)
        if not data[place] and rng.random() < 0.8:
            continue
        if rng.random() < 0.6:
            data[place] = rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
        else:
            data[place : place + 4] = rng.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\0\0"))
    return bytes(data if rng.random() > 0.05 else data[: rng.randrange(512, len(data))])


def rich() -> list[bytes]:
    """A file with everything in it, for each reader."""
    rows = [p for runs, _, _ in SIGNS.values() for p in row(runs, shape=define([0, 9]))]
    a, b, end = row("a", "b", shape=TWO)
    inner = inner_row("x", "y")
    header = ("甲", "乙\x13 PAGE \x141\x15")
    words = [
        tcell(inside) + tcell("b", 'table:number-rows-spanned="2"') for inside, *_ in OPEN.values()
    ]
    return [
        doc(line("标题"), *rows[:14], header=header, box="框", groups=(HIDDEN,), prm=1),
        doc(*rows[14:32], a, *inner, b, end, data=b"\0" * 600),
        doc(*rows[32:]),
        odt(CHANGES + ttable(*words)),
    ]


def test_damaged_files_are_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: None)
    rng = random.Random(97)
    read = refused = 0
    slowest = 0.0
    for good in rich():
        reader = odt_reader.read if good.startswith(b"PK") else doc_reader.read
        assert reader(good, "a").blocks
        for _ in range(1_000):
            bad = damaged(good, rng)
            start = perf_counter()
            try:
                read += bool(reader(bad, "a").blocks)
            except Refusal:
                refused += 1
            slowest = max(slowest, perf_counter() - start)
    assert read > 300
    assert refused > 300
    assert slowest < 5


def test_fields_inside_fields_are_bounded() -> None:
    with pytest.raises(Refusal, match="域嵌套超过"):
        old(line("\x13" * 200))
    [found] = cells(old(*row("\x13 = 1 \x15" * 2_000, shape=define([0, 9]))))
    assert kinds(found.notes) == ["field-unread"]


def test_properties_that_lead_to_themselves_are_cut_short() -> None:
    itself = b"".join(pack("<HI", 0x6646, 0) for _ in range(5_000))
    many = pack("<H", len(itself)) + itself
    bad = doc((["a"], "\r", pack("<HI", 0x6646, 0)), data=many)
    start = perf_counter()
    with pytest.raises(Refusal, match="格式信息过多"):
        grid_of(bad, "a.doc", BOOK)
    assert perf_counter() - start < 10


def test_text_of_a_document_is_bounded() -> None:
    """A piece table may name the same characters again and again."""
    data = bytearray(doc(line("a" * 1_000)))
    start = data.rindex(pack("<II", 0, 1_001))
    data[start : start + 8] = pack("<II", 0, 9 << 20)
    with pytest.raises(Refusal, match="文字不完整"):
        doc_reader.read(bytes(data), "a.doc")
