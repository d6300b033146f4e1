"""Rows below a head across the columns → projects, each with its fields and indicator rows."""

from __future__ import annotations

from ..model.form import Field, Note
from .across import Across
from .columns import Column, Row
from .incell import listed
from .inline import money_unit
from .leaves import LIST, WHOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..policy import Book
    from .grid import Cell
    from .incell import Item
    from .leaves import Leaf
    from .vocabulary import Vocabulary

SUMS = ("合计", "小计", "总计", "共计")
NOTHING = ("", "-", "—", "/", "\\", "--", "——")
_LEVELS = ("level1", "level2")
ACROSS, IN_CELL = "across", "incell"


class Project:
    """One project of the table: form fields, indicator rows, and what could not be read.

    ``begun``: on an earlier page; its rows belong to the form before.
    """

    def __init__(self, begun: bool = False) -> None:
        self.begun = begun
        self.fields: list[Field] = []
        self.rows: list[Row] = []
        self.blanks: list[Row] = []
        self.groups: list[int] = []
        self.notes: list[Note] = []


class Projects:
    """Reads row after row; a cell in the column that names the project begins the next one."""

    def __init__(self, head: Across, words: Vocabulary, book: Book) -> None:
        self.head, self.words, self.book = head, words, book
        self.done: list[Project] = []
        self.keys = _keys(head)
        self.cut = False  # nothing stands below the head

    @property
    def shape(self) -> str:
        return IN_CELL if self.head.listed else ACROSS

    @property
    def columns(self) -> list[Column]:
        """The columns of the form: level 1 and 2, name, value, and the parts the head has."""
        return [Column(key, n, n + 1, "") for n, key in enumerate(self.keys)]

    def goes_on(self) -> None:
        """Rows that name no project belong to the last one of the table before."""
        self.done.append(Project(begun=True))

    def read(self, rows: Sequence[Sequence[Cell]], start: int, spans: bool) -> int:
        """Read from row ``start`` on; returns the row after the last one taken."""
        open_cells: list[Cell] = []
        for number in range(start, len(rows)):
            own = rows[number]
            covering = [*(c for c in open_cells if c.row + c.rowspan > number), *own]
            if not self._row(number, own, covering if spans else own, spans):
                return number
            open_cells = covering
        return len(rows)

    def _row(self, number: int, own: Sequence[Cell], covering: Sequence[Cell], spans: bool) -> bool:
        filled = [cell for cell in own if cell.text.strip()]
        if not filled:
            return True
        who = self.head.leaves[self.head.who] if self.head.who >= 0 else None
        first = _over(own, who) if who else None
        said = first.text.strip() if first else ""
        lead = filled[0].text.strip()
        if lead in SUMS or said in SUMS or said.startswith(tuple(f"{s}（" for s in SUMS)):
            return True
        above = _over(covering, who) if who and not first else None  # the project goes on
        ends = above is None and _is_text(own, filled, spans)
        wide = who and first and first.column + first.colspan > who.end + 1
        if wide or (self.words.label(lead) and len(filled) <= 4) or ends:
            return False
        if not spans and len(own) != self.head.width:
            self._unread(filled)
            return True
        if said:
            self.done.append(Project())
        if not self.done:
            return False
        fresh = [cell for cell in covering if said or not spans or cell.row >= number]
        self._take(self.done[-1], fresh, bool(said))
        return True

    def _unread(self, filled: Sequence[Cell]) -> None:
        if not self.done:
            self.done.append(Project())
        detail = filled[0].text.strip()[:40]
        self.done[-1].notes.append(Note("row-unread", detail, filled[0].address))

    def _take(self, project: Project, covering: Sequence[Cell], new: bool) -> None:
        groups: dict[int, dict[str, tuple[Leaf, Cell]]] = {}
        for leaf in self.head.leaves:
            cell = _over(covering, leaf)
            if cell is None:
                continue
            if leaf.group >= 0:
                groups.setdefault(leaf.group, {})[leaf.role] = leaf, cell
            elif leaf.role == LIST:
                self._list(project, cell)
            elif new and leaf.role.startswith(("field:", "other:")):
                project.fields += _fields(leaf, cell)
        for number, parts in groups.items():
            before = len(project.rows)
            self._indicator(project, parts)
            project.groups += [number] * (len(project.rows) - before)

    def _list(self, project: Project, cell: Cell) -> None:
        """All indicators of the project in one cell."""
        text = cell.text
        found = listed(text, self.words, self.book)
        for item in found.items:
            texts = zip((*_LEVELS, "name", "value"), _texts(item), strict=True)
            self._add(project, {key: Field(key, said, "", cell.address) for key, said in texts})
        if text.strip() and not found.items:
            project.notes.append(Note("row-unread", text.strip()[:40], cell.address))

    def _indicator(self, project: Project, parts: dict[str, tuple[Leaf, Cell]]) -> None:
        leaf = next(iter(parts.values()))[0]
        levels = _levels(leaf)
        if WHOLE in parts:
            self._whole(project, levels, *parts[WHOLE])
            return
        fields = dict(levels)
        if leaf.name is not None:
            said = leaf.path[2] if leaf.path else leaf.name.text
            fields["name"] = Field("name", said, "", leaf.name.address, leaf.name.notes)
        for role, (one, cell) in parts.items():
            fields[role] = Field(role, cell.text, one.printed, cell.address, cell.notes)
        if all(fields[k].text in NOTHING for k in parts):
            project.blanks.append(Row(fields, frozenset(_LEVELS), len(self.keys)))
        else:
            self._add(project, fields)

    def _whole(self, project: Project, levels: dict[str, Field], leaf: Leaf, cell: Cell) -> None:
        """Names and values in a cell under a level name."""
        above = [levels[key].text if key in levels else "" for key in _LEVELS]
        for item in listed(cell.text, self.words, self.book, *above).items:
            if not any(char.isalpha() for char in item.name):
                continue  # a score or a sum under a level name
            fields = dict(levels)
            for key, said in zip((*_LEVELS, "name", "value"), _texts(item), strict=True):
                if said and (key not in fields or fields[key].text != said):
                    fields[key] = Field(key, said, leaf.printed, cell.address, cell.notes)
            self._add(project, fields)

    def _add(self, project: Project, fields: dict[str, Field]) -> None:
        said = {key: field for key, field in fields.items() if field.raw or key not in _LEVELS}
        project.rows.append(Row(said, frozenset(_LEVELS), len(self.keys)))

    def close(self) -> list[Project]:
        """The projects that name an indicator; a head without rows is a form left blank."""
        if not self.done and self.head.who >= 0 and not self.head.listed:
            self.done.append(self._blank())
            self.cut = True
        for project in self.done:
            project.rows = _by_group(project) or project.blanks
        self.done = [p for p in self.done if not p.begun or p.rows or p.notes]
        named = (row.fields.get("name") for p in self.done for row in p.rows)
        return self.done if any(name and name.text for name in named) else []

    def _blank(self) -> Project:
        """The indicators of the head alone, as on a form nobody filled in (or that was cut)."""
        project = Project()
        seen: set[int] = set()
        for leaf in self.head.leaves:
            if leaf.group >= 0 and leaf.group not in seen:
                seen.add(leaf.group)
                fields = _levels(leaf)
                if leaf.name is not None:
                    said = leaf.path[2] if leaf.path else leaf.name.text
                    fields["name"] = Field("name", said, "", leaf.name.address)
                project.blanks.append(Row(fields, frozenset(_LEVELS), len(self.keys)))
        return project


