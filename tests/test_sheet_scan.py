"""The quick way through a worksheet reads what the tree would have given, or leaves it to it."""

from __future__ import annotations

import pytest
import sheetxml as x
from hypothesis import given
from hypothesis import strategies as st

from jiheng.documents.readers import xlsx
from jiheng.documents.readers.sheet_scan import scan
from jiheng.model.refusal import Refusal

REFERENCES = ("A1", "B1", "C1", "B2", "AA9", "$B$1", "b1", "ZZZ1", "1", "", "XFD1", "XFE1")
ATTRIBUTES = ("", 's="0"', 's="1"', 's="2"', 't="s"', 's="1" t="s"', 't="str"', 't="b"',
              't="e"', 't="n"', 't="inlineStr"', 't="s" s="1"', 's="999999"', 's="-1"',
              'cm="1"')  # fmt: skip
CONTENTS = ("/>", "></c>", "><v>0</v></c>", "><v>1</v></c>", "><v/></c>", "><v></v></c>",
            "><v>0.9</v></c>", "><v> 7 </v></c>", "><v>a&amp;b</v></c>", "><f>A1</f></c>",
            "><f>A1</f><v>5</v></c>", "><f>A1</f><v></v></c>", "><f>A1&lt;1</f><v>1</v></c>",
            "><is><t>文</t></is></c>", "><v>\ue0b3</v></c>", "><v>1</v><f>A1</f></c>")  # fmt: skip
STRINGS = ("<si><t>数量指标</t></si>", "<si><r><t>≧</t></r><r><t>90%</t></r></si>")

cell = st.builds(
    lambda at, how, what: (
        f"<c{f' r={at!r}' if at else ''} {how}{what}".replace("'", '"')
        .replace(" />", "/>")
        .replace(" >", ">")
    ),
    st.sampled_from(REFERENCES),
    st.sampled_from(ATTRIBUTES),
    st.sampled_from(CONTENTS),
)
row = st.builds(
    lambda cells, more: x.row(*cells, more=more),
    st.lists(cell, max_size=5),
    st.sampled_from(("", 'r="1"', 'r="3" hidden="1"', 'r="2" spans="1:8"')),
)


def grid(content: str) -> object:
    data = x.xlsx(content, codes=('"≧"0%', '0"万元"'), strings=STRINGS)
    try:
        return xlsx.read(data, "t.xlsx")
    except Refusal as refusal:
        return refusal.problem


@given(st.lists(row, max_size=4))
def test_both_ways_give_the_same_table(rows) -> None:
    usual = x.sheet(*rows, merges="A1:B2")
    assert grid(usual) == grid(usual.replace("<sheetData>", "<!-- slow --><sheetData>"))


PLAIN = x.sheet('<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"/></row>')


def test_plain_cells_are_cut_out() -> None:
    found = scan(PLAIN.encode())
    assert found is not None
    assert b"<c " not in found.rest
    assert [list(found.row(n)) for n in range(len(found))] == [
        [("A", "1", "s", "0"), ("B", None, None, None)]
    ]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.replace("<row", "<!-- --><row"),
        PLAIN.replace("<row", "<![CDATA[]]><row"),
        '<?xml version="1.0" encoding="GBK"?>' + PLAIN,
        PLAIN.replace("<sheetData>", "<x:sheetData>"),
        PLAIN.replace("<sheetData>", "<sheetData/>"),
    ],
)
def test_what_is_not_written_the_usual_way_is_left_to_the_tree(content: str) -> None:
    assert scan(content.encode()) is None


def test_broken_xml_beside_plain_cells_is_refused() -> None:
    for broken in ("</row></row>", "<row", "<row a=1/>", "</c>"):
        assert isinstance(grid(PLAIN.replace("</sheetData>", f"{broken}</sheetData>")), str)
