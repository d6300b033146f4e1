"""What the readers of word processors share: collecting lines, and anchors grown by merges."""

from __future__ import annotations

import gc

from ...model.form import Note
from ...model.place import Address
from ...model.record import maker
from ..grid import Cell, Line
from ..limits import cell_counter
from .notes import merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import ParamSpec, Protocol, TypeVar

    from ..grid import Table

    P = ParamSpec("P")
    T = TypeVar("T")

    class Anchor(Protocol):
        """A cell of a reader while merges may still make it grow."""

        text: str
        row: int
        column: int
        height: int
        width: int
        address: Address
        notes: tuple[Note, ...]


def in_one_go(build: Callable[P, T]) -> Callable[P, T]:
    """Hold the search for cyclic garbage back while a function makes records, which have no cycles.

    Python would look through all of them a dozen times over, for a quarter of the reading time;
    what they may take together is bounded by ``limits``.
    """

    def held(*args: P.args, **kwargs: P.kwargs) -> T:
        if not gc.isenabled():
            return build(*args, **kwargs)
        gc.disable()
        try:
            return build(*args, **kwargs)
        finally:
            gc.enable()

    return held


class Collector:
    """Lines and tables in document order; a line too many raises Refusal (limits)."""

    def __init__(self, path: str) -> None:
        self.count = cell_counter(path)
        self.out: list[Line | Table] = []
        self.notes: list[Note] = []
        self.tables = 0
        self.lines = 0

    def add_lines(self, text: str, notes: Sequence[Note]) -> None:
        """A paragraph cut at its own line breaks; notes of an empty one belong to the file."""
        found = False
        for row in text.split("\n"):
            if row.strip():
                found = True
                self.lines += 1
                self.count(1)
                at = Address(line=self.lines)
                self.out.append(Line(row, at, merged([Note(n.kind, n.detail, at) for n in notes])))
        if not found:
            self.notes += (note for note in notes if note.kind != "text-box")


def cells_of(anchors: Iterable[Anchor]) -> tuple[Cell, ...]:
    """Anchors as cells of the grid."""
    cell = maker(Cell)
    return tuple(
        [
            cell(a.text, a.row, a.column, a.height, a.width, a.address, merged(a.notes))
            for a in anchors
        ]
    )
