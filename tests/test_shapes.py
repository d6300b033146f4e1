"""Indicators across the columns or in one cell, heads of several storeys, tables over pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from conftest import ROOT, shared
from sheetxml import row, sheet, word, xlsx

from jiheng.documents import grid_of, read
from jiheng.documents.grid import Grid, Line, Table
from jiheng.documents.incell import listed
from jiheng.documents.vocabulary import vocabulary
from jiheng.model.form import Form
from jiheng.model.record import record
from jiheng.policy import load

BOOK = load()
WORDS = vocabulary(BOOK)
FOLDER = ROOT / "cases" / "wide"
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))
SPANNED = [name for name in NAMES if name != "across-merges-lost"]
KEYS = ("layout", "form", "row", "field", "note")


@record
class Case:
    """What cases/wide/<name>.md says: layout, project and rows of each form, and fields."""

    layout: str
    forms: tuple[tuple[str, tuple[str, ...]], ...]
    fields: dict[str, str]
    text: str


def case_of(name: str) -> Case:
    head, keys, document = (FOLDER / f"{name}.md").read_text("utf-8").split("\n\n", 2)
    assert head == f"# {name}"
    assert "合成数据 SYNTHETIC" in document
    layout, forms = "", list[tuple[str, tuple[str, ...]]]()
    fields: dict[str, str] = {}
    for line in keys.splitlines():
        key, told = line.split(": ", 1)
        assert key in KEYS, key
        if key == "layout":
            layout = told
        elif key == "form":
            forms.append((told, ()))
        elif key == "row":
            forms[-1] = (forms[-1][0], (*forms[-1][1], told))
        elif key == "field":
            fields |= [told.split(" = ")]
    return Case(layout, tuple(forms), fields, document)


def said(form: Form) -> tuple[str, tuple[str, ...]]:
    rows = tuple(
        " | ".join((r.level1 or "", r.level2 or "", r.name or "", r.target.raw.strip()))
        for r in form.indicators
    )
    return form.text("project_name") or form.text("reporting_unit"), rows


def judge(case: Case, forms: tuple[Form, ...]) -> None:
    if case.layout == "none":
        assert not [form for form in forms if form.indicators]
        return
    assert tuple(map(said, forms)) == case.forms
    assert {form.layout for form in forms} == {case.layout}
    assert {key: forms[0].text(key) for key in case.fields} == case.fields


@pytest.mark.parametrize("name", NAMES)
def test_a_text_of_each_shape(name: str) -> None:
    case = case_of(name)
    judge(case, read(case.text.encode(), "case.md", BOOK).forms)


@pytest.mark.parametrize("name", SPANNED)
def test_the_same_as_a_worksheet(name: str) -> None:
    case = case_of(name)
    judge(case, read(as_xlsx(grid_of(case.text.encode(), "case.md", BOOK)), "a.xlsx", BOOK).forms)


@pytest.mark.parametrize("name", SPANNED)
def test_the_same_as_a_word_file(name: str) -> None:
    case = case_of(name)
    judge(case, read(as_docx(grid_of(case.text.encode(), "case.md", BOOK)), "a.docx", BOOK).forms)


def as_xlsx(grid: Grid) -> bytes:
    """Everything on one sheet, a blank row between blocks."""
    lines: list[str] = []
    merges: list[str] = []
    at = 1
    for block in grid.blocks:
        if isinstance(block, Line):
            lines.append(row(word(f"A{at}", block.text), more=f'r="{at}"'))
            at += 2
            continue
        for number, cells in enumerate(block.rows()):
            inside = (word(f"{chr(65 + c.column)}{at + number}", c.text) for c in cells)
            lines.append(row(*inside, more=f'r="{at + number}"'))
            merges += [
                f"{chr(65 + c.column)}{at + number}:"
                f"{chr(64 + c.column + c.colspan)}{at + number + c.rowspan - 1}"
                for c in cells
                if c.colspan * c.rowspan > 1
            ]
        at += len(block.rows()) + 1
    return xlsx(sheet(*lines, merges=" ".join(merges)))


def as_docx(grid: Grid) -> bytes:
    document: Any = docx.Document()
    for block in grid.blocks:
        if isinstance(block, Line):
            document.add_paragraph(block.text)
        else:
            _word_table(document, block)
            document.add_paragraph("")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _word_table(document: Any, block: Table) -> None:
    rows = block.rows()
    width = max(cell.column + cell.colspan for cell in block.cells)
    table = document.add_table(len(rows), width)
    for cell in block.cells:
        first = table.cell(cell.row, cell.column)
        last = table.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        (first.merge(last) if first is not last else first).text = cell.text


CELLS = {
    "产出指标-数量指标-培训人数：≥3人": ["产出指标|数量指标|培训人数|≥3人"],
    "产出指标→数量指标→培训人数→≥3人": ["产出指标|数量指标|培训人数|≥3人"],
    "1、产出指标：数量指标：培训≥3次，质量指标：合格率≥98%": [
        "产出指标|数量指标|培训|≥3次",
        "产出指标|质量指标|合格率|≥98%",
    ],
    "产出指标（数量指标）：培训次数≥3次": ["产出指标|数量指标|培训次数|≥3次"],
    "【数量指标】培训3次 【质量指标】合格率98%": [
        "|数量指标|培训|3次",
        "|质量指标|合格率|98%",
    ],
    "数量指标：1.培训人数≥3人 2.发放手册≥100册": [
        "|数量指标|培训人数|≥3人",
        "|数量指标|发放手册|≥100册",
    ],
    "〖产出·数量〗培训12,000人次，参训率95%": [
        "产出|数量|培训|12,000人次",
        "产出|数量|参训率|95%",
    ],
    "产出指标\n数量指标：购置T40型终端2台（含电池；支架）": [
        "产出指标|数量指标|购置T40型终端|2台（含电池；支架）"
    ],
    "数量指标：人数≥3人；满意度：≥95%": ["|数量指标|人数|≥3人", "|满意度||≥95%"],
}


@pytest.mark.parametrize("text", CELLS)
def test_a_cell_is_cut_into_its_indicators(text: str) -> None:
    found = listed(text, WORDS, BOOK)
    assert found.strength
    rows = ["|".join((i.level1, i.level2, i.name, i.value)) for i in found.items]
    assert rows == CELLS[text]


@pytest.mark.parametrize(
    "text",
    [
        "确保产出指标全部完成，提高社会效益；群众满意度达到95%。",
        "购置装备20套；培训60人",
        "见附件【2023】1号文：合格率≥98%；完成率100%",
    ],
)
def test_prose_lists_no_indicators(text: str) -> None:
    assert not listed(text, WORDS, BOOK).strength


REAL = {"p26": (5, "row-unread"), "p37": (18, "row-unread"), "p62": (2, ""), "p64": (14, "")}


@pytest.mark.parametrize("name", REAL)
def test_torn_texts_give_their_rows(name: str) -> None:
    (path,) = shared("corpus", "text").glob(f"{name}-*")
    document = read(path.read_bytes(), path.name, BOOK)
    rows, note = REAL[name]
    assert sum(len(form.indicators) for form in document.forms) == rows
    assert not note or note in {n.kind for form in document.forms for n in form.notes}


@pytest.mark.parametrize("name", ["p11", "p53", "p72"])
def test_a_text_without_rows_says_so(name: str) -> None:
    (path,) = shared("corpus", "text").glob(f"{name}-*")
    document = read(path.read_bytes(), path.name, BOOK)
    assert not document.forms
    assert [note.kind for note in document.notes] == ["unknown-layout"]
