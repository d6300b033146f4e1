"""Forms sent as one .zip."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from jiheng.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WORD = EXAMPLES / "shili-2023-1-overtime.docx"
TEXT = EXAMPLES / "shili-2023-2-duty.txt"


def checked(
    capsys: pytest.CaptureFixture[str], *paths: object
) -> tuple[int, list[dict[str, object]]]:
    code = main(["check", "--format", "json", *(str(path) for path in paths)])
    return code, json.loads(capsys.readouterr().out)["files"]


def test_each_file_of_an_archive_is_checked_by_its_own_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.zip"
    with ZipFile(path, "w") as archive:
        archive.write(WORD, "甲/值班.docx")
        archive.write(TEXT, "乙.txt")
        archive.writestr("setup.exe", b"MZ")
        archive.writestr("__MACOSX/._值班.docx", b"junk")
    code, files = checked(capsys, path)
    assert code == 1
    assert [str(file["path"]).partition("!/")[2] for file in files] == ["乙.txt", "甲/值班.docx"]
    _, alone = checked(capsys, WORD)
    inside = files[1]["forms"]
    assert isinstance(inside, list)
    outside = alone[0]["forms"]
    assert isinstance(outside, list)
    assert inside[0]["findings"] == outside[0]["findings"]


def test_a_name_from_an_old_windows_is_shown_and_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("XX.txt", TEXT.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"XX.txt", "乙".encode("gb18030") + b".txt"))
    _, files = checked(capsys, path)
    assert str(files[0]["path"]).endswith("!/乙.txt")
    _, again = checked(capsys, files[0]["path"])
    assert again[0]["forms"]


@pytest.mark.parametrize(
    "content", [b"", b"not a zip", b"PK\x03\x04 torn"], ids=["empty", "text", "torn"]
)
def test_an_archive_that_cannot_be_opened_is_one_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.zip"
    path.write_bytes(content)
    code, files = checked(capsys, path, TEXT)
    assert code == 2
    errors = [file["errors"] for file in files if file["errors"]]
    assert len(errors) == 1
    assert any(file["forms"] for file in files)


def test_an_archive_without_forms_is_said_when_named_and_passed_over_in_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pictures.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("a.jpg", b"x")
    assert checked(capsys, path)[0] == 2
    (tmp_path / "form.txt").write_bytes(TEXT.read_bytes())
    code, files = checked(capsys, tmp_path)
    assert code == 1
    assert len(files) == 1


def test_a_member_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.zip"
    with ZipFile(path, "w") as archive:
        archive.write(TEXT, "a.txt")
    code, files = checked(capsys, f"{path}!/b.txt")
    assert code == 2
    assert files[0]["errors"]
