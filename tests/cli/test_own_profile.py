"""``--profile FILE.yaml``: a province's own severities and thresholds, in ten lines."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from jiheng.cli import jobs, main
from jiheng.policy import load

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "guide" / "reviewing.md").read_text("utf-8")
FORM = (ROOT / "examples" / "shili-2023-1-overtime.txt").read_text("utf-8")
ONLY = ("--select", "CMP19,FUN01,SAT01")


@pytest.fixture
def example() -> str:
    """The profile that the guide shows."""
    found = re.search(r"(?ms)^```yaml\n(.*?)^```", GUIDE)
    assert found
    return found[1]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    low = FORM.replace("≧90%", "≧85%")
    assert low != FORM
    (tmp_path / "表.txt").write_text(low, "utf-8")
    return tmp_path


def severities(*words: str, capsys) -> list[dict[str, str]]:
    main(["check", *words, *ONLY, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["files"]
    return [{f["code"]: f["severity"] for f in one["forms"][0]["findings"]} for one in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_ten_lines_override_a_severity_and_a_threshold(
    folder: Path, example: str, capsys, encoding: str
) -> None:
    assert len(example.splitlines()) <= 10
    (folder / "示例省.yaml").write_bytes(example.encode(encoding))
    assert severities("表.txt", capsys=capsys) == [{"CMP19": "warning", "FUN01": "warning"}]
    own = severities("表.txt", "--profile", "示例省.yaml", capsys=capsys)
    assert own == [{"CMP19": "error", "SAT01": "warning"}]
    assert main(["rule", "--search", "绩效标准", "--profile", "示例省.yaml"]) == 0
    assert re.search(r"CMP19 +错误", capsys.readouterr().out)


def test_every_worker_has_the_profile(
    folder: Path, example: str, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "示例省.yaml").write_text(example, "utf-8")
    (folder / "又一表.txt").write_text((folder / "表.txt").read_text("utf-8"), "utf-8")
    own = severities("表.txt", "又一表.txt", "--profile", "示例省.yaml", capsys=capsys)
    assert [one["CMP19"] for one in own] == ["error", "error"]
    job = jobs.Job(load("示例省.yaml"))
    done = list(workers_of(job, ["表.txt", "又一表.txt"]))
    assert [one.report.error for one in done] == [None, None]
    for one in done:
        assert "FUN01" not in {finding.code for finding in one.report.findings}


def workers_of(job: jobs.Job, paths: list[str]):
    from jiheng.cli.workers import results

    return results(iter([(path, None) for path in paths]), job, workers=2)


def test_a_county_inherits_the_file_of_its_province(folder: Path, example: str) -> None:
    (folder / "省").mkdir()
    (folder / "省" / "示例省.yaml").write_text(example, "utf-8")
    county = 'inherits: 省/示例省.yaml\nthresholds: {satisfaction-floor: "95"}\n'
    (folder / "县.yaml").write_text(county, "utf-8")
    book = load("县.yaml")
    assert (book.severity("CMP19", "warning"), book.severity("FUN01", "warning")) == (
        "error",
        "off",
    )
    assert book.number("satisfaction-floor") == 95
    assert book.number("goal-least") == load().number("goal-least")
    assert "县.yaml" not in load().topics["profiles"]


def test_what_begins_later_is_inherited_until_then(folder: Path) -> None:
    text = """severity: {CMP19: {2026-01-01: error, 2027-01-01: off}}
thresholds: {satisfaction-floor: {2026-01-01: "90"}}
"""
    (folder / "省.yaml").write_text(text, "utf-8")
    before, after, last = (load("省.yaml", date(year, 6, 1)) for year in (2025, 2026, 2027))
    assert [b.severity("CMP19", "warning") for b in (before, after, last)] == [
        "warning",
        "error",
        "off",
    ]
    old = load(on=date(2025, 6, 1)).number("satisfaction-floor")
    assert [b.number("satisfaction-floor") for b in (before, after, last)] == [old, 90, 90]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "口径文件里没有“名称: 内容”"),
        ("- CMP19", "口径文件里没有“名称: 内容”"),
        ("severity: {CMP19: [", "口径文件读不懂"),
        ("thresholds: {satisfaction-floor: 90.5}", "write 90.5 as text (in quotes)"),
        ("severty: {CMP19: error}", "没有项目 severty，可用的有 title、"),
        ("severity: {CMP18: error}", "（severity）：没有规则 CMP18，最接近的是 CMP"),
        ("severity: {CMP19: fatal}", "（severity.CMP19）：没有级别 fatal，可用的有 error、"),
        ("severity: {CMP19: true}", "没有级别 True"),
        ("severity: [CMP19]", "（severity）：下面应当一行一项"),
        ("severity: {CMP19: {2026年: error}}", "（severity.CMP19）：2026年 不是日期。写成 2023-"),
        ("severity: {CMP19: {}}", "没有级别 {}"),
        ("thresholds: {satisfaction-flor: '90'}", "没有阈值 satisfaction-flor，可用的有 satis"),
        ("thresholds: {satisfaction-floor: 九十}", "九十 不是数。写成带引号的数"),
        ("thresholds: {satisfaction-floor: yes}", "True 不是数"),
        ("thresholds: {satisfaction-floor: {2026-01-01: {basis: 办法}}}", "None 不是数"),
        ("inherits: hunan", "（inherits）：没有口径 hunan，可用的有"),
        ("inherits: [hunan-county]", "没有口径 ['hunan-county']"),
        ("inherits: 没有.yaml", "口径文件 没有.yaml 打不开"),
        ("inherits: ./省.yaml", "继承绕了一圈，又回到 省.yaml"),
        ("edition: secret", "（edition）：没有写法 secret，可用的有 public、internal"),
        ("title: " + "长" * 40000, "口径文件过大"),
    ],
)
def test_a_wrong_profile_is_refused_in_one_sentence(
    folder: Path, capsys, text: str, said: str
) -> None:
    (folder / "省.yaml").write_text(text, "utf-8")
    assert main(["check", "表.txt", "--profile", "省.yaml"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert main(["check", "表.txt", "--profile", "省.yaml", "--lang", "en"]) == 2
    assert said not in capsys.readouterr().err or "as text" in said


def test_a_profile_that_is_not_there_is_refused(capsys) -> None:
    assert main(["check", "表.txt", "--profile", "没有.yaml"]) == 2
    assert "没有.yaml：口径文件 没有.yaml 打不开" in capsys.readouterr().err


def test_a_baseline_names_the_profile_without_its_folder(folder: Path, example: str) -> None:
    (folder / "省.yaml").write_text(example, "utf-8")
    path = str(folder / "省.yaml")
    main(["check", "表.txt", "--profile", path, "--write-baseline", "基线.json"])
    assert json.loads((folder / "基线.json").read_text("utf-8"))["profile"] == "省.yaml"
