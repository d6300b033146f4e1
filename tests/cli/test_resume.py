"""A folder run that is killed and goes on: the same bytes as in one piece, nothing read twice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from cli.samples import report as sample
from conftest import ROOT

from jiheng.check import check_bytes
from jiheng.cli import main
from jiheng.cli.jobs import Done, Job
from jiheng.cli.journal import Journal
from jiheng.cli.records import packed, unpacked
from jiheng.model.finding import Report
from jiheng.model.refusal import Refusal
from jiheng.policy import load

BOOK = load()
EXAMPLES = sorted((ROOT / "examples").glob("shili-2023-*.txt"))
COPIES = 10
JSON = ("--format", "json")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forty forms, two of them in an archive, one file that is none; we stand beside them."""
    into = tmp_path / "forms"
    into.mkdir()
    for number in range(COPIES):
        for path in EXAMPLES:
            shutil.copy(path, into / f"{number:02}-{path.name}")
    (into / "通知.txt").write_text("只是一份通知。\n", "utf-8")
    (into / "坏.docx").write_bytes(b"PK\x03\x04 torn")
    with zipfile.ZipFile(into / "more.zip", "w") as archive:
        for path in EXAMPLES[:2]:
            archive.write(path, f"甲/{path.name}")
    monkeypatch.chdir(tmp_path)
    return into


def lines(journal: Path) -> list[dict[str, str]]:
    if not journal.exists():
        return []
    whole = journal.read_bytes().rpartition(b"\n")[0].splitlines()
    return [json.loads(line) for line in whole]


def killed(command: list[str], journal: Path, after: int, end: str) -> None:
    """Run the command in another process and end it when that many files are journalled."""
    process = subprocess.Popen(
        [sys.executable, "-m", "jiheng", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    try:
        while sum("path" in line for line in lines(journal)) < after:
            assert process.poll() is None, "it ended before it was killed"
            assert time.monotonic() < deadline
            time.sleep(0.005)
    finally:
        getattr(process, end)()
        process.wait()
    assert process.returncode not in (0, 1)


def interrupted(path: str, job: Job, finished: dict[str, Done]) -> None:
    """Leave a journal behind as a run does that is interrupted after these files."""
    with suppress(KeyboardInterrupt), Journal(path, job) as journal:
        journal.begin("")
        for name, done in finished.items():
            journal.add(name, done.content, done.packed)
        raise KeyboardInterrupt


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize(
    ("how", "end"),
    [(JSON, "kill"), (JSON, "terminate"), (("--format", "sarif"), "kill"), ((), "kill")],
    ids=["json", "json-terminated", "sarif", "text"],
)
def test_a_killed_run_goes_on_and_gives_the_same_bytes(folder: Path, how, end: str) -> None:
    command = ["check", "forms", *how, "-o", "out.x"]
    before = tree(folder)
    code = main(command)
    whole = Path("out.x").read_bytes()
    Path("out.x").unlink()
    journal = Path("out.x.journal")
    killed([*command, "--resume"], journal, 5, end)
    assert not Path("out.x").exists()
    killed([*command, "--resume"], journal, 15, end)
    done = {line["path"] for line in lines(journal) if "path" in line}
    assert len(done) >= 15
    assert main([*command, "--resume"]) == code
    assert Path("out.x").read_bytes() == whole
    assert sorted(path.name for path in Path().iterdir()) == ["forms", "out.x"]
    assert tree(folder) == before


def test_what_is_journalled_is_not_read_again_and_what_changed_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["check", "forms", *JSON, "-o", "whole.json"])
    job = Job(BOOK, keep=True, together=True)
    names = sorted(str(path.relative_to(Path.cwd())) for path in folder.glob("*.txt"))
    names += [f"{Path('forms', 'more.zip')}!/甲/{path.name}" for path in EXAMPLES[:2]]
    interrupted("j", job, {name: job.do(name) for name in names})
    changed = folder / EXAMPLES[0].name.replace("shili", "00-shili")
    changed.write_bytes(EXAMPLES[1].read_bytes())
    read: list[str] = []

    def seen(data: bytes, path: str, *rest, **words) -> Report:
        read.append(Path(path).name)
        return check_bytes(data, path, *rest, **words)

    monkeypatch.setattr("jiheng.cli.jobs.check_bytes", seen)
    main(["check", "forms", *JSON, "-o", "out.json", "--journal", "j"])
    assert read == [changed.name, "坏.docx"]
    assert Path("out.json").read_bytes() != Path("whole.json").read_bytes()
    main(["check", "forms", *JSON, "-o", "whole.json"])
    assert Path("out.json").read_bytes() == Path("whole.json").read_bytes()


def test_convert_goes_on_too(folder: Path) -> None:
    command = ["convert", "forms", "-o", "out.csv"]
    assert main(command) == 2
    whole = Path("out.csv").read_bytes()
    killed([*command, "--resume"], Path("out.csv.journal"), 5, "kill")
    assert main([*command, "--resume"]) == 2
    assert Path("out.csv").read_bytes() == whole
    assert not list(Path().glob("out.csv.*"))


@pytest.mark.parametrize(
    "tail", [b'{"run":"x","pa', b"\0" * 40, b"not json\n", b'{"a": 1}\n'], ids=repr
)
def test_a_torn_or_damaged_line_is_ignored(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "j"
    job = Job(BOOK, keep=True)
    done = job.do(str(EXAMPLES[0]))
    for _ in range(2):
        interrupted(str(path), job, {"a": done})
        with path.open("ab") as file:
            file.write(tail)
    with Journal(str(path), job) as journal:
        assert journal.paths == {"a"}
        assert journal.report("a", done.content) == done.report
        assert journal.report("a", "another content") is None
        assert journal.report("b", done.content) is None
    assert not path.exists()


@pytest.mark.parametrize("many", [1, 99], ids=["on all cores", "here"])
def test_an_interruption_leaves_whole_files_and_says_how_to_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys, many: int
) -> None:
    command = ["check", "forms", *JSON, "-o", "out.json"]
    main(command)
    whole = Path("out.json").read_bytes()
    Path("out.json").write_bytes(b"before")
    add, count = Journal.add, 0

    def interrupt(journal: Journal, *line: str) -> None:
        nonlocal count
        count += 1
        if count == 4:
            raise KeyboardInterrupt
        add(journal, *line)

    monkeypatch.setattr("jiheng.cli.batch.MANY", many)
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "add", interrupt)
        assert main([*command, "--resume"]) == 130
    assert "out.json.journal" in capsys.readouterr().err
    names = ["forms", "out.json", "out.json.journal"]
    assert sorted(path.name for path in Path().iterdir()) == names
    assert Path("out.json").read_bytes() == b"before"
    assert len(lines(Path("out.json.journal"))) == 4  # how it began, and three files
    assert main([*command, "--resume"]) == 2
    assert Path("out.json").read_bytes() == whole


