"""A file of records on its way into the store: looked at, then imported, for one unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jiheng.evidence import rows as readers
from jiheng.evidence.heading import Heading, find, source_of
from jiheng.evidence.imports import answers_path, take
from jiheng.evidence.mapper import Mapper
from jiheng.evidence.outcome import Result, Wanted
from jiheng.model.refusal import Refusal
from jiheng.score.engines import connect, stored

from . import access, evidence
from .actions.base import refuse
from .forms import book
from .models import Organisation, Upload
from .records import BY_CONTRACT, BY_PERSON, BY_POINT, BY_WORD, WITH_PROJECT, rows_of

if TYPE_CHECKING:
    from jiheng.evidence.heading import Source

NAMED = 5  # foreign names told


@dataclass(frozen=True)
class Choice:
    """What was chosen for a file; values, so that they travel to a task."""

    table: str = ""
    sheet: str = ""
    encoding: str = ""
    unit: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def wanted(self, *, by: str = "", preview: bool = False) -> Wanted:
        """As an import takes it."""
        return Wanted(
            self.table, self.sheet, self.encoding, self.unit, dict(self.columns), by,
            preview=preview,
        )  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A file as it would be imported. ``heading`` is None where ``refusal`` says why."""

    heading: Heading | None = None
    result: Result | None = None
    refusal: Refusal | None = None
    first: tuple[tuple[str, ...], ...] = ()


@contextmanager
def named(upload: Upload) -> Iterator[None]:
    """Refusals speak of the file by the name its owner gave it, not of our folders."""
    try:
        yield
    except Refusal as error:
        error.file = upload.name
        error.args = (error.sentence(),)
        raise


def opened(upload: Upload, path: str, choice: Choice) -> Source:
    """The file, under its own name."""
    source = source_of(path, choice.sheet, choice.encoding)
    source.name = upload.name
    return source


def look(upload: Upload, path: str, choice: Choice, unit: Organisation) -> Look:
    """Everything that an import would say, and nothing written."""
    store, policy = evidence.store(), book()
    heading: Heading | None = None
    first: tuple[tuple[str, ...], ...] = ()
    try:
        with named(upload):
            source = opened(upload, path, choice)
            first = tuple(tuple(cells) for _, cells in _few(source))[:NAMED]
            wanted = choice.wanted(preview=True)
            mapper = Mapper(policy, answers_path(store))
            heading = find(source, mapper, wanted.table, wanted.columns, wanted.unit)
            first = tuple(tuple(cells) for number, cells in _few(source) if number > heading.row)[
                :NAMED
            ]
            if not heading.match.settled:
                return Look(heading, first=first)
            own(source, heading, unit)
            return Look(heading, take(source, store, policy, wanted), first=first)
    except Refusal as error:
        return Look(heading, refusal=error, first=first)


def _few(source: Source) -> list[tuple[int, list[str]]]:
    from itertools import islice

    return list(islice(source.rows(), 20))


def bring(
    upload: Upload,
    path: str,
    choice: Choice,
    unit: Organisation,
    by: str,
    told: Callable[[int, int, int], object],
) -> Result:
    """Import it, whole or not at all. Raises Refusal."""
    store, policy = evidence.store(), book()
    with named(upload):
        source = opened(upload, path, choice)
        wanted = choice.wanted(by=by)
        mapper = Mapper(policy, answers_path(store))
        heading = find(source, mapper, wanted.table, wanted.columns, wanted.unit)
        if heading.match.settled:
            own(source, heading, unit)
        return take(source, store, policy, wanted, told)


def own(source: Source, heading: Heading, unit: Organisation) -> None:
    """Every row is the unit's to import. Raises Refusal naming the first that are not."""
    name = heading.table.name
    column, fits = _mine(name, unit)
    if not column or column not in heading.match.found.values():
        return
    seen: set[str] = set()
    for _, texts in readers.slices(source, heading, []):
        seen.update(text.strip() for text in texts[column])
    strange = sorted(one for one in seen if one and not fits(one))
    if strange:
        shown = "、".join(strange[:NAMED]) + ("…" if len(strange) > NAMED else "")
        raise refuse(
            f"{column} 里有不属于{unit.name}的：{shown}",
            "一个单位只能导入自己项目的记录，请拆分文件；项目代码请在项目里登记",
            f"{column} names what is not the unit's: {shown}",
            "a unit imports records of its own projects; split the file",
        )


def _mine(name: str, unit: Organisation) -> tuple[str, Callable[[str], bool]]:
    """The column that says whose a row is, and the test. A project must be the unit's own; what
    hangs on a project in another way must not be known as somebody else's."""
    scope = access.unit_scope(unit)
    if name in WITH_PROJECT:
        return "project", scope.codes.__contains__
    bindings, others = tuple(evidence.bindings()), access.other_codes(scope)
    if name in BY_WORD:
        column, parameter = BY_WORD[name]
        theirs = access.bound(bindings, others, parameter) - access.bound(
            bindings, scope.codes, parameter
        )
        return column, lambda one: one not in theirs
    if name in BY_CONTRACT:
        known = _known("contract", "contract_id", "project", others)
        return "contract_id", lambda one: one not in known
    if name in BY_PERSON:
        rosters = access.bound(bindings, others, "roster") - access.bound(
            bindings, scope.codes, "roster"
        )
        people = _known("person", "person_id", "roster", rosters)
        return "person_id", lambda one: one not in people
    if name in BY_POINT:
        groups = access.bound(bindings, others, "group") - access.bound(
            bindings, scope.codes, "group"
        )
        points = _known("point", "point_id", "group", groups)
        return "scope" if name == "ticket" else "point_id", lambda one: one not in points
    return "", lambda one: True


def _known(table: str, key: str, column: str, words: frozenset[str]) -> frozenset[str]:
    """Keys of rows whose ``column`` is one of ``words``."""
    store = evidence.store()
    if not words or table not in store.tables():
        return frozenset()
    con: Any = connect("duckdb", {})
    rows = stored(con, table, store.open(table))
    rows = rows.filter(rows[column].isin(sorted(words))).select(key).distinct()
    return frozenset(str(one[key]) for one in rows_of(con, rows))
