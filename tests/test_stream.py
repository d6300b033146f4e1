"""Tables that lost their cells when a page was copied: the same form in every torn shape.

All texts are invented (示例县, 合成数据 SYNTHETIC).
"""

from __future__ import annotations

import pytest

from jiheng.documents import read
from jiheng.policy import load

BOOK = load()
ROWS = [
    ("产出指标", "数量指标", "培训护林员人数", "≥120人"),
    ("产出指标", "数量指标", "发放巡护手册", "300本"),
    ("产出指标", "质量指标", "培训考核合格率", "≥95%"),
    ("产出指标", "时效指标", "完成培训时间", "2023年11月底前"),
    ("产出指标", "成本指标", "人均培训成本", "≤200元/人"),
    ("效益指标", "社会效益指标", "森林火灾发生率", "有效降低"),
    ("满意度指标", "服务对象满意度指标", "护林员满意度", "≥90%"),
]


def got(text: str) -> list[tuple[str | None, str | None, str | None, str]]:
    (form,) = read(text.encode(), "torn.txt", BOOK).forms
    return [(r.level1, r.level2, r.name, r.target.raw) for r in form.indicators]


def merged(rows: list[tuple[str, ...]]) -> list[list[str]]:
    """The rows as a merged table shows them: a level name only where it changes."""
    out, seen = [], ("", "")
    for row in rows:
        level1 = row[0] if row[0] != seen[0] else ""
        level2 = row[1] if row[:2] != seen else ""
        seen = row[:2]
        out.append([cell for cell in (level1, level2, *row[2:]) if cell])
    return out


HEAD = "项目支出绩效目标表\n（2023年度）\n项目名称 护林员培训经费\n主管部门 示例县林业局\n"


def spaced() -> str:
    lines = [" ".join(row) for row in merged(ROWS)]
    return HEAD + "绩效指标 一级指标 二级指标 三级指标 指标值\n" + "\n".join(lines)


def one_cell_a_line() -> str:
    cells = [cell for row in merged(ROWS) for cell in row]
    return HEAD.replace(" ", "\n") + "\n".join(
        ["一级指标", "二级指标", "三级指标", "指标值", *cells]
    )


def blank_line_between_cells() -> str:
    return one_cell_a_line().replace("\n", "\n\n")


def split_level_names() -> str:
    torn = (
        one_cell_a_line()
        .replace("产出指标", "产\n出\n指\n标")
        .replace("社会效益指标", "社会效益\n指标")
    )
    return torn.replace("一级指标", "一级\n指标")


def glued() -> str:
    lines = ["".join(row) for row in merged(ROWS)]
    return HEAD + "绩效指标一级指标二级指标三级指标指标值\n" + "\n".join(lines)


def piped_without_rows() -> str:
    cells = [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        *(c for row in merged(ROWS) for c in row),
    ]
    return (
        "项目支出绩效目标表（2023年度） |\n项目名称 |\n护林员培训经费 |\n"
        + " |\n".join(cells)
        + " |\n"
    )


def piped_rows_with_lost_cells() -> str:
    lines = [" | ".join(row) + " | | |" for row in merged(ROWS)]
    return (
        "项目支出绩效目标表 | | | |\n项目名称 | 护林员培训经费 | | |\n"
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n" + "\n".join(lines)
    )


