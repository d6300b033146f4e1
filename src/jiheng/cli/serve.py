"""``jiheng serve``: the office's own server; ``--check`` says what it still lacks."""

from __future__ import annotations

from .start import place, start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Serve until Ctrl-C, or only look whether it could."""
    command = "check" if getattr(options, "check", False) else "serve"
    return start(command, options, *place(options))
