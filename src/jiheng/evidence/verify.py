"""Whether a store is, byte for byte, as its chain says."""

from __future__ import annotations

import os
from hashlib import sha256

from ..model.record import record
from .words import WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .store import Store

CHAIN, LOCK, PENDING = "chain.jsonl", "writer.lock", "pending"
BLOCK = 1 << 20


@record
class Trouble:
    """One thing in the store that is not as the chain says. ``what``: a key of words.WORDS."""

    path: str
    what: str
    line: int = 0

    def sentence(self, lang: str = "zh") -> str:
        """In words."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}{'：' if lang == 'zh' else ': '}{WORDS[self.what][lang == 'en']}"


@record
class Verified:
    """``problems``: damage. ``notes``: traces of interruptions, which harm nothing."""

    problems: tuple[Trouble, ...]
    notes: tuple[Trouble, ...]
    batches: int
    rows: int
    head: str


def verify(store: Store) -> Verified:
    """Recompute every digest and the whole chain; name everything that does not fit."""
    read = store.chain()
    problems = [Trouble(CHAIN, what, line) for line, what in read.damage]
    notes = [Trouble(CHAIN, "torn")] if read.torn else []
    expected, batches, rows = {CHAIN, LOCK}, 0, 0
    for entry in read.entries:
        if entry["kind"] == "batch":
            batches, rows = batches + 1, rows + int(entry["rows"])
            for file in entry["files"]:
                path = store.place(entry, file)
                name = _name(os.path.relpath(path, store.path))
                expected.add(name)
                what = _state(path, file["sha256"])
                problems += [Trouble(name, what)] if what else []
    for name in _files(store.path):
        if name not in expected:
            left = name.startswith(f"{PENDING}/")
            (notes if left else problems).append(Trouble(name, "leftover" if left else "extra"))
    return Verified(tuple(problems), tuple(notes), batches, rows, read.head)


def _name(path: str) -> str:
    return path.replace(os.sep, "/")


def _files(folder: str) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield _name(os.path.relpath(os.path.join(here, name), folder))


def _state(path: str, digest: str) -> str:
    try:
        return "" if digest_of(path) == digest else "changed"
    except FileNotFoundError:
        return "missing"


def digest_of(path: str) -> str:
    """SHA-256 of a file."""
    total = sha256()
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            total.update(block)
    return total.hexdigest()