def _texts(item: Item) -> tuple[str, str, str, str]:
    return item.level1, item.level2, item.name, item.value


def _keys(head: Across) -> tuple[str, ...]:
    roles = {leaf.role for leaf in head.leaves if leaf.group >= 0} - {WHOLE}
    order = ("nature", "sign", "value", "unit", "standard", "weight", "actual", "score", "reason")
    rest = tuple(key for key in order if key in roles and key != "value")
    return ("level1", "level2", "name", "value", *rest)


def _levels(leaf: Leaf) -> dict[str, Field]:
    out: dict[str, Field] = {}
    if leaf.path is not None and (cell := leaf.name):
        for key, said in zip(_LEVELS, leaf.path, strict=False):
            if said:
                out[key] = Field(key, said, "", cell.address)
    for key, head in (("level1", leaf.level1), ("level2", leaf.level2)):
        if head is not None:
            out[key] = Field(key, head.text, "", head.address, head.notes)
    return out


def _over(covering: Sequence[Cell], leaf: Leaf) -> Cell | None:
    """The cell that stands in a column, by its left half where a page cut the columns anew."""
    return next((c for c in covering if c.column <= leaf.start < c.column + c.colspan), None)


def _fields(leaf: Leaf, cell: Cell) -> Iterator[Field]:
    key = leaf.role.removeprefix("field:")
    unit = money_unit(leaf.printed)
    if unit:
        yield Field("unit_of_money", unit, leaf.printed, cell.address)
    yield Field(key, cell.text, leaf.printed, cell.address, cell.notes)


def _is_text(own: Sequence[Cell], filled: Sequence[Cell], spans: bool) -> bool:
    """A note below the table: one cell over all columns, or one filled cell of many."""
    if len(filled) != 1:
        return False
    only = filled[0]
    return len(own) == 1 or (spans and only.colspan > 2) or only.text.strip().startswith("注")


def _by_group(project: Project) -> list[Row]:
    """Rows in the order of the head, where a project takes several printed rows."""
    if len(project.groups) != len(project.rows):
        return project.rows
    pairs = zip(project.groups, project.rows, strict=True)
    return [row for _, row in sorted(pairs, key=lambda pair: pair[0])]
