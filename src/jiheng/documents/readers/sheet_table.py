"""A worksheet's stored cells → one Table: merged ranges, blanks between, what is hidden.

Sheets have no edge: a stray mark may stand in row 1,048,576, and a merge may cover every column.
So only what holds text is laid out, and a long empty stretch is drawn together; the address of a
cell still says its true row and column.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ...model.form import Note
from ...model.place import Address
from ...model.record import maker
from ..grid import Cell, Table
from ..limits import CELLS, SPAN, cell_counter, too_large
from .notes import merged, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .sheet_text import Shown

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

    def add(self, cells: int, characters: int) -> None:
        self.cells(cells)
        self.characters += characters
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
        self.rows: dict[int, dict[int, str]] = {}
        """Row to column to text; only what is not blank."""
        self.notes: dict[Spot, tuple[Note, ...]] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: list[Spot] = []
        self.hidden_columns: list[Spot] = []
        """First and last."""

    def put(self, row: int, column: int, text: str, notes: tuple[Note, ...] = ()) -> None:
        """A stored cell; blank ones are left out."""
        shown = cleaned(text, notes)
        if shown is not None:
            text, notes = shown
            self.tally.add(1, len(text))
            self.rows.setdefault(row, {})[column] = text
            if notes:
                self.notes[row, column] = notes

    def put_row(self, row: int, texts: dict[int, str]) -> None:
        """The cells of a row at once, their texts ``cleaned``; their notes the caller adds."""
        if texts:
            self.tally.add(len(texts), sum(map(len, texts.values())))
            self.rows.setdefault(row, {}).update(texts)

    def merge(self, row: int, column: int, height: int, width: int) -> None:
        if height * width > 1 and row >= 0 and column >= 0 and height > 0 and width > 0:
            self.merges.append((row, column, height, width))

    def table(self) -> Table | None:
        """The sheet as a table, None where it holds nothing."""
        return _Layout(self).table() if self.rows else None

    def remarks(self) -> list[Note]:
        """What of the sheet is hidden although it holds something."""
        if not self.rows:
            return []
        out = []
        if self.hidden:
            out.append(Note("hidden-sheet", f"工作表“{self.name}”", Address(sheet=self.name)))
        rows = _inside(self.rows, self.hidden_rows)
        if rows:
            place = Address(sheet=self.name, row=rows[0] + 1)
            out.append(Note("hidden-row", f"工作表“{self.name}”第 {_listed(rows)} 行", place))
        columns = _inside(set().union(*self.rows.values()), self.hidden_columns)
        if columns:
            place = Address(sheet=self.name, column=columns[0] + 1)
            out.append(Note("hidden-column", f"工作表“{self.name}”第 {_listed(columns)} 列", place))
        return out


def cleaned(text: str, notes: tuple[Note, ...]) -> Shown | None:
    """What a cell shows as it is kept, None where it is blank."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip("\n")
    if len(text) > LONGEST:
        text, notes = text[:LONGEST], (*notes, Note("too-long", short(text)))
    return (text, notes) if notes or text.strip() else None


