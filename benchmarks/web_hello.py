"""The least a server can do: a word, without Django. The lower bound of benchmarks/web.py."""

from __future__ import annotations

from typing import Any


def application(environ: Any, start_response: Any) -> list[bytes]:
    """Any address answers alike."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"ok\n"]
