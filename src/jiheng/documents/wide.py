"""Tables and cells that hold several indicators side by side, for ``recognise``.

Where a table prints one project a row with its indicators across (``across``, ``projects``), or a
cell or line lists the indicators of the form (``incell``); and such a table going on over a page.
"""

from __future__ import annotations

from ..model.form import Field, Note
from .across import find
from .columns import Column, Row
from .incell import KEYS, listed, may_list, opens, without_head
from .pieces import unnumbered
from .projects import IN_CELL, Projects

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.place import Address
    from ..policy import Book
    from .build import Draft
    from .grid import Cell, Table
    from .incell import Item
    from .projects import Project
    from .vocabulary import Vocabulary

LONGEST_NAME = 20  # characters; a longer line is a remark
GOALS = ("annual_goal", "period_goal", "goal_completion")


class Wide:
    """Remembers the last head across, for tables that go on without one."""

    def __init__(self, words: Vocabulary, book: Book) -> None:
        self.words, self.book = words, book
        self.last: Projects | None = None

    def table(
        self, rows: Sequence[Sequence[Cell]], at: int, table: Table
    ) -> tuple[Projects | None, list[Project], int]:
        """The projects of the table part that begins at row ``at``, and the row after it."""
        head = find(rows, at, table.spans, self.words, self.book)
        if head is not None:
            reader, start = Projects(head, self.words, self.book), head.end
            if head.who < 0:
                reader.goes_on()
        elif at == 0 and self.last and _same_shape(rows, self.last, self.words):
            reader, start = Projects(self.last.head, self.words, self.book), 0
            reader.goes_on()
        else:
            return None, [], 0
        end = reader.read(rows, start, table.spans)
        found = reader.close()
        if not found:
            return None, [], 0
        self.last = reader if reader.head.who >= 0 else None
        return reader, found, max(end, at + 1)

    def cells(self, own: Sequence[Cell]) -> tuple[str, list[Row], Address] | None:
        """The indicators a cell of a label row lists beside 绩效指标 (or says in brackets)."""
        before = ""
        for cell in own:
            if may_list(cell.text):
                found = listed(cell.text, self.words, self.book)
                goal = self.words.label(before) in GOALS
                needed = 1 if self.words.head(before) == "block" else 2
                if found.strength >= needed and not goal and _is_full(found.items):
                    return before, _rows(found.items, cell.address), cell.address
            before = cell.text.strip() or before
        return None

    def cut_row(self, text: str, address: Address) -> Note | None:
        """The line right below a head that has no rows: a row that lost its cells."""
        last, self.last = self.last, None
        said = text.strip()
        if last is None or not last.cut or len(said) > LONGEST_NAME:
            return None
        return Note("row-unread", said, address)

    def line(self, text: str, address: Address) -> list[Row]:
        """The indicators of a line: ``绩效指标：【产出指标-数量指标】…``."""
        said = without_head(text, self.words).strip()
        if not may_list(said) or not opens(unnumbered(said), self.words):
            return []
        found = listed(said, self.words, self.book)
        good = found.strength == 2 and _is_full(found.items)
        return _rows(found.items, address) if good else []


def _is_full(items: Sequence[Item]) -> bool:
    """At least one item has a level, a name and a value."""
    return any((one.level1 or one.level2) and one.name and one.value for one in items)


def _rows(items: Sequence[Item], address: Address) -> list[Row]:
    out = []
    for one in items:
        said = zip(KEYS, (one.level1, one.level2, one.name, one.value), strict=True)
        fields = {key: Field(key, text, "", address) for key, text in said if text}
        out.append(Row(fields, frozenset(("level1", "level2")), len(KEYS)))
    return out


def put_rows(draft: Draft, rows: Sequence[Row], block: str) -> None:
    """Indicators that a cell lists are the rows of this form."""
    if not draft.columns:
        draft.begin_block([Column(key, n, n + 1, "") for n, key in enumerate(KEYS)], -2)
        draft.end_block()
    draft.shape = IN_CELL
    draft.rows += [(row, block) for row in rows]


def put_project(draft: Draft, reader: Projects, project: Project) -> None:
    """A project of a wide table becomes the draft."""
    draft.fields |= {field.key: field for field in project.fields if field.text}
    draft.begin_block(reader.columns, -2)
    draft.end_block()
    draft.shape = reader.shape
    draft.rows += [(row, "") for row in project.rows]
    draft.notes += project.notes


def _same_shape(rows: Sequence[Sequence[Cell]], last: Projects, words: Vocabulary) -> bool:
    """A table without a head that is as wide as the last one, and begins with no label."""
    first = [cell for cell in rows[0] if cell.text.strip()] if rows else []
    width = max((c.column + c.colspan for row in rows for c in row), default=0)
    if len(first) < 2 or width != last.head.width or words.label(first[0].text):
        return False
    return not any(words.head(cell.text) in KEYS for cell in first)
