"""A worksheet's stored cells → one Table: merged ranges, blanks between, what is hidden.

Sheets have no edge: a stray mark may stand in row 1,048,576, and a merge may cover every column.
So only what holds text is laid out, and a long empty stretch is drawn together; the address of a
cell still says its true row and column.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ...model.form import Note
from ...model.place import Address
from ..grid import Cell, Table
from ..limits import CELLS, SPAN, cell_counter, too_large
from .notes import merged, short

GAP = 50
"""Empty rows in a row that are kept."""

CHARACTERS = 20_000_000
"""Of all cells of a file; a shared text may be long and used often."""

LONGEST = 32_767
"""Characters Excel keeps in a cell."""

FILL = 5_000
"""Blank cells that are always written out; more only where a third of the area holds text."""

Spot = tuple[int, int]


class Tally:
    """What a whole file has cost so far. Raises Refusal past a limit."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.cells = cell_counter(path)
        self.characters = 0
        self.covered = 0

    def add(self, text: str) -> None:
        self.cells(1)
        self.characters += len(text)
        if self.characters > CHARACTERS:
            what = f"全部文字超过 {CHARACTERS // 10_000} 万字"
            raise too_large(self.path, what, f"more than {CHARACTERS} characters")

    def cover(self, count: int) -> None:
        self.covered += count
        if self.covered > 10 * CELLS:
            raise too_large(self.path, "合并单元格过多", "too many merged cells")


