"""The shape of a table row of a .doc: where its cells begin, and which of them are merged.

It is built up step by step by the modifiers of the row's end mark ([MS-DOC] 2.6.3). About the two
bits of a horizontal merge the published descriptions contradict each other; the cell that comes
first leads, and the cells after it that are marked otherwise belong to it.
"""

from __future__ import annotations

from struct import unpack_from

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 64
"""Cells of a row; Word allows 63."""
H_MERGE, V_MERGE, V_CONTINUE, V_FIRST = 0x03, 0x60, 0x20, 0x60
GAP, LEFT, DEFINE, OLD_DEFINE = 0x9602, 0x9601, 0xD608, 0xD606
INSERT, DELETE, WIDTH, MERGE, SPLIT, VERTICAL = 0x7621, 0x5622, 0x7623, 0x5624, 0x5625, 0xD62B


class Edges:
    """The left edges of a row's cells, the last one's right edge, and how the cells merge."""

    def __init__(self) -> None:
        self.at: list[int] = []
        self.merge: list[int] = []
        self._gap = 0

    def take(self, code: int, operand: bytes) -> None:
        """Apply one modifier; those that do not concern the shape do nothing."""
        act = _ACTS.get(code)
        if act is not None and len(operand) >= 2:
            act(self, operand)

    def define(self, operand: bytes) -> None:
        count = min(operand[0], MOST)
        self.at = list(unpack_from(f"<{count + 1}h", operand, 1))
        start = 1 + 2 * (operand[0] + 1)
        marks = [operand[place : place + 2] for place in range(start, start + 20 * count, 20)]
        self.merge = [int.from_bytes(mark, "little") & (H_MERGE | V_MERGE) for mark in marks]

    def left(self, operand: bytes) -> None:
        (edge,) = unpack_from("<h", operand)
        shift = edge - self._gap - (self.at[0] if self.at else 0)
        self.at = [at + shift for at in self.at or [0]]

    def gap(self, operand: bytes) -> None:
        (gap,) = unpack_from("<h", operand)
        if self.at:
            self.at[0] += self._gap - gap
        self._gap = gap

    def insert(self, operand: bytes) -> None:
        first, count, width = unpack_from("<BBh", operand)
        self.at = self.at or [-self._gap]
        while len(self.merge) < first < MOST:
            self._one(len(self.merge), width)
        for index in range(first, min(first + count, MOST)):
            self._one(index, width)

    def _one(self, index: int, width: int) -> None:
        self.at = [*self.at[: index + 1], *(at + width for at in self.at[index:])]
        self.merge.insert(index, 0)

    def delete(self, operand: bytes) -> None:
        first, end = operand[0], min(operand[1], len(self.merge))
        if first < end:
            gone = self.at[end] - self.at[first]
            self.at = [*self.at[: first + 1], *(at - gone for at in self.at[end + 1 :])]
            del self.merge[first:end]

    def resize(self, operand: bytes) -> None:
        first, end, width = unpack_from("<BBh", operand)
        for index in range(first, min(end, len(self.merge))):
            shift = width - (self.at[index + 1] - self.at[index])
            self.at[index + 1 :] = [at + shift for at in self.at[index + 1 :]]

    def join(self, operand: bytes) -> None:
        for index in range(operand[0], min(operand[1], len(self.merge))):
            self.merge[index] = self.merge[index] & V_MERGE | (1 if index == operand[0] else 2)

    def split(self, operand: bytes) -> None:
        for index in range(operand[0], min(operand[1], len(self.merge))):
            self.merge[index] &= V_MERGE

    def vertical(self, operand: bytes) -> None:
        if operand[0] < len(self.merge):
            mark = (operand[1] & 3) << 5
            self.merge[operand[0]] = self.merge[operand[0]] & H_MERGE | mark


_ACTS: dict[int, Callable[[Edges, bytes], None]] = {
    DEFINE: Edges.define,
    OLD_DEFINE: Edges.define,
    LEFT: Edges.left,
    GAP: Edges.gap,
    INSERT: Edges.insert,
    DELETE: Edges.delete,
    WIDTH: Edges.resize,
    MERGE: Edges.join,
    SPLIT: Edges.split,
    VERTICAL: Edges.vertical,
}
