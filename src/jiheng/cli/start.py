"""The browser door as a process of its own: the two doors never import each other."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence


def start(command: str, options: Namespace, *more: str) -> int:
    """``python -m jiheng.web COMMAND``; its exit code. Ctrl-C reaches it by itself."""
    import subprocess

    words: Sequence[str] = (command, "--lang", options.lang, *more)
    process = subprocess.Popen([sys.executable, "-P", "-m", "jiheng.web", *words])
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # it was told too, and puts its things in order


def place(options: Namespace) -> tuple[str, ...]:
    """Where it listens and where it keeps its data."""
    said = []
    for name in ("host", "port", "data", "workers"):
        value = getattr(options, name, "") or ""
        if value:
            said += [f"--{name}", value]
    return tuple(said)
