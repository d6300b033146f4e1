"""Waivers and baselines: what they set aside, and when they stop doing so."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiheng.accept import fingerprint, with_baseline, with_waivers
from jiheng.check import check_bytes, exit_code
from jiheng.cli.waivers import NAME, Waivers, add, load
from jiheng.model.finding import Report, Waiver
from jiheng.model.refusal import Refusal
from jiheng.policy import load as load_policy

BOOK = load_policy()
FORM = """合成数据 SYNTHETIC

2023年项目支出绩效目标表

单位：万元

| 项目支出名称 | 示例补贴 | 预算部门 | 示例县公安局 |
|---|---|---|---|
| 年度本级预算金额 | 318 | 该项目支出上级资金 | 0 |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 | 绩效标准 |
|---|---|---|---|---|
| 产出指标 | 数量指标 | 示例补贴发放人数 | 373人 | 年末在册 |
| 产出指标 | 质量指标 | 示例补贴 | =700元/人/月 | 县定标准 |
| 产出指标 | 时效指标 | 1-12月 | 按月发放 | 发放文件 |
| 产出指标 | 成本指标 | 示例补贴 | ≤318万元 | 预算 |
| 效益指标 | 经济效益指标 | 人均补贴 | =8400元/人 | 县定标准 |
| 满意度指标 | 服务对象满意度指标 | 职工满意度 | ≥90% | 问卷 |
"""


def checked(text: str = FORM, **words: tuple[str, ...]) -> Report:
    return check_bytes(text.encode(), "form.md", BOOK, **words)


def waiver(report: Report, code: str, until: str = "2023-12-31") -> Waiver:
    finding = next(f for f in report.findings if f.code == code)
    mark = fingerprint(finding, report.document)
    place = finding.place.key
    return Waiver("form.md", code, place, mark, "已说明", "审核岗", "2023-03-15", until)


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings if finding.counts}


def test_a_waived_finding_and_what_it_causes_stay_in_the_data_and_do_not_count() -> None:
    report = checked(select=("ARI01", "ARI05"))
    assert codes(report) == {"ARI01"}
    assert exit_code([report]) == 1
    done = with_waivers(report, [waiver(report, "ARI01")], "2023-12-31")
    assert exit_code([done]) == 0
    assert [(f.code, bool(f.accepted)) for f in done.findings] == [("ARI01", True), ("ARI05", True)]


def test_a_waiver_is_over_after_its_last_day() -> None:
    report = checked(select=("ARI01",))
    late = with_waivers(report, [waiver(report, "ARI01")], "2024-01-01")
    assert codes(late) == {"ARI01", "X903"}


def test_a_waiver_dies_with_the_row() -> None:
    accepted = waiver(checked(), "ARI01")
    other = checked(FORM.replace("≤318万元", "≤319万元"))
    assert {"ARI01", "X902"} <= codes(with_waivers(other, [accepted], "2023-06-01"))
    elsewhere = checked(FORM.replace("示例补贴 | 预算部门", "另一补贴 | 预算部门"))
    assert "X902" in codes(with_waivers(elsewhere, [accepted], "2023-06-01"))
    moved = checked(FORM.replace("年末在册", "年初在册"))
    assert "X902" not in codes(with_waivers(moved, [accepted], "2023-06-01"))


def test_a_waiver_of_a_rule_that_was_not_asked_is_not_called_unused() -> None:
    accepted = waiver(checked(), "ARI01")
    quiet = checked(FORM.replace("≤318万元", "≤313.32万元"), select=("VAL01",))
    assert "X902" not in codes(with_waivers(quiet, [accepted], "2023-06-01"))


def test_a_report_beside_other_files_neither_revives_nor_blames_a_waiver() -> None:
    report = checked()
    accepted = waiver(report, "ARI01")
    across = Report("form.md", findings=report.findings[:1], across=True)
    assert "X902" not in codes(with_waivers(across, [accepted], "2023-06-01"))


def test_a_baseline_hides_what_was_there_and_nothing_else() -> None:
    report = checked()
    known = {fingerprint(f, report.document) for f in report.findings}
    assert codes(with_baseline(report, known)) == set()
    worse = checked(FORM.replace("≤318万元", "≥318万元"))
    assert "DIR01" in codes(with_baseline(worse, known))
    assert "VAL01" not in codes(with_baseline(worse, known))


def test_the_waiver_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    one = waiver(checked(), "ARI01")
    odd = Waiver(
        "甲.docx", "VAL01", "F1.N1", "0" * 16, '说"明"\\\n第二行', "岗", "2023-01-01", "2023-02-01"
    )
    path = tmp_path / NAME
    add(str(path), [one])
    add(str(path), [odd])
    assert load(str(path)) == (one, odd)
    add(str(path), [Waiver(*(*_values(one)[:-1], "2024-06-30"))])
    assert [w.until for w in load(str(path))] == ["2023-02-01", "2024-06-30"]
    assert Waivers().of(str(tmp_path / "甲.docx")) == (odd,)
    assert Waivers().of(str(tmp_path / "乙.docx")) == ()


def _values(one: Waiver) -> tuple[str, ...]:
    names = ("file", "code", "place", "fingerprint", "why", "who", "since", "until")
    return tuple(getattr(one, name) for name in names)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[waiver]\n", "读不出来"),
        ("[other]\na = 1\n", "[[waiver]]"),
        ('[[waiver]]\nfile = "a"\n', "第 1 条"),
        ("waiver = 1\n", "[[waiver]]"),
    ],
)
def test_a_wrong_waiver_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / NAME
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal, match=said.replace("[", r"\[").replace("]", r"\]")):
        load(str(path))


def test_a_waiver_without_a_reason_or_a_day_is_refused(tmp_path: Path) -> None:
    path = tmp_path / NAME
    add(str(path), [waiver(checked(), "ARI01")])
    text = path.read_text("utf-8")
    for bad in (text.replace("已说明", " "), text.replace("2023-12-31", "年底")):
        path.write_text(bad, "utf-8")
        with pytest.raises(Refusal, match="第 1 条"):
            load(str(path))
