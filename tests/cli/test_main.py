"""The command line: exit codes, wrong commands, languages, consoles."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cli.samples import report
from conftest import ROOT

from jiheng.cli import build_parser, main
from jiheng.model.finding import Report
from jiheng.model.record import replace
from jiheng.model.refusal import Refusal


@pytest.fixture
def checked(monkeypatch, tmp_path):
    """Two files in the current folder; what a check of each says is set by the test."""
    answers: dict[str, Report] = {}

    def check_bytes(data: bytes, path: str, book, *, select=(), ignore=()) -> Report:
        return answers[path]

    monkeypatch.setattr("jiheng.cli.jobs.check_bytes", check_bytes)
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("x", "utf-8")
        answers[name] = replace(report(), path=name)
    return answers


def only(whole: Report, *codes: str) -> Report:
    return replace(whole, findings=tuple(f for f in whole.findings if f.code in codes))


@pytest.mark.parametrize(
    ("codes", "code"),
    [((), 0), (("TXT01", "STR99"), 0), (("CMP12",), 0), (("CMP07",), 1), (("ARI01",), 1)],
)
def test_exit_code_counts_unfolded_errors_and_warnings(checked, codes, code: int, capsys) -> None:
    checked["a.txt"] = only(checked["a.txt"], *codes)
    assert main(["check", "a.txt"]) == code
    assert main(["check", "a.txt", "--exit-zero"]) == 0


def test_a_bad_file_never_stops_the_rest(checked, capsys) -> None:
    checked["a.txt"] = Report("a.txt", error=Refusal("a.txt", "坏了", "请重发"))
    assert main(["check", "a.txt", "missing.txt", "b.txt", "--exit-zero"]) == 2
    out = capsys.readouterr().out
    assert "坏了。请重发。" in out
    assert "没有这个文件" in out
    assert "错误 ARI01" in out


def test_a_crashed_rule_is_exit_2(checked, capsys) -> None:
    checked["a.txt"] = replace(only(checked["a.txt"]), crashed=("ARI01: KeyError: 1",))
    assert main(["check", "a.txt"]) == 2


@pytest.mark.parametrize("name", ["text", "json", "sarif", "markdown", "html"])
def test_a_document_without_a_form_is_exit_2_in_every_format(checked, name: str, capsys) -> None:
    whole = checked["a.txt"]
    checked["a.txt"] = replace(
        whole, document=replace(whole.document, forms=()), findings=(), checked=()
    )
    assert main(["check", "a.txt", "--format", name]) == 2
    out, err = capsys.readouterr()
    assert "没有认出绩效目标表" in out
    assert ("没有认出绩效目标表" in err) == (name != "text")


def test_output_goes_to_the_file_and_errors_to_the_terminal_too(checked, capsys, tmp_path) -> None:
    assert main(["check", "a.txt", "gone.txt", "-o", "报告.txt"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "gone.txt：没有这个文件" in err
    assert "错误 ARI01" in (tmp_path / "报告.txt").read_text("utf-8")


def test_an_interruption_leaves_whole_files_and_one_line(checked, monkeypatch, capsys) -> None:
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("jiheng.cli.jobs.check_bytes", stop)
    assert main(["check", "a.txt", "-o", "out.txt"]) == 130
    assert not os.path.exists("out.txt")
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["chek", "a.txt"], "没有命令 chek，最接近的是 check"),
        (["a.txt"], "a.txt 是文件，不是命令。要核对它：jiheng check a.txt"),
        (["check"], "请写上要核对的文件或文件夹"),
        (["show"], "请写上要看的文件"),
        (["check", "a.txt", "--form", "json"], "不认识 --form json"),
        (["check", "a.txt", "--format"], "--format 后面要写一个值"),
        (["check", "a.txt", "--format", "jsn"], "--format：没有 jsn，最接近的是 json"),
        (["check", "a.txt", "--select", "ARI99"], "没有规则 ARI99，最接近的是 ARI0"),
        (["check", "a.txt", "--ignore", "VAL,cost-recomput"], "最接近的是 cost-recompute"),
        (["check", "a.txt", "--profile", "hunan"], "没有口径 hunan，最接近的是 hunan-county"),
        (["check", "a.txt", "--lang", "fr"], "--lang：没有 fr"),
        (["--lang", "en", "chek"], "there is no command chek; nearest: check"),
        (["check", "a.txt", "--lang=en", "--format", "x"], "there is no value x; known: text"),
    ],
)
def test_a_wrong_command_line_is_one_sentence_with_the_nearest_right_one(
    checked, words: list[str], sentence: str, capsys
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert sentence in err
    assert err.count("\n") == 1
    assert out == ""


def test_select_and_ignore_take_codes_prefixes_and_slugs(checked, monkeypatch, capsys) -> None:
    seen = {}

    def check_bytes(data, path, book, *, select, ignore):
        seen.update(select=select, ignore=ignore)
        return only(report())

    monkeypatch.setattr("jiheng.cli.jobs.check_bytes", check_bytes)
    words = ["--select", "ari,cost-as-floor", "--select", "VAL01", "--ignore", "ARI10，STR"]
    assert main(["check", "a.txt", *words]) == 0
    assert seen == {"select": ("ari", "cost-as-floor", "VAL01"), "ignore": ("ARI10", "STR")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_and_version(lang: str, capsys) -> None:
    assert main(["--version"]) == 0
    assert main(["--lang", lang]) == 2
    assert ("退出码" in capsys.readouterr().out) == (lang == "zh")
    with pytest.raises(SystemExit) as left:
        main(["check", "--help", "--lang", lang])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("用法：" if lang == "zh" else "usage: ")


def test_both_languages_have_the_same_options() -> None:
    def names(lang: str) -> list[list[str]]:
        parser = build_parser(lang)
        (commands,) = [a for a in parser._actions if hasattr(a, "choices") and a.choices]
        return [
            [name, *(o for action in one._actions for o in action.option_strings)]
            for name, one in commands.choices.items()
        ]

    assert names("zh") == names("en")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    base = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-m", "jiheng", *words],
        cwd=ROOT,
        env=base | environment,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "ascii", "utf-8"])
def test_no_console_makes_it_crash(encoding: str) -> None:
    done = run("check", "examples/shili-2023-4-auxiliary.txt", PYTHONIOENCODING=encoding)
    assert done.returncode == 1, done.stderr
    text = done.stdout.decode(encoding)
    assert "ARI04" in text
    if encoding == "gbk":
        assert "36,771 -" in text  # GBK has no minus sign
        assert "\\u" not in text


def test_json_is_utf_8_whatever_the_console_speaks() -> None:
    done = run("check", "examples/shili-2023.txt", "--format", "json", PYTHONIOENCODING="gbk")
    assert "节假日" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_crash() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "jiheng", "check", "examples", "-v"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    with process.stderr:
        assert b"Traceback" not in process.stderr.read()
    assert process.wait() in (1, 2)


def test_a_defect_of_ours_is_exit_2() -> None:
    code = (
        "import sys, jiheng.cli.check as c\n"
        "def broken(options): raise ZeroDivisionError('x')\n"
        "c.run = broken\n"
        "sys.argv = ['jiheng', 'check', 'a']\n"
        "from jiheng.cli import main\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"ZeroDivisionError" in done.stderr


def test_standard_input_and_piped_output_have_no_colour() -> None:
    with open(ROOT / "examples" / "shili-2023-1-overtime.txt", "rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "jiheng", "check", "-"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
            stdin=file,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout
    assert "ARI01" in done.stdout.decode()
