"""The hash chain: one JSON line an entry, each with the hash of the one before; only ever longer.

A crash can leave an entry half written. Such a torn tail has no line end and is no whole JSON
object; it is never cut off: the next entry acknowledges it by its digest, and from then on it is
part of the record. Any other line that does not fit is damage, and is named.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256

from ..model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

FIRST = "0" * 64
TORN = "torn"


@record
class Chain:
    """What a chain file holds. ``damage``: (line number, what, in words of WORDS) of each fault.

    ``torn``: the bytes of an unfinished last entry, b"" where there is none. ``open_end``: the
    last entry is whole but lacks its line end (the next one writes it).
    """

    entries: tuple[Mapping[str, Any], ...]
    damage: tuple[tuple[int, str], ...] = ()
    torn: bytes = b""
    open_end: bool = False

    @property
    def head(self) -> str:
        """The hash of the last entry: note it down, and nothing before it can be changed."""
        return str(self.entries[-1]["hash"]) if self.entries else FIRST


def read(path: str) -> Chain:
    """The chain of that file; one that is not there is empty."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return Chain(())
    lines = data.split(b"\n")
    ended = lines[-1] == b""
    if ended:
        lines.pop()
    entries: list[Mapping[str, Any]] = []
    damage: list[tuple[int, str]] = []
    loose: list[tuple[int, bytes]] = []
    for number, line in enumerate(lines, 1):
        entry = _entry(line)
        if entry is None:
            loose.append((number, line))
            continue
        damage += _between(loose, entry)
        loose = []
        before = str(entries[-1]["hash"]) if entries else FIRST
        if entry.get("prev") != before or entry.get("n") != len(entries) + 1:
            damage.append((number, "unlinked"))
        entries.append(entry)
    torn = b"\n".join(line for _, line in loose)
    if loose and (ended or not all(_is_torn(line) for _, line in loose)):
        damage += [(number, "changed") for number, _ in loose]
        torn = b""
    return Chain(tuple(entries), tuple(damage), torn, bool(data) and not ended and not loose)


def append(path: str, chain: Chain, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write one entry behind the chain as it was read, through to the disk; the entry as written.

    The caller holds the store's writer lock, and the chain is whole but for a torn tail.
    """
    lines, entries = b"", list(chain.entries)
    if chain.torn or chain.open_end:
        lines = b"\n"
    todo: list[Mapping[str, Any]] = [entry]
    if chain.torn:
        digest = sha256(chain.torn).hexdigest()
        todo.insert(0, {"kind": TORN, "bytes": len(chain.torn), "sha256": digest})
    for one in todo:
        before = entries[-1]["hash"] if entries else FIRST
        line = _line({**one, "n": len(entries) + 1, "prev": before})
        entries.append(json.loads(line))
        lines += line + b"\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0))
    try:
        written = 0
        while written < len(lines):
            written += os.write(handle, lines[written:])
        os.fsync(handle)
    finally:
        os.close(handle)
    return entries[-1]


def _line(entry: Mapping[str, Any]) -> bytes:
    """The entry and, last, the hash of every byte before it."""
    body = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return body[:-1] + b',"hash":"' + sha256(body).hexdigest().encode() + b'"}'


def _entry(line: bytes) -> Mapping[str, Any] | None:
    """The entry of a line, None where not every byte of it is as it was written."""
    body, mark, rest = line.rpartition(b',"hash":"')
    if not mark or rest != sha256(body + b"}").hexdigest().encode() + b'"}':
        return None
    entry: Mapping[str, Any] = json.loads(line)
    return entry


def _between(loose: list[tuple[int, bytes]], entry: Mapping[str, Any]) -> list[tuple[int, str]]:
    """The damage of lines that are no entries, before one that may acknowledge them as torn."""
    tail = b"\n".join(line for _, line in loose)
    if loose and entry.get("kind") == TORN and entry["sha256"] == sha256(tail).hexdigest():
        return []
    if not loose and entry.get("kind") == TORN:
        return [(int(entry["n"]), "changed")]
    return [(number, "changed") for number, _ in loose]


def _is_torn(line: bytes) -> bool:
    """Whether a write stopped within the line: its JSON object does not end."""
    try:
        json.JSONDecoder().raw_decode(line.decode("utf-8", "replace"))
    except ValueError:
        return True
    return False
