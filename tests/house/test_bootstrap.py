"""./dev makes its own environment, says clearly when it cannot, and costs nothing when warm."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import bootstrap
import pytest
from house.tree import ROOT

posix = pytest.mark.skipif(os.name == "nt", reason="dev is for sh; dev.cmd is its Windows twin")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in a folder with a space in its name, and a PATH on which nothing else is."""
    clone, path = tmp_path / "a clone", tmp_path / "bin"
    clone.mkdir()
    path.mkdir()
    shutil.copy(ROOT / "dev", clone)
    (clone / "requirements.lock").write_text("lock 1\n", "utf-8")
    for tool in ("sh", "dirname", "cmp"):
        (path / tool).symlink_to(shutil.which(tool) or tool)
    return clone


def program(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), "utf-8")
    path.chmod(0o755)


def dev(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": str(clone.parent / "bin"), "PYTHONPATH": "else", "VIRTUAL_ENV": "other"}
    return subprocess.run(
        [clone / "dev", *words],
        cwd=clone.parent,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@posix
@pytest.mark.parametrize("python", ["exit 1", None], ids=["too old", "none"])
def test_no_usable_python_is_said_clearly(clone: Path, python: str | None) -> None:
    if python:
        program(clone.parent / "bin" / "python3", python)
    done = dev(clone, "check", "x")
    assert done.returncode == 2
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "Traceback" not in done.stderr


@posix
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("check", "a b.txt"), ["-P -m jiheng check a b.txt"]),
        (("test", "-k", "x"), ["-P {}/tools/dev.py test -k x"]),
        ((), ["-P -m jiheng"]),
    ],
)
def test_the_warm_path_goes_straight_to_the_command(clone: Path, words, expected) -> None:
    program(clone / ".venv" / "bin" / "python", 'echo "$@"', 'echo "$PYTHONPATH" "$PWD"')
    shutil.copy(clone / "requirements.lock", clone / ".venv" / ".stamp")
    done = dev(clone, *words)
    where = f" {clone.parent}"
    assert done.stdout.splitlines() == [expected[0].format(clone), where], done.stderr


@posix
@pytest.mark.parametrize("stamp", ["lock 0\n", None], ids=["stale", "half made"])
def test_another_lock_file_calls_the_bootstrap(clone: Path, stamp: str | None) -> None:
    program(clone / ".venv" / "bin" / "python", 'echo "ran $@"')
    program(clone.parent / "bin" / "python3", '[ "$1" = -c ] || echo "$@"')
    if stamp:
        (clone / ".venv" / ".stamp").write_text(stamp, "utf-8")
    first, second = dev(clone, "check").stdout.splitlines()
    assert first == f"-P {clone}/tools/bootstrap.py"
    assert second == "ran -P -m jiheng check"


@posix
def test_a_failed_bootstrap_stops(clone: Path) -> None:
    program(clone.parent / "bin" / "python3", '[ "$1" = -c ] || exit 2')
    done = dev(clone, "check")
    assert (done.returncode, done.stdout) == (2, "")


class Steps:
    """Stands in for bootstrap.run: keeps the steps, fails those it is told to."""

    def __init__(self, site: Path, *failing: str) -> None:
        self.site, self.failing, self.done = site, failing, []

    def __call__(self, step: str, remedy: tuple[str, str], *command: object) -> str:
        self.done.append(step)
        if step in self.failing:
            raise bootstrap.SetUpError(step, "no route to host", remedy)
        bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        bootstrap.PYTHON.touch()
        self.site.mkdir(parents=True, exist_ok=True)
        return f"{self.site}\n" if step == "python" else ""


@pytest.fixture
def room(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    for name, path in (
        ("LOCK", "lock"),
        ("VENV", "venv"),
        ("STAMP", "venv/.stamp"),
        ("PYTHON", "venv/python"),
    ):
        monkeypatch.setattr(bootstrap, name, tmp_path / path)
    (tmp_path / "lock").write_text("a==1 \\\n    --hash=x\nuv==1 \\\n    --hash=y\n", "utf-8")
    return tmp_path


def steps(monkeypatch, room: Path, *failing: str) -> Steps:
    made = Steps(room / "venv" / "site", *failing)
    monkeypatch.setattr(bootstrap, "run", made)
    return made


def test_a_new_environment(room: Path, monkeypatch) -> None:
    made = steps(monkeypatch, room)
    assert bootstrap.main() == 0
    assert made.done == ["venv", "uv", "pip config", "uv pip sync", "python"]
    assert (made.site / "jiheng-src.pth").read_text("utf-8") == os.path.join("..", "..", "src\n")
    assert bootstrap.ready()
    assert bootstrap.main() == 0
    assert len(made.done) == 5, "a ready environment is left alone"


def test_a_stale_environment_is_refreshed_in_place(room: Path, monkeypatch) -> None:
    made = steps(monkeypatch, room)
    bootstrap.main()
    (room / "lock").write_text("uv==2 \\\n    --hash=z\n", "utf-8")
    made.done.clear()
    assert bootstrap.main() == 0
    assert "venv" not in made.done
    assert bootstrap.ready()


def test_a_half_made_environment_is_made_anew(room: Path, monkeypatch) -> None:
    (room / "venv" / "left-over").mkdir(parents=True)
    (room / "venv" / "python").touch()
    made = steps(monkeypatch, room)
    assert bootstrap.main() == 0
    assert made.done[0] == "venv"
    assert not (room / "venv" / "left-over").exists()


def test_without_uv_pip_does_it(room: Path, monkeypatch) -> None:
    made = steps(monkeypatch, room, "uv")
    assert bootstrap.main() == 0
    assert made.done == ["venv", "uv", "pip install", "python"]


@pytest.mark.parametrize(
    ("failing", "said"),
    [(("uv", "pip install"), "PIP_INDEX_URL"), (("venv",), "python3-venv")],
)
def test_failure_is_a_sentence_and_leaves_no_stamp(room, monkeypatch, capsys, failing, said):
    steps(monkeypatch, room, *failing)
    assert bootstrap.main() == 2
    told = capsys.readouterr().err
    assert "no route to host" in told
    assert said in told
    assert not bootstrap.STAMP.exists()


def test_interrupted(room: Path, monkeypatch, capsys) -> None:
    def stop(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "run", stop)
    assert bootstrap.main() == 130
    assert "Interrupted" in capsys.readouterr().err


def test_only_uv_comes_from_its_own_lines_of_the_lock(monkeypatch) -> None:
    seen = []

    def run(step: str, _: object, *command: object) -> str:
        if step == "uv":
            seen.append(Path(str(command[-1])).read_text("utf-8"))
        return "global.index-url='mirror'" if step == "pip config" else ""

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setenv("UV_DEFAULT_INDEX", "")
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    bootstrap.with_uv()
    assert seen[0].startswith("uv==")
    assert seen[0].count("==") == 1
    assert "--hash=sha256:" in seen[0]
    assert os.environ["UV_DEFAULT_INDEX"] == "mirror"


def test_both_doors_know_the_same_commands() -> None:
    script, windows = ((ROOT / name).read_text("utf-8") for name in ("dev", "dev.cmd"))
    words = re.search(r"(?m)^([a-z |]+)\) exec .*tools/dev\.py", script)
    assert words
    assert {"test", "lint", "generate", "lock"} <= {*words[1].split(" | ")}
    for word in words[1].split(" | "):
        assert f'if "%~1"=="{word}" goto tools' in windows
