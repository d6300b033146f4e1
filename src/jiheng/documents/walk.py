"""The walk over lines and tables that finds where each form begins and what belongs to it."""

from __future__ import annotations

from ..model.form import Field, Note
from ..model.record import replace
from .build import Draft
from .columns import FIELD, LEVELS, by_edges, by_order, head_columns, refine, storey
from .continued import continued, is_foreign
from .execution import Execution
from .funds import TwoSides
from .grid import Line, Table
from .groups import SUMS, UNITS, Groups
from .inline import fields as inline_fields
from .labelled import LabelRows, total_of, total_of_funds
from .storeys import storeyed
from .titles import is_title, title_field, year_line
from .vocabulary import squeeze
from .wide import Wide, put_project, put_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..policy import Book
    from .columns import Column, Row
    from .grid import Cell
    from .vocabulary import Vocabulary

SYNTHETIC = "合成数据"
HEADING = ("reporting_unit", "unit_of_money")
FORM_FIELDS = frozenset(("project_name", "budget_amount", "annual_goal", "period_goal"))


class Reader:
    """The state between one title and the next."""

    def __init__(self, words: Vocabulary, book: Book) -> None:
        self.words = words
        self.wide = Wide(words, book)
        self.done: list[Draft] = []
        self.notes: list[Note] = []
        self.draft = Draft()
        self.gap = False
        self.synthetic: Note | None = None
        self.labels = LabelRows(words)
        self.sides = TwoSides()
        self.execution = Execution(words, book)
        self.groups = Groups()

    def line(self, line: Line) -> None:
        """A line outside tables: a title, ``label：value`` pairs, or prose."""
        self._mark(line)
        if is_title(line.text):
            self._title(title_field(line.text, line.address, line.notes))
            return
        if note := self.wide.cut_row(line.text, line.address):
            self.draft.notes.append(note)
        if rows := self.wide.line(line.text, line.address):
            put_rows(self.draft, rows, "")
            return
        self.draft.year = self.draft.year or year_line(line.text)
        for field in inline_fields(line.text, line.address, self.words):
            self._put(field)

    def table(self, table: Table) -> None:
        """Every row of a table in order, with the cells that cover it from above."""
        rows = table.rows()
        open_cells: list[Cell] = []
        goes_on = continued(rows, self.draft.columns, self.words) if self.draft.in_block else []
        self.draft.end_block()
        if goes_on:
            self.draft.begin_block(goes_on, -2)
        taken = 0
        for number, own in enumerate(rows):
            if number < taken:
                continue
            taken = self._projects(rows, number, table) or self._storeys(rows, number, table)
            if taken:
                over = (*open_cells, *(cell for row in rows[number:taken] for cell in row))
                open_cells = [cell for cell in over if cell.row + cell.rowspan > taken]
                continue
            covering = sorted(
                (*(c for c in open_cells if c.row + c.rowspan > number), *own),
                key=lambda cell: cell.column,
            )
            self._row(number, own, covering, table.spans)
            open_cells = [cell for cell in covering if cell.row + cell.rowspan > number + 1]

    def _projects(self, rows: list[list[Cell]], number: int, table: Table) -> int:
        """Take the projects of a table with indicators across; returns the row after them, or 0."""
        reader, found, end = self.wide.table(rows, number, table)
        for project in found if reader else ():
            if not project.begun and self.draft.columns:
                before = self.draft
                self._new()
                self.draft.take_over(before)
            if reader:
                put_project(self.draft, reader, project)
        return end

    def _storeys(self, rows: list[list[Cell]], number: int, table: Table) -> int:
        """Take a head of several storeys; returns the row after it, or 0."""
        found = storeyed(rows, number, self.words) if table.spans else None
        if found is None:
            return 0
        self._head(found[0], -2)
        return found[1]

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
        self.sides = TwoSides()
        self.execution.heads = []
        if self.synthetic:
            self.draft.notes.append(self.synthetic)

    def _mark(self, line: Line | Cell) -> None:
        """Note the mark of a made-up form; on a sheet it stands in a row of its own."""
        if SYNTHETIC in line.text and not self.synthetic:
            self.synthetic = Note("synthetic", line.text.strip(), line.address)
            self.draft.notes.append(self.synthetic)

    def _title(self, field: Field) -> None:
        self.wide.last = None
        if self.draft.columns or "project_name" in self.draft.fields:
            self._new()
        kept = {k: f for k, f in self.draft.fields.items() if k in HEADING}
        self.draft.fields = kept | {"title": field}  # what earlier tables said belongs to them

    def _put(self, field: Field) -> None:
        if field.key == "project_name" and self.draft.rows:
            self._new()
        self.draft.offer(field)

    def _row(self, number: int, own: list[Cell], covering: list[Cell], spans: bool) -> None:
        filled = [cell for cell in own if cell.text.strip()]
        cell = next((c for c in filled if is_title(c.text)), None)
        if cell and len(filled) <= 2:
            self._title(title_field(cell.text, cell.address, cell.notes))
            return
        if len(filled) == 1 and not self.draft.in_block:
            self._mark(filled[0])
            self.draft.year = self.draft.year or year_line(filled[0].text)
        if listed := self.wide.cells(own):
            put_rows(self.draft, listed[1], listed[0])
            return
        heads = head_columns(own, self.words)
        if not heads and self.draft.in_block and self.draft.head_row == number - 1:
            heads = storey(filled, self.draft.columns, self.words)
        if heads:
            self._head(heads, number)
        elif not self.draft.in_block or not self._indicator(number, own, covering, spans):
            self._labels(own, spans)

    def _head(self, heads: list[Column], number: int) -> None:
        draft = self.draft
        two_storeys = draft.in_block and draft.head_row == number - 1
        draft.begin_block(refine(draft.columns, heads) if two_storeys else heads, number)
        self.groups = Groups()

    def _indicator(self, number: int, own: list[Cell], covering: list[Cell], spans: bool) -> bool:
        """Take the row as an indicator; False where it is none (the indicators have ended)."""
        draft = self.draft
        filled = [cell for cell in own if cell.text.strip()]
        if not filled:
            self.gap = True
            return True
        gap, self.gap = self.gap, False
        first = filled[0].text
        if draft.wide and squeeze(first) in SUMS:
            return True
        foreign = gap and spans and is_foreign(own, draft.columns, self.words)
        if foreign or (self.words.label(first) and not self._is_level(first)):
            draft.end_block()
            return False
        row = (
            by_edges(number, covering, draft.columns)
            if spans
            else by_order(own, draft.columns, self.words)
        )
        if row is None or not self._says_something(row) or self._is_subtotal(row):
            if draft.wide:
                self.groups.sum(_project_cells(row) if row else {})
                return True
            draft.end_block()
            return False
        self._project(row)
        self.draft.add(row, own)
        return True

    def _project(self, row: Row) -> None:
        """In a wide table, one project a row: a new project name begins a new form."""
        own = _project_cells(row)
        draft = self.draft
        if "project_name" in own and draft.rows:
            self._new()
            self.draft.take_over(draft)
        if "project_name" in own:
            above = {k: f for k, f in self.draft.fields.items() if k in UNITS}
            own |= self.groups.project(above | own)
        for field in own.values():
            self.draft.fields[field.key] = field

    def _is_subtotal(self, row: Row) -> bool:
        """In a wide table, a row without level names of its own or above it sums up a unit."""
        levels = [row.fields[k].text for k in LEVELS if k in row.fields]
        return self.draft.wide and not any(self._is_level(text) for text in levels)

    def _is_level(self, text: str) -> bool:
        return bool(self.words.level1_name(text) or self.words.level2_name(text))

    def _says_something(self, row: Row) -> bool:
        """A row with a name, a value or a level-2 name of its own is an indicator row."""
        for key, field in row.fields.items():
            core = key.partition(":")[0] in ("name", "value")
            if core and field.text and key not in row.carried:
                return True
        level2 = row.fields.get("level2")
        return bool(level2 and "level2" not in row.carried and self.words.level2_name(level2.text))

    def _labels(self, own: list[Cell], spans: bool) -> None:
        scores = [column for column in self.draft.columns if column.key == "score"]
        for stated in self.execution.row(own, spans):
            self._put(stated)
        for field in self.sides.parted(self.labels.row(own, spans)):
            one: Field | None = field
            if field.key == "total_score" and (self.draft.columns or field.label not in SUMS):
                one = total_of(field, own, scores)
            elif field.key == "total_score":
                one = total_of_funds(field, own, self.words)
            if one:
                self._put(one)


def _project_cells(row: Row) -> dict[str, Field]:
    """The project's own cells of a wide row by field key: not those carried down from above."""
    return {
        key[len(FIELD) :]: replace(field, key=key[len(FIELD) :])
        for key, field in row.fields.items()
        if key.startswith(FIELD) and key not in row.carried and field.text
    }
