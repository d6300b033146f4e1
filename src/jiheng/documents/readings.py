"""Two readings of a text, by its rows and cells and as a stream of words: the better of each form.

A text copied out of a table may have kept the cells of one form and lost those of the next. What
two readings took from the same lines is held against each other; a tie stays with the cells.
"""

from __future__ import annotations

from ..model.form import Note
from ..model.place import NOWHERE
from ..model.record import replace
from .inline import fields as inline_fields
from .readers.notes import short
from .units import parse_unit
from .vocabulary import squeeze, vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.form import Form, Indicator
    from ..model.place import Address
    from ..policy import Book
    from .vocabulary import Vocabulary

    Forms = Sequence[Form]

LONGEST_LEVEL = 12  # characters; what stands in the place of a level name is no more


def in_doubt(forms: Forms, source: str, words: Vocabulary) -> bool:
    """Whether a text may hold more than its rows and cells gave."""
    rows = sum(len(form.indicators) for form in forms)
    return not rows or _good(forms, words) < rows or source.count("三级指标") > len(forms)


def better(cells: Forms, stream: Forms, words: Vocabulary) -> tuple[Form, ...]:
    """The forms of both readings, of each the better reading; of no form both."""
    if not any(form.indicators or form.text("project_name") for form in stream):
        return tuple(cells)  # a head and nothing else: torn, or cut behind it
    if not cells:
        return tuple(stream)
    whole = _good(stream, words) > _good(cells, words)
    in_lines = all(map(_lines, (*cells, *stream)))  # not the cells of a PDF
    if not in_lines and len(cells) != len(stream):
        return tuple(stream if whole else cells)
    pairs = (
        _side_by_side(cells, stream)
        if in_lines
        else [([a], [b]) for a, b in zip(cells, stream, strict=True)]
    )
    chosen: list[Form] = []
    for one, other in pairs:
        mine, others = _good(one, words), _good(other, words)
        if other and others > mine:
            chosen += other
        elif not whole or other or mine >= 0:
            chosen += one
    return tuple(replace(form, index=n) for n, form in enumerate(chosen, 1))


def warned(forms: Forms, source: str, book: Book) -> tuple[Form, ...]:
    """With a note at each torn row of a table without rules; ``source`` is the text of those."""
    loose, words = squeeze(source), vocabulary(book)
    out = []
    for form in forms:
        torn = (
            row
            for row in form.indicators
            if _worth(row, form.columns, words) < 0 or _is_part(row, book)
        )
        notes = tuple(
            Note("rows-unsure", short(said), _place(row))
            for row in torn
            if (said := row.name or row.text("value")) and squeeze(said) in loose
        )
        out.append(replace(form, notes=(*form.notes, *notes)) if notes else form)
    return tuple(out)


def _is_part(row: Indicator, book: Book) -> bool:
    """Whether the value is a lone unit, or two values run together."""
    said = row.text("value").strip()
    unit = parse_unit(said, book) if said and not any(map(str.isdigit, said)) else None
    return (unit is not None and unit.family != "other") or "glued" in row.target.reports


def _place(row: Indicator) -> Address:
    return next((field.address for field in row.fields.values()), NOWHERE)


def _side_by_side(cells: Forms, stream: Forms) -> list[tuple[list[Form], list[Form]]]:
    """What each reading made of the same lines."""
    spans = sorted(
        (min(_lines(form)), max(_lines(form)), side, form.index, form)
        for side, forms in enumerate((cells, stream))
        for form in forms
    )
    out: list[tuple[list[Form], list[Form]]] = []
    reached = -1
    for first, last, side, _, form in spans:
        if not out or first > reached:
            out.append(([], []))
        out[-1][side].append(form)
        reached = max(reached, last)
    return out


def _lines(form: Form) -> set[int]:
    """The lines of the indicators; of the fields where there are none."""
    cells = [field for row in form.indicators for field in row.fields.values()]
    return {field.address.line for field in cells or form.fields.values()} - {0}


def _good(forms: Iterable[Form], words: Vocabulary) -> int:
    """Rows that are whole less rows that are torn; a family left blank counts neither way."""
    return sum(_worth(row, form.columns, words) for form in forms for row in form.indicators)


def _worth(row: Indicator, columns: tuple[str, ...], words: Vocabulary) -> int:
    """1: known level names, a name and a value, each where it belongs; 0: blank; -1: torn."""
    value = row.text("value")
    if not row.name and not value:
        return 0
    whole = (
        row.name
        and value
        and ("level2" not in columns or words.level2_name(row.level2 or ""))
        and ("level1" not in columns or _may_be_level1(row, columns, words))
        and not words.level2_name(row.name)
        and not next(inline_fields(row.name, NOWHERE, words), None)  # 填表人：… is the foot
    )
    return 1 if whole else -1


def _may_be_level1(row: Indicator, columns: tuple[str, ...], words: Vocabulary) -> bool:
    """A level-1 name, or an unknown one (TAX01) before a level-2 name that is known."""
    said = row.level1 or ""
    if words.level1_name(said):
        return True
    known = "level2" in columns and not words.level2_name(said) and not words.head(said)
    return known and 2 < len(said) <= LONGEST_LEVEL and said.endswith("指标")
