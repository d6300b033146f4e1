"""Grid → forms: where each form begins, its fields, its indicator rows.

One pass over lines and table rows. A title begins a form, a head row begins its indicators, a
label row ends them. What is not recognised stays unread and is noted; nothing is guessed.
"""

from __future__ import annotations

from ..model.form import Field, Form, Note
from .build import Draft, finish
from .columns import by_edges, by_order, head_columns, refine
from .grid import Cell, Grid, Line, Table
from .inline import fields as inline_fields
from .inline import money_unit
from .titles import is_title, title_view
from .vocabulary import plain, vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..policy import Book
    from .columns import Column, Row
    from .vocabulary import Vocabulary

SYNTHETIC = "合成数据"
FORM_FIELDS = frozenset(("project_name", "budget_amount", "annual_goal", "period_goal"))


def recognise(grid: Grid, book: Book) -> tuple[tuple[Form, ...], tuple[Note, ...]]:
    """The forms of a grid in order, and notes that belong to the file (unknown layouts)."""
    reader = _Reader(vocabulary(book))
    for block in grid.blocks:
        if isinstance(block, Line):
            reader.line(block)
        else:
            reader.table(block)
    drafts = reader.close()
    forms = tuple(finish(draft, n, book, reader.words) for n, draft in enumerate(drafts, 1))
    return forms, tuple(reader.notes)


class _Reader:
    """The state between one title and the next."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.done: list[Draft] = []
        self.notes: list[Note] = []
        self.draft = Draft()
        self.synthetic: Note | None = None

    def line(self, line: Line) -> None:
        """A line outside tables: a title, ``label：value`` pairs, or prose."""
        if SYNTHETIC in line.text and not self.synthetic:
            self.synthetic = Note("synthetic", line.text.strip(), line.address)
            self.draft.notes.append(self.synthetic)
        if is_title(line.text):
            self._title(Field("title", line.text, "", line.address, line.notes))
            return
        self._inline(line.text, Cell(line.text, 0, 0, address=line.address, notes=line.notes))

    def table(self, table: Table) -> None:
        """Every row of a table in order, with the cells that cover it from above."""
        rows = table.rows()
        open_cells: list[Cell] = []
        self.draft.end_block()
        for number, own in enumerate(rows):
            covering = sorted(
                (*(c for c in open_cells if c.row + c.rowspan > number), *own),
                key=lambda cell: cell.column,
            )
            self._row(number, own, covering, table.spans)
            open_cells = [cell for cell in covering if cell.row + cell.rowspan > number + 1]

    def close(self) -> list[Draft]:
        """All drafts that turned out to be forms."""
        self._new()
        return self.done

    def _new(self) -> None:
        draft = self.draft
        if draft.columns:
            self.done.append(draft)
        elif "title" in draft.fields and draft.fields.keys() & FORM_FIELDS:
            title = draft.fields["title"]
            self.notes.append(Note("unknown-layout", title.text, title.address))
        self.draft = Draft()
        if self.synthetic:
            self.draft.notes.append(self.synthetic)

    def _title(self, field: Field) -> None:
        view = title_view(field.raw)
        if self.draft.columns or "project_name" in self.draft.fields:
            self._new()
        self.draft.fields["title"] = Field(
            "title",
            field.raw,
            "",
            field.address,
            field.notes,
            view if view != field.raw.strip() else "",
        )

    def _inline(self, text: str, cell: Cell) -> bool:
        found = False
        for field in inline_fields(text, cell.address, self.words):
            self._put(field)
            found = True
        return found

    def _put(self, field: Field) -> None:
        if field.key == "project_name" and self.draft.rows:
            self._new()
        if not self.draft.text(field.key):
            self.draft.fields[field.key] = field

    def _row(self, number: int, own: list[Cell], covering: list[Cell], spans: bool) -> None:
        filled = [cell for cell in own if cell.text.strip()]
        if len(filled) == 1 and is_title(filled[0].text):
            cell = filled[0]
            self._title(Field("title", cell.text, "", cell.address, cell.notes))
            return
        heads = head_columns(own, self.words)
        if heads:
            self._head(heads, number)
        elif not self.draft.in_block or not self._indicator(number, own, covering, spans):
            self._labels(own)

    def _head(self, heads: list[Column], number: int) -> None:
        draft = self.draft
        two_storeys = draft.in_block and draft.head_row == number - 1
        draft.begin_block(refine(draft.columns, heads) if two_storeys else heads, number)

    def _indicator(self, number: int, own: list[Cell], covering: list[Cell], spans: bool) -> bool:
        """Take the row as an indicator; False where it is none (the indicators have ended)."""
        draft = self.draft
        filled = [cell for cell in own if cell.text.strip()]
        if not filled:
            return True
        first = filled[0].text
        if self.words.label(first) and not self._is_level(first):
            draft.end_block()
            return False
        row = (
            by_edges(number, covering, draft.columns)
            if spans
            else by_order(own, draft.columns, self.words)
        )
        if row is None or not self._says_something(row):
            draft.end_block()
            return False
        draft.add(row, own)
        return True

    def _is_level(self, text: str) -> bool:
        return bool(self.words.level1_name(text) or self.words.level2_name(text))

    def _says_something(self, row: Row) -> bool:
        """A row with a name, a value or a level-2 name of its own is an indicator row."""
        for key in ("name", "value"):
            field = row.fields.get(key)
            if field and field.text and key not in row.carried:
                return True
        level2 = row.fields.get("level2")
        return bool(level2 and "level2" not in row.carried and self.words.level2_name(level2.text))

    def _labels(self, own: list[Cell]) -> None:
        """Label and value cells side by side; ``label：value`` inside one cell."""
        label: tuple[str, Cell] | None = None
        for cell in own:
            unit = money_unit(cell.text)
            if unit and "unit_of_money" not in self.draft.fields:
                self._put(Field("unit_of_money", unit, cell.text, cell.address))
            key = self.words.label(cell.text)
            if key and key != "unit_of_money":
                if label:
                    self._pair(label, None)
                label = (key, cell)
            elif label and (
                cell.text.strip() or cell is own[-1] or not self._label_later(own, cell)
            ):
                self._pair(label, cell)
                label = None
            elif not label:
                self._inline(cell.text, cell)
        if label:
            self._pair(label, None)

    def _label_later(self, own: list[Cell], cell: Cell) -> bool:
        """Blank cells before the value cell are padding only if no label comes first."""
        for later in own[own.index(cell) + 1 :]:
            if later.text.strip():
                return self.words.label(later.text) is None
        return False

    def _pair(self, label: tuple[str, Cell], value: Cell | None) -> None:
        key, head = label
        text = value.text if value else ""
        source = value or head
        self._put(Field(key, text, plain(head.text), source.address, value.notes if value else ()))
