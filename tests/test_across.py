"""Rules across forms: within one file, and between the files of a run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT
from rulecases import BOOK

from jiheng import rules
from jiheng.across import check_across
from jiheng.check import ALONE, check_bytes, exit_code, with_sheets
from jiheng.cli import main
from jiheng.model.finding import Report, Sheet
from jiheng.model.record import replace

EXAMPLES = ROOT / "examples"
PARTS = sorted(EXAMPLES.glob("shili-2023-*.txt"))
FORM = """{year}年项目支出绩效目标表

| 项目支出名称 | 道路养护 | 预算部门 | 示例县公路局 |
|---|---|---|---|
| 年度预算金额 | {money}万元 | | |
| 本年度绩效目标 | 2022年12月底前完成道路养护 | | |

| 一级指标 | 二级指标 | 三级指标 | 指标值及单位 |
|---|---|---|---|
| 产出指标 | 数量指标 | 养护里程 | ≥{length}公里 |
| 产出指标 | 质量指标 | 路面完好率 | ≥{rate}% |
"""
LAST = FORM.format(year=2022, money=100, length=50, rate=95)
THIS = FORM.format(year=2023, money=120, length=40, rate=90)
OF_YEARS = {"YOY01": "F1.annual_goal", "YOY02": "F1.L1", "YOY03": "F1.N1"}


def checked(data: bytes, path: str) -> Report:
    return with_sheets(check_bytes(data, path, BOOK), BOOK)


def across(*files: tuple[str, bytes], **words: Any) -> list[Report]:
    sheets: list[Sheet] = []
    for path, data in files:
        sheets += checked(data, path).sheets
    return check_across(sheets, BOOK, **words)


def said(reports: list[Report]) -> list[tuple[str, str, str]]:
    return [(r.path, f.code, f.place.key) for r in reports for f in r.findings]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six forms in six files: four of one unit and year, two of one project over two years."""
    into = tmp_path / "forms"
    into.mkdir()
    for number, path in enumerate(PARTS, 1):
        shutil.copy(path, into / f"{number}.txt")
    (into / "5.md").write_text(LAST, "utf-8")
    (into / "6.md").write_text(THIS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return into


def test_forms_in_several_files_say_what_they_say_in_one() -> None:
    whole = check_bytes((EXAMPLES / "shili-2023.txt").read_bytes(), "whole.txt", BOOK)
    codes = set(rules.book_codes())
    wanted = {(f.code, f.place.ref) for f in whole.findings if f.code in codes}
    assert {code for code, _ in wanted} == {"DUP04", "DUP05", "DUP06", "SAT03"}
    reports = across(*((path.name, path.read_bytes()) for path in PARTS))
    assert {(f.code, f.place.ref) for r in reports for f in r.findings} == wanted
    assert {r.path for r in reports} == {PARTS[0].name}
    assert all(r.across and not r.document for r in reports)
    assert exit_code(reports) == 1


def test_a_file_of_several_says_nothing_of_its_only_form() -> None:
    alone = check_bytes(PARTS[0].read_bytes(), "a.txt", BOOK)
    silent = [c.code for c in alone.checked if c.verdict.reason == ALONE]
    assert silent == list(rules.book_codes())
    one = with_sheets(alone, BOOK)
    assert not [c for c in one.checked if c.verdict.reason == ALONE]
    assert one.findings == alone.findings
    assert [sheet.name for sheet in one.sheets] == ["节假日值班加班补贴经费"]


def test_what_one_file_shows_is_not_said_again() -> None:
    whole = ("whole.txt", (EXAMPLES / "shili-2023.txt").read_bytes())
    assert not across(whole, ("5.md", LAST.encode()))


def test_a_copy_of_a_form_is_no_sibling_of_it() -> None:
    data = PARTS[0].read_bytes()
    assert not across(("a.txt", data), ("b.txt", data), ("c.txt", data))


def test_the_year_before_is_found_in_another_file() -> None:
    reports = across(("new.md", THIS.encode()), ("old.md", LAST.encode()))
    assert said(reports) == [("new.md", code, at) for code, at in OF_YEARS.items()]


def test_selected_and_ignored() -> None:
    files = ("new.md", THIS.encode()), ("old.md", LAST.encode())
    assert said(across(*files, ignore=("YOY02", "YOY03"))) == [
        ("new.md", "YOY01", "F1.annual_goal")
    ]
    assert said(across(*files, select=("target-lowered",))) == [("new.md", "YOY02", "F1.L1")]


def test_the_order_of_files_is_the_order_of_reports() -> None:
    files = [(path.name, path.read_bytes()) for path in PARTS]
    files += [("5.md", LAST.encode()), ("6.md", THIS.encode())]
    assert [r.path for r in across(*files)] == [PARTS[0].name, "6.md"]
    backwards = ["6.md", PARTS[3].name, PARTS[1].name, PARTS[0].name]
    assert [r.path for r in across(*files[::-1])] == backwards


def test_a_broken_rule_across_forms_is_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError("planted")

    known = rules.registry()
    monkeypatch.setitem(known, "YOY01", replace(known["YOY01"], check=broken))
    monkeypatch.setitem(known, "YOY02", replace(known["YOY02"], gather=broken))
    report = check_bytes((LAST + "\n" + THIS).encode(), "both.md", BOOK)
    told = ("YOY02: ZeroDivisionError: planted", "YOY01: ZeroDivisionError: planted")
    assert set(report.crashed) == set(told)
    assert {"X901", "YOY03"} <= {f.code for f in report.findings}
    reports = across(("new.md", THIS.encode()), ("old.md", LAST.encode()))
    assert told[1] in {text for r in reports for text in r.crashed}
    assert exit_code(reports) == 2
    assert with_sheets(checked(LAST.encode(), "old.md"), BOOK).crashed


def test_one_form_does_not_load_them() -> None:
    code = (
        "import sys\nfrom jiheng.cli import main\nmain(sys.argv[1:])\n"
        "print('LOADED', any('rules.book.' in name for name in sys.modules))"
    )

    def loaded(*files: Path) -> str:
        command = [sys.executable, "-P", "-c", code, "check", *map(str, files)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        return done.stdout.split()[-1]

    assert loaded(PARTS[0]) == "False"
    assert loaded(*PARTS[:2]) == "True"
    assert loaded(EXAMPLES / "shili-2023.txt") == "True"


def run(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> str:
    main(["check", "forms", *words])
    return capsysbinary.readouterr().out.decode()


def test_json_after_the_files(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    data = json.loads(run(capsysbinary, "--format", "json"))
    schema = json.loads((ROOT / "docs/reference/report.schema.json").read_text("utf-8"))
    jsonschema.validate(data, schema)
    files = [(Path(file["path"]).name, file["across"]) for file in data["files"]]
    assert files == [
        *((f"{n}.txt", False) for n in range(1, 5)),
        *((f"{n}.md", False) for n in (5, 6)),
        ("1.txt", True),
        ("6.md", True),
    ]
    assert [f["code"] for f in data["files"][-1]["findings"]] == list(OF_YEARS)


def test_the_other_formats(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = run(capsysbinary)
    assert text.count("（与其他文件对照）") == 2
    assert text.index("6.md") < text.index("1.txt（与其他文件对照）")
    assert "6 个文件" in text
    assert "6 个文件" in run(capsysbinary, "--format", "markdown").split("（与其他文件对照）")[2]
    assert run(capsysbinary, "--format", "html").count("（与其他文件对照）</p>") == 2
    sarif = json.loads(run(capsysbinary, "--format", "sarif"))["runs"][0]
    assert len(sarif["artifacts"]) == 6
    beside = [r for r in sarif["results"] if r["properties"].get("across")]
    assert {r["ruleId"] for r in beside} == {"DUP04", "DUP05", "DUP06", "SAT03", *OF_YEARS}


def test_one_form_says_once_that_it_is_alone(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["check", "forms/6.md"])
    text = capsysbinary.readouterr().out.decode()
    assert "".join(text.split()).count("只有一张表，没有可以对照的") == 1


def test_an_interrupted_run_says_the_same(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(capsysbinary, "--format", "json")
    seen: list[str] = []

    def some(data: bytes, path: str, *rest: Any, **words: Any) -> Report:
        seen.append(path)
        if len(seen) == 4:
            raise KeyboardInterrupt
        return check_bytes(data, path, *rest, **words)

    monkeypatch.setattr("jiheng.cli.jobs.check_bytes", some)
    words = ("--format", "json", "--resume", "-o", "out.json")
    main(["check", "forms", *words])
    assert Path("out.json.journal").exists()
    main(["check", "forms", *words])
    assert len(seen) == 7
    assert Path("out.json").read_text("utf-8") == whole