def test_other_options_start_from_the_beginning(folder: Path, capsys) -> None:
    killed(["check", "forms", *JSON, "-o", "o", "--resume"], Path("o.journal"), 3, "kill")
    assert main(["check", "forms", *JSON, "-o", "o", "--resume", "--select", "ARI01"]) in (1, 2)
    assert "从头开始" in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == ["forms", "o"]
    resumed = Path("o").read_bytes()
    main(["check", "forms", *JSON, "-o", "o", "--select", "ARI01"])
    assert Path("o").read_bytes() == resumed


def test_a_run_that_goes_on_keeps_its_day(tmp_path: Path) -> None:
    from datetime import date

    path = str(tmp_path / "j")
    then, now = (Job(load(on=date(2026, 1, day)), keep=True) for day in (5, 6))
    interrupted(path, then, {})
    with Journal(path, now) as journal:
        assert journal.job.book.on == date(2026, 1, 5)


def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    form = tmp_path / "form.txt"
    form.write_bytes(EXAMPLES[0].read_bytes())
    words = ["check", str(form), "-o", str(tmp_path / "o"), "--journal"]
    assert main([*words, str(form)]) == 2
    other = tmp_path / "other.md"
    other.write_text("重要", "utf-8")
    assert main([*words, str(other)]) == 2
    assert form.read_bytes() == EXAMPLES[0].read_bytes()
    assert other.read_text("utf-8") == "重要"
    assert not (tmp_path / "o").exists()


def test_resume_without_a_place_for_the_journal_is_one_sentence(folder: Path, capsys) -> None:
    assert main(["check", "forms", "--resume"]) == 2
    assert "--journal" in capsys.readouterr().err
    assert main(["check", "forms", "--journal", "j"]) == 2  # 坏.docx; to the terminal
    assert "40" in capsys.readouterr().out
    assert not Path("j").exists()


def test_results_in_the_folder_are_not_read(folder: Path, capsys) -> None:
    command = ["check", "forms", "-o", str(folder / "00-report.md"), "--format", "markdown"]
    assert main(command) == 2
    once = (folder / "00-report.md").read_bytes()
    (folder / "00-report.md.123.part").write_bytes(b"half")
    (folder / "00-report.md.123.part").unlink()
    assert main(command) == 2
    assert (folder / "00-report.md").read_bytes() == once


def test_a_report_is_kept_whole() -> None:
    refusal = Refusal("a\udcff", "坏", "重来", problem_en="bad", remedy_en="again", where="第3行")
    again = unpacked(packed(Report("a\udcff", error=refusal)))
    assert again.path == "a\udcff"
    assert again.error
    assert again.error.sentence("en") == refusal.sentence("en")
    assert unpacked(packed(sample())) == sample()
    for path in EXAMPLES:
        report = check_bytes(path.read_bytes(), path.name, BOOK)
        assert unpacked(packed(report)) == report
        assert report.document
        assert repr(unpacked(packed(report))) == repr(report)
