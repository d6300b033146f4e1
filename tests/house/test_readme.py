"""The check shown in the READMEs is what the command prints today."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from jiheng.cli import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = "examples/shili-2023-1-overtime.docx"
SOME = "ARI,TAX06,VAL01"


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_the_capture_is_true(name: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    printed = io.StringIO()
    with redirect_stdout(printed):
        main(["check", "--lang", lang, "--select", SOME, EXAMPLE])
    text = (ROOT / name).read_text(encoding="utf-8")
    assert f"--select {SOME} {EXAMPLE}`" in text
    shown = text.split("```text\n")[1].split("\n```")[0]
    assert shown == printed.getvalue().rstrip()
