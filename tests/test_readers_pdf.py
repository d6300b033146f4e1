"""PDF → Grid: ruled tables with their spans, tables over pages, lines, and what cannot be read."""

from __future__ import annotations

import json
import random
import subprocess
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, need_tool, shared
from test_examples import BOOK, NAMES, forms

from jiheng.documents import read as read_document
from jiheng.documents.grid import NOTE_KINDS, Grid, Line, Table
from jiheng.documents.readers.pdf import read
from jiheng.documents.writers.json import form_data
from jiheng.model.refusal import Refusal

EXAMPLES = ROOT / "examples"
FONTS = (
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>]>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Odd/ToUnicode 6 0 R>>",
    b"1 beginbfchar <61> <E123> endbfchar",
)
PICTURE = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"


def stream(data: bytes, head: bytes = b"") -> bytes:
    return b"%s/Length %d>>stream\n%s\nendstream" % (head or b"<<", len(data), data)


def pdf(*contents: str | bytes, page: str = "", trailer: str = "") -> bytes:
    """A file of pages 600 × 800 points, each with these drawing instructions."""
    helvetica, song, odd, odd_map = FONTS
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", helvetica, song, odd, stream(odd_map)]
    objects.append(stream(b"\0", PICTURE))
    kids = []
    for content in contents:
        data = content if isinstance(content, bytes) else content.encode()
        packed = stream(zlib.compress(data), b"<</Filter/FlateDecode")
        objects.append(packed)
        resources = "<</Font<</F 3 0 R/S 4 0 R/O 5 0 R>>/XObject<</I 7 0 R>>>>"
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{page}/Resources{resources}"
            f"/Contents {len(objects)} 0 R>>".encode()
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>".encode()
    out, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF"
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end.encode()


def text(x: int, y: int, words: str, size: int = 10) -> str:
    """Words at a place; the Chinese font is as wide as it is high."""
    code = f"({words})" if words.isascii() else f"<{words.encode('utf-16-be').hex()}>"
    return f"BT /{'F' if words.isascii() else 'S'} {size} Tf 1 0 0 1 {x} {y} Tm {code} Tj ET\n"


def level(y: int, left: int = 50, right: int = 350) -> str:
    return f"{left} {y} m {right} {y} l S\n"


def upright(x: int, bottom: int = 600, top: int = 700) -> str:
    return f"{x} {bottom} m {x} {top} l S\n"


