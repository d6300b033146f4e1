"""A run that can be interrupted and goes on later: the journal, and what is said about it."""

from __future__ import annotations

import signal
from contextlib import contextmanager

from .console import complain
from .journal import Journal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from .jobs import Job


@contextmanager
def opened(path: str, job: Job, lang: str) -> Iterator[Journal]:
    """The journal at ``path`` for that job; it goes when the block ends well."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        with Journal(path, job) as journal:
            if journal.stale:
                complain(_stale(lang))
            try:
                yield journal
            except KeyboardInterrupt:
                complain(_go_on(path, lang))
                raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Being told to end (a shutdown) leaves things as whole as Ctrl-C does."""
    raise KeyboardInterrupt


def _stale(lang: str) -> str:
    if lang == "zh":
        return "续跑记录是别的版本或别的选项留下的，这次从头开始"
    return "the journal is of another version or other options; starting from the beginning"


def _go_on(path: str, lang: str) -> str:
    if lang == "zh":
        return f"做完的记在 {path} 里；用同样的命令再跑一次就接着做"
    return f"what is done stands in {path}; run the same command again to go on"
