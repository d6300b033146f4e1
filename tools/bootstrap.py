"""Makes .venv equal to requirements.lock. Standard library only; run by ``dev`` and ``dev.cmd``.

The stamp (.venv/.stamp) is a copy of the lock file, written last: an environment without a stamp
is half made and is made anew. Every file that is installed, uv included, is checked against a
hash in the lock file (docs/decisions/0005).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / ".stamp"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")

NETWORK = (
    "请检查网络；单位有软件包镜像时，设置环境变量 PIP_INDEX_URL 后重试。",
    "Check the network, or name your package mirror in PIP_INDEX_URL, and run it again.",
)
VENV_MODULE = (
    "请安装 Python 的 venv 模块（Debian、Ubuntu：apt-get install python3-venv）后重试。",
    "Install Python's venv module (Debian, Ubuntu: apt-get install python3-venv), run it again.",
)


class SetUpError(Exception):
    """A step failed. ``args``: the step, what the tool printed, the remedy in two languages."""


def main() -> int:
    """Make the environment; 0 when it is ready, 2 with a sentence when it cannot be made."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        with one_at_a_time():
            if not ready():
                say("正在准备运行环境（首次或依赖更新后一次）… Preparing .venv, this once …")
                make()
        return 0
    except SetUpError as error:
        step, printed, (zh, en) = error.args
        say(*printed.strip().splitlines()[-6:], f"运行环境没有装好（{step}）。{zh}")
        say(f"The environment could not be made ({step}). {en}")
        return 2
    except KeyboardInterrupt:
        say("已中断，再次运行即重新准备。Interrupted; run it again to start over.")
        return 130


def say(*lines: str) -> None:
    """To standard error: standard output belongs to the command that follows."""
    print(*lines, sep="\n", file=sys.stderr, flush=True)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two first runs must not build into each other; a dead one's lock is freed by the system."""
    with open(ROOT / ".venv.lock", "a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def ready() -> bool:
    """Whether the environment is whole and made from this very lock file."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_bytes() == LOCK.read_bytes()


def make() -> None:
    """Refresh a whole environment in place; build anew what is missing or half made."""
    if PYTHON.exists() and STAMP.exists():
        STAMP.unlink()
        try:
            return fill()
        except SetUpError:
            say("旧环境无法更新，重新建立。The old .venv could not be refreshed; making a new one.")
    shutil.rmtree(VENV, ignore_errors=True)
    run("venv", VENV_MODULE, base_python(), "-m", "venv", VENV)
    fill()


def base_python() -> str:
    """The interpreter itself, not an activated environment's, nor a link that will move on."""
    own = getattr(sys, "_base_executable", None) or sys.executable
    return own if WINDOWS else os.path.realpath(own)


def fill() -> None:
    """Install exactly the lock file, make src importable, stamp."""
    try:
        with_uv()
    except SetUpError as error:  # pip may know mirrors and certificates that uv does not
        say(
            *error.args[1].strip().splitlines()[-3:],
            f"{error.args[0]}: 改用 pip。Going on with pip.",
        )
        run("pip install", NETWORK, PYTHON, *PIP, "install", "-q", "--require-hashes", "-r", LOCK)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = run("python", VENV_MODULE, PYTHON, "-c", where).strip()
    with open(os.path.join(site, "jiheng-src.pth"), "w", encoding="utf-8") as file:
        file.write(os.path.relpath(ROOT / "src", site) + "\n")
    STAMP.write_bytes(LOCK.read_bytes())


def with_uv() -> None:
    """uv from the lock file's own lines, then everything else by uv: a quarter of pip's time."""
    own = re.search(r"^uv==.*(?:\n +--hash=.*)+", LOCK.read_text("utf-8"), re.M)
    assert own, "requirements.lock does not name uv"
    with TemporaryDirectory() as folder:
        lines = os.path.join(folder, "uv.txt")
        with open(lines, "w", encoding="utf-8") as file:
            file.write(own[0])
        run("uv", NETWORK, PYTHON, *PIP, "install", "-q", "--require-hashes", "-r", lines)
        if not any(os.environ.get(name) for name in ("HOME", "USERPROFILE", "UV_CACHE_DIR")):
            os.environ["UV_CACHE_DIR"] = os.path.join(folder, "cache")
        share_mirror()
        sync = ("-m", "uv", "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON)
        run("uv pip sync", NETWORK, PYTHON, *sync, "--system-certs", "--link-mode=copy", LOCK)


def share_mirror() -> None:
    """Tell uv the package index that pip is configured for; uv does not read pip's settings."""
    if not any(os.environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL")):
        said = run("pip config", NETWORK, PYTHON, *PIP, "config", "list")
        index = re.findall(r"^\S*\.index-url='(.*)'$", said, re.M)
        if index:
            os.environ["UV_DEFAULT_INDEX"] = index[-1]


def run(step: str, remedy: tuple[str, str], *command: str | Path) -> str:
    """What the command printed; SetUpError with it where the command failed."""
    done = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise SetUpError(step, done.stdout, remedy)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
