"""The audit chain: every entry carries the digest of the one before, so that none can change.

Canonical JSON (sorted keys, no white space, UTF-8) over all of an entry but its digest. Whole
numbers and text only: a float has no canonical form.
"""

from __future__ import annotations

import json
from hashlib import sha256

from .record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

FIRST = "0" * 64
COLUMNS = ("n", "at", "user_id", "action", "object", "facts", "prev", "digest")
"""Of the table ``web_entry``, as this module reads them."""

WORDS = {
    "changed": ("内容与摘要不符，被改动过", "does not match its digest: it was changed"),
    "unlinked": ("与前一条不相连", "does not follow the entry before it"),
    "missing": ("前面缺少记录", "entries before it are missing"),
}


@record
class Entry:
    """One step somebody took. ``at`` is ISO UTC with microseconds; ``object`` "step:12"."""

    n: int
    at: str
    user_id: int | None
    action: str
    object: str
    facts: Mapping[str, Any]
    prev: str
    digest: str = ""


@record
class Fault:
    """An entry that does not fit. ``what`` is a word of WORDS."""

    n: int
    what: str
    action: str = ""
    object: str = ""

    def sentence(self, lang: str = "zh") -> str:
        """One line for people."""
        text = WORDS[self.what][lang != "zh"]
        named = f"{self.action} {self.object}".strip()
        if lang == "zh":
            return f"审计记录第 {self.n} 条（{named}）：{text}"
        return f"audit entry {self.n} ({named}): {text}"


@record
class Chain:
    """A chain as recomputed. ``head``: the last digest; note it down and nothing can change."""

    count: int
    head: str
    faults: tuple[Fault, ...]


def canonical(body: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed. Raises TypeError for a float or anything JSON lacks."""
    _exact(body)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(entry: Entry) -> str:
    """SHA-256 over everything in the entry but its own digest."""
    body = {name: getattr(entry, name) for name in COLUMNS if name != "digest"}
    return sha256(canonical(body)).hexdigest()


def verify(entries: Iterable[Entry]) -> Chain:
    """Recompute a chain, given in order of ``n``; every entry that does not fit is named."""
    faults: list[Fault] = []
    head, count, expected = FIRST, 0, 1
    for one in entries:
        if one.n != expected:
            faults.append(Fault(one.n, "missing", one.action, one.object))
        elif one.prev != head:
            faults.append(Fault(one.n, "unlinked", one.action, one.object))
        if not _sound(one):
            faults.append(Fault(one.n, "changed", one.action, one.object))
        head, count, expected = one.digest, count + 1, one.n + 1
    return Chain(count, head, tuple(faults))


def _sound(entry: Entry) -> bool:
    try:
        return digest(entry) == entry.digest
    except TypeError:  # facts that we never write
        return False


def _exact(value: object) -> None:
    if isinstance(value, dict):
        for key, entry in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key that is no text: {key!r}")
            _exact(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            _exact(entry)
    elif value is not None and not isinstance(value, str | int):
        raise TypeError(f"not exact: {value!r}")
