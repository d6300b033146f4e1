"""How fast documents are read, and in how much memory, beside the least possible and other tools.

python benchmarks/reading.py [--seconds N] [--peer-python PATH] [KIND…]

The floor and our ways take turns in one process, each peer is timed in its own; of each way the
fastest reading counts, for it is the one least disturbed. Memory is the peak of a process that
reads the document this one way, once. "floor" is: unzip and parse with lxml what holds the content
(.docx, .xlsx), take the text of every page once (.pdf), parse once (.html), copy the text stream
(.doc). The peers are used as their own first example does; with --peer-python they run in another
environment:

    uv venv peers
    uv pip install -p peers python-docx openpyxl pdfplumber beautifulsoup4 \\
        "markitdown[docx,xlsx,pdf]" docling

Targets: .docx and .xlsx to tables within 3 times the floor; to forms in less time than any peer
takes to whatever it gives. Exit code 1 where one is missed. .pdf and .doc are made by LibreOffice.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"
sys.path.insert(0, str(SOURCE))

from reading_files import documents  # noqa: E402

FLOOR, TABLES, FORMS = "floor", "jiheng, tables", "jiheng, forms"
OURS = (FLOOR, TABLES, FORMS)
PEERS = {
    "docx": ("python-docx", "markitdown", "docling"),
    "xlsx": ("openpyxl", "markitdown", "docling"),
    "html": ("beautifulsoup4", "markitdown", "docling"),
    "pdf": ("pdfplumber", "markitdown", "docling"),
    "doc": (),
}
WITHIN = {"docx": 3, "xlsx": 3}
PATIENCE = 120
"""Seconds for one way with one document."""

Result = tuple[Decimal, int]
"""Seconds and KiB."""


def run(python: str, ways: Sequence[str], path: Path, seconds: int) -> list[Decimal] | str:
    """What reading_ways prints; a sentence where there is nothing to measure."""
    command = [python, str(HERE / "reading_ways.py"), "|".join(ways), str(path), str(seconds)]
    environment = os.environ | {"PYTHONPATH": str(SOURCE) if ways[0] in OURS else ""}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, env=environment
        )
    except subprocess.TimeoutExpired:
        return f"takes over {PATIENCE} s"
    except OSError as error:
        return f"not started: {error.strerror} ({python})"
    words = done.stdout.strip().split("\n")[-1].split()
    if words[:1] == ["taken"]:
        return [Decimal(word) for word in words[1:]]
    if words[:1] == ["missing"]:
        return f"not installed: pip install {ways[0]}"
    return f"fails: {(done.stderr.strip() or 'no output').splitlines()[-1][:70]}"


def compared(kind: str, path: Path, seconds: int, peer_python: str) -> dict[str, Result | str]:
    """All ways of reading one document."""
    found: dict[str, Result | str] = {}
    for ways in (OURS, *((peer,) for peer in PEERS[kind])):
        python = sys.executable if ways == OURS else peer_python
        times = run(python, ways, path, seconds)
        if isinstance(times, str):
            found |= dict.fromkeys(ways, times)
            continue
        for way, taken in zip(ways, times, strict=True):
            memory = run(python, [way], path, 0)
            found[way] = memory if isinstance(memory, str) else (taken, int(memory[0]))
    return found


def shown(found: dict[str, Result | str]) -> None:
    """The table of one document, as Markdown."""
    floor, forms = found[FLOOR], found[FORMS]
    print("| | ms | documents/s | × floor | × jiheng, forms | peak MiB |")
    print("|---|--:|--:|--:|--:|--:|")
    for way, result in found.items():
        if isinstance(result, str) or isinstance(floor, str) or isinstance(forms, str):
            print(f"| {way} | {result if isinstance(result, str) else result[0]} | | | | |")
            continue
        taken, used = result
        print(
            f"| {way} | {taken * 1000:,.2f} | {1 / taken:,.1f} | {taken / floor[0]:,.2f} "
            f"| {taken / forms[0]:,.2f} | {used / 1024:,.0f} |"
        )


def missed(kind: str, found: dict[str, Result | str]) -> list[str]:
    """The targets that one document misses."""
    floor, tables, forms = (found[way] for way in OURS)
    if isinstance(floor, str) or isinstance(tables, str) or isinstance(forms, str):
        return ["not measured"]
    out = []
    if kind in WITHIN and tables[0] > WITHIN[kind] * floor[0]:
        out.append(f"{tables[0] / floor[0]:.2f} times the floor")
    for way in PEERS[kind]:
        peer = found[way]
        if not isinstance(peer, str) and peer[0] <= forms[0]:
            out.append(f"{way} takes {peer[0] / forms[0]:.2f} of the time")
    return out


def main() -> int:
    asked = ArgumentParser()
    asked.add_argument("--seconds", type=int, default=2, help="for one way with one document")
    asked.add_argument("--peer-python", default=sys.executable, metavar="PATH")
    asked.add_argument("kinds", nargs="*", choices=[[], *PEERS], metavar="KIND")
    options = asked.parse_args()
    faults: list[str] = []
    with TemporaryDirectory() as folder:
        for kind, title, path in documents(Path(folder)):
            if options.kinds and kind not in options.kinds:
                continue
            if path is None:
                print(f"\n### .{kind}, {title}\n\nnot made: LibreOffice is not installed")
                continue
            print(f"\n### .{kind}, {title}, {path.stat().st_size // 1024:,} KiB\n", flush=True)
            found = compared(kind, path, options.seconds, options.peer_python)
            shown(found)
            faults += [f".{kind}, {title}: {fault}" for fault in missed(kind, found)]
    print(f"\ntargets: {'met' if not faults else 'missed'}")
    for fault in faults:
        print(f"- {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
