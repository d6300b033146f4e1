"""The store: a folder of immutable Parquet batches and the chain that vouches for each byte.

    tables/<table>/<year>/<project>/<sha256>.parquet   never changed, never deleted
    chain.jsonl      what was imported, from which file, when, by whom; locked months
    pending/<token>/ a batch on its way; named by no entry of the chain, it does not exist
    writer.lock      held by the one process that writes

An import writes its files into ``pending``, then one entry into the chain – that is the moment
it exists – then moves the files to their places. Killed before the entry, it is absent; killed
after it, it is whole: readers look into ``pending`` too, and the next writer finishes the move.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress

from ..model.refusal import Refusal
from ..model.tables import TABLES
from . import chain as chains
from .verify import CHAIN, LOCK, PENDING, Verified
from .verify import verify as _verify
from .words import WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

WAIT_S = 10  # for another import to end


class Store:
    """A store at a path. Reading needs no lock; a missing folder is an empty store."""

    def __init__(self, path: str) -> None:
        self.path = path

    def chain(self) -> chains.Chain:
        """The chain as it stands on the disk now."""
        return chains.read(os.path.join(self.path, CHAIN))

    def batches(self) -> list[Mapping[str, Any]]:
        """The entries of imported batches, oldest first."""
        return [entry for entry in self.chain().entries if entry["kind"] == "batch"]

    def tables(self) -> dict[str, int]:
        """Canonical tables with rows here, and how many."""
        rows = dict.fromkeys(TABLES, 0)
        for entry in self.batches():
            rows[entry["table"]] += int(entry["rows"])
        return {name: count for name, count in rows.items() if count}

    def open(self, table: str) -> list[str]:
        """Paths of the Parquet files of a table."""
        found = []
        for entry in self.batches():
            if entry["table"] == table:
                found += [self.place(entry, file) for file in entry["files"]]
        return found

    def locked(self) -> dict[str, frozenset[str]]:
        """Locked months ("2023-01") and the tables each is locked for."""
        found: dict[str, frozenset[str]] = {}
        for entry in self.chain().entries:
            if entry["kind"] == "lock":
                before = found.get(entry["period"], frozenset())
                found[entry["period"]] = before | frozenset(entry["tables"])
        return found

    def lock(self, period: str, *, by: str = "", at: str = "", tables: Sequence[str] = ()) -> bool:
        """Close a month for good; False where it was already. Nothing opens it again.

        ``tables``: all that have a period, unless named. Raises Refusal for no month "YYYY-MM".
        """
        year, dash, month = period.partition("-")
        digits = len(year) == 4 and len(month) == 2 and (year + month).isdecimal()
        if not (dash and digits and (year + month).isascii() and 1 <= int(month) <= 12):
            raise Refusal(
                period,
                "不是月份",
                "请写成 2023-01 这样",
                problem_en="is no month",
                remedy_en="Write it like 2023-01",
            )
        meant = sorted(tables or (name for name, table in TABLES.items() if table.period))
        with self.writing():
            if set(meant) <= self.locked().get(period, frozenset()):
                return False
            entry = {"kind": "lock", "period": period, "tables": meant, "by": by, "at": at}
            chains.append(os.path.join(self.path, CHAIN), self.whole(), entry)
        return True

    def whole(self) -> chains.Chain:
        """The chain, fit to be written to. Raises Refusal where it is damaged."""
        read = self.chain()
        if read.damage:
            line, what = read.damage[0]
            raise Refusal(
                os.path.join(self.path, CHAIN),
                f"第 {line} 行{WORDS[what][0]}，不再写入",
                "请用 jiheng evidence verify 查看，并从备份恢复",
                problem_en=f"line {line}: {WORDS[what][1]}; nothing more is written",
                remedy_en="See jiheng evidence verify, and restore a backup",
            )
        return read

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Alone in the store; what an interrupted writer left is finished or cleared first.

        An SQLite file is the lock: the system lets go of it when its process dies, on every
        system alike, which a file of our own would outlive.
        """
        import sqlite3

        try:
            os.makedirs(self.path, exist_ok=True)
            held = sqlite3.connect(
                os.path.join(self.path, LOCK), timeout=WAIT_S, isolation_level=None
            )
        except (OSError, sqlite3.OperationalError) as error:
            raise _closed(self.path, str(error)) from error
        try:
            try:
                held.execute("PRAGMA journal_mode = OFF")  # nothing is ever written to it
                held.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise _busy(self.path) from error
            self._recover()
            yield
        finally:
            held.close()

    def staging(self, token: str) -> str:
        """A new folder for the files of a batch on its way."""
        folder = os.path.join(self.path, PENDING, token)
        os.makedirs(folder)
        return folder

    def commit(self, token: str, entry: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make the batch exist; its files lie in ``staging(token)`` under their digests."""
        made = {**entry, "kind": "batch", "token": token}
        _to_disk(os.path.join(self.path, PENDING, token))
        written = chains.append(os.path.join(self.path, CHAIN), self.whole(), made)
        self._settle(written)
        return written

    def discard(self, token: str) -> None:
        """Forget a batch that will not be; one that the chain already names stays."""
        if token not in {entry["token"] for entry in self.batches()}:
            shutil.rmtree(os.path.join(self.path, PENDING, token), ignore_errors=True)

    def verify(self) -> Verified:
        """Recompute every digest and the whole chain; name everything that does not fit."""
        return _verify(self)

    def place(self, entry: Mapping[str, Any], file: Mapping[str, Any]) -> str:
        """Where a file of a batch lies now."""
        final = os.path.join(self.path, *file["path"].split("/"))
        if os.path.exists(final):
            return final
        waiting = os.path.join(self.path, PENDING, entry["token"], f"{file['sha256']}.parquet")
        return waiting if os.path.exists(waiting) else final

    def _settle(self, entry: Mapping[str, Any]) -> None:
        """Move the files of a committed batch to their places; what resists waits for the next."""
        for file in entry["files"]:
            final = os.path.join(self.path, *file["path"].split("/"))
            waiting = self.place(entry, file)
            if waiting != final:
                os.makedirs(os.path.dirname(final), exist_ok=True)
                with suppress(OSError):  # Windows: somebody reads it just now
                    os.replace(waiting, final)
                    _to_disk(os.path.dirname(final))
        with suppress(OSError):
            os.rmdir(os.path.join(self.path, PENDING, entry["token"]))

    def _recover(self) -> None:
        pending = os.path.join(self.path, PENDING)
        left = os.listdir(pending) if os.path.isdir(pending) else []
        committed = {entry["token"]: entry for entry in self.batches()} if left else {}
        for token in left:
            if token in committed:
                self._settle(committed[token])
            else:
                self.whole()  # of a damaged chain nothing is cleared: it may have named this
                self.discard(token)


def _to_disk(folder: str) -> None:
    """Names in a folder through to the disk, where the system can (Windows does it by itself)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _busy(path: str) -> Refusal:
    return Refusal(
        path,
        "另一个导入正在写入",
        "请等它结束再试",
        problem_en="another import is writing to it",
        remedy_en="Try again when it is done",
    )


def _closed(path: str, why: str) -> Refusal:
    return Refusal(
        path,
        f"佐证库无法写入（{why}）",
        "请换一个可以写入的文件夹",
        problem_en=f"the store cannot be written to ({why})",
        remedy_en="Name a folder that can be written to",
    )
