"""Fields above the indicators: which words belong to which, what one cell says of another.

All texts are invented (示例县, 合成数据 SYNTHETIC).
"""

from __future__ import annotations

import pytest

from jiheng.check import check_bytes
from jiheng.documents import read
from jiheng.documents.settle import settle
from jiheng.documents.vocabulary import vocabulary
from jiheng.model.form import Field, Form
from jiheng.policy import load

BOOK = load()
ROWS = (
    "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n"
    "| 产出指标 | 数量指标 | 巡护里程 | ≥800公里 |\n"
)
TORN = "一级指标 二级指标 三级指标 指标值 产出指标 数量指标 巡护里程 ≥800公里"


def form_of(text: str) -> Form:
    (form,) = read(text.encode(), "fields.txt", BOOK).forms
    return form


def table(*pairs: tuple[str, str]) -> str:
    lines = "".join(f"| {label} | {value} |\n" for label, value in pairs)
    return f"2024年项目支出绩效目标表\n\n{lines}\n{ROWS}"


ONE_LINE = (
    "附件: 项目支出绩效自评表 (2024年度) 项目名称 防火物资经费 主管部门 示例县林业局 "
    "实施单位 示例县林场 项目资金 (万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分 "
    "年度资金总额: 60 58 57.5 10 99.1 9.9 其中:本年财政拨款 60 58 57.5 上年结转资金 其他资金 "
    "年度总体目标 预期目标 实际完成情况 备足风机、水泵，随时可用。 风机、水泵已备足，演练两次。 "
    "绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 "
    "产出指标(50分) 数量指标 购置风机数量 ≥20台 22 50 50"
)


def test_a_form_that_became_one_line_gives_its_fields() -> None:
    form = form_of(ONE_LINE)
    said = {key: form.text(key) for key in form.fields}
    assert said["title"] == "项目支出绩效自评表(2024年度)"
    assert form.fiscal_year == 2024
    assert said["implementing_unit"] == "示例县林场"
    assert form.money_unit == "万元"
    assert (said["budget_amount"], said["fund_fiscal"]) == ("60", "60")
    assert said["annual_goal"] == "备足风机、水泵，随时可用。"
    assert said["goal_completion"] == "风机、水泵已备足，演练两次。"


def test_a_year_in_a_line_of_its_own_is_no_part_of_the_title() -> None:
    form = form_of(f"项目支出绩效目标表\n（2024年度）\n项目名称 防火物资经费\n{TORN}")
    assert form.text("title") == "项目支出绩效目标表"
    assert form.fiscal_year == 2024


def test_goals_of_several_lines_side_by_side_part_where_the_second_begins_again() -> None:
    goals = "目标1:造林二百亩\n目标2:抚育三百亩\n目标1:造林二百一十亩\n目标2:抚育三百亩\n"
    form = form_of(
        f"项目支出绩效自评表\n预期目标\n实际完成情况\n{goals}{TORN.replace(' ', chr(10))}"
    )
    assert form.text("annual_goal") == "目标1:造林二百亩\n目标2:抚育三百亩"
    assert form.text("goal_completion") == "目标1:造林二百一十亩\n目标2:抚育三百亩"


def test_a_goal_ends_before_a_heading_with_a_long_bracket() -> None:
    head = "绩效指标(权重共九十分,其中产出占五十分,效益占三十分,满意度占十分,另有十分为预算执行)"
    form = form_of(f"项目支出绩效目标表\n年度目标 修好管护站，巡护不断线。\n{head} {TORN}")
    assert form.text("annual_goal") == "修好管护站，巡护不断线。"


def test_a_label_between_colon_and_number_keeps_its_number() -> None:
    form = form_of(
        "绩效目标表\n项目名称护林员培训经费\n资金情况\n(万元)\n年度资金总额:28\n"
        "    其中 :上级资金28\n绩效指标一级指标二级指标指标内容指标值\n"
        "产出指标数量指标培训人数≥120人\n"
    )
    assert form.text("higher_level_funds") == "28"


@pytest.mark.parametrize("label", ["项目负责人及电话", "项目负责人及联系电话"])
def test_the_phone_in_the_leaders_cell_is_read_and_reported_once(label: str) -> None:
    text = table((label, "甲乙丙13900000000"), ("项目名称", "防火物资经费"))
    form = form_of(text)
    assert form.text("phone") == "13900000000"
    assert form.text("project_leader") == "甲乙丙13900000000"
    findings = check_bytes(text.encode(), "fields.txt", BOOK).findings
    told = [finding for finding in findings if finding.code == "PUB01"]
    assert len(told) == 1
    assert str(told[0].facts["who"]).startswith("甲")


def test_an_office_code_is_no_phone() -> None:
    form = form_of(table(("项目负责人及电话", "甲乙丙（3021室）"), ("项目名称", "防火物资经费")))
    assert "phone" not in form.fields


