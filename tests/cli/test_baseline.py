"""A baseline: what was there is not listed again, what is new is, what is gone is counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.test_json import schema
from test_accept import FORM

from jiheng import __version__
from jiheng.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲.md").write_text(FORM, "utf-8")
    return tmp_path


def take(capsys) -> None:
    assert main(["check", "in", "--write-baseline", "b.json"]) == 1
    assert "记进基线 b.json" in capsys.readouterr().err


def test_a_baseline_names_its_product_its_policy_and_sorted_findings(folder: Path, capsys) -> None:
    take(capsys)
    data = json.loads((folder / "b.json").read_text("utf-8"))
    assert data["jiheng"] == __version__
    assert data["profile"]
    found = [(one["file"], one["code"], one["place"]) for one in data["findings"]]
    assert found == sorted(found)
    assert {file for file, _, _ in found} == {"in/甲.md"}
    before = (folder / "b.json").read_bytes()
    take(capsys)
    assert (folder / "b.json").read_bytes() == before


def test_what_was_there_is_hidden_and_its_number_said(folder: Path, capsys) -> None:
    take(capsys)
    assert main(["check", "in", "--baseline", "b.json"]) == 0
    out = capsys.readouterr().out
    assert "错误 ARI01" not in out
    assert "基线里已有" in out
    assert "比基线少了" not in out


def test_what_is_new_counts_and_what_is_gone_is_counted(folder: Path, capsys) -> None:
    take(capsys)
    text = FORM.replace("≤318万元", "≥318万元").replace("1-12月", "补贴发放及时性")
    (folder / "in" / "甲.md").write_text(text, "utf-8")
    assert main(["check", "in", "--baseline", "b.json", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    schema("report").validate(data)
    new = {f["code"] for f in data["files"][0]["forms"][0]["findings"] if not f["known"]}
    assert "DIR01" in new
    assert "VAL01" not in new
    assert data["baseline"]["fixed"] >= 1
    assert main(["check", "in", "--baseline", "b.json"]) == 1
    assert f"比基线少了 {data['baseline']['fixed']} 处" in capsys.readouterr().out.replace("\n", "")


def test_rules_that_were_not_run_fix_nothing(folder: Path, capsys) -> None:
    take(capsys)
    assert main(["check", "in", "--baseline", "b.json", "--select", "STR06"]) == 0
    assert "比基线少了" not in capsys.readouterr().out


def test_a_moved_file_brings_its_baseline_along(folder: Path, capsys) -> None:
    take(capsys)
    (folder / "in" / "甲.md").rename(folder / "in" / "乙.md")
    assert main(["check", "in", "--baseline", "b.json"]) == 0


def test_sarif_says_which_results_are_new(folder: Path, capsys) -> None:
    take(capsys)
    main(["check", "in", "--baseline", "b.json", "--format", "sarif"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert {result["baselineState"] for result in results} == {"unchanged"}


@pytest.mark.parametrize("text", [None, "", "{}", "[1]", '{"findings": [{"file": 1}]}', "\xff"])
def test_a_wrong_baseline_is_one_sentence(folder: Path, capsys, text: str | None) -> None:
    if text is not None:
        (folder / "b.json").write_text(text, "latin-1")
    assert main(["check", "in", "--baseline", "b.json", "-o", "out.txt"]) == 2
    said = capsys.readouterr().err
    assert "基线" in said
    assert said.count("\n") == 1
    assert not (folder / "out.txt").exists()


def test_what_only_several_files_show_is_known_too(folder: Path, capsys) -> None:
    other = FORM.replace("示例补贴 | 预算部门", "另一补贴 | 预算部门").replace("373人", "380人")
    (folder / "in" / "乙.md").write_text(other, "utf-8")
    take(capsys)
    assert main(["check", "in", "--baseline", "b.json"]) == 0
    capsys.readouterr()
    main(["check", "in", "--format", "json"])
    across = [one for one in json.loads(capsys.readouterr().out)["files"] if one.get("across")]
    assert across
    assert any(one["findings"] for one in across)
