"""``check --diff OLD NEW``: cells, rows and findings, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.test_markup import Page
from conftest import ROOT
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from test_accept import FORM

from jiheng.cli import main
from jiheng.cli.diff_words import pieces

ROW = "| 产出指标 | 数量指标 | 巡逻车辆购置数量 | ≥15辆 | 计划 |\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def write(new: str, old: str = FORM) -> list[str]:
        Path("旧.md").write_text(old, "utf-8")
        Path("新.md").write_text(new, "utf-8")
        return ["check", "--diff", "旧.md", "新.md"]

    return write


def test_a_repair_is_shown_and_is_no_reason_to_fail(files, capsys) -> None:
    better = FORM.replace("≤318万元", "≤313.32万元").replace("| 318 |", "| 313.32 |")
    assert main(files(better)) == 0
    out = capsys.readouterr().out
    assert "C1 示例补贴 · 指标值  ≤318万元 → ≤313.32万元" in out
    assert "年度本级预算金额  318 → 313.32" in out
    assert "已解决" in out
    assert "新出现 0 处" in out


def test_a_new_error_is_exit_1(files, capsys) -> None:
    worse = files(FORM.replace("≤318万元", "≥318万元"))
    assert main(worse) == 1
    assert "错误 DIR01" in capsys.readouterr().out
    assert main([*worse, "--exit-zero"]) == 0
    assert main([*worse, "--ignore", "DIR01"]) == 0


def test_a_row_more_and_a_row_less(files, capsys) -> None:
    main(files(FORM + ROW))
    assert "＋ 增加一行 N2 巡逻车辆购置数量" in capsys.readouterr().out
    main(files(FORM, FORM + ROW))
    assert "－ 删去一行 N2 巡逻车辆购置数量" in capsys.readouterr().out


def test_a_finding_about_several_rows_stays_while_it_shrinks(files, capsys) -> None:
    more = FORM.replace("=700元/人/月", "700元/人/月")
    main([*files(FORM, more), "--format", "json", "--select", "VAL01"])
    form = json.loads(capsys.readouterr().out)["forms"][0]
    assert [len(form[key]) for key in ("come", "gone", "stayed")] == [0, 0, 1]
    assert main([*files(more), "--select", "VAL01"]) == 1


def test_the_data_keep_their_schema(files, capsys) -> None:
    folder = ROOT / "docs" / "reference"
    report, diff = (
        json.loads((folder / f"{name}.schema.json").read_text("utf-8"))
        for name in ("report", "diff")
    )
    known = Registry().with_resource(report["$id"], Resource.from_contents(report))
    Draft202012Validator.check_schema(diff)
    main([*files(FORM.replace("≤318万元", "≥318万元") + ROW), "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    Draft202012Validator(diff, registry=known).validate(data)
    assert [change["kind"] for change in data["forms"][0]["changes"]] == ["changed", "added"]
    del data["forms"][0]["gone"]
    assert list(Draft202012Validator(diff, registry=known).iter_errors(data))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_ties_each_change_to_its_cell(files, capsys, lang: str) -> None:
    old = FORM + "| 效益指标 | 社会效益指标 | <b>投诉</b>件数 | ≤3件 | 统计 |\n"
    new = FORM.replace("≤318万元", "≥318万元") + ROW
    main([*files(new, old), "--format", "html", "--lang", lang])
    text = capsys.readouterr().out
    page = Page(text)
    assert page.marks <= set(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert "f-changed" in page.classes
    assert "f-added" in page.classes
    assert "<mark>≤</mark>318万元" in text
    assert "<b>投诉" not in text
    assert "合成数据 SYNTHETIC" in page.text


def test_forms_that_only_one_version_has(files, capsys) -> None:
    other = FORM.replace("示例补贴 | 预算部门", "另一补贴 | 预算部门").replace("2023年", "2024年")
    for lang in ("zh", "en"):
        for form in ("text", "html", "json"):
            assert main([*files(FORM + other, FORM), "--format", form, "--lang", lang]) == 1
            assert main([*files(FORM, FORM + other), "--format", form, "--lang", lang]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--diff", "旧.md"], "两份文件"),
        (["--diff", "旧.md", "新.md", "新.md"], "两份文件"),
        (["--diff", "旧.md", "没有.md"], "没有这个文件"),
        (["--diff", "旧.md", "新.md", "--format", "sarif"], "sarif"),
        (["--diff", "旧.md", "新.md", "--propose"], "不能一起用"),
        (["--diff", "旧.md", "新.md", "--baseline", "b"], "不能和 --diff 一起用"),
        (["--diff", "旧.md", "空.md"], "没有认出"),
    ],
)
def test_wrong_words_are_one_sentence(files, capsys, words: list[str], said: str) -> None:
    files(FORM)
    Path("空.md").write_text("只是一份通知。\n", "utf-8")
    assert main(["check", *words]) == 2
    assert said in capsys.readouterr().err


def test_digits_of_a_number_are_compared_as_one() -> None:
    before, after = pieces("≤318万元", "≤313.32万元")
    assert before == [("≤", False), ("318", True), ("万元", False)]
    assert after == [("≤", False), ("313.32", True), ("万元", False)]
    assert pieces("", "甲") == ([], [("甲", True)])
