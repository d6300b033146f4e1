"""From names to files, and files that appear whole or not at all."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest

from jiheng.cli import files
from jiheng.cli.files import cannot_open, find, load
from jiheng.cli.sink import Sink
from jiheng.model.refusal import Refusal
from jiheng.policy import Book

LIMITS = {"values": {"2015-01-01": {"value": "10"}}}
BOOK = Book(
    "test",
    date(2026, 1, 1),
    {"profiles": {"test": {"inherits": None}}, "thresholds": {"document-bytes": LIMITS}},
)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    names = ["b.txt", "a.docx", "~$a.docx", ".hidden.txt", "c.png", "old.doc", "sub/d.TXT"]
    for name in [*names, ".git/e.txt"]:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "in"


def named(found: files.Found) -> list[str]:
    return [path.replace(os.sep, "/") for path in found.paths]


def test_a_folder_gives_what_may_hold_a_form_and_counts_the_rest(folder) -> None:
    found = find(["in"])
    assert named(found) == ["in/a.docx", "in/b.txt", "in/old.doc", "in/sub/d.TXT"]
    assert found.skipped == 1
    assert not found.errors


def test_a_file_named_outright_is_always_tried(folder) -> None:
    assert named(find(["in/c.png", "in/~$a.docx"])) == ["in/c.png", "in/~$a.docx"]


def test_patterns_are_expanded_here(folder) -> None:
    assert named(find(["in/*.txt"])) == ["in/b.txt"]
    assert named(find(["in/**/*.TXT"])) == ["in/sub/d.TXT"]


def test_a_file_is_taken_once_and_in_the_order_named(folder) -> None:
    assert named(find(["in/b.txt", "in", "in/../in/b.txt"]))[:2] == ["in/b.txt", "in/a.docx"]
    assert len(find(["in", "in"]).paths) == 4


def test_a_name_with_signs_of_a_pattern_is_a_file_first(folder) -> None:
    (folder / "表[1].txt").write_bytes(b"x")
    assert named(find(["in/表[1].txt"])) == ["in/表[1].txt"]


@pytest.mark.parametrize("name", ["nothing.txt", "in/*.pdf", "no/such/folder"])
def test_a_name_that_leads_nowhere_is_an_error(folder, name: str) -> None:
    (error,) = find([name]).errors
    assert error.sentence() == f"{name}：没有这个文件。请核对路径和文件名。"


def test_a_folder_without_forms_is_an_error(tmp_path) -> None:
    (error,) = find([str(tmp_path)]).errors
    assert "没有可以核对的文件" in error.sentence()
    assert "holds no file" in error.sentence("en")


def test_too_large_is_refused_before_reading(tmp_path, monkeypatch) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 11)
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(Refusal):
        load(str(path), BOOK)


def test_standard_input_has_the_same_limit(monkeypatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b"x" * 11)

    monkeypatch.setattr("sys.stdin", Stdin)
    with pytest.raises(Refusal):
        load("-", BOOK)
    Stdin.buffer = io.BytesIO(b"x" * 10)
    assert load("-", BOOK) == b"x" * 10


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(2, ""),
        PermissionError(13, ""),
        IsADirectoryError(21, ""),
        OSError(5, "IO"),
    ],
)
def test_each_refusal_of_the_system_is_one_sentence_with_a_remedy(error, lang: str) -> None:
    text = cannot_open("a.docx", error).sentence(lang)
    assert text.startswith("a.docx")
    assert text.count("。" if lang == "zh" else ". ") >= (2 if lang == "zh" else 1)


def test_a_result_replaces_the_old_one_only_when_complete(tmp_path) -> None:
    path = tmp_path / "out.json"
    path.write_text("old", "utf-8")
    with pytest.raises(KeyboardInterrupt):
        _interrupted(str(path))
    assert path.read_text("utf-8") == "old"
    with Sink(str(path)) as sink:
        sink.write("≧90%\n")
        assert path.read_text("utf-8") == "old"
    assert path.read_bytes() == "≧90%\n".encode()
    assert os.listdir(tmp_path) == ["out.json"]


def _interrupted(path: str) -> None:
    with Sink(path) as sink:
        sink.write("half")
        raise KeyboardInterrupt


def test_a_result_that_cannot_be_written_is_refused(tmp_path) -> None:
    for name in ("no/such/out.json", "."):
        with pytest.raises(Refusal) as caught, Sink(str(tmp_path / name)):
            pass
        assert "写不进去" in caught.value.sentence()
