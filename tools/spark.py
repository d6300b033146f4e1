"""./dev spark: the measures on Spark, in an environment of their own.

./dev spark            make .venv-spark where it is missing, then run tests/test_score_spark.py
./dev spark ARGUMENTS  pytest there with these arguments, of other tests where they name some

.venv-spark holds what requirements-spark.lock names, by hash, and sees .venv for everything else,
so that both engines run with the same versions (docs/decisions/0012). Java 17 must be there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import bootstrap
from bootstrap import NETWORK, ROOT, VENV_MODULE, WINDOWS, SetUpError, run, say, share_mirror

LOCK = ROOT / "requirements-spark.lock"
VENV = ROOT / ".venv-spark"
STAMP = VENV / ".stamp"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
TESTS = "tests/test_score_spark.py"


def main(words: list[str]) -> int:
    """Run pytest on Spark; its exit code, 2 with a sentence where Spark cannot run here."""
    if words[:1] == ["--lock"]:
        return lock(*words[1:])
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        say("Spark 需要 Java 17，这台机器上没有。请安装（Debian：openjdk-17-jre-headless）后重试。")
        say("Spark needs Java 17, and none was found. Install it and run this again.")
        return 2
    try:
        with bootstrap.one_at_a_time():
            if not ready():
                say("正在准备 Spark 环境（约 500 MB，一次）… Preparing .venv-spark, this once …")
                make()
    except SetUpError as error:
        step, printed, (zh, en) = error.args
        say(*printed.strip().splitlines()[-6:], f"Spark 环境没有装好（{step}）。{zh}")
        say(f".venv-spark could not be made ({step}). {en}")
        return 2
    command = [str(PYTHON), "-m", "pytest", *words]
    if not any(word.startswith("tests") for word in words):
        command.append(TESTS)
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def stamp() -> bytes:
    """What the environment is made from: the lock, and the environment it sees."""
    return LOCK.read_bytes() + sysconfig.get_path("purelib").encode()


def ready() -> bool:
    return PYTHON.exists() and STAMP.exists() and STAMP.read_bytes() == stamp()


def make() -> None:
    """A new environment: Spark by hash, everything else from .venv."""
    shutil.rmtree(VENV, ignore_errors=True)
    run("venv", VENV_MODULE, bootstrap.base_python(), "-m", "venv", "--without-pip", VENV)
    share_mirror()
    sync = ("-m", "uv", "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON)
    run("uv pip sync", NETWORK, sys.executable, *sync, "--system-certs", "--link-mode=copy", LOCK)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = run("python", VENV_MODULE, PYTHON, "-c", where).strip()
    with open(os.path.join(site, "jiheng-src.pth"), "w", encoding="utf-8") as file:
        file.write(f"{ROOT / 'src'}\n{sysconfig.get_path('purelib')}\n")
    STAMP.write_bytes(stamp())


def lock(*words: str) -> int:
    """Pin pyspark and what only it needs, beside requirements.lock; uv's exit code."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = "\n".join(table["project"]["optional-dependencies"]["spark"])
    compile_ = ("-m", "uv", "pip", "compile", "-", "-c", "requirements.lock", "--universal")
    bare = ("--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate")
    command = [sys.executable, *compile_, *bare, "--quiet", "--system-certs", *words]
    command += ["-o", LOCK.name]
    return subprocess.run(command, cwd=ROOT, input=asked, text=True, check=False).returncode


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
