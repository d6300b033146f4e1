"""A check starts in a blink: what a text form needs is loaded, and nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest
from house.tree import ROOT

HEAVY = {
    *("asyncio", "dataclasses", "email", "http", "inspect", "json", "logging", "pathlib"),
    *("pprint", "random", "socket", "sqlite3", "subprocess", "tempfile", "typing", "unittest"),
    *("urllib", "xml", "zipfile"),
    *("django", "duckdb", "ibis", "lxml", "msgspec", "pyspark", "yaml"),
}
# What the standard library's own cheap modules bring along cannot be helped.
CHEAP = "import argparse, datetime, decimal, enum, hashlib, re, unicodedata"


def loaded(code: str, *words: str) -> set[str]:
    """Top-level modules after running the code in a new interpreter."""
    told = "\nimport sys\nprint('LOADED', *{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code + told, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "LOADED" in done.stdout, done.stdout + done.stderr
    return set(done.stdout.rpartition("LOADED")[2].split())


def too_much(code: str, *words: str) -> set[str]:
    return loaded(code, *words) & HEAVY - loaded(CHEAP)


def test_importing_the_door_loads_nothing_heavy() -> None:
    assert not too_much("import jiheng.cli, jiheng.check")


@pytest.mark.parametrize("form", sorted((ROOT / "examples").glob("*.txt")), ids=lambda p: p.stem)
def test_checking_text_loads_nothing_heavy(form) -> None:
    code = "import sys\nfrom jiheng.cli import main\nassert main(sys.argv[1:]) in (0, 1)"
    assert not too_much(code, "check", str(form))


def test_a_heavy_import_is_seen() -> None:
    assert too_much("import jiheng.cli, zipfile") >= {"zipfile"}
