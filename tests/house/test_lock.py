"""The lock file is whole, hashed, and names no host."""

from __future__ import annotations

import re
import tomllib

from house.tree import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
TABLE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_requirement_is_pinned_with_hashes() -> None:
    pinned = re.findall(
        r"(?m)^([\w.-]+)==[^\n]*\n((?: +--hash=sha256:[0-9a-f]{64}[^\n]*\n)+)", LOCK
    )
    assert len(pinned) == len(re.findall(r"(?m)^\S", LOCK))
    names = {plain(name) for name, _ in pinned}
    asked = TABLE["project"]["dependencies"] + TABLE["dependency-groups"]["dev"]
    assert {plain(re.match(r"[\w.-]+", line)[0]) for line in asked} <= names


def test_no_host_is_named() -> None:
    assert not re.findall(r"//|--(?:extra-)?index|--find-links|@ ", LOCK)


def test_the_wheel_is_the_package_folder() -> None:
    assert TABLE["project"]["version"] == __import__("jiheng").__version__
    assert TABLE["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["src/jiheng"]
    assert (ROOT / "src" / "jiheng" / "py.typed").exists()
