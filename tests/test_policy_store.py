"""The compiled policy book never hides a change of the YAML files."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from jiheng.policy import store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the policy folder that the store takes for its own."""
    copy = tmp_path / "policy"
    shutil.copytree(store.HERE, copy)
    now = (copy / "_book.py").stat().st_mtime_ns
    for file in copy.rglob("*.yaml"):
        os.utime(file, ns=(now - 10**9, now - 10**9))
    monkeypatch.setattr(store, "HERE", str(copy))
    monkeypatch.setattr(store, "_loaded", {})
    return copy


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Records whether YAML was read."""
    seen: list[bool] = []
    real = store.parse
    monkeypatch.setattr(store, "parse", lambda files: seen.append(True) or real(files))
    return seen


def test_untouched_files_are_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "sources", lambda: pytest.fail("YAML files were opened"))
    assert store.topics()["thresholds"]


def test_a_changed_value_of_the_same_length_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "thresholds.yaml"
    file.write_text(file.read_text("utf-8").replace('"67108864"', '"11111111"'), "utf-8")
    seen = parsed(monkeypatch)
    value = next(iter(store.topics()["thresholds"]["document-bytes"]["values"].values()))
    assert value["value"] == "11111111"
    assert seen


def test_a_new_and_a_removed_file_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = (folder / "layouts" / "hunan-county.yaml").stat().st_mtime_ns
    new = folder / "layouts" / "my-county.yaml"
    (folder / "layouts" / "hunan-county.yaml").rename(new)
    os.utime(new, ns=(old, old))
    parsed(monkeypatch)
    layouts = store.topics()["layouts"]
    assert "my-county" in layouts
    assert "hunan-county" not in layouts


def test_a_clone_that_dates_files_at_random_is_read_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = (folder / "_book.py").stat().st_mtime_ns - 5 * 10**8
    os.utime(folder / "_book.py", ns=(later - 10**10, later - 10**10))
    seen = parsed(monkeypatch)
    assert store.topics()
    assert not seen
    assert store._untouched(tuple(store.sources()))
