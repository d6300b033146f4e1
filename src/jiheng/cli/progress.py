"""One line on the terminal while many files are checked: done, rows, time left."""

from __future__ import annotations

import sys

from .console import columns, is_terminal
from .width import clean, shorten, width

PAUSE = 100_000_000  # nanoseconds between two drawings
LARGE = 2_000_000  # bytes of a single file that may take over a second


class Progress:
    """Draws on standard error, only where somebody looks and there is something to wait for."""

    def __init__(self, files: int, lang: str = "zh", quiet: bool = False) -> None:
        from time import monotonic_ns

        self._clock = monotonic_ns
        self.files = files
        self.lang = lang
        self.done = self.rows = self.again = 0
        self.shown = False
        self.on = not quiet and is_terminal(sys.stderr)
        self._start = self._last = self._clock()

    def begin(self, path: str, size: int) -> None:
        """A file is about to be read."""
        if self.on and (self.files > 1 or size >= LARGE):
            self._draw(path)

    def end(self, rows: int, again: bool = False) -> None:
        """A file is done; ``again``: in an earlier run, so that it says nothing of the speed."""
        self.done += 1
        self.again += again
        self.rows += rows

    def clear(self) -> None:
        """Take the line away, before anything else is printed on the same terminal."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self.shown = False

    def _draw(self, path: str) -> None:
        now = self._clock()
        if self.done and now - self._last < PAUSE:
            return
        self._last = now
        room = columns(sys.stderr) - 1
        text = self.line(now - self._start)
        name = shorten(clean(path), max(10, room - width(text) - 1))
        sys.stderr.write(f"\r\x1b[K{shorten(f'{text} {name}', room)}")
        sys.stderr.flush()
        self.shown = True

    def line(self, spent: int) -> str:
        """ "12/340 个文件 · 806 行 · 约剩 40 秒" after ``spent`` nanoseconds."""
        zh = self.lang == "zh"
        parts = [f"{self.done}/{self.files} {'个文件' if zh else 'files'}"]
        if self.rows:
            parts.append(f"{self.rows} {'行' if zh else 'rows'}")
        fresh = self.done - self.again
        left = spent * (self.files - self.done) // max(1, fresh) // 1_000_000_000
        if fresh > 1 and spent > 1_000_000_000:
            parts.append(f"约剩 {_span(left, zh)}" if zh else f"{_span(left, zh)} left")
        return " · ".join(parts)


def _span(seconds: int, zh: bool) -> str:
    if seconds < 90:
        return f"{seconds} {'秒' if zh else 's'}"
    return f"{(seconds + 30) // 60} {'分钟' if zh else 'min'}"
