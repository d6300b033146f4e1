"""Wide tables: one project a row, sum rows above it, and heads or cells that were run together.

All texts are invented (示例县, 合成数据 SYNTHETIC).
"""

from __future__ import annotations

import pytest

from jiheng.check import check_bytes
from jiheng.documents import read
from jiheng.documents.groups import code_of
from jiheng.model.form import Form
from jiheng.policy import load

BOOK = load()
HEAD = (
    "| 单位名称 | 项目名称 | 预算数 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
    "|---|---|---|---|---|---|---|\n"
)


def forms_of(text: str) -> tuple[Form, ...]:
    return read(text.encode(), "wide.md", BOOK).forms


def sum_row(name: str) -> str:
    return f"| {name} |  | 99.00 |  |  |  |  |\n"


def project(unit: str, name: str) -> str:
    return (
        f"| {unit} | {name} | 12.00 | 产出指标 | 数量指标 | 巡护里程 | ≥800公里 |\n"
        "|  |  |  | 效益指标 | 社会效益指标 | 火情发现率 | ≥90% |\n"
    )


def bodies(text: str) -> list[tuple[str, str, str, int]]:
    return [
        (
            form.text("project_name"),
            form.text("department"),
            form.text("reporting_unit"),
            len(form.indicators),
        )
        for form in forms_of("2024年部门项目绩效目标表\n\n" + HEAD + text)
    ]


def test_a_sum_row_gives_the_department_of_the_projects_below() -> None:
    got = bodies(
        sum_row("合计")
        + sum_row("401-示例县林业局")
        + project("401001-示例林场", "防火物资经费")
        + project("401002-示例苗圃", "育苗经费")
        + sum_row("506-示例县水利局")
        + project("506001-示例水库", "堤坝养护经费")
    )
    assert got == [
        ("防火物资经费", "401-示例县林业局", "401001-示例林场", 2),
        ("育苗经费", "401-示例县林业局", "401002-示例苗圃", 2),
        ("堤坝养护经费", "506-示例县水利局", "506001-示例水库", 2),
    ]


def test_without_codes_the_order_says_who_is_above() -> None:
    got = bodies(sum_row("示例县林业局") + project("示例林场", "防火物资经费"))
    assert got == [("防火物资经费", "示例县林业局", "示例林场", 2)]


def test_a_sum_row_of_another_department_gives_nothing() -> None:
    got = bodies(sum_row("506-示例县水利局") + project("401001-示例林场", "防火物资经费"))
    assert got[0][1] != "506-示例县水利局"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("401-示例县林业局", "401"),
        ("401001示例林场", "401001"),
        ("（401001）示例林场", "401001"),
        ("2024年防火物资", ""),
        ("12支队", ""),
        ("示例林场", ""),
    ],
)
def test_the_code_in_front_of_a_name(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_head_whose_brackets_belong_to_the_word() -> None:
    text = (
        "2024年项目支出绩效目标表\n\n"
        "| 单位代码 | 单位（专项）名称 | 资金总额 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
        "|---|---|---|---|---|---|---|\n"
        "| 401001 | 示例林场 | 12.00 |  |  |  |  |\n"
        "| 401001 | 防火物资经费 | 12.00 | 产出指标 | 数量指标 | 巡护里程 | ≥800公里 |\n"
    )
    (form,) = forms_of(text)
    assert form.text("project_name") == "防火物资经费"
    assert form.text("implementing_unit") == "401001 示例林场"


GLUED = """2024年项目支出绩效目标表

部门:401_示例县林业局金额单位:万元
单位代码单位(专项)名称资金总额实施期绩效目标绩效指标
一级指标二级指标三级指标指标值指标值内容评(扣分标准) 度量单位指标值类型备注
401001示例国有林场42.50

  401001  防火物资经费30.00
产出指标数量指标购置风机数量20台以上反映购置防火风机数量按采购计划得10分,每少1台扣1分-定量
质量指标风机验收合格率95%以上验收合格台数/购置总数95%得10分,每减少1%扣1分-定量
时效指标到货时间2024年9月30日反映物资到位时间按时到位得10分,每晚5天扣1分-定量
效益指标社会效益指标火情处置能力有所提升示例林场火情处置能力明显得10分,一般得6分-定性
  401001  护林员培训12.50
产出指标数量指标培训护林员人数120人反映培训覆盖完毕得10分-定量
"""


def test_a_wide_table_run_together_gives_its_projects() -> None:
    first, second = forms_of(GLUED)
    said = [
        [f.text(key) for key in ("project_name", "budget_amount", "department")]
        for f in (first, second)
    ]
    assert said == [
        ["防火物资经费", "30.00", "401_示例县林业局"],
        ["护林员培训", "12.50", "401_示例县林业局"],
    ]
    units = [form.text("implementing_unit").replace(" ", "") for form in (first, second)]
    assert units == ["401001示例国有林场"] * 2
    assert first.money_unit == "万元"


def test_a_standard_and_its_scoring_rule_run_together_are_parted() -> None:
    rows = [(r.standard, r.text("scoring_rule")) for r in forms_of(GLUED)[0].indicators]
    assert rows == [
        ("反映购置防火风机数量", "按采购计划得10分,每少1台扣1分"),
        ("验收合格台数/购置总数", "95%得10分,每减少1%扣1分"),
        ("反映物资到位时间", "按时到位得10分,每晚5天扣1分"),
        ("示例林场火情处置能力", "明显得10分,一般得6分"),
    ]


def test_what_cannot_be_parted_stays_whole_and_says_so() -> None:
    row = forms_of(GLUED)[1].indicators[0]
    assert row.standard == "反映培训覆盖完毕得10分"
    assert row.text("scoring_rule") == ""
    findings = check_bytes(GLUED.encode(), "wide.txt", BOOK).findings
    (told,) = [finding for finding in findings if finding.code == "STR17"]
    assert (told.place.form, told.place.ref, told.place.part) == (2, "N1", "standard")
    assert told.facts["kind"] == "cells-glued"


HEADS = "一级指标二级指标三级指标指标值指标值内容评分标准度量单位指标值类型备注\n"


@pytest.mark.parametrize(
    ("standard", "rule"),
    [
        ("反映覆盖村组情况", "达到90%得10分,每低1%扣0.5分"),
        ("考核合格人数/参训人数", "≥95%得8分,每降低1个百分点扣0.5分"),
        ("反映经费使用合规性,", "符合规定得5分,否则不得分"),
        ("接警后到场时间", "5分钟内得满分,每超1分钟扣2分"),
        ("反映失火数量", "未发生得10分,发生1起扣5分"),
        ("反映管护质量", "优得10分,良得8分"),
    ],
)
def test_where_a_scoring_rule_begins(standard: str, rule: str) -> None:
    text = f"2024年项目支出绩效目标表\n{HEADS}产出指标数量指标某项工作12次{standard}{rule}-定量\n"
    (form,) = forms_of(text)
    (row,) = form.indicators
    assert (row.standard, row.text("scoring_rule")) == (standard, rule)


def test_a_rule_in_the_standards_own_cell_stays_there() -> None:
    text = (
        "2024年项目支出绩效目标表\n\n"
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 绩效标准 | 评分标准 |\n"
        "|---|---|---|---|---|---|\n"
        "| 产出指标 | 数量指标 | 巡护里程 | ≥800公里 | 按计划得10分 |  |\n"
    )
    (form,) = forms_of(text)
    assert form.indicators[0].standard == "按计划得10分"
