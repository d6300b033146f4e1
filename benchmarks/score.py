"""How fast records are counted and indicators scored, beside other tools and the least possible.

python benchmarks/score.py [--peer-python PATH] [--spark-python PATH] [--rows MILLIONS…] [--only X…]

One run prints all of it: (ledger) a million ledger rows reconciled; (samples) 1,500 points × a year
of samples every five minutes to availability; (score) 10 and 100 million indicators scored on
DuckDB, pandas and polars; (spark) the same expression on Spark with one core and with two; (linear)
the cost of a row at 1, 2, 4 and 8 million rows. Every way runs in a process of its own, three
times; the fastest counts, for it is the one least disturbed, and is given as seconds and as seconds
of processor time, which other work on the machine disturbs less. All ways must give the same sums.

The bound: 48 bytes a row (six whole numbers) ÷ the bandwidth of copying, by two threads, measured
here. It leaves out decompressing, dividing and grouping, so that nothing can reach it.

    uv venv peers && uv pip install -p peers polars pandas pyarrow numpy
    python benchmarks/score.py --peer-python peers/bin/python --spark-python .venv-spark/bin/python

Data is made by arithmetic in a temporary folder that is removed at the end (0.6 GB).
Targets: a million ledger rows under 10 s; 5 times as fast as pandas; polars' time, or level with
it within a tenth; the cost of a row level. Exit code 1 where one is missed. Linux: the memory and
processor time of Spark are read from /proc.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter
from typing import Any

import score_data

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"
PARTS = ("ledger", "samples", "score", "spark", "linear")
MILLION = 1_000_000
ROW = 48
"""Bytes of a row of indicators: six whole numbers."""
faults: list[str] = []


def run(python: str, way: str, files: list[str], rounds: int = 3, threads: int = 2) -> Any:
    """What score_ways prints; a sentence where there is nothing to measure."""
    command = [python, str(HERE / "score_ways.py"), way, str(rounds), str(threads), *files]
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            return json.loads(line)
        if line.startswith("missing"):
            return f"not installed: {line[8:]}"
    return f"fails: {(done.stderr.strip() or 'no output').splitlines()[-1][:90]}"


def bandwidth() -> float:
    """Bytes read and written a second by two threads that copy."""
    import numpy as np

    size = 256 * MILLION
    pairs = [(np.ones(size // 8), np.empty(size // 8)) for _ in range(2)]
    best = 0.0
    for _ in range(7):
        threads = [Thread(target=np.copyto, args=(to, start)) for start, to in pairs]
        start = perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        best = max(best, 2 * 2 * size / (perf_counter() - start))
    return best


def table(found: dict[str, Any], ours: str, bound: float = 0) -> None:
    """The ways of doing one thing, as Markdown."""
    print("| | s | processor s | × ours | × bound | first s | peak MiB |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for way, one in found.items():
        if isinstance(one, str):
            print(f"| {way} | {one} | | | | | |")
            continue
        seconds, busy = one["best"]
        own = found[ours]
        ratio = f"{seconds / own['best'][0]:.2f}" if isinstance(own, dict) else ""
        least = f"{seconds / bound:.1f}" if bound else ""
        print(
            f"| {way} | {seconds:.2f} | {busy:.2f} | {ratio} | {least} "
            f"| {one['first']:.2f} | {one['peak']:,} |"
        )
    if bound:
        print(f"| bound | {bound:.3f} | | | 1.0 | | |")
    known = [one["told"] for one in found.values() if isinstance(one, dict)]
    told = {json.dumps(one, sort_keys=True, ensure_ascii=False) for one in known}
    print("\nsums:", *told)
    if len(told) > 1:
        faults.append("the ways do not give the same sums")


def headline(words: str, folder: Path, made: float) -> None:
    disk = score_data.size(folder) / MILLION
    load = os.getloadavg()[0]
    print(f"\n### {words}\n\n{disk:,.0f} MB of Parquet, made in {made:.0f} s; load {load:.1f}\n")
    sys.stdout.flush()


def ledger(folder: Path, _: Namespace) -> None:
    start = perf_counter()
    files = score_data.ledger(folder)
    headline("1,000,012 ledger rows reconciled", folder, perf_counter() - start)
    found = run(sys.executable, "ledger", [*files["person"], *files["ledger"]])
    table({"jiheng, DuckDB": found}, "jiheng, DuckDB")
    if not isinstance(found, dict) or found["best"][0] >= 10:
        faults.append("a million ledger rows take 10 s or more")


def samples(folder: Path, _: Namespace) -> None:
    start = perf_counter()
    files = score_data.samples(folder)
    headline("1,500 points × 1 year of raw samples every 5 minutes", folder, perf_counter() - start)
    table({"jiheng, DuckDB": run(sys.executable, "samples", files, 2)}, "jiheng, DuckDB")


def score(folder: Path, asked: Namespace) -> None:
    copied = bandwidth()
    print(f"\ncopying: {copied / 1e9:.1f} GB read and written a second")
    for millions in asked.rows:
        start = perf_counter()
        files = score_data.indicators(folder, millions * MILLION)[:millions]
        headline(f"{millions} M indicator rows scored", folder, perf_counter() - start)
        found = {"jiheng, DuckDB": run(sys.executable, "duckdb", files)}
        found["polars, streaming"] = run(asked.peer_python, "polars", files)
        if millions <= 10:  # 100 M rows do not fit into its memory here
            found["pandas"] = run(asked.peer_python, "pandas", files)
        table(found, "jiheng, DuckDB", ROW * millions * MILLION / copied)
        own = found["jiheng, DuckDB"]
        for peer, times in (("polars, streaming", 0.9), ("pandas", 5.0)):
            one = found.get(peer)
            if isinstance(own, dict) and isinstance(one, dict):
                ratio = one["best"][0] / own["best"][0]
                if ratio < times:
                    faults.append(f"{millions} M rows: {peer} takes {ratio:.2f} times ours")


def spark(folder: Path, asked: Namespace) -> None:
    files = score_data.indicators(folder, 10 * MILLION)[:10]
    headline("10 M indicator rows, the same expression on Spark", folder, 0)
    found = {"jiheng, DuckDB": run(sys.executable, "duckdb", files)}
    for cores in (1, 2):
        found[f"Spark local[{cores}]"] = run(asked.spark_python, "spark", files, 4, cores)
    table(found, "jiheng, DuckDB")
    one, two = (found[f"Spark local[{cores}]"] for cores in (1, 2))
    if isinstance(one, dict) and isinstance(two, dict):
        print(f"\nfrom one core to two: {one['best'][0] / two['best'][0]:.2f} times as fast")


def linear(folder: Path, _: Namespace) -> None:
    files = score_data.indicators(folder, 8 * MILLION)
    headline("the cost of a row", folder, 0)
    print("| M rows | s | ns/row | processor ns/row |\n|--:|--:|--:|--:|")
    each = []
    for millions in (1, 2, 4, 8):
        one = run(sys.executable, "duckdb", files[:millions], 5)
        if isinstance(one, str):
            print(f"| {millions} | {one} | | |")
            continue
        wall, busy = (seconds * 1e3 / millions for seconds in one["best"])
        each.append(busy)
        print(f"| {millions} | {one['best'][0]:.3f} | {wall:.0f} | {busy:.0f} |")
    if each and each[-1] > 1.25 * each[0]:
        faults.append(f"8 M rows cost {each[-1] / each[0]:.2f} times as much a row as 1 M")


def main() -> int:
    asked = ArgumentParser()
    asked.add_argument("--peer-python", default=sys.executable, metavar="PATH")
    asked.add_argument("--spark-python", default=sys.executable, metavar="PATH")
    asked.add_argument("--rows", type=int, nargs="+", default=[10, 100], metavar="MILLIONS")
    asked.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    asked.add_argument("--folder", metavar="PATH", help="where to make the temporary folder")
    options = asked.parse_args()
    with TemporaryDirectory(dir=options.folder) as made:
        for part in PARTS:
            if part in options.only:
                name = "indicators" if part in ("score", "spark", "linear") else part
                globals()[part](Path(made) / name, options)
    print(f"\ntargets: {'met' if not faults else 'missed'}")
    for fault in faults:
        print(f"- {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
