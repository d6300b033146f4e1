"""Many files at once: one process a core, each file isolated, results in the order named.

A file on which a worker dies or hangs is refused by name; a new worker takes its place and the rest
goes on. Plain processes and pipes (spawned, as Windows must), nothing shared.
"""

from __future__ import annotations

import os
from contextlib import suppress
from multiprocessing import connection, get_context
from time import monotonic

from ..model.finding import Report
from ..model.refusal import Refusal
from .jobs import Done, Job

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    Task = tuple[str, bytes | None] | Done

SECONDS = 240
"""A file that takes longer is given up. More than LibreOffice is given, where a reader needs it."""
AHEAD = 8  # files a worker may be ahead of the one to be printed next


def results(
    tasks: Iterator[Task], job: Job, workers: int = 0, seconds: int = SECONDS
) -> Iterator[Done]:
    """A result for each task, in order. A task is a path, with its bytes where the worker cannot
    fetch them alone, or a result that is there already. ``workers`` 0: one a core.
    """
    pool = _Pool(job, workers or os.cpu_count() or 1)
    try:
        yield from pool.run(tasks, seconds)
    finally:
        pool.stop()


class _Pool:
    """The workers, started when there is something to do for them."""

    def __init__(self, job: Job, most: int) -> None:
        self.job, self.most = job, most
        self.team: list[_Worker] = []
        self.ready: dict[int, Done] = {}
        self.given = self.printed = 0

    def run(self, tasks: Iterator[Task], seconds: int) -> Iterator[Done]:
        more = True
        while more or self.printed < self.given:
            while more and self._room():
                more = self._give(next(tasks, None))
            for worker in self.team:
                self.ready |= worker.answer(seconds)
            while self.printed in self.ready:
                yield self.ready.pop(self.printed)
                self.printed += 1
            busy = [worker.pipe for worker in self.team if worker.index is not None]
            if busy and not (more and self._room()):
                connection.wait(busy, 1)

    def _room(self) -> bool:
        """Whether another task may be begun: a free worker, and not too far ahead."""
        if self.given >= self.printed + AHEAD * self.most:
            return False
        return len(self.team) < self.most or any(one.index is None for one in self.team)

    def _give(self, task: Task | None) -> bool:
        if task is None:
            return False
        if isinstance(task, Done):
            self.ready[self.given] = task
        else:
            free = next((one for one in self.team if one.index is None), None)
            if free is None:
                free = _Worker(self.job)
                self.team.append(free)
            free.give(self.given, *task)
        self.given += 1
        return True

    def stop(self) -> None:
        for worker in self.team:
            worker.stop()


class _Worker:
    """One process and the file it is at."""

    def __init__(self, job: Job) -> None:
        book = job.book
        words = (job.select, job.ignore)
        self.task = (book.profile, book.on, *words, job.rules, job.keep, job.together)
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

    def give(self, index: int, path: str, data: bytes | None = None) -> None:
        """Have the file done."""
        self.index, self.path, self.since = index, path, monotonic()
        with suppress(OSError):  # a process already dead is found out by answer()
            self.pipe.send((path, data))

    def answer(self, seconds: int) -> dict[int, Done]:
        """The finished result by index; a dead or hanging process gives a refusal."""
        if self.index is None:
            return {}
        try:
            if self.pipe.poll():
                done: Done = self.pipe.recv()
            elif monotonic() - self.since > seconds:
                done = Done(Report(self.path, error=_given_up(self.path, seconds)))
                self._replace()
            else:
                return {}
        except (EOFError, OSError):
            done = Done(Report(self.path, error=_died(self.path)))
            self._replace()
        index, self.index = self.index, None
        return {index: done}

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
    pipe: Connection,
    profile: str,
    on: date,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    rules: bool,
    keep: bool,
    together: bool,
) -> None:
    """The life of a worker: a path comes in, a result goes out, until the pipe is closed."""
    from signal import SIG_IGN, SIGINT, signal

    from ..policy import load as load_policy

    signal(SIGINT, SIG_IGN)  # Ctrl-C reaches every process of the terminal; the first one ends us
    job = Job(load_policy(profile, on), select, ignore, rules, keep, together)
    while True:
        try:
            pipe.send(job.do(*pipe.recv()))
        except (EOFError, OSError, KeyboardInterrupt):
            return


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
