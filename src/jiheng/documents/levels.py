"""Level 1 and level 2 of each row: filled down merged cells, and inferred where a label is missing.

Level 1 in force must be a legal parent of level 2 (STR02). Where it is not, level 1 is taken from
level 2, what fill-down gave is kept beside it, and the row says so.
"""

from __future__ import annotations

from ..model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .columns import Row
    from .vocabulary import Vocabulary


@record
class Levels:
    """``printed`` is level 1 by fill-down alone; ``inferred`` says ``level1`` was not printed."""

    level1: str | None
    level2: str | None
    printed: str | None
    inferred: bool


class Filler:
    """Walks down the rows of one form, remembering the level names in force."""

    def __init__(self, words: Vocabulary, has_level1: bool = True) -> None:
        self.words = words
        self.has_level1 = has_level1
        self.level1: str | None = None
        self.level2: str | None = None
        self.raw1: str | None = None
        self.inferred = False

    def row(self, row: Row) -> Levels:
        """The levels of the next row."""
        own1, own2 = (self._own(row, key) for key in ("level1", "level2"))
        printed_here = bool(own1) and "level1" not in row.carried
        if own1 and (printed_here or own1 != self.raw1):
            if own1 != self.raw1 and not own2:
                self.level2 = None
            self.level1, self.raw1, self.inferred = own1, own1, False
        if own2:
            self.level2 = own2
        if self.has_level1 and not printed_here:
            self._infer()
        return Levels(self.level1, self.level2, self.raw1, self.inferred)

    @staticmethod
    def _own(row: Row, key: str) -> str | None:
        field = row.fields.get(key)
        return (field.text or None) if field else None

    def _infer(self) -> None:
        level2 = self.words.level2_name(self.level2 or "")
        level1 = self.words.level1_name(self.level1 or "")
        if level2 is None or (self.level1 and level1 is None):
            return
        parents = self.words.parents(level2)
        if self.words.level1_name(self.raw1 or "") in parents:
            self.level1, self.inferred = self.raw1, False
        elif level1 not in parents:
            self.level1, self.inferred = parents[0], True
