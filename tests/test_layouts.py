"""Layouts as data: a document of each, and the blank templates of the shared corpus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, shared

from jiheng.documents import read
from jiheng.documents.prompts import is_explained, is_prompt
from jiheng.model.form import Form
from jiheng.model.record import record
from jiheng.policy import load

BOOK = load()
LAYOUTS = sorted(name for name in BOOK.topics["layouts"] if not name.startswith("_"))
FOLDER = ROOT / "cases" / "layouts"
KEYS = {"expect", "kind", "last", "note"}
TEMPLATES = [
    "01-caiyu2020-10-fu1-zipingbiao",
    "02-sheng-mubiaobiao-3zhang",
    "03-shiqian-pinggu-shenbaobiao",
    "04-sheng-zipingbiao-fu1",
    "05-zhuanxiangzhai-mubiao-ziping",
    "06-shi-shiqian-shenbaobiao",
    "07-shi-xiangmu-shenbaobiao",
    "08-shi-zhengti-shenbaobiao",
    "09-zhuanyizhifu-3zhang",
    "10-zhuanyizhifu-zipingbiao",
]


@record
class Case:
    """What cases/layouts/<layout>.md says: rows of each form, and its document."""

    rows: tuple[int, ...]
    blank: bool
    kind: str
    last: str
    text: str


def case_of(text: str, layout: str) -> Case:
    """``# layout``, keys, a blank line, then the document."""
    head, keys, document = text.split("\n\n", 2)
    assert head == f"# {layout}", "the first line names the layout"
    said = dict(line.split(": ", 1) for line in keys.splitlines())
    assert set(said) <= KEYS, f"unknown key: {set(said) - KEYS}"
    assert "合成数据 SYNTHETIC" in document
    rows = tuple(int(number) for number in re.findall(r"\d+", said["expect"]))
    blank = "blank" in said["expect"]
    return Case(rows, blank, said.get("kind", ""), said.get("last", ""), document)


def forms_of(text: str) -> tuple[Form, ...]:
    return read(text.encode(), "case.md", BOOK).forms


def said_last(form: Form) -> str:
    row = form.indicators[-1]
    return f"{row.name} = {row.target.raw}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_document_of_each_layout(layout: str) -> None:
    path = FOLDER / f"{layout}.md"
    assert path.exists(), f"{layout} has no document in cases/layouts"
    case = case_of(path.read_text("utf-8"), layout)
    forms = forms_of(case.text)
    assert [form.layout for form in forms] == [layout] * len(case.rows)
    assert tuple(len(form.indicators) for form in forms) == case.rows
    assert {form.blank for form in forms} == {case.blank}
    assert not case.kind or {form.kind for form in forms} == {case.kind}
    assert not case.last or said_last(forms[-1]) == case.last


def test_every_case_has_its_layout() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == LAYOUTS


def test_a_wrong_case_is_seen() -> None:
    case = "# hunan-county\n\nexpect: 1 rows\n\n合成数据 SYNTHETIC"
    with pytest.raises(AssertionError, match="names the layout"):
        case_of(case, "other")
    with pytest.raises(AssertionError, match="unknown key"):
        case_of(case.replace("expect", "rows"), "hunan-county")


def long_and_annual() -> Form:
    path = FOLDER / "long-and-annual-columns.md"
    (form,) = forms_of(path.read_text("utf-8"))
    return form


def test_two_blocks_side_by_side_are_rows_of_their_own() -> None:
    rows = long_and_annual().indicators
    assert [row.name for row in rows] == [
        "购置装备总数",
        "购置车辆总数",
        None,
        "购置装备",
        "完成时间",
        "群众满意度",
    ]
    assert [row.text("block") for row in rows] == ["实施期绩效指标"] * 3 + ["年度绩效指标"] * 3
    assert [row.level1 for row in rows] == ["产出指标", "产出指标", "满意度指标"] * 2
    assert rows[4].level2 == "时效指标"
    assert "name:三级指标" not in long_and_annual().columns


def test_blocks_one_below_the_other_say_which_they_are() -> None:
    (form,) = forms_of((FOLDER / "hunan-2021-township.md").read_text("utf-8"))
    blocks = [row.text("block") for row in form.indicators]
    assert blocks == ["长期绩效指标"] * 2 + ["年度绩效指标"] * 2


def test_heads_of_two_storeys_name_the_value_column() -> None:
    for layout, others in (
        ("hubei-approval", ("12套", "85%", "94%")),
        ("hebei-graded", ("≥18套", "≥90%")),
        ("monitoring", ("8套", "85%", "96%")),
    ):
        (form,) = forms_of((FOLDER / f"{layout}.md").read_text("utf-8"))
        values = {row.text("value") for row in form.indicators}
        assert "≥95%" in values
        assert not values & {*others}, layout


FILLED = """2023年项目支出绩效自评表

| 项目名称 | 示例项目 | 主管部门 | 示例县公安局 |
|---|---|---|---|

| 一级指标 | 二级指标 | 三级指标 | 预计 | 完成 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 购置装备 | 20套 | 20套 |
"""


def test_a_filled_form_is_not_blank_because_a_head_is_unknown() -> None:
    (form,) = forms_of(FILLED)
    assert not form.blank
    assert form.layout == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "指标1：",
        "指标1:\n指标2:\n......",
        "……",
        "（100字以内）",
        "目标2完成情况：",
        "____",
        "任务1",
    ],
)
def test_prompts_are_no_values(text: str) -> None:
    assert is_prompt(text)


@pytest.mark.parametrize(
    "text", ["指标1：巡逻次数", "95%", "完成（100%以内）", "0", "目标", "项目", "指标", "-", "××"]
)
def test_values_are_no_prompts(text: str) -> None:
    assert not is_prompt(text)


def test_an_explanation_has_no_number() -> None:
    assert is_explained("反映服务对象的感受", "满意度")
    assert not is_explained("反映率≥95%", "满意度")
    assert not is_explained("基本建立", "制度")


def test_a_value_of_prompts_is_empty() -> None:
    text = (FOLDER / "project-three-level.md").read_text("utf-8").replace("≥20套", "指标1：")
    (form,) = forms_of(text)
    assert not form.blank
    assert form.indicators[0].text("value") == "指标1："
    assert form.indicators[0].target.kind == "empty"


def template(name: str) -> Path:
    return shared("corpus", "templates", f"{name}.md")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_blank_template_is_a_template_of_a_named_layout(name: str) -> None:
    path = template(name)
    forms = read(path.read_bytes(), path.name, BOOK).forms
    assert forms
    assert [form.blank for form in forms] == [True] * len(forms)
    assert not {form.layout for form in forms} & {"unknown", "generic-three-level"}


def test_all_templates_are_tested() -> None:
    folder = shared("corpus", "templates")
    assert sorted(path.stem for path in folder.glob("*.md")) == TEMPLATES