SHAPES = [
    spaced,
    one_cell_a_line,
    blank_line_between_cells,
    split_level_names,
    glued,
    piped_without_rows,
    piped_rows_with_lost_cells,
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_rows_come_back_whole(shape: object) -> None:
    assert callable(shape)
    assert got(shape()) == ROWS


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_project_is_named(shape: object) -> None:
    assert callable(shape)
    (form,) = read(shape().encode(), "torn.txt", BOOK).forms
    assert form.text("project_name") == "护林员培训经费"
    assert form.text("title").startswith("项目支出绩效目标表")


def test_sign_value_unit_and_points_in_columns_of_their_own() -> None:
    text = (
        "护林员培训项目绩效目标表\n（2021年）\n项目名称 护林员培训经费\n"
        "绩效指标 一级指标 二级指标 三级指标 指标性质 指标方向 目标值 计量单位 分值 备注\n"
        "产出指标 数量指标 培训人数 正向 ≥ 120 人 20\n"
        "产出指标 成本指标 人均成本 反向 ≤ 200 元/人 10\n"
    )
    (form,) = read(text.encode(), "torn.txt", BOOK).forms
    assert form.fiscal_year == 2021
    first, second = form.indicators
    assert (first.name, first.target.raw, first.target.comparator) == ("培训人数", "≥ 120 人", ">=")
    assert (first.text("direction"), first.text("weight")) == ("正向", "20")
    assert (second.target.raw, second.text("direction")) == ("≤ 200 元/人", "反向")


def test_blank_cells_between_pipes_keep_their_columns() -> None:
    text = (
        "2022年度项目支出绩效自评表 |\n|\n| 项目名称 | 护林员培训经费 |\n|\n"
        "| 绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 "
        "| 一级指标 | 二级指标 "
        "| 三级指标 | 指标性质 | 指标值 | 度量单位 | 产出指标 | 数量指标 "
        "| 培训人数 | ≧ | 120 | 人 | 131 | 50 | 50 |\n"
        "| 效益指标 | 社会效益指标 | 火灾发生率 |\n| 有效降低 |\n| 降低 | 40 | 38 |\n"
        "| 其他需要说明事项 | 无 | 总分 | 90 | 88 |\n"
    )
    (form,) = read(text.encode(), "torn.txt", BOOK).forms
    assert form.kind == "自评表"
    rows = [
        (r.name, r.target.raw, r.text("actual"), r.text("weight"), r.text("score"))
        for r in form.indicators
    ]
    assert rows == [
        ("培训人数", "≧ 120 人", "131", "50", "50"),
        ("火灾发生率", "有效降低", "降低", "40", "38"),
    ]


def test_a_wide_table_gives_one_form_a_project() -> None:
    text = (
        "项目绩效目标表\n单位:元\n"
        "项目名称 项目单位 项目类别 预算数 年度绩效目标 一级指标 二级指标 三级指标 指标值\n"
        "防火物资经费 示例县林业局 特定目标类 300,000.00 备足防火物资。 "
        "产出指标 数量指标 购置风机 ≥20台\n"
        "时效指标 到货时间 9月底前\n"
        "护林员培训经费 示例县林业局 特定目标类 24,000.00 完成培训。 "
        "产出指标 数量指标 培训人数 ≥120人\n"
    )
    first, second = read(text.encode(), "wide.txt", BOOK).forms
    assert [f.text("project_name") for f in (first, second)] == ["防火物资经费", "护林员培训经费"]
    assert [f.text("budget_amount") for f in (first, second)] == ["300,000.00", "24,000.00"]
    assert [r.name for r in first.indicators] == ["购置风机", "到货时间"]
    assert [r.name for r in second.indicators] == ["培训人数"]
    assert second.money_unit == "元"


def test_a_clean_table_is_never_re_read_as_a_stream() -> None:
    text = (
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 绩效标准 |\n|---|---|---|---|---|\n"
        "| 产出指标 | 数量指标 | 培训人数 | 120人 | 满意度指标 |\n"
    )
    (form,) = read(text.encode(), "clean.md", BOOK).forms
    assert form.indicators[0].standard == "满意度指标"
    assert form.indicators[0].fields["value"].address.column == 4


def test_a_small_table_without_levels_keeps_its_four_columns() -> None:
    text = (
        "某项目绩效自评报告\n指标名称 |\n计量单位 |\n指标性质 |\n指标值 |\n"
        "护林员人数 |\n人 |\n= |\n120 |\n"
        "项目持续期 |\n定性 |\n基本建立 | |\n受益对象满意度 |\n% |\n≥ |\n95 |\n"
    )
    (form,) = read(text.encode(), "torn.txt", BOOK).forms
    rows = [(r.name, r.target.raw) for r in form.indicators]
    assert rows == [
        ("护林员人数", "= 120 人"),
        ("项目持续期", "基本建立"),
        ("受益对象满意度", "≥ 95 %"),
    ]


def test_a_whole_form_in_one_line_gives_both_its_tables() -> None:
    block = (
        "一级指标二级指标指标内容指标值备注产出指标数量指标培训人数≥120人质量指标培训合格率≥95%"
        "效益指标社会公众或服务对象满意度指标护林员满意度≥90%"
    )
    text = f"项目绩效目标表(2021年度)项目名称护林员培训长期绩效指标{block}年度绩效指标{block}"
    first, second = read(text.encode(), "torn.txt", BOOK).forms
    for form in (first, second):
        assert [(r.level1, r.name, r.target.raw) for r in form.indicators] == [
            ("产出指标", "培训人数", "≥120人"),
            ("产出指标", "培训合格率", "≥95%"),
            ("效益指标", "护林员满意度", "≥90%"),
        ]


def test_text_about_forms_is_no_form() -> None:
    text = "绩效目标表的一级指标、二级指标、三级指标和指标值应当填写完整，产出指标应当量化。\n" * 30
    assert read(text.encode(), "prose.txt", BOOK).forms == ()
