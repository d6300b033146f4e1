"""What a test asks for and does not get: a skip with its reason, a failure under CI=true."""

from __future__ import annotations

import sys

import conftest
import pytest
from house.tree import ROOT

SKIPPED, FAILED = pytest.skip.Exception, pytest.fail.Exception


def test_a_missing_tool_skips_at_home(monkeypatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(SKIPPED, match="no-such-tool is not installed"):
        conftest.need_tool("no-such-tool")


def test_a_missing_tool_fails_in_ci(monkeypatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(FAILED, match="or other is not installed"):
        conftest.need_tool("no-such-tool", "other")


def test_a_tool_that_is_there_is_returned() -> None:
    assert conftest.need_tool("no-such-tool", sys.executable) == sys.executable


def test_missing_real_forms_are_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(conftest, "SHARED", tmp_path / "shared")
    with pytest.raises(SKIPPED, match=r"NOT TESTED on real forms: \.\./shared/seeds is not here"):
        conftest.shared("seeds")


def test_ci_installs_and_then_runs_the_one_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert script.rstrip().endswith("exec ./dev test")
    assert "CI=true" in script
    for package in ("chromium", "libreoffice-writer-nogui", "poppler-utils", "fonts-noto-cjk"):
        assert package in script
