"""``jiheng serve``: the office's own server; ``--check`` says what it still lacks, ``--setup``
makes its first administrator."""

from __future__ import annotations

from .start import place, start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

ASKED = ("password_file", "office", "code", "username", "name")


def run(options: Namespace) -> int:
    """Serve until Ctrl-C, only look whether it could, or make the first administrator."""
    if getattr(options, "setup", False):
        said = [(name, getattr(options, name, "") or "") for name in ASKED]
        more = [w for n, v in said if v for w in (f"--{n.replace('_', '-')}", v)]
        return start("setup", options, *place(options), *more)
    command = "check" if getattr(options, "check", False) else "serve"
    return start(command, options, *place(options))