class Sheet:
    """Collects one worksheet. Rows and columns count from 0 here, from 1 in addresses."""

    def __init__(self, name: str, tally: Tally, *, hidden: bool = False) -> None:
        self.name = name
        self.tally = tally
        self.hidden = hidden
        self.texts: dict[Spot, str] = {}
        self.notes: dict[Spot, tuple[Note, ...]] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: list[Spot] = []
        self.hidden_columns: list[Spot] = []
        """First and last."""

    def put(self, row: int, column: int, text: str, notes: tuple[Note, ...] = ()) -> None:
        """A stored cell; blank ones are left out."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if len(text) > LONGEST:
            text, notes = text[:LONGEST], (*notes, Note("too-long", short(text)))
        if text.strip() or notes:
            self.tally.add(text)
            self.texts[row, column] = text
            if notes:
                self.notes[row, column] = notes

    def merge(self, row: int, column: int, height: int, width: int) -> None:
        if height * width > 1 and row >= 0 and column >= 0 and height > 0 and width > 0:
            self.merges.append((row, column, height, width))

    def table(self) -> Table | None:
        """The sheet as a table, None where it holds nothing."""
        return _Layout(self).table() if self.texts else None

    def remarks(self) -> list[Note]:
        """What of the sheet is hidden although it holds something."""
        if not self.texts:
            return []
        out = []
        if self.hidden:
            out.append(Note("hidden-sheet", f"工作表“{self.name}”", Address(sheet=self.name)))
        rows = _inside({row for row, _ in self.texts}, self.hidden_rows)
        if rows:
            place = Address(sheet=self.name, row=rows[0] + 1)
            out.append(Note("hidden-row", f"工作表“{self.name}”第 {_listed(rows)} 行", place))
        columns = _inside({column for _, column in self.texts}, self.hidden_columns)
        if columns:
            place = Address(sheet=self.name, column=columns[0] + 1)
            out.append(Note("hidden-column", f"工作表“{self.name}”第 {_listed(columns)} 列", place))
        return out


class _Layout:
    """Where each stored cell comes to stand."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sorted({row for row, _ in sheet.texts})
        self.bottom = self.rows[-1]
        own = {column for _, column in sheet.texts}
        edge, holding = max(own), set(self.rows)
        own |= {c for r, c, _, _ in sheet.merges if c <= edge and r in holding}
        self.columns = sorted(own)
        self.grid = self._drawn_together()
        self.spans: dict[Spot, Spot] = {}
        self.owner: dict[Spot, Spot] = {}
        for merge in sheet.merges:
            self._merge(*merge)

    def table(self) -> Table:
        sheet, cells = self.sheet, []
        buried = self._buried()
        for row, columns in self._places():
            at = self._at(row)
            for column in columns:
                spot = (row, column)
                if self.owner.get(spot, spot) != spot:
                    continue
                high, wide = self.spans.get(spot, (1, 1))
                notes = sheet.notes.get(spot, ()) + buried.get(spot, ())
                place = Address(0, sheet.name, 0, row + 1, column + 1, 0)
                if notes:
                    notes = merged([Note(n.kind, n.detail, place) for n in notes])
                text = sheet.texts.get(spot, "")
                cells.append(Cell(text, at, column, high, wide, place, notes))
        return Table(tuple(cells), Address(sheet=sheet.name))

    def _places(self) -> list[tuple[int, list[int]]]:
        """Rows with the columns to write out: all in use, or only those with something in them."""
        if len(self.rows) * len(self.columns) <= max(FILL, 3 * len(self.sheet.texts)):
            edges = self._edges()
            return [(row, self.columns[: bisect_left(self.columns, edges[row])]) for row in edges]
        return [(row, sorted(columns)) for row, columns in self._own().items()]

    def _own(self) -> dict[int, set[int]]:
        """The columns of each row where something is stored or merged."""
        own: dict[int, set[int]] = {row: set() for row in self.rows}
        for row, column in (*self.sheet.texts, *self.spans):
            if row in own:
                own[row].add(column)
        return own

    def _edges(self) -> dict[int, int]:
        """Where each row ends. Forms of different width may stand one below the other.

        A row is as wide as the widest before it, back to an empty row or to a merged cell that
        has the row for itself (a title).
        """
        covered = {row for (row, _), (top, _) in self.owner.items() if top < row}
        edges: dict[int, int] = {}
        last, edge = self.rows[0], 0
        for row, columns in self._own().items():
            ends = {c + self.spans.get((row, c), (1, 1))[1] for c in columns}
            title = len(columns) == 1 and max(ends) > max(columns) + 1
            if row not in covered and (title or row > last + 1):
                edge = 0
            edge = max(edge, *ends) if ends else edge
            edges[row], last = edge, row
        return edges

    def _drawn_together(self) -> list[int]:
        """The place in the grid of each row that holds text."""
        grid, last = [0], self.rows[0]
        for row in self.rows[1:]:
            grid.append(grid[-1] + min(row - last, GAP + 1))
            last = row
        return grid

    def _at(self, row: int) -> int:
        index = max(0, bisect_right(self.rows, row) - 1)
        return self.grid[index] + max(0, min(row - self.rows[index], GAP))

    def _merge(self, row: int, column: int, height: int, width: int) -> None:
        """Take a merged range; one that overlaps another is damage and left out."""
        bottom = min(row + height - 1, self.bottom)
        right = column + min(width, SPAN) - 1
        rows = self.rows[bisect_left(self.rows, row) : bisect_right(self.rows, bottom)]
        first, end = bisect_left(self.columns, column), bisect_right(self.columns, right)
        columns = self.columns[first:end]
        if not rows or not columns:
            return
        self.sheet.tally.cover(len(rows) * len(columns))
        if any((r, c) in self.owner for r in rows for c in columns):
            return
        for r in rows:
            self.owner.update(dict.fromkeys([(r, c) for c in columns], (row, column)))
        high = self._at(bottom) - self._at(row) + 1
        self.spans[row, column] = (min(high, SPAN), right - column + 1)

    def _buried(self) -> dict[Spot, tuple[Note, ...]]:
        """Text stored under a merged cell, where nobody sees it, by the cell above it."""
        out: dict[Spot, tuple[Note, ...]] = {}
        texts = self.sheet.texts
        for spot, owner in self.owner.items():
            if spot != owner and spot in texts and texts[spot] != texts.get(owner):
                note = Note("hidden-text", f"合并单元格下的文字 {short(texts[spot])}")
                out[owner] = (*out.get(owner, ()), note)
        return out


def _inside(places: set[int], ranges: list[Spot]) -> list[int]:
    ordered = sorted(places)
    found: set[int] = set()
    for first, last in ranges:
        found.update(ordered[bisect_left(ordered, first) : bisect_right(ordered, last)])
    return sorted(found)


def _listed(places: list[int]) -> str:
    """5–7、9, counted from 1; the first few."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1][1] = place + 1
        else:
            runs.append([place + 1, place + 1])
    words = [f"{a}" if a == b else f"{a}–{b}" for a, b in runs]
    return "、".join(words[:5]) + ("…" if len(words) > 5 else "")
