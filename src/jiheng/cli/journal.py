"""What an interrupted run had finished: one line of JSON a file, appended as soon as it is done.

A line counts where the file's content, the product's version and the options are the same; a torn
last line does not. The journal goes when the run is complete: it holds what the forms say.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from json import dumps, loads
from time import monotonic_ns

from .. import __version__
from ..model.digest import sha256_hex
from ..model.record import replace
from ..model.refusal import Refusal
from .records import unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from ..model.finding import Report
    from .jobs import Job

START = b'{"run":"'
SYNC = 2_000_000_000  # nanoseconds between two orders to the disk: what a power cut may cost


class Journal:
    """A journal open for reading and appending. Use it with ``with``.

    ``job`` is the one to run: on the day on which the interrupted run began. ``stale``: what was
    there came from another version or other options, and is gone.
    """

    def __init__(self, path: str, job: Job) -> None:
        self.path = path
        self.stale = False
        self._places: dict[str, tuple[int, str]] = {}
        self._parts: list[str] = []
        self._run = _options(job)
        self._synced = monotonic_ns()
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            self._file = os.open(path, flags, 0o600)
            day = self._load()
        except OSError as error:
            raise self._refusal(error) from error
        self.job = replace(job, book=replace(job.book, on=day or job.book.on))

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)
        if kind is None:
            with suppress(OSError):  # on Windows another program may be looking at it
                os.unlink(self.path)

    @property
    def paths(self) -> frozenset[str]:
        """The files with a line."""
        return frozenset(self._places)

    def begin(self, part: str) -> None:
        """The run begins, or goes on; ``part``: the half-written result it makes.

        Those that killed runs left behind are removed.
        """
        for old in self._parts:
            if old != part and old.rsplit(".", 2)[::2] == part.rsplit(".", 2)[::2]:
                with suppress(OSError):
                    os.unlink(old)
        self._write({"run": self._run, "on": self.job.book.on.isoformat(), "part": part})

    def add(self, path: str, content: str, packed: str) -> None:
        """One file is done."""
        self._write({"run": self._run, "path": path, "content": content, "report": packed})

    def report(self, path: str, content: str) -> Report | None:
        """The report of a file, where it was made from the same content."""
        place, known = self._places.get(path, (0, ""))
        if known != content:
            return None
        from zlib import error as ZlibError

        try:
            with open(self.path, "rb") as file:
                file.seek(place)
                return unpacked(loads(file.readline())["report"])
        except (OSError, ValueError, KeyError, TypeError, ZlibError):
            return None

    def _load(self) -> date | None:
        """Note where each line stands, cut off a torn end; the day the run began."""
        day: date | None = None
        end = 0
        with open(self.path, "rb") as file:
            if not START.startswith(file.read(len(START))):
                raise _foreign(self.path)
            file.seek(0)
            for line in file:
                said = _line(line)
                if "on" in said:
                    day = day or date.fromisoformat(said["on"])
                    self._parts.append(said["part"])
                elif said:
                    self._places[said["path"]] = (end, said["content"])
                self.stale |= said.get("run", self._run) != self._run
                if line.endswith(b"\n"):
                    end += len(line)
        os.ftruncate(self._file, 0 if self.stale else end)
        if self.stale:
            self._places.clear()
            return None
        return day

    def _write(self, said: dict[str, Any]) -> None:
        try:
            data = dumps(said, separators=(",", ":")).encode() + b"\n"
            if os.write(self._file, data) < len(data):
                raise OSError(28, "the disk is full")
            if monotonic_ns() - self._synced > SYNC:
                os.fsync(self._file)
                self._synced = monotonic_ns()
        except OSError as error:
            raise self._refusal(error) from error

    def _refusal(self, error: OSError) -> Refusal:
        reason = error.strerror or type(error).__name__
        return Refusal(
            self.path,
            f"续跑记录写不进去（{reason}）",
            "请用 --journal 换一个有权限、有空间的地方",
            problem_en=f"the journal cannot be written ({reason})",
            remedy_en="Name a place with room that you may write to with --journal",
        )


def _line(line: bytes) -> dict[str, Any]:
    """A whole line as it was written, else {}."""
    try:
        said = loads(line) if line.endswith(b"\n") else {}
    except ValueError:
        return {}
    if not isinstance(said, dict) or not isinstance(said.get("run"), str):
        return {}
    if "on" in said and not _is_day(said["on"]):
        return {}
    whole = {"on", "part"} <= said.keys() or {"path", "content", "report"} <= said.keys()
    return said if whole and all(isinstance(value, str) for value in said.values()) else {}


def _is_day(text: Any) -> bool:
    try:
        return isinstance(text, str) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _foreign(path: str) -> Refusal:
    """The refusal to touch a file that is not ours."""
    return Refusal(
        path,
        "这个文件不是续跑记录，没有动它",
        "请给续跑记录另取一个名字",
        problem_en="this file is no journal of ours and was left alone",
        remedy_en="Give the journal another name",
    )


def _options(job: Job) -> str:
    """What a report depends on besides the file and the day, in one word."""
    book = job.book
    said = (__version__, book.profile, book.topics, job.select, job.ignore, job.rules, job.together)
    return sha256_hex(dumps(said, sort_keys=True, default=str).encode())
