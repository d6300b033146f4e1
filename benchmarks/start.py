"""How long one check takes from the shell, and how much memory, beside Python itself.

    python benchmarks/start.py [RUNS] [FILE…]

Prints medians over RUNS (default 21) of the whole command and its ratio to ``python -c pass`` and
to ``python -c "import docx"``, all measured in the same run and in turn, so that a busy machine
slows all of them alike. Target: under 6 times bare Python. Peak memory is the largest resident
size of the process (0 where the system does not tell).
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
FILES = ("examples/shili-2023.txt", "../shared/seeds/hengdong-2023.txt")
TARGET = 6


def commands(files: list[str]) -> dict[str, list[str]]:
    """Name to arguments of python."""
    found = {"python -c pass": ["-c", "pass"]}
    if importlib.util.find_spec("docx"):
        found['python -c "import docx"'] = ["-c", "import docx"]
    for name in files or [name for name in FILES if (ROOT / name).exists()]:
        found[f"jiheng check {name}"] = ["-m", "jiheng", "check", name]
    return found


def once(arguments: list[str]) -> tuple[int, int]:
    """Nanoseconds and peak KiB of one run."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": ""}
    begin = time.perf_counter_ns()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    if not hasattr(os, "wait4"):
        process.wait()
        return time.perf_counter_ns() - begin, 0
    _, status, usage = os.wait4(process.pid, 0)
    spent = time.perf_counter_ns() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{arguments} failed with {process.returncode}")
    return spent, usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def main(words: list[str]) -> int:
    """Measure and print; 1 where a check takes longer than the target."""
    runs = int(words[0]) if words and words[0].isdigit() else 21
    asked = commands(words[1:] if words and words[0].isdigit() else words)
    for arguments in asked.values():
        once(arguments)  # compile what is not compiled yet
    seen: dict[str, list[tuple[int, int]]] = {name: [] for name in asked}
    for _ in range(runs):
        for name, arguments in asked.items():
            seen[name].append(once(arguments))
    times = {name: median(spent for spent, _ in rows) / 1e6 for name, rows in seen.items()}
    bare = times["python -c pass"]
    docx = times.get('python -c "import docx"')
    print(f"{runs} runs each, medians · Python {sys.version.split()[0]} · {sys.platform}\n")
    print(f"{'':52}{'ms':>8}{'× pass':>8}{'× docx':>8}{'MiB':>8}")
    late = False
    for name, rows in seen.items():
        memory = median(peak for _, peak in rows) / 1024
        against = f"{times[name] / docx:.2f}" if docx else "-"
        print(f"{name:52}{times[name]:8.1f}{times[name] / bare:8.2f}{against:>8}{memory:8.1f}")
        late |= name.startswith("jiheng") and times[name] > TARGET * bare
    print(f"\ntarget: under {TARGET}× bare Python: {'missed' if late else 'met'}")
    return int(late)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
