"""show, rule, doctor and explain, on the published examples."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from conftest import ROOT, shared
from jsonschema import Draft202012Validator

from jiheng.cli import main
from jiheng.rules import every

EXAMPLE = str(ROOT / "examples" / "shili-2023.txt")
VIDEO = str(ROOT / "examples" / "shili-2023-3-video.txt")
NOT_COMPARED = {"id", "source", "locator", "notes", "complete"}


@pytest.fixture
def run(capsys):
    """Run a command and give its standard output; it must end well."""

    def go(*words: str, code: int = 0) -> str:
        assert main(list(words)) == code
        return capsys.readouterr().out

    return go


def forms_of(run, path: str) -> list[dict]:
    text = run("show", path, "--format", "json")
    schema = json.loads((ROOT / "docs/reference/form.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(json.loads(text))
    return json.loads(text, parse_float=Decimal)


def test_show_draws_every_form_with_what_was_inferred(run) -> None:
    text = run("show", EXAMPLE)
    assert text.count("2023年项目支出绩效目标表") == 4
    assert "效益指标*" in text
    assert "一级指标由二级指标推定：B1 B2 S1" in text
    assert "（空白）" in text
    assert "level 1 inferred" in run("show", EXAMPLE, "--lang", "en")


def test_show_json_has_the_figures_of_the_examples(run) -> None:
    forms = forms_of(run, EXAMPLE)
    assert [len(form["indicators"]) for form in forms] == [6, 6, 19, 20]
    assert [form["budget_amount_number"] for form in forms] == [318, 394, 840, 1607]
    assert forms[3]["indicators"][12]["number"] == Decimal("11.79")


def same(ours: object, truth: object) -> bool:
    """Equal but for white space, as the corpus says."""
    if isinstance(ours, str) and isinstance(truth, str):
        return "".join(ours.split()) == "".join(truth.split())
    return ours == truth


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_show_json_equals_the_truth_of_the_real_forms(run, number: int) -> None:
    form = forms_of(run, str(shared("seeds", "hengdong-2023.txt")))[number - 1]
    text = shared("corpus", "truth", f"seed-{number}.json").read_text("utf-8")
    truth = json.loads(text, parse_float=Decimal)
    rows = truth.pop("indicators")
    wrong = [k for k in truth if k not in NOT_COMPARED and not same(form[k], truth[k])]
    assert not wrong
    assert len(form["indicators"]) == len(rows)
    for ours, theirs in zip(form["indicators"], rows, strict=True):
        assert not [(ours["ref"], k) for k in theirs if not same(ours[k], theirs[k])]


@pytest.mark.parametrize("code", sorted(every()))
def test_every_rule_has_a_page_on_the_terminal(run, code: str) -> None:
    text = run("rule", code.lower())
    assert text.startswith(code)
    assert "查什么" in text
    assert "{" not in text.partition("\n\n")[2].partition("\n\n")[0]
    assert run("rule", code, "--lang", "en")


def test_rule_without_a_code_lists_all(run) -> None:
    listed = [line.split()[0] for line in run("rule").splitlines() if line[:1].isupper()]
    assert listed == sorted(every())


@pytest.mark.parametrize(
    ("words", "first", "absent"),
    [
        ("cost-recompute", "ARI01", "VAL01"),
        ("上级资金 未填写", "CMP07", "ARI01"),
        ("dir01", "DIR01", "X"),
    ],
)
def test_rules_are_found_by_words(run, words: str, first: str, absent: str) -> None:
    text = run("rule", "--search", words)
    assert text.startswith(first)
    assert absent not in text


def test_a_word_of_no_rule_is_said(capsys) -> None:
    assert main(["rule", "--search", "没有这个词的"]) == 1
    assert "没有一条规则说到" in capsys.readouterr().err


def test_an_unknown_rule_names_the_nearest(capsys) -> None:
    assert main(["rule", "cost-recompte"]) == 2
    assert "cost-recompute" in capsys.readouterr().err


def test_doctor_passes_every_stop(run) -> None:
    text = run("doctor", EXAMPLE)
    for stop in ("1 文件", "2 栅格", "3 识别", "4 指标值", "5 规则"):
        assert stop in text
    assert "SHA-256" in text
    assert "F4.C3" in text
    assert "hunan-county" in text


def test_doctor_stops_at_a_file_without_a_form(run, tmp_path) -> None:
    (tmp_path / "memo.txt").write_text("只是一份通知。\n", "utf-8")
    assert "没有找到绩效表" in run("doctor", str(tmp_path / "memo.txt"), code=2)


def test_explain_a_rule_shows_every_outcome_with_its_working(run) -> None:
    text = run("explain", VIDEO, "ARI01")
    assert text.count("未核查  F1.C") == 3
    assert "│ 526点 × 3003.8元/处 = 1,579,998.8元 = 157.99988万元" in text
    assert "jiheng rule ARI01" in text
    assert run("explain", VIDEO, "cost-recompute") == text


@pytest.mark.parametrize("what", ["F1.C1", "f1#c1", "C1"])
def test_explain_a_row_shows_its_cells_and_all_that_was_said_of_it(run, what: str) -> None:
    text = run("explain", VIDEO, what)
    assert "≥158万元" in text
    assert "1,580,000 元" in text
    assert "不符 DIR01" in text
    assert "相符 ARI01" in text


def test_explain_a_field(run) -> None:
    assert "1607万元" in run("explain", EXAMPLE, "F4.budget_amount")


@pytest.mark.parametrize(
    ("what", "nearest"), [("F1.C99", "F1.C"), ("ARI98", "ARI0"), ("", "F1.C1")]
)
def test_explain_something_unknown_names_the_nearest(what: str, nearest: str, capsys) -> None:
    assert main(["explain", VIDEO, what]) == 2
    assert nearest in capsys.readouterr().err


@pytest.mark.parametrize("command", ["show", "doctor", "explain"])
def test_a_missing_file_is_one_sentence(command: str, capsys) -> None:
    assert main([command, "gone.docx", *(["ARI01"] if command == "explain" else [])]) == 2
    assert capsys.readouterr().err == "gone.docx：没有这个文件。请核对路径和文件名。\n"
