"""``jiheng waive`` and what a check makes of the file it writes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from cli.test_json import schema
from test_accept import FORM

from jiheng.cli import jobs, main
from jiheng.cli.waivers import NAME, load

LATER = (date.today() + timedelta(days=30)).isoformat()
WORDS = ("--why", "人数以年末在册为准", "--who", "审核岗", "--until", LATER)
ONLY = ("--select", "ARI01,ARI05")


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "表.md").write_text(FORM, "utf-8")
    return "表.md"


def data(*words: str, capsys) -> dict:
    main(["check", *words, *ONLY, "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    schema("report").validate(found)
    return {f["code"]: f for one in found["files"] for f in one["forms"][0]["findings"]}


def test_a_waived_finding_no_longer_counts_and_is_shown_as_accepted(form: str, capsys) -> None:
    assert main(["check", form, *ONLY]) == 1
    assert main(["waive", form, "ARI01", *WORDS]) == 0
    assert [(w.file, w.code, w.place) for w in load(NAME)] == [("表.md", "ARI01", "F1.C1")]
    capsys.readouterr()
    assert main(["check", form, *ONLY]) == 0
    out = capsys.readouterr().out
    assert "已接受 1 处" in out
    assert "错误 ARI01" not in out
    assert main(["check", form, *ONLY, "-v"]) == 0
    said = "".join(capsys.readouterr().out.split())
    assert f"审核岗接受，至{LATER}：人数以年末在册为准" in said
    assert main(["check", form, *ONLY, "--no-waivers"]) == 1
    capsys.readouterr()
    found = data(form, capsys=capsys)
    assert found["ARI01"]["accepted"]["who"] == "审核岗"
    assert found["ARI05"]["accepted"]["why"] == "人数以年末在册为准"


@pytest.mark.parametrize("shown", ["sarif", "markdown", "html"])
def test_every_output_says_who_answers_for_it(form: str, capsys, shown: str) -> None:
    main(["waive", form, "ARI01", *WORDS])
    capsys.readouterr()
    assert main(["check", form, *ONLY, "--format", shown]) == 0
    out = capsys.readouterr().out
    assert "人数以年末在册为准" in out
    if shown == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        assert {(s["kind"], s["status"]) for r in results for s in r["suppressions"]} == {
            ("external", "accepted")
        }
    if shown == "html":
        assert 'class="card accepted"' in out
        assert '<sup class="n error">' not in out


def test_a_waiver_that_fits_nothing_any_more_is_a_finding(form: str, capsys) -> None:
    main(["waive", form, "ARI01", *WORDS])
    Path(form).write_text(FORM.replace("≤318万元", "≤313.32万元"), "utf-8")
    capsys.readouterr()
    assert main(["check", form, *ONLY]) == 1
    assert "X902" in capsys.readouterr().out
    assert main(["waive", form, "--list"]) == 0
    assert capsys.readouterr().out.startswith("用不上  ARI01 F1.C1")


def test_a_form_in_an_archive_is_accepted_beside_the_archive(form: str, capsys) -> None:
    with ZipFile("汇总.zip", "w") as archive:
        archive.write(form, "甲/表.md")
    assert main(["waive", "汇总.zip!/甲/表.md", "ARI01", *WORDS]) == 0
    assert load(NAME)[0].file == "汇总.zip!/甲/表.md"
    assert main(["check", "汇总.zip", *ONLY]) == 0
    assert main(["check", form, *ONLY]) == 1


def test_a_resumed_run_uses_the_waivers_of_now(
    form: str, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("乙.md").write_text(FORM, "utf-8")
    words = ("check", form, "乙.md", *ONLY, "--format", "json", "-o", "out.json", "--journal", "j")
    real, read = jobs.check_bytes, []

    def interrupted(data: bytes, path: str, book, **rest):
        read.append(path)
        if path == "乙.md" and len(read) < 3:
            raise KeyboardInterrupt
        return real(data, path, book, **rest)

    monkeypatch.setattr("jiheng.cli.jobs.check_bytes", interrupted)
    assert main(words) == 130
    monkeypatch.setattr("jiheng.cli.jobs.check_bytes", real)
    assert main(["waive", form, "ARI01", *WORDS]) == 0
    main(words)
    first = json.loads(Path("out.json").read_text("utf-8"))["files"][0]
    assert all(finding["accepted"] for finding in first["forms"][0]["findings"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ARI01",), "--why"),
        (("ARI01", "--why", "x", "--who", "y"), "--until"),
        (("ARI01", "--why", "x", "--who", "y", "--until", "年底"), "不是日期"),
        (("ARI01", "--why", "x", "--who", "y", "--until", "2020-01-01"), "已经过去"),
        (("ARI99", *WORDS), "没有 ARI99"),
        (("ARI01", "F1.N9", *WORDS), "没有 ARI01 F1.N9"),
        (("CRS02", *WORDS), "--write-baseline"),
        ((), "理由"),
    ],
)
def test_a_waiver_needs_everything(form: str, capsys, words: tuple[str, ...], said: str) -> None:
    assert main(["waive", form, *words]) == 2
    assert said in capsys.readouterr().err
    assert not Path(NAME).exists()


def test_a_wrong_waiver_file_stops_the_run_before_anything_is_written(form: str, capsys) -> None:
    Path(NAME).write_text("[[waiver]]\nfile = 'x'\n", "utf-8")
    assert main(["check", form, "-o", "out.txt"]) == 2
    assert "第 1 条" in capsys.readouterr().err
    assert not Path("out.txt").exists()
    assert main(["check", form, *ONLY, "--no-waivers"]) == 1


def test_the_waiver_file_is_not_counted_among_files_of_other_types(form: str, capsys) -> None:
    main(["waive", form, "ARI01", *WORDS])
    capsys.readouterr()
    main(["check", "."])
    assert "不是可读的类型" not in capsys.readouterr().out