WORDS = text(60, 670, "a") + text(160, 670, "b") + text(60, 620, "c") + text(160, 620, "d >= 5")
RULES = level(700) + level(650) + level(600) + upright(50) + upright(150) + upright(350)
FOUR = [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d >= 5")]
LYING = f"0 1 -1 0 600 0 cm 1 0 0 1 0 -300 cm\n{RULES}{WORDS}"


def shown(grid: Grid) -> list[Any]:
    """Lines as text, tables as (row, column, rowspan, colspan, text)."""
    return [
        block.text
        if isinstance(block, Line)
        else [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in block.cells]
        for block in grid.blocks
    ]


def blocks(*contents: str, page: str = "") -> list[Any]:
    return shown(read(pdf(*contents, page=page), "t.pdf"))


DRAWN = {
    "strokes": RULES,
    "thin-rectangles": "50 700 300 .5 re 50 650 300 .5 re 50 600 300 .5 re 50 600 .5 100 re"
    " 150 600 .5 100 re 350 600 .5 100 re f\n",
    "a-box-each": "50 650 100 50 re S 150 650 200 50 re S 50 600 100 50 re 150 600 200 50 re S\n",
    "pieces-end-to-end": level(700, 50, 200) + level(700, 202, 350) + RULES.replace(level(700), ""),
    "shaded": f"0.9 g 50 600 300 100 re f 60 610 30 20 re f 0 g\n{RULES}",
    "page-frame": f"10 10 580 780 re S\n{RULES}",
    "underlined": f"{RULES}160 619 m 163 619 l S\n",
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_table_is_seen_however_it_is_drawn(name: str) -> None:
    assert blocks(text(50, 750, "Title") + DRAWN[name] + WORDS) == ["Title", FOUR]


@pytest.mark.parametrize("turn", ["", "/Rotate 90", "/Rotate 270"])
def test_a_page_stored_lying_is_read_upright(turn: str) -> None:
    assert blocks(LYING, page=turn) == [FOUR]


def test_open_sides_are_closed() -> None:
    inner = level(700) + level(650) + level(600) + upright(150) + upright(250)
    [cells] = blocks(inner + WORDS + text(260, 670, "e"))
    assert cells[:3] == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (0, 2, 1, 1, "e")]


def test_missing_rules_are_merged_cells() -> None:
    rules = (
        level(700) + level(650, 150) + level(600, 50, 250) + level(550)
        + upright(50, 550) + upright(150, 550) + upright(250, 550, 650) + upright(350, 550)
    )  # fmt: skip
    [cells] = blocks(rules + text(60, 670, "a") + text(160, 670, "b") + text(260, 600, "c"))
    assert cells == [
        (0, 0, 2, 1, "a"), (0, 1, 1, 2, "b"), (1, 1, 1, 1, ""), (1, 2, 2, 1, "c"),
        (2, 0, 1, 1, ""), (2, 1, 1, 1, ""),
    ]  # fmt: skip


def test_characters_are_read_in_their_places_and_not_in_drawing_order() -> None:
    words = text(66, 670, "b") + text(60, 670, "a") + text(60, 655, "d") + text(60, 685, "9")
    [cells] = blocks(RULES + words)
    assert cells[0][4].split() == ["9", "ab", "d"]


def test_a_full_line_goes_on_and_a_short_one_ends_a_paragraph() -> None:
    words = text(55, 685, "产出指标产出指标产") + text(55, 672, "量") + text(55, 659, "时效")
    [cells] = blocks(RULES + words + text(160, 670, "年度") + text(160, 655, "预算"))
    assert [cell[4] for cell in cells[:2]] == ["产出指标产出指标产量\n时效", "年度\n预算"]


def test_lines_keep_their_columns_apart() -> None:
    words = text(50, 700, "一级指标") + text(150, 700, "二级指标") + text(300, 700, "95%")
    words += text(50, 680, "产出指标") + text(92, 680, "数量")
    assert blocks(words) == ["一级指标  二级指标  95%", "产出指标数量"]


@pytest.mark.parametrize(("sign", "shows"), [(">", "≥95%"), ("<", "≤95%")])
def test_a_sign_struck_over_equals(sign: str, shows: str) -> None:
    assert blocks(text(50, 700, sign) + text(50, 698, "=") + text(56, 700, "95%")) == [shows]


def test_letters_drawn_twice_for_bold_count_once() -> None:
    assert blocks(text(50, 700, "绩效目标表") + text(50, 700, "绩效目标表")) == ["绩效目标表"]


HEAD = text(60, 670, "name") + text(160, 670, "value") + text(260, 670, "unit")
THREE = RULES + upright(250)
LOW = "1 0 0 1 0 -550 cm\n"
HIGH = "1 0 0 1 0 50 cm\n"


def row(*words: str) -> str:
    return "".join(text(60 + 100 * n, 620, word) for n, word in enumerate(words) if word)


def test_a_table_over_two_pages_is_one_without_its_second_head_and_page_numbers() -> None:
    first = text(280, 20, "- 1 -") + LOW + THREE + HEAD + row("x", "5", "m")
    second = text(280, 20, "- 2 -") + HIGH + THREE + HEAD + row("y", "6", "")
    [cells] = blocks(first, second)
    assert [cell[4] for cell in cells] == ["name", "value", "unit", "x", "5", "m", "y", "6", ""]
    grid = read(pdf(first, second), "t.pdf")
    [table] = grid.blocks
    assert isinstance(table, Table)
    places = [(c.address.page, c.address.row, c.address.column) for c in table.cells[::3]]
    assert places == [(1, 1, 1), (1, 2, 1), (2, 3, 1)]


def test_running_heads_between_the_parts_of_a_table_go() -> None:
    title = text(50, 780, "Title")
    [first, cells, last] = blocks(
        title + LOW + THREE + HEAD + row("x", "5", "m"),
        title + HIGH + THREE + row("y", "6", "m") + text(60, 670, "z") + text(60, 500, "end"),
    )
    assert (first, last) == ("Title", "end")
    assert [cell[4] for cell in cells[6:]] == ["z", "", "", "y", "6", "m"]


def test_a_merged_cell_cut_by_the_page_is_whole_again() -> None:
    one = LOW + THREE + row("out", "5", "m") + text(60, 670, "in") + text(160, 670, "4")
    two = HIGH + level(700) + level(650, 150) + level(600) + upright(50) + upright(150)
    two += upright(250) + upright(350) + text(160, 670, "6") + text(160, 620, "7")
    [cells] = blocks(one, two)
    assert (1, 0, 3, 1, "out") in cells
    assert (2, 1, 1, 1, "6") in cells


def test_sides_of_a_cell_open_at_the_end_of_a_page_and_a_row_without_its_text() -> None:
    """As browsers print: no line at the break, and the row begun before it holds nothing yet."""
    sides = upright(50) + upright(150) + upright(250) + upright(350)
    head = LOW + level(700) + level(650) + level(620, 150) + sides
    head += text(60, 670, "p") + text(160, 670, "q") + text(260, 670, "r")
    words = text(60, 630, "out") + text(160, 630, "5") + text(260, 630, "m")
    rest = HIGH + level(700, 150) + level(640, 150) + level(600, 150) + sides
    rest += text(160, 650, "6") + text(260, 650, "n") + text(160, 610, "7")
    [cells] = blocks(head + words, rest)
    assert [cell for cell in cells if cell[4]][3:] == [
        (1, 0, 3, 1, "out"), (1, 1, 1, 1, "5"), (1, 2, 1, 1, "m"),
        (2, 1, 1, 1, "6"), (2, 2, 1, 1, "n"), (3, 1, 1, 1, "7"),
    ]  # fmt: skip


def test_a_blank_value_at_the_top_of_a_page_stays_blank() -> None:
    one = LOW + THREE + row("x", "5", "m")
    [cells] = blocks(one, HIGH + THREE + text(60, 670, "y") + row("z", "7", "m"))
    assert [cell for cell in cells if cell[0] == 2] == [
        (2, 0, 1, 1, "y"), (2, 1, 1, 1, ""), (2, 2, 1, 1, ""),
    ]  # fmt: skip


def test_a_row_cut_by_the_page_is_whole_again() -> None:
    one = LOW + THREE + row("x", "5") + text(252, 620, "按合同约定的时间和")
    [cells] = blocks(one, HIGH + THREE + text(252, 670, "质量完成") + row("y", "6", "m"))
    assert [cell[4] for cell in cells[3:]] == [
        "x", "5", "按合同约定的时间和质量完成", "y", "6", "m",
    ]  # fmt: skip


APART = {
    "another-width": HIGH + THREE.replace("350", "370") + row("y", "6", "m"),
    "other-columns": HIGH + RULES + upright(200) + row("y", "6", "m"),
    "text-between": text(50, 760, "Other") + THREE + row("y", "6", "m"),
    "the-next-form": HIGH + THREE + text(60, 670, "name") + text(160, 670, "other"),
}


@pytest.mark.parametrize("name", APART)
def test_another_table_stays_another(name: str) -> None:
    found = blocks(LOW + THREE + HEAD + row("x", "5", "m"), APART[name])
    assert sum(isinstance(block, list) for block in found) == 2


def test_a_page_without_text_between_ends_a_table() -> None:
    part = THREE + row("y", "6", "m")
    assert len(blocks(LOW + part, "500 0 0 700 50 50 cm /I Do\n", HIGH + part)) == 2


def test_a_glyph_without_meaning_is_noted_and_never_lost_in_silence() -> None:
    odd = "BT /O 10 Tf 1 0 0 1 160 670 Tm (a) Tj ET\n"
    grid = read(pdf(RULES + text(60, 670, "x") + odd + text(166, 670, "90%")), "t.pdf")
    [table] = grid.blocks
    assert isinstance(table, Table)
    cell = table.cells[1]
    assert cell.text.endswith("90%")
    assert [(n.kind, n.address) for n in cell.notes] == [("symbol-unread", cell.address)]
    assert [n.kind for n in grid.notes] == ["bad-characters"]
    assert {n.kind for n in (*cell.notes, *grid.notes)} <= set(NOTE_KINDS)


SCAN = "500 0 0 700 50 50 cm /I Do\n"


def test_a_scanned_page_among_others_is_noted() -> None:
    grid = read(pdf(text(50, 700, "text"), SCAN), "t.pdf")
    assert [(n.kind, n.address.page) for n in grid.notes] == [("picture", 2)]


LOCK = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{0}>/U<{0}>>>".format("61" * 32)
BAD = {
    "scan": (pdf(SCAN, SCAN), "扫描"),
    "no-text": (pdf("", RULES), "没有文字"),
    "locked": (pdf(RULES + WORDS, trailer=LOCK), "密码"),
    "cut-short": (pdf(RULES + WORDS)[:60], "损坏"),
    "only-a-name": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "损坏"),
    "bomb-of-words": (pdf(b"BT /F 1 Tf " + b"(a) Tj " * 1_000_000 + b"ET"), "绘图指令"),
    "bomb-of-one-word": (pdf(b"BT /F 1 Tf (" + b"a" * 9_000_000 + b") Tj ET"), "绘图指令"),
    "page-of-words": (
        pdf(b"BT /F 1 Tf " + b"(%b) Tj " % (b"a" * 30_000) * 10 + b"ET"),
        "300000 个字",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_gets_one_sentence(name: str) -> None:
    data, word = BAD[name]
    with pytest.raises(Refusal) as caught:
        read_document(data, "某表.pdf", BOOK)
    zh, en = caught.value.sentence(), caught.value.sentence("en")
    assert zh.startswith("某表.pdf：")
    assert word in zh
    assert zh.count("。") == 2
    assert en.replace("某表", "").isascii()


def test_a_drawing_with_many_lines_costs_little() -> None:
    rng = random.Random(3)
    lines = "".join(level(rng.randrange(800)) + upright(rng.randrange(600)) for _ in range(20_000))
    grid = read(pdf(lines + text(50, 700, "map")), "t.pdf")
    assert [n.kind for n in grid.notes] in ([], ["too-long"])


def test_damage_anywhere_is_read_or_refused() -> None:
    data = pdf(LOW + THREE + HEAD + row("x", "5", "m"), HIGH + THREE + row("y", "6", "") + SCAN)
    rng = random.Random(5)
    refused = 0
    for _ in range(500):
        broken = bytearray(data)
        if rng.random() < 0.2:
            start = rng.randrange(len(broken))
            del broken[start : start + rng.randrange(1, 400)]
        for _ in range(rng.choice((1, 3, 30))):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        try:
            read(bytes(broken), "a.pdf")
        except Refusal as refusal:
            refused += 1
            print(refusal.sentence())
    assert 0 < refused < 500


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as LibreOffice prints them."""
    soffice = need_tool("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("printed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(EXAMPLES / f"{name}.docx") for name in NAMES]
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_printed_forms_are_the_same_forms(name: str, printed: Path) -> None:
    assert forms(printed / f"{name}.pdf") == forms(EXAMPLES / f"{name}.docx")


def squeezed(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value


HEAD_FIELDS = (
    "title fiscal_year unit_of_money project_name department implementing_unit project_code".split()
)


def test_the_five_forms_inside_a_budget_book() -> None:
    path = shared("corpus", "pdf", "wanli-2023-bumenyusuan-5forms.pdf")
    found = read_document(path.read_bytes(), path.name, BOOK).forms
    assert len(found) == 5
    for number, form in enumerate(found, 1):
        truth = json.loads(shared("corpus", "truth", f"wanli-{number}.json").read_text("utf-8"))
        data = form_data(form)
        for key in HEAD_FIELDS:
            assert squeezed(data[key]) == squeezed(truth[key]), (number, key)
        assert len(data["indicators"]) == len(truth["indicators"])
        for mine, wanted in zip(data["indicators"], truth["indicators"], strict=True):
            assert {k: squeezed(mine[k]) for k in wanted} == {
                k: squeezed(v) for k, v in wanted.items()
            }
        assert {row.fields["name"].address.page for row in form.indicators} == {30 + number}


@pytest.mark.parametrize("name", ["caizhengju", "shangwuwei"])
def test_budget_books_without_a_form_have_none(name: str) -> None:
    path = shared("corpus", "pdf", f"putuo-{name}-2025-no-form.pdf")
    assert read_document(path.read_bytes(), path.name, BOOK).forms == ()


def test_one_thread_at_a_time_has_a_file_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFium is not thread-safe, and a server reads the files of several people."""
    import pypdfium2

    from jiheng.documents.readers.page_image import pictures

    held: list[int] = []
    most: list[int] = []

    class Watched(pypdfium2.PdfDocument):  # type: ignore[misc]
        def __init__(self, data: bytes) -> None:
            held.append(1)
            time.sleep(0.01)  # time for another thread to come in
            most.append(len(held))
            super().__init__(data)

        def close(self) -> None:
            held.pop()
            super().close()

    monkeypatch.setattr(pypdfium2, "PdfDocument", Watched)
    data = pdf(RULES + WORDS)
    start = threading.Barrier(6)
    seen: list[int] = []

    def work(number: int) -> None:
        start.wait()
        if number % 2:
            seen.append(len(list(pictures(data, "f.pdf"))))
        else:
            seen.append(len(read(data, "f.pdf").blocks))

    threads = [threading.Thread(target=work, args=[number]) for number in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert seen == [1] * 6
    assert set(most) == {1}
