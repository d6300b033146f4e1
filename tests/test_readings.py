"""Of two readings of a text, each form takes the better (documents/readings)."""

from __future__ import annotations

import pytest

from jiheng.documents import read
from jiheng.model.form import Form
from jiheng.policy import load

BOOK = load()
TITLE = "示例县公安局项目绩效目标表（2023年度）"
IN_CELLS = f"""{TITLE}
项目名称\t甲
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t巡逻次数 每月\t≥3次
\t\t质量指标\t合格率\t
\t效益指标\t社会效益指标\t破案 率\t≥90%

"""
RUN_TOGETHER = f"""{TITLE}
项目名称 乙
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 人数 ≥5人
质量指标 合格率 ≥95%
效益指标 社会效益指标 破案率 ≥90%
"""
FIRST = [("N1", "巡逻次数 每月", "≥3次"), ("L1", "合格率", ""), ("B1", "破案 率", "≥90%")]
SECOND = [("N1", "人数", "≥5人"), ("L1", "合格率", "≥95%"), ("B1", "破案率", "≥90%")]


def forms(text: str, name: str = "a.txt") -> tuple[Form, ...]:
    return read(text.encode(), name, BOOK).forms


def rows(form: Form) -> list[tuple[str, str | None, str]]:
    return [(row.ref, row.name, row.text("value")) for row in form.indicators]


@pytest.mark.parametrize("text", [IN_CELLS + RUN_TOGETHER, RUN_TOGETHER + IN_CELLS])
def test_a_form_that_lost_its_cells_leaves_the_others_as_they_are(text: str) -> None:
    found = {form.text("project_name"): rows(form) for form in forms(text)}
    assert found == {"甲": FIRST, "乙": SECOND}
    assert [form.index for form in forms(text)] == [1, 2]


def pipes(*table: str) -> str:
    head = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"
    return f"# {TITLE}\n\n" + head + "\n".join(f"| {row} |" for row in table) + "\n"


def test_an_unknown_level_stays_a_level() -> None:
    (form,) = forms(
        pipes(
            "产出指标 | 数量指标 | 巡逻次数 | ≥3次",
            "工作指标 | 数量指标 | 人数 | ≥5人",
            "效益指标 | 社会效益指标 | 率 | ≥90%",
        ),
        "a.md",
    )
    assert [row.level1 for row in form.indicators] == ["产出指标", "工作指标", "效益指标"]
    assert rows(form)[1] == ("N2", "人数", "≥5人")


@pytest.mark.parametrize(
    ("one", "two"), [("1.1", "1.2"), ("1.1 ", "1.2."), ("①", "②"), ("（一）", "二、")]
)
def test_numbered_levels_have_their_family(one: str, two: str) -> None:
    (form,) = forms(
        pipes(f"一、产出指标 | {one}数量指标 | 次数 | ≥3次", f" | {two}质量指标 | 率 | ≥9%"), "a.md"
    )
    assert [row.ref for row in form.indicators] == ["N1", "L1"]


def test_a_weight_before_a_level_is_no_number_of_it() -> None:
    text = RUN_TOGETHER.replace("指标值\n", "指标值 分值\n")
    text = (
        text.replace("≥5人", "≥5人 17.5").replace("≥95%", "≥95% 30.00").replace("≥90%", "≥90% 10")
    )
    (form,) = forms(text)
    assert rows(form) == SECOND
    assert [row.text("weight") for row in form.indicators] == ["17.5", "30.00", "10"]
