"""The project's own files, as the house tests see them."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "jiheng"
COMPILED = SRC / "policy" / "_book.py"


def modules(*rooms: str) -> list[Path]:
    """The hand-written modules of the package, or of these rooms ("rules", "check.py").

    Migrations of the database are written by Django.
    """
    found = []
    for start in [SRC / room for room in rooms] or [SRC]:
        found += [start] if start.is_file() else sorted(start.rglob("*.py"))
    return [path for path in found if path != COMPILED and path.parent.name != "migrations"]


def syntax(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    """The path as a person would say it."""
    return path.relative_to(ROOT).as_posix()


def files() -> list[Path]:
    """Every file that is or would be committed."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode("utf-8")
        paths = [ROOT / line for line in listed.split("\0") if line]
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive, or no git
        tops = [p for p in ROOT.iterdir() if p.name[0] != "." or p.name in (".ci", ".gitignore")]
        paths = [*tops, *(p for top in tops for p in top.rglob("*") if p.suffix != ".pyc")]
    return sorted(path for path in set(paths) if path.is_file())
