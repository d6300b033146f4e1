"""What is made from the source is fresh."""

from __future__ import annotations

import subprocess
import sys

import generate
from house.tree import ROOT


def test_generated_files_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "-P", ROOT / "tools" / "generate.py", "--check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_stale_file_is_seen() -> None:
    pages = generate.wanted()
    assert generate.LOCK in generate.stale(pages | {generate.LOCK: "other"})
    gone = f"{generate.RULES}/ARI01.md"
    del pages[gone]
    assert gone in generate.stale(pages)


def test_pages_do_not_depend_on_the_day(monkeypatch) -> None:
    before = generate.wanted()
    monkeypatch.setattr("jiheng.policy.date", type("D", (generate.date,), {"today": _later}))
    assert generate.wanted() == before


def _later() -> generate.date:
    return generate.date(2039, 1, 1)
