"""Which keys stand twice: in one file, or in a file and the store. 12 bytes a row.

A key is kept as its 64-bit hash with its row. Two different keys with one hash would be called
duplicates; in a file of 20 million rows that is a chance of one in 100,000, the hash is another
one in every run, and the price is a refusal that goes away.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Key = tuple[object, ...]

PARTS = 1024
MASK = (1 << 64) - 1


class Keys:
    """The keys of a file. Add all rows, then ask."""

    def __init__(self) -> None:
        self._hashes = [array("Q") for _ in range(PARTS)]
        self._rows = [array("I") for _ in range(PARTS)]
        self._sorted = False

    def add(self, keys: Iterable[Key], rows: Iterable[int]) -> None:
        """Keys with their row numbers, in order."""
        hashes, numbers = self._hashes, self._rows
        for key, row in zip(keys, rows, strict=True):
            code = hash(key) & MASK
            part = code % PARTS
            hashes[part].append(code)
            numbers[part].append(row)

    def twice(self) -> Iterator[tuple[int, int]]:
        """(row, earlier row) of every key that was there before."""
        self._sort()
        for hashes, rows in zip(self._hashes, self._rows, strict=True):
            first = 0
            for at in range(1, len(hashes)):
                if hashes[at] == hashes[first]:
                    yield rows[at], rows[first]
                else:
                    first = at

    def row(self, key: Key) -> int:
        """The row with that key, 0 where there is none."""
        self._sort()
        code = hash(key) & MASK
        hashes = self._hashes[code % PARTS]
        at = bisect_left(hashes, code)
        found = at < len(hashes) and hashes[at] == code
        return self._rows[code % PARTS][at] if found else 0

    def _sort(self) -> None:
        if self._sorted:
            return
        for part in range(PARTS):
            hashes, rows = self._hashes[part], self._rows[part]
            order = sorted(range(len(hashes)), key=hashes.__getitem__)
            self._hashes[part] = array("Q", (hashes[at] for at in order))
            self._rows[part] = array("I", (rows[at] for at in order))
        self._sorted = True
