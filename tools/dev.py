"""The project's own commands behind ``./dev``.

./dev test            every gate below, then all tests; what a pull request must pass
./dev test ARGUMENTS  only pytest, with these arguments
./dev lint            only the gates
./dev generate        rewrite what is generated from the source (--check: say what is stale)
./dev precision       precision over the reviewed findings, recall over the known defects
./dev mutate [CODE…]  change the rules one condition at a time: does a case notice?
./dev spark           the measures on Spark, in .venv-spark (Java 17 needed)
./dev lock            resolve pyproject.toml into the lock files anew (--upgrade: newest)
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable

ALL = ("-n", "auto", "--dist", "loadscope", "--no-loadscope-reorder")
"""The tests of a file share its costly fixtures on one worker; tests/conftest.py orders files."""
CONTRACTS = (
    "import sys; from importlinter.cli import lint_imports_command as lint; "
    "sys.argv[1:] = ['--no-cache', '--no-logo']; lint()"
)
GATES = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "mypy for Windows": ("-m", "mypy", "--platform=win32", "--cache-dir=.mypy_cache/win32"),
    "import contracts": ("-c", CONTRACTS),
}


def main(words: list[str]) -> int:
    """Run the command; its exit code."""
    os.chdir(ROOT)
    command, rest = words[0], words[1:]
    if command == "test":
        return pytest(*rest) if rest else test()
    if command == "lint":
        return 1 if gates() else 0
    if command == "generate":
        return call("-P", "tools/generate.py", *rest)
    if command in ("precision", "mutate", "spark"):
        return call("-P", f"tools/{command}.py", *rest)
    return lock(*rest)


def test() -> int:
    """Gates first, the tests last, so that the last line says how the tests went."""
    failed = gates()
    code = pytest(*ALL) or on_postgresql()
    if failed:
        print(f"没有通过 FAILED: {', '.join(failed)}", flush=True)
    return code or (1 if failed else 0)


def on_postgresql() -> int:
    """The browser door's tests once more, all but those of looks, where PostgreSQL is there."""
    servers = Path("/usr/lib/postgresql")
    if os.environ.get("CI") != "true" and not any(servers.glob("*/bin/initdb")):
        print("没有在 PostgreSQL 上测 NOT TESTED on PostgreSQL: it is not installed", flush=True)
        return 0
    print("在 PostgreSQL 上再测一遍 once more on PostgreSQL: tests/web", flush=True)
    os.environ["JIHENG_TEST_DATABASE"] = "postgresql"
    return pytest(*ALL, "tests/web", "-m", "not looks")


def gates() -> list[str]:
    """Run every gate, even after one has failed; the names of those that failed."""
    failed = []
    for name, command in GATES.items():
        start = time.monotonic()
        done = subprocess.run([PYTHON, *command], capture_output=True, text=True, check=False)
        word = "FAILED" if done.returncode else "ok"
        print(f"{name}: {word} ({time.monotonic() - start:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    return failed


def pytest(*words: str) -> int:
    """The tests, their output as it comes."""
    return call("-m", "pytest", *words)


def lock(*words: str) -> int:
    """Pin every dependency for all systems, with hashes and without any host name."""
    compile_ = ("-m", "uv", "pip", "compile", "pyproject.toml", "--group", "dev", "--universal")
    bare = ("--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate")
    pinned = ("--quiet", "--system-certs", "-o", "requirements.lock", *words)
    return call(*compile_, *bare, *pinned) or call("-P", "tools/spark.py", "--lock", *words)


def call(*words: str) -> int:
    """The environment's Python with these arguments; its exit code."""
    return subprocess.run([PYTHON, *words], check=False).returncode


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
