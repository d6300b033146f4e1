"""``jiheng demo``: the synthetic year in the browser, every role with one click."""

from __future__ import annotations

from .start import place, start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Serve on this machine until Ctrl-C."""
    return start("demo", options, *place(options))