def test_a_word_is_no_phone_and_no_amount() -> None:
    form = form_of(table(("联系电话", "项目级次"), ("上级资金", "金额"), ("项目名称", "某经费")))
    assert not {"phone", "higher_level_funds"} & set(form.fields)


@pytest.mark.parametrize("label", ["预算单位", "项目单位", "单位名称"])
def test_the_only_body_named_reports_and_is_the_budget_department(label: str) -> None:
    form = form_of(table(("项目名称", "防火物资经费"), (label, "示例县林业局")))
    bodies = ("reporting_unit", "department", "implementing_unit")
    assert [form.text(key) for key in bodies] == ["示例县林业局", "示例县林业局", ""]
    assert form.fields["reporting_unit"].label == label


def test_a_project_unit_beside_a_department_implements() -> None:
    form = form_of(table(("主管部门", "示例县林业局"), ("项目单位", "示例林场")))
    bodies = ("reporting_unit", "department", "implementing_unit")
    assert [form.text(key) for key in bodies] == ["", "示例县林业局", "示例林场"]


def test_a_department_alone_does_not_report() -> None:
    form = form_of(table(("项目名称", "防火物资经费"), ("主管部门", "示例县林业局")))
    assert form.text("reporting_unit") == ""


def test_a_department_above_the_table_is_the_department() -> None:
    form = form_of(f"2024年项目支出绩效目标表\n部门：示例县林业局\n{ROWS}")
    assert form.text("department") == "示例县林业局"


def test_money_of_one_source_is_the_total_where_none_is_printed() -> None:
    form = form_of(table(("财政拨款小计", "8.50"), ("自有资金小计", "0.00"), ("其他收入", "0")))
    assert form.text("budget_amount") == "8.50"
    assert form.fields["budget_amount"].label == "财政拨款小计"


@pytest.mark.parametrize(
    "pairs",
    [
        (("财政拨款小计", "8.50"), ("自有资金小计", "1.00")),
        (("年度资金总额", ""), ("财政拨款小计", "8.50")),
        (("财政拨款小计", "0.00"), ("自有资金小计", "0.00")),
        (("财政拨款小计", "3万元至5万元"), ("自有资金小计", "2")),
    ],
    ids=["two sources", "a total left blank", "no money", "not one amount"],
)
def test_no_total_is_made_up(pairs: tuple[tuple[str, str], ...]) -> None:
    assert form_of(table(*pairs)).text("budget_amount") == ""


def test_a_sum_in_the_funds_is_the_budget_not_the_score() -> None:
    funds = "| 项目资金（万元） | 合计 | 90 |\n| 一般公共预算拨款 | 小计 | 70 |\n"
    form = form_of(f"2024年项目支出绩效目标表\n\n{funds}\n{ROWS}")
    assert form.text("budget_amount") == "90"
    assert form.text("fund_fiscal") == "70"
    assert "total_score" not in form.fields


@pytest.mark.parametrize(
    ("glued", "budget"),
    [
        ("32001600050%", "32001600050%"),
        ("3200160050%", "3200"),
        ("10001000100.00%", "1000"),
        ("8.528.52100%", "8.52"),
        ("100%", "100%"),
        ("0000%", "0000%"),
    ],
)
def test_budget_spent_and_rate_run_together_part_where_they_add_up(glued: str, budget: str) -> None:
    fields = {"budget_amount": Field("budget_amount", glued)}
    settle(fields, BOOK, vocabulary(BOOK))
    assert fields["budget_amount"].text == budget
    assert fields["budget_amount"].raw == glued


FRAMEWORK = """{title}

| 一级指标 | 二级指标 | 三级指标 | 指标值 |{head}
|---|---|---|---|{rule}
| 管理效率 | 预算管理 | 预算执行率 | 反映预算执行情况 |{cell}
| 可持续性 | 人才队伍 | 人才比重 | 反映人才结构情况 |{cell}
"""


def framework(title: str = "", explained: bool = True) -> bool:
    extra = (" 指标解释 |", "---|", " 按决算数计算 |") if explained else ("", "", "")
    head, rule, cell = extra
    (form,) = read(
        FRAMEWORK.format(title=title, head=head, rule=rule, cell=cell).encode(), "frame.md", BOOK
    ).forms
    return form.blank


def test_a_framework_of_explanations_is_blank() -> None:
    assert framework()


def test_a_form_filled_with_words_is_not_blank_though_it_names_nobody() -> None:
    assert not framework(explained=False)
    assert not framework("2024年部门整体支出绩效目标表")


def test_a_table_with_an_unknown_column_to_fill_in_is_not_blank() -> None:
    text = (
        "部门整体支出绩效目标表\n\n| 一级指标 | 二级指标 | 三级指标 | 预计 |\n|---|---|---|---|\n"
        "| 产出指标 | 数量指标 | 巡护里程 | 800公里 |\n"
    )
    assert not form_of(text).blank
