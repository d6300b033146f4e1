"""Progress is drawn on a terminal, for more than one file or a large one, and nowhere else."""

from __future__ import annotations

import io
import tarfile
from types import SimpleNamespace

import pytest
from conftest import ROOT

from jiheng.cli import main
from jiheng.cli.progress import LARGE, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    made = Terminal()
    monkeypatch.setattr("jiheng.cli.progress.sys", SimpleNamespace(stderr=made))
    return made


def test_many_files_draw_and_clear(terminal) -> None:
    progress = Progress(3)
    progress.begin("表一.docx", 10)
    assert "0/3 个文件" in terminal.getvalue()
    assert "表一.docx" in terminal.getvalue()
    progress.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("files", "size", "drawn"), [(1, 10, False), (1, LARGE, True)])
def test_one_file_only_where_it_is_large(terminal, files: int, size: int, drawn: bool) -> None:
    Progress(files).begin("a.txt", size)
    assert bool(terminal.getvalue()) == drawn


def test_nothing_when_piped_or_quiet(terminal, monkeypatch) -> None:
    Progress(5, quiet=True).begin("a.txt", LARGE)
    assert terminal.getvalue() == ""
    silent = SimpleNamespace(stderr=io.StringIO())
    monkeypatch.setattr("jiheng.cli.progress.sys", silent)
    Progress(5).begin("a.txt", LARGE)
    assert silent.stderr.getvalue() == ""


def test_the_line_counts_files_rows_and_time_left() -> None:
    progress = Progress(100)
    for _ in range(10):
        progress.end(20)
    assert progress.line(2_000_000_000) == "10/100 个文件 · 200 行 · 约剩 18 秒"
    assert progress.line(20_000_000_000) == "10/100 个文件 · 200 行 · 约剩 3 分钟"
    assert progress.line(1) == "10/100 个文件 · 200 行"
    english = Progress(2, "en")
    english.end(6)
    assert english.line(9_000_000_000) == "1/2 files · 6 rows"


def test_a_control_sign_in_a_file_name_stays_off_the_terminal(terminal) -> None:
    Progress(2).begin("a\x1b[2J.txt", 1)
    assert "\x1b[2J" not in terminal.getvalue()


def test_what_was_done_before_counts_but_says_nothing_of_the_time_left() -> None:
    progress = Progress(100)
    for number in range(60):
        progress.end(20, again=number < 50)
    assert progress.line(2_000_000_000) == "60/100 个文件 · 1200 行 · 约剩 8 秒"


@pytest.mark.parametrize("files", [3, 14], ids=["here", "on all cores"])
def test_files_of_an_archive_are_counted_one_by_one(
    terminal, tmp_path, monkeypatch, files: int
) -> None:
    monkeypatch.setattr("jiheng.cli.progress.PAUSE", 0)
    form = ROOT / "examples" / "shili-2023-2-duty.txt"
    monkeypatch.chdir(tmp_path)
    with tarfile.open("forms.tar.gz", "w:gz") as archive:
        for number in range(files):
            archive.add(form, f"{number:02}.txt")
    main(["convert", "forms.tar.gz", "-o", "out.csv"])
    drawn = terminal.getvalue()
    assert f"{files - 1}/{files} 个文件" in drawn
    assert f"forms.tar.gz!/{files - 1:02}.txt" in drawn
    assert drawn.endswith("\r\x1b[K")