class _Layout:
    """Where each stored cell comes to stand."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sorted(sheet.rows)
        self.bottom = self.rows[-1]
        own: set[int] = set().union(*sheet.rows.values())
        edge = max(own)
        own |= {c for r, c, _, _ in sheet.merges if c <= edge and r in sheet.rows}
        self.columns = sorted(own)
        self.grid = self._drawn_together()
        self.owned: dict[int, set[int]] = {}
        """Row to the columns that a merged range takes."""
        self.heads: dict[int, dict[int, Spot]] = {}
        """Row to the columns where one begins, with its height and width."""
        self.across: dict[Spot, list[int]] = {}
        """First and last column of a range to those of them that are in use."""
        self.covered: set[int] = set()
        """Rows that one reaches into from above."""
        self.taken: list[tuple[Spot, list[int], list[int]]] = []
        for merge in sheet.merges:
            self._merge(*merge)

    def table(self) -> Table:
        """The cells in order; a row without merges and notes, as most are, costs nothing more."""
        sheet = self.sheet
        cells: list[Cell] = []
        cell, address = maker(Cell), maker(Address)
        noted = {row for row, _ in sheet.notes}
        buried = self._buried()
        name, put = sheet.name, cells.append
        for at, (row, columns) in zip(self.grid, self._places(), strict=True):
            get, line = sheet.rows[row].get, row + 1
            if row in self.owned or row in noted:
                self._special(row, at, columns, buried, cells)
                continue
            for c in columns:
                put(cell(get(c, ""), at, c, 1, 1, address(0, name, 0, line, c + 1, 0), ()))
        return Table(tuple(cells), Address(sheet=name))

    def _special(
        self,
        row: int,
        at: int,
        columns: list[int],
        buried: dict[Spot, tuple[Note, ...]],
        out: list[Cell],
    ) -> None:
        """Add the cells of a row with merged ranges or notes."""
        name, get = self.sheet.name, self.sheet.rows[row].get
        cell, address, stored = maker(Cell), maker(Address), self.sheet.notes
        one, none, line = (1, 1), tuple[Note, ...](), row + 1
        heads = self.heads.get(row, {})
        skipped = self.owned.get(row, set()) - heads.keys()
        for column in columns:
            if column in skipped:
                continue
            high, wide = heads.get(column, one)
            place = address(0, name, 0, line, column + 1, 0)
            notes = none
            if stored or buried:
                spot = (row, column)
                notes = stored.get(spot, none) + buried.get(spot, none)
            if notes:
                notes = merged([Note(n.kind, n.detail, place) for n in notes])
            out.append(cell(get(column, ""), at, column, high, wide, place, notes))

    def _places(self) -> Iterator[tuple[int, list[int]]]:
        """Rows with the columns to write out: all in use, or only those with something in them."""
        stored = sum(map(len, self.sheet.rows.values()))
        if len(self.rows) * len(self.columns) > max(FILL, 3 * stored):
            for row in self.rows:
                yield row, sorted(self._own(row))
            return
        known: dict[int, list[int]] = {}
        for row, edge in self._edges():
            columns = known.get(edge)
            if columns is None:
                columns = known[edge] = self.columns[: bisect_left(self.columns, edge)]
            yield row, columns

    def _own(self, row: int) -> set[int]:
        """The columns of a row where something is stored or merged."""
        return set(self.heads.get(row, ())).union(self.sheet.rows[row])

    def _edges(self) -> Iterator[Spot]:
        """Where each row ends. Forms of different width may stand one below the other.

        A row is as wide as the widest before it, back to an empty row or to a merged cell that
        has the row for itself (a title).
        """
        last, edge = self.rows[0], 0
        for row in self.rows:
            title = False
            heads = self.heads.get(row)
            if heads:
                columns = self._own(row)
                end = max(c + (heads[c][1] if c in heads else 1) for c in columns)
                title = len(columns) == 1 and end > max(columns) + 1
            else:
                end = max(self.sheet.rows[row]) + 1
            if row not in self.covered and (title or row > last + 1):
                edge = 0
            edge, last = max(edge, end), row
            yield row, edge

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
        if height == 1:
            rows = [row] if row in self.sheet.rows else []
        else:
            rows = self.rows[bisect_left(self.rows, row) : bisect_right(self.rows, bottom)]
        columns = self.across.get((column, right))
        if columns is None:
            first, end = bisect_left(self.columns, column), bisect_right(self.columns, right)
            columns = self.across[column, right] = self.columns[first:end]
        if not rows or not columns:
            return
        self.sheet.tally.cover(len(rows) * len(columns))
        owned = [self.owned.setdefault(r, set()) for r in rows]
        for own in owned:
            if not own.isdisjoint(columns):
                return
        for own in owned:
            own.update(columns)
        self.covered.update(rows[1:] if rows[0] == row else rows)
        self.taken.append(((row, column), rows, columns))
        high = 1 if height == 1 else self._at(bottom) - self._at(row) + 1
        self.heads.setdefault(row, {})[column] = (min(high, SPAN), right - column + 1)

    def _buried(self) -> dict[Spot, tuple[Note, ...]]:
        """Text stored under a merged cell, where nobody sees it, by the cell above it."""
        stored, nothing = self.sheet.rows, dict[int, Spot]()
        under = {r: stored[r].keys() & cs for r, cs in self.owned.items()}
        if not any(cs - self.heads.get(r, nothing).keys() for r, cs in under.items()):
            return {}
        out: dict[Spot, tuple[Note, ...]] = {}
        for owner, rows, columns in self.taken:
            shown = stored.get(owner[0], {}).get(owner[1])
            for spot in ((r, c) for r in rows for c in columns if c in under[r]):
                text = stored[spot[0]][spot[1]]
                if spot != owner and text != shown:
                    note = Note("hidden-text", f"合并单元格下的文字 {short(text)}")
                    out[owner] = (*out.get(owner, ()), note)
        return out


def _inside(places: Iterable[int], ranges: list[Spot]) -> list[int]:
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
