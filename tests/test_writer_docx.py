"""Forms → .docx: what is written is read back, and the same forms give the same file."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from jiheng.documents import read
from jiheng.documents.grid import Table
from jiheng.documents.readers.docx import read as read_grid
from jiheng.documents.writers.docx import EDGES, write
from jiheng.model.form import Field, Form, Indicator, Target
from jiheng.policy import load

LEVELS = [("产出指标", "数量指标"), ("产出指标", "成本指标"), ("效益指标", "社会效益指标")]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"]), max_size=30)


def form(name: str, rows: list[tuple[str, str, str, str, str]]) -> Form:
    fields = {
        "title": "2023年项目支出绩效目标表",
        "reporting_unit": "示例县公安局",
        "unit_of_money": "万元",
        "project_name": name,
        "budget_amount": "318",
    }
    indicators, above = [], ("", "")
    for number, (level1, level2, label, value, standard) in enumerate(rows, 1):
        cells = {
            "level1": "" if level1 == above[0] else level1,
            "level2": "" if (level1, level2) == above else level2,
            "name": label,
            "value": value,
            "standard": standard,
        }
        above = (level1, level2)
        indicators.append(
            Indicator(
                number, "", "quantity", level1, level2, label, Target(value),
                {key: Field(key, raw) for key, raw in cells.items()}, level1_printed=level1,
            )
        )  # fmt: skip
    return Form(
        1, "l1", "目标表", {k: Field(k, raw) for k, raw in fields.items()}, tuple(indicators)
    )


ROWS = [
    ("产出指标", "数量指标", "加班人数", "373人", ""),
    ("产出指标", "数量指标", "班次", "≧12次", "政策标准"),
    ("效益指标", "社会效益指标", "群众满意度", "≧90%", ""),
]


def test_a_form_is_written_as_word_merges_it() -> None:
    data = write([form("示例项目", ROWS)], "合成数据 SYNTHETIC")
    assert data == write([form("示例项目", ROWS)], "合成数据 SYNTHETIC")
    [table] = [b for b in read_grid(data, "a.docx").blocks if isinstance(b, Table)]
    assert len(EDGES) == 12
    heights = {cell.text: cell.rowspan for cell in table.cells}
    assert heights["本年度\n绩效指标"] == 4
    assert (heights["产出指标"], heights["数量指标"], heights["效益指标"]) == (2, 2, 1)
    edges = {cell.column for cell in table.cells}
    assert len(edges) > 6  # upper and lower rows split at different edges


def test_it_is_read_back_as_the_same_form() -> None:
    [found] = read(write([form("示例项目", ROWS)]), "a.docx", load()).forms
    assert found.text("project_name") == "示例项目"
    assert [
        (r.level1, r.level2, r.name, r.target.raw, r.text("standard")) for r in found.indicators
    ] == ROWS


def test_forms_stand_on_pages_of_their_own() -> None:
    forms = [form("甲", ROWS), form("乙", ROWS)]
    data = write(forms, "合成数据 SYNTHETIC")
    assert [f.text("project_name") for f in read(data, "a.docx", load()).forms] == ["甲", "乙"]
    breaks = [p for p in Document(BytesIO(data)).paragraphs if p.paragraph_format.page_break_before]
    assert [p.text for p in breaks] == ["合成数据 SYNTHETIC"]


@given(st.lists(st.tuples(st.sampled_from(LEVELS), TEXT, TEXT), min_size=1, max_size=4))
def test_any_text_goes_in_and_comes_out(rows: list[tuple[tuple[str, str], str, str]]) -> None:
    """All but control characters, which XML cannot hold."""
    made = form("a<&>\"'b", [(*levels, name, value, "") for levels, name, value in rows])
    [table] = [b for b in read_grid(write([made]), "a.docx").blocks if isinstance(b, Table)]
    texts = [cell.text for cell in table.cells]
    assert "a<&>\"'b" in texts
    for _, name, value in rows:
        for raw in (name, value):
            kept = "".join(c for c in raw if c >= " " or c in "\t\n")
            assert kept.strip("\n") in texts
