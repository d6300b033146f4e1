"""The kept code of modules (cli/bundle.py): what is edited is never run from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from house.tree import ROOT

FORM = str(ROOT / "examples" / "shili-2023.txt")
LOADER = """
from jiheng.cli.bundle import install
install()
from jiheng.rules import words
print(type(words.__loader__).__name__, words.__file__)
"""


@pytest.fixture
def home(tmp_path):
    """A copy of the package that may be edited."""
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "jiheng", tmp_path / "src" / "jiheng", ignore=skip)
    return tmp_path / "src"


def run(home, *words: str, **more: str) -> str:
    """Standard output of the command from this copy."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "jiheng", *words],
        env=environment | {"PYTHONPATH": str(home), "PYTHONIOENCODING": "utf-8"} | more,
        cwd=home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def kept(home):
    return next(iter((home / "jiheng" / "__pycache__").glob("bundle.*.bin")), None)


def test_a_second_run_says_the_same_from_the_kept_code(home) -> None:
    first = run(home, "check", FORM)
    assert kept(home)
    assert run(home, "check", FORM) == first
    name, file = subprocess.run(
        [sys.executable, "-P", "-c", LOADER],
        env=os.environ | {"PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert name == "Loader"
    assert file.endswith("words.py")


def test_an_edited_rule_is_run_as_edited(home) -> None:
    run(home, "check", FORM)
    before = run(home, "rule", "ARI02")
    path = next((home / "jiheng" / "rules" / "form").glob("ari02_*.py"))
    old = path.stat()
    text = path.read_text(encoding="utf-8")
    changed = text.replace("## Why it matters", "## Why it mattered", 1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns + 2_000_000_000))
    after = run(home, "rule", "ARI02")
    assert "mattered" in after
    assert "mattered" not in before


def test_a_rule_taken_away_is_not_run(home) -> None:
    assert "ARI02" in run(home, "rule")
    next((home / "jiheng" / "rules" / "form").glob("ari02_*.py")).unlink()
    assert "ARI02" not in run(home, "rule")


def test_a_damaged_file_is_not_used_and_made_anew(home) -> None:
    first = run(home, "check", FORM)
    for data in (b"", bytes(7), bytes(64), b"\xff" * 64, b"not a bundle of anything at all"):
        kept(home).write_bytes(data)
        assert run(home, "check", FORM) == first
        assert kept(home).stat().st_size > 100_000


def test_nothing_is_written_where_python_writes_nothing(home) -> None:
    run(home, "check", FORM, PYTHONDONTWRITEBYTECODE="1")
    assert kept(home) is None


def test_where_nothing_can_be_written_the_run_goes_on(home) -> None:
    folder = home / "jiheng" / "__pycache__"
    run(home, "--version", PYTHONDONTWRITEBYTECODE="1")
    folder.write_bytes(b"")  # a file stands where the folder would be
    assert run(home, "check", FORM)


def test_code_of_another_folder_is_not_used(home, tmp_path) -> None:
    first = run(home, "check", FORM)
    moved = tmp_path / "moved"
    shutil.copytree(home, moved)
    path = next((moved / "jiheng" / "rules" / "form").glob("ari02_*.py"))
    path.unlink()
    assert run(home, "check", FORM) == first
    assert "ARI02" not in run(moved, "rule")
