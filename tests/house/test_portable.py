"""The users sit at Windows: no call that exists only on POSIX (mypy for win32 says it too)."""

from __future__ import annotations

import ast

import pytest
from house.tree import modules, name, syntax

MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
CALLS = {
    "os": {"chown", "fork", "forkpty", "geteuid", "getuid", "killpg", "mkfifo", "nice", "uname"},
    "signal": {"SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "alarm", "setitimer"},
    "time": {"tzset"},
}


def posix_only(tree: ast.Module) -> list[str]:
    """What would fail on Windows, as "line: name"."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [f"{node.lineno}: {a.name}" for a in node.names if a.name in MODULES]
        elif isinstance(node, ast.ImportFrom):
            bad = CALLS.get(node.module or "", set())
            if node.module in MODULES:
                found.append(f"{node.lineno}: {node.module}")
            found += [f"{node.lineno}: {a.name}" for a in node.names if a.name in bad]
        elif isinstance(node, ast.Attribute):
            module = ast.unparse(node.value)
            if node.attr in CALLS.get(module, set()):
                found.append(f"{node.lineno}: {module}.{node.attr}")
    return found


def test_nothing_posix_only_in_the_product() -> None:
    found = {name(path): bad for path in modules() if (bad := posix_only(syntax(path)))}
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        *("import fcntl", "from os import fork", "os.fork()", "from pwd import getpwnam"),
        *("signal.SIGKILL", "import resource as r", "from signal import SIGPIPE"),
    ],
)
def test_a_posix_only_call_is_seen(source: str) -> None:
    assert posix_only(ast.parse(source))
