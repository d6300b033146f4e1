"""How the tests of ``evaluate``, ``monitor`` and ``explain`` call the door."""

from __future__ import annotations

import json
import os
import re
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from conftest import ROOT

from jiheng.cli import main
from jiheng.cli.width import width

FORMS = "examples/shili-2023.docx"
VIDEO = "examples/shili-2023-3-video.docx"
OVERTIME = "examples/shili-2023-1-overtime.docx"
END, MIDDLE = "2023-12-31", "2023-06-30"
CASES = ROOT / "cases" / "scores"


def call(command: str, form: str, store: Path | str, day: str, *more: str) -> int:
    """Run a command on an example form."""
    where = ["--evidence", str(store)] if store else []
    with patch.dict(os.environ, COLUMNS="100"):
        return main([command, os.path.relpath(ROOT / form), *where, "--as-of", day, *more])


def data(command: str, form: str, store: Path, day: str, *more: str, to: Path) -> dict[str, Any]:
    """The JSON of a command."""
    call(command, form, store, day, "--format", "json", "-o", str(to), *more)
    made: dict[str, Any] = json.loads(to.read_text("utf-8"))
    return made


def by_name(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """F1.N1 and so on to its row."""
    return {f"F{form['form']}.{row['ref']}": row for form in made["forms"] for row in form["rows"]}


def number(one: dict[str, Any]) -> Fraction:
    """An exact number of the JSON."""
    return Fraction(one["num"], one["den"])


def steady(text: str) -> str:
    """Output without what differs from machine to machine: folders and the store's last hash."""
    text = text.replace(str(ROOT), ".").replace("\\", "/")
    text = re.sub(r"(佐证库 |store )\S+", r"\1STORE", text)
    return re.sub(r"(链尾 |head )[0-9a-f]{12}", r"\1HASH", text)


def golden(name: str, text: str) -> None:
    """Compare with the file of that name under cases/scores; ``JIHENG_GOLDEN=1`` writes it."""
    path = CASES / name
    if os.environ.get("JIHENG_GOLDEN"):
        path.write_text(steady(text), "utf-8", newline="\n")
        pytest.fail(f"{name} was written: read it, then run again without JIHENG_GOLDEN")
    wanted = path.read_text("utf-8")
    # a long folder breaks the line it stands in: words and their order are compared, and lengths
    assert " ".join(steady(" ".join(text.split())).split()) == " ".join(wanted.split())
    assert all(width(line) <= 100 for line in text.splitlines() if "/" not in line)
