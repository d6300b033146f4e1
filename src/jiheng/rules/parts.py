"""Wholes and their parts among the quantity rows: phases of a project, and 其中 rows."""

from __future__ import annotations

from decimal import Decimal

from ..model.record import record
from .figures import annual_rows, row_object, same_unit
from .working import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..model.form import Form, Indicator
    from ..policy import Book

SHARED = 3


@record
class Part:
    """A counted or measured quantity row; ``phase`` is 第七期 or "", ``stem`` the object left."""

    row: Indicator
    number: Decimal
    unit: str
    text: str
    phase: str
    stem: str


@record
class Group:
    """A whole with its parts; ``same`` are further rows that state the same whole.

    ``open_ended``: the parts need not be all (其中).
    """

    whole: Part
    parts: tuple[Part, ...]
    same: tuple[Part, ...] = ()
    open_ended: bool = False


def groups(form: Form, book: Book) -> list[Group]:
    """Every whole-and-parts relation among the quantity rows of a form."""
    words = book.topics["reconcile"]
    units = tuple(frozenset(group) for group in words["same_count"])
    rows = [part for row in annual_rows(form, words) if (part := _part(row, words))]
    return [*_phases(rows, units), *_same_phase(rows, units), *_listed(rows, words)]


def _part(row: Indicator, words: Any) -> Part | None:
    quantity = row.target.quantity
    if row.family != "quantity" or quantity is None or quantity.unit.per:
        return None
    if quantity.unit.family in ("money", "ratio", "time"):
        return None
    phase, stem = split_phase(row_object(row, words), words["phase_words"])
    text = f"{number_text(quantity.number)}{quantity.unit.text}"
    return Part(row, quantity.number, quantity.unit.text, text, phase, stem)


def split_phase(name: str, phase_words: Sequence[str]) -> tuple[str, str]:
    """``第七期平安城市租线`` → (第七期, 平安城市租线); no phase: ("", name)."""
    start = name.find("第")
    if start < 0:
        return "", name
    for word in phase_words:
        end = name.find(word, start + 1)
        if start < end <= start + 8:
            phase = name[start : end + len(word)]
            return phase, name[:start] + name[end + len(word) :]
    return "", name


def _phases(rows: Sequence[Part], units: Sequence[frozenset[str]]) -> list[Group]:
    """Phase rows of one stem against rows of a shared object that name no phase."""
    out = []
    for stem in dict.fromkeys(part.stem for part in rows if part.phase):
        parts = tuple(part for part in rows if part.phase and part.stem == stem)
        if len(parts) < 2 or len({part.unit for part in parts}) > 1:
            continue
        wholes = [
            row
            for row in rows
            if not row.phase
            and same_unit(row.unit, parts[0].unit, units)
            and row.number >= max(part.number for part in parts)
            and shared(row.stem, stem) >= SHARED
        ]
        for number in dict.fromkeys(row.number for row in wholes):
            same = tuple(row for row in wholes if row.number == number)
            out.append(Group(same[0], parts, same[1:]))
    return out


def _same_phase(rows: Sequence[Part], units: Sequence[frozenset[str]]) -> list[Group]:
    """Two rows of one phase and one kind of unit whose numbers differ: one of them needs a word."""
    out = []
    for index, first in enumerate(rows):
        for second in rows[index + 1 :]:
            if not first.phase or first.phase != second.phase or first.number == second.number:
                continue
            if (
                same_unit(first.unit, second.unit, units)
                and shared(first.stem, second.stem) >= SHARED
            ):
                out.append(Group(second, (first,)))
    return out


def _listed(rows: Sequence[Part], words: Any) -> list[Group]:
    """A row that names a whole, and the rows right below it that begin with 其中."""
    out = []
    for index, whole in enumerate(rows):
        name = whole.row.name or ""
        if not any(word in name for word in words["whole_quantity"]):
            continue
        below: list[Part] = []
        for part in rows[index + 1 :]:
            if part.unit != whole.unit or part.row.number != whole.row.number + len(below) + 1:
                break
            below.append(part)
        if len(below) >= 2 and (below[0].row.name or "").lstrip("（( ").startswith(
            tuple(words["part_marks"])
        ):
            out.append(Group(whole, tuple(below), open_ended=True))
    return out


def shared(one: str, other: str) -> int:
    """The length of the longest run of characters two names share."""
    for size in range(min(len(one), len(other)), 0, -1):
        if any(one[i : i + size] in other for i in range(len(one) - size + 1)):
            return size
    return 0
