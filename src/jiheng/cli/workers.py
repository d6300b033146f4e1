"""Many files at once: one process a core, each file isolated, results in the order named.

A file on which a worker dies or hangs is refused by name; a new worker takes its place and the rest
goes on. Plain processes and pipes (spawned, as Windows must), nothing shared.
"""

from __future__ import annotations

import os
from contextlib import suppress
from multiprocessing import connection, get_context
from time import monotonic

from ..check import check_bytes
from ..model.finding import Report
from ..model.refusal import Refusal
from .files import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from ..policy import Book

SECONDS = 60  # a file that takes longer is given up
AHEAD = 8  # files a worker may be ahead of the one to be printed next


def reports(
    paths: Sequence[str],
    book: Book,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    workers: int = 0,
    seconds: int = SECONDS,
) -> Iterator[Report]:
    """A report for each path, in order. ``workers`` 0: one a core."""
    team = [
        _Worker(book, select, ignore)
        for _ in range(min(workers or os.cpu_count() or 1, len(paths)))
    ]
    ready: dict[int, Report] = {}
    given, printed = 0, 0
    try:
        while printed < len(paths):
            for worker in team:
                if worker.index is None and given < min(len(paths), printed + AHEAD * len(team)):
                    worker.give(given, paths[given])
                    given += 1
            for worker in team:
                ready |= worker.answer(seconds)
            while printed in ready:
                yield ready.pop(printed)
                printed += 1
            if printed < len(paths):
                connection.wait([worker.pipe for worker in team if worker.index is not None], 1)
    finally:
        for worker in team:
            worker.stop()


class _Worker:
    """One process and the file it is at."""

    def __init__(self, book: Book, select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
        self.task = (book.profile, book.on, select, ignore)
        self.index: int | None = None
        self.path = ""
        self.since = 0.0
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=serve, args=(theirs, *self.task), daemon=True
        )
        self.process.start()
        theirs.close()

    def give(self, index: int, path: str) -> None:
        """Have the file checked."""
        self.index, self.path, self.since = index, path, monotonic()
        with suppress(OSError):  # a process already dead is found out by answer()
            self.pipe.send(path)

    def answer(self, seconds: int) -> dict[int, Report]:
        """The finished report by index; a dead or hanging process gives a refusal."""
        if self.index is None:
            return {}
        try:
            if self.pipe.poll():
                report: Report = self.pipe.recv()
            elif monotonic() - self.since > seconds:
                report = Report(self.path, error=_given_up(self.path, seconds))
                self._replace()
            else:
                return {}
        except (EOFError, OSError):
            report = Report(self.path, error=_died(self.path))
            self._replace()
        index, self.index = self.index, None
        return {index: report}

    def _replace(self) -> None:
        self.stop()
        self._start()

    def stop(self) -> None:
        """End the process; nothing it does needs finishing."""
        self.pipe.close()
        if self.process.is_alive():
            self.process.terminate()
        self.process.join()


def serve(
    pipe: Connection, profile: str, on: date, select: tuple[str, ...], ignore: tuple[str, ...]
) -> None:
    """The life of a worker: a path comes in, a report goes out, until the pipe is closed."""
    from ..policy import load as load_policy

    book = load_policy(profile, on)
    while True:
        try:
            path = pipe.recv()
            pipe.send(_check(path, book, select, ignore))
        except (EOFError, OSError, KeyboardInterrupt):
            return


def _check(path: str, book: Book, select: tuple[str, ...], ignore: tuple[str, ...]) -> Report:
    try:
        data = load(path, book)
    except Refusal as refusal:
        return Report(path, error=refusal)
    return check_bytes(data, path, book, select=select, ignore=ignore)


def _died(path: str) -> Refusal:
    return Refusal(
        path,
        "读取这份文件时进程意外结束，其余文件不受影响",
        "请用 Word 或 WPS 打开另存后再试",
        problem_en="the process died on this file; the others are not affected",
        remedy_en="Open and save it with Word or WPS, then try again",
    )


def _given_up(path: str, seconds: int) -> Refusal:
    return Refusal(
        path,
        f"超过 {seconds} 秒还没有读完，已放弃",
        "请只保留绩效目标表所在的部分再试",
        problem_en=f"not read within {seconds} seconds, given up",
        remedy_en="Keep only the part with the form, then try again",
    )
