"""Text → forms: what is read from dumps, pipe tables and pasted rows, and what is inferred."""

from __future__ import annotations

import pytest

from jiheng.documents import read
from jiheng.policy import load

BOOK = load()


def forms(text: str):
    return read(text.encode(), "sample.txt", BOOK).forms


DUMP = """\
[bookmark: _GoBack]2023年项目支出绩效目标表

\t填报单位：（盖章） 示例县公安局                 单位：万元

\t项目支出名称
\t示例值班经费
\t预算部门
\t示例县公安局\u3000

\t年度本级
预算金额
\t318
\t该项目支出上级资金
\t

\t
本年度
绩效指标
\t一级指标
\t二级指标
\t三级指标
\t指标值及单位
\t绩效标准

\t
\t产出指标
\t数量指标
\t值班人数
\t373人
\t

\t
\t
\t质量指标
\t值班补贴
\t700元/人/月
\t政策标准

\t
\t
\t社会效益指标
\t群众安全感
\t≧90%\u3000
\t

填表人： 甲乙   联系电话：5550100     填报日期：2023.3.15    单位负责人签字：
"""


def test_dump_gives_the_fields_with_their_raw_text_and_place() -> None:
    (form,) = forms(DUMP)
    assert form.layout == "project-three-level"
    assert form.text("title") == "2023年项目支出绩效目标表"
    assert form.fields["title"].raw.startswith("[bookmark: _GoBack]")
    assert form.fiscal_year == 2023
    assert form.money_unit == "万元"
    assert form.text("reporting_unit") == "示例县公安局"
    assert form.fields["department"].raw == "示例县公安局\u3000"
    assert form.text("department") == "示例县公安局"
    assert form.text("budget_amount") == "318"
    assert form.fields["budget_amount"].label == "年度本级预算金额"
    assert form.fields["higher_level_funds"].raw == ""
    assert form.text("preparer") == "甲乙"
    assert form.text("phone") == "5550100"
    assert form.text("date") == "2023.3.15"
    assert form.fields["signatory"].raw == ""


def test_dump_rows_fill_down_and_infer_the_missing_level1() -> None:
    (form,) = forms(DUMP)
    rows = [(r.ref, r.level1, r.level2, r.name, r.level1_inferred) for r in form.indicators]
    assert rows == [
        ("N1", "产出指标", "数量指标", "值班人数", False),
        ("L1", "产出指标", "质量指标", "值班补贴", False),
        ("B1", "效益指标", "社会效益指标", "群众安全感", True),
    ]
    assert form.indicators[2].level1_printed == "产出指标"
    assert form.indicators[2].fields["value"].raw == "≧90%\u3000"
    assert form.indicators[1].standard == "政策标准"
    assert form.indicators[0].fields["value"].address.line == 29


def test_an_explicitly_printed_wrong_level1_is_kept_not_inferred() -> None:
    (form,) = forms(
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"
        "| 产出指标 | 社会效益指标 | 安全感 | ≥90% |\n"
    )
    assert form.indicators[0].level1 == "产出指标"
    assert not form.indicators[0].level1_inferred


@pytest.mark.parametrize("level1", ["效益指标", "满意度指标"])
def test_satisfaction_is_legal_under_both_parents(level1: str) -> None:
    (form,) = forms(
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"
        f"| {level1} | 社会公众或服务对象满意度指标 | 群众满意度 | ≥90% |\n"
    )
    assert form.indicators[0].level1 == level1
    assert form.indicators[0].family == "satisfaction"
    assert not form.indicators[0].level1_inferred


def test_cost_at_level1_and_under_output_are_both_cost() -> None:
    (form,) = forms(
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"
        "| 成本指标 | 经济成本指标 | 维护费 | ≤3万元 |\n"
        "| 产出指标 | 成本指标 | 电费 | ≤3万元 |\n"
    )
    assert [(r.family, r.ref) for r in form.indicators] == [("cost", "C1"), ("cost", "C2")]


def test_separate_sign_value_and_unit_columns_are_joined_beside_the_raw_cells() -> None:
    (form,) = forms(
        "项目支出绩效目标表（2022年度）\n"
        "| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |\n"
        "|---|---|---|---|---|---|\n"
        "| 产出指标 | 数量指标 | 受助人数 | ≧ | 735 | 人次 |\n"
        "| 产出指标 | 质量指标 | 覆盖率 | ═ | 100 | % |\n"
    )
    first, second = form.indicators
    assert form.fiscal_year == 2022
    assert form.layout == "three-column-value"
    assert first.target.raw == "≧ 735 人次"
    assert (first.target.comparator, str(first.target.number), first.target.unit_text) == (
        ">=",
        "735",
        "人次",
    )
    assert second.target.comparator == "="


def test_rows_that_lost_their_merged_cells_find_their_columns_by_level_names() -> None:
    (form,) = forms(
        "项目支出绩效目标申报表 | |\n(2022年度) | |\n"
        "项目名称 | 示例造林项目 | | |\n"
        "绩 效 指 标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
        "产出指标 | 数量指标 (必填) | 造林总面积(亩) | 80000 | |\n"
        "其中:新造林面积(亩) | 30000 | | |\n"
        "质量指标 (必填) | 成活率 | 85% | |\n"
        "效益指标 | 社会效益 指标 (必填) | 受益人数(人) | 132 | |\n"
    )
    rows = [(r.level1, r.level2, r.name, r.target.raw) for r in form.indicators]
    assert rows == [
        ("产出指标", "数量指标 (必填)", "造林总面积(亩)", "80000"),
        ("产出指标", "数量指标 (必填)", "其中:新造林面积(亩)", "30000"),
        ("产出指标", "质量指标 (必填)", "成活率", "85%"),
        ("效益指标", "社会效益 指标 (必填)", "受益人数(人)", "132"),
    ]
    assert form.text("project_name") == "示例造林项目"


def test_several_forms_in_one_text() -> None:
    found = forms(DUMP + "\n" + DUMP.replace("示例值班经费", "示例设备经费"))
    assert [form.text("project_name") for form in found] == ["示例值班经费", "示例设备经费"]
    assert [form.index for form in found] == [1, 2]
    assert (
        found[1].fields["project_name"].address.line > found[0].fields["project_name"].address.line
    )


def test_label_rows_after_the_indicators_do_not_become_indicators() -> None:
    (form,) = forms(
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分 |\n|---|---|---|---|---|---|\n"
        "| 产出指标 | 数量指标 | 受助人数 | ≥735人 | 90 | 90 |\n"
        "| 总分 | | | | 100 | 96 |\n"
        "| 填表人 | 甲 | 联系电话 | 5550100 | | |\n"
    )
    assert len(form.indicators) == 1
    assert form.text("phone") == "5550100"


def test_prose_is_not_a_form() -> None:
    assert forms("本单位2023年项目支出绩效目标表的编制说明如下。\n一级指标是产出指标。\n") == ()


def test_a_blank_template_says_so() -> None:
    (form,) = forms(
        "项目支出绩效目标表\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"
        "| 产出指标 | 数量指标 | | |\n|  | 质量指标 | | |\n"
    )
    assert form.blank
    assert [r.level2 for r in form.indicators] == ["数量指标", "质量指标"]
