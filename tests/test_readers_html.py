"""Web pages and encodings → Grid: what a browser would show, at its row and column."""

from __future__ import annotations

import pytest

from jiheng.documents import grid_of
from jiheng.documents.encoding import decode
from jiheng.documents.grid import Cell, Line, Table
from jiheng.documents.readers.html import read
from jiheng.documents.sniff import kind_of
from jiheng.model.refusal import Refusal
from jiheng.policy import load


def cells(page: str) -> list[Cell]:
    blocks = read(page.encode(), "t.html").blocks
    return [cell for block in blocks if isinstance(block, Table) for cell in block.cells]


def boxes(page: str) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in cells(page)]


def lines(page: str) -> list[str]:
    return [b.text for b in read(page.encode(), "t.html").blocks if isinstance(b, Line)]


def test_spans_push_cells_to_the_right() -> None:
    page = "<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f</table>"
    assert boxes(page) == [
        ("a", 0, 0, 2, 2), ("b", 0, 2, 1, 1), ("c", 1, 2, 1, 1),
        ("d", 2, 0, 1, 1), ("e", 2, 1, 1, 1), ("f", 2, 2, 1, 1),
    ]  # fmt: skip
    assert [c.address.column for c in cells(page)] == [1, 2, 2, 1, 2, 3]


def test_rowspans_end_with_their_group() -> None:
    page = (
        "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody>"
        "<tbody><tr><td rowspan=99>d<td>e</tbody></table>"
    )
    assert [box[:4] for box in boxes(page)] == [
        ("a", 0, 0, 2), ("b", 0, 1, 1), ("c", 1, 1, 1), ("d", 2, 0, 1), ("e", 2, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("span", ["0", "-1", "x", "1e9", ""])
def test_nonsense_spans_are_one(span: str) -> None:
    assert boxes(f'<table><tr><td colspan="{span}">a</td><td>b</td></tr></table>') == [
        ("a", 0, 0, 1, 1),
        ("b", 0, 1, 1, 1),
    ]


def test_too_many_columns_are_refused() -> None:
    cell = '<td colspan="600">a</td>'
    with pytest.raises(Refusal, match="1000 列"):
        cells(f"<table><tr>{cell * 2}</tr></table>")


def test_text_is_as_a_browser_shows_it() -> None:
    page = (
        "<table><tr><td> a\n  b <b>c</b><br>d<p> e </p><p></p>f&nbsp;&ge;&#8807;m<sup>2</sup> "
        "<!-- x --><script>y</script><style>z</style></td></tr></table>"
    )
    assert [c.text for c in cells(page)] == ["a b c\nd\ne\nf\xa0≥≧m2"]


def test_lines_outside_tables_in_order() -> None:
    page = "<title>x</title><h1>甲</h1>乙<br>丙<table><tr><td>t</table>丁<div>戊<p>己</div>"
    blocks = read(page.encode(), "t.html").blocks
    shown = [b.text if isinstance(b, Line) else b.cells[0].text for b in blocks]
    assert shown == ["甲", "乙", "丙", "t", "丁", "戊", "己"]


def test_form_controls_show_their_value() -> None:
    page = (
        '<table><tr><td><input value="318">万元</td><td><select><option>甲<option selected>乙'
        "</select></td><td><textarea>丙</textarea></td></tr></table>"
    )
    assert [c.text for c in cells(page)] == ["318万元", "乙", "丙"]


def test_what_hides_in_a_cell_is_noted() -> None:
    page = (
        '<table><tr><td><span style="display: none">藏</span>a</td><td><img src="a.png">b</td>'
        '<td><math><mo>≥</mo><mn>9</mn></math></td><td><font face="Symbol">³</font>9</td>'
        '<td><span style="font-family:Wingdings">ö</span></td></tr></table>'
    )
    found = cells(page)
    assert [c.text for c in found] == ["藏a", "b", "≥9", "≥9", "ö"]
    assert [c.notes[0].kind for c in found] == [
        "hidden-text", "picture", "sign-recovered", "sign-recovered", "symbol-unread",
    ]  # fmt: skip


def test_a_deep_page_is_read_or_refused() -> None:
    deep = "<div>" * 5_000 + "文" + "</div>" * 5_000
    try:
        assert lines(deep) in (["文"], [])
    except Refusal as refusal:
        print(refusal.sentence())
    nested = "<table><tr><td>" * 100 + "x" + "</td></tr></table>" * 100
    with pytest.raises(Refusal, match="嵌套"):
        read(nested.encode(), "t.html")


SIGNED = "示例县公安局 ≧90% ㎡"


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("gb2312", "gb18030"), ("GBK", "gbk"), ("gb18030", "gb18030"), ("utf-8", "utf-8"),
        ("utf-8", "gb18030"), ("iso-8859-99", "utf-8"), ("", "gb18030"), ("", "utf-8"),
        ("utf-16", "utf-16"), ("gb2312", "utf-8-sig"),
    ],
)  # fmt: skip
def test_charsets_declared_rightly_wrongly_and_not_at_all(declared: str, codec: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = f"<html><head>{meta}</head><body><p>{SIGNED}</p></body></html>"
    grid = grid_of(page.encode(codec), "t.txt", load())
    assert grid.format == "html"
    assert [b.text for b in grid.blocks if isinstance(b, Line)] == [SIGNED]
    assert grid.notes == ()


def test_html_is_known_by_its_content() -> None:
    book = load()
    for page in (
        "<!DOCTYPE html><p>文</p>",
        "  \n<TABLE><TR><TD>a",
        "<?xml version='1.0'?><html/>",
    ):
        assert grid_of(page.encode(), "t.docx", book).format == "html"
    assert kind_of(b"| a | b<br>c |\n", "t.html") == "text"
    assert kind_of("≤90% 与 <5 的 <table> 一词".encode(), "t") == "text"


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_in_every_encoding(codec: str) -> None:
    text, notes = decode(f"{SIGNED}\n填报单位：\t示例\n".encode(codec), "t.txt")
    assert text.lstrip("\ufeff") == f"{SIGNED}\n填报单位：\t示例\n"
    assert [note.kind for note in notes] == (
        ["encoding-guessed"] if codec in {"utf-16-le", "utf-16-be"} else []
    )


def test_text_of_another_encoding_is_a_guess() -> None:
    _, notes = decode("績效目標表與實際完成數量".encode("big5"), "t.txt")
    assert [note.kind for note in notes] == ["encoding-guessed"]


def test_one_bad_byte_in_a_long_text_is_noted_and_many_are_refused() -> None:
    good = (SIGNED + "\n") * 200
    text, notes = decode(good.encode() + b"\xff\n" + good.encode(), "t.txt")
    assert text.count("\ufffd") == 1
    assert [note.kind for note in notes] == ["bad-characters"]
    with pytest.raises(Refusal):
        decode(good.encode()[:50] + b"\xff\x80" * 50, "t.txt")
