"""A draft of a form (fields and raw rows) → Form: levels, references, target values, amounts."""

from __future__ import annotations

from ..model.form import Field, Form, Indicator, Note
from ..model.record import replace
from .blank import is_blank
from .columns import FIELD
from .doubled import part
from .funds import PERIOD_MONEY
from .labelled import misplaced, states_funds_unit
from .layouts import match
from .levels import Filler
from .nameunits import is_bare_number, unit_in_name
from .prompts import is_prompt
from .settle import MONEY_FIELDS, settle
from .titles import fiscal_year, form_kind
from .values import parse, parse_amount
from .vocabulary import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Target
    from ..model.quantity import Quantity
    from ..policy import Book
    from .columns import Column, Row
    from .grid import Cell
    from .vocabulary import Vocabulary

    Read = dict[tuple[str, str, str], Target]  # value, sign and unit as printed: what it says

FILLERS = ("……", "…", "......", "…….")
DIRECTIONS = ("正向", "反向", "负向", "正向指标", "反向指标", "负向指标")
NO_UNIT = ("-", "—", "/", "--")
TYPES = ("定量", "定性", "定量指标", "定性指标")


class Draft:
    """What has been read of one form so far."""

    def __init__(self) -> None:
        self.fields: dict[str, Field] = {}
        self.columns: list[Column] = []
        self.rows: list[tuple[Row, str]] = []
        self.twice = False
        self.shape = ""
        self.notes: list[Note] = []
        self.in_block = False
        self.head_row = -2
        self.block = ""
        self.wide = False
        self.year: int | None = None

    def text(self, key: str) -> str:
        field = self.fields.get(key)
        return field.text if field else ""

    def offer(self, field: Field) -> None:
        """Take a field where it says something new: what is printed first stays."""
        if not misplaced(field) and (not self.text(field.key) or states_funds_unit(field)):
            self.fields[field.key] = field

    def begin_block(self, columns: list[Column], row: int) -> None:
        self.columns, self.head_row, self.in_block = columns, row, True
        self.block = next((c.printed for c in columns if c.key == "block"), "")
        self.wide = any(column.key.startswith(FIELD) for column in columns)

    def take_over(self, other: Draft) -> None:
        """Begin the next project of the same wide table: heading and columns stay."""
        heading = ("title", "unit_of_money", "reporting_unit", "department")
        self.fields |= {k: f for k, f in other.fields.items() if k in heading}
        self.year = other.year
        self.begin_block(other.columns, other.head_row)

    def end_block(self) -> None:
        self.in_block = False

    def add(self, row: Row, own: list[Cell]) -> None:
        if all(
            row.fields[k].text in FILLERS or not row.fields[k].text
            for k in row.fields
            if k not in ("level1", "level2", "block")
        ):
            name = row.fields.get("name")
            if name and name.text in FILLERS:
                self.notes.append(Note("filler-row", name.text, name.address))
                return
        if row.width != len(self.columns) and not row.carried and own and not own[0].address.sheet:
            detail = f"{row.width}/{len(self.columns)}"
            self.notes.append(Note("row-width", detail, own[0].address))
        self.rows.append((row, self.block))


def finish(draft: Draft, index: int, book: Book, words: Vocabulary) -> Form:
    """The form of a draft; ``index`` counts from 1 in the file."""
    part(draft)
    keys = tuple(dict.fromkeys(_column_keys(draft)))
    indicators = _indicators(draft, keys, book, words)
    blank = is_blank(draft, keys, indicators, words)
    layout = match(draft, keys, book, blank)
    money_unit = squeeze(draft.text("unit_of_money").strip("（）()")) or None
    title = draft.text("title")
    settle(draft.fields, book, words)
    return Form(
        index=index,
        layout=layout,
        kind=form_kind(title, keys),
        fields=draft.fields,
        indicators=indicators,
        columns=keys,
        fiscal_year=fiscal_year(title) or draft.year or _year(draft),
        year_from=_year_from(draft, title),
        money_unit=money_unit,
        amounts={
            key: parse_amount(field.view or field.raw, book, money_unit)
            for key in (*MONEY_FIELDS, *PERIOD_MONEY)
            if (field := draft.fields.get(key))
        },
        notes=tuple(draft.notes),
        blank=blank,
    )


def _year(draft: Draft) -> int | None:
    """The year by the fields that name it, where neither title nor year line does."""
    return fiscal_year(draft.text("period"), draft.text("project_name"), draft.text("date"))


def _year_from(draft: Draft, title: str) -> str:
    """What states the year: title, year line, a field, or no more than the day of filing."""
    if fiscal_year(title):
        return "title"
    if draft.year:
        return "line"
    if fiscal_year(draft.text("period"), draft.text("project_name")):
        return "field"
    return "date" if _year(draft) else ""


def _column_keys(draft: Draft) -> list[str]:
    """Column keys; a 指标性质 column is named by what stands in it: sign, direction or type."""
    return [_nature(draft, c.key) if c.key.startswith("nature") else c.key for c in draft.columns]


def _nature(draft: Draft, key: str) -> str:
    texts = [row.fields[key].text for row, _ in draft.rows if key in row.fields]
    said = [text for text in texts if text]
    if any(text in DIRECTIONS for text in said) and all(t in DIRECTIONS + TYPES for t in said):
        return "direction"
    if said and all(text in TYPES for text in said):
        return "value_type"
    return "sign"


def _indicators(
    draft: Draft, keys: tuple[str, ...], book: Book, words: Vocabulary
) -> tuple[Indicator, ...]:
    renamed = {c.key: _nature(draft, c.key) for c in draft.columns if c.key.startswith("nature")}
    filler = Filler(words, "level1" in keys)
    counts: dict[str, int] = {}
    read: Read = {}
    out = []
    for number, (row, _) in enumerate(draft.rows, 1):
        levels = filler.row(row)
        fields = _renamed(row.fields, renamed)
        family = words.family(levels.level1, levels.level2)
        letter = words.letters.get(family, "X")
        counts[letter] = counts.get(letter, 0) + 1
        name = fields.get("name")
        out.append(
            Indicator(
                number,
                f"{letter}{counts[letter]}",
                family,
                levels.level1,
                levels.level2,
                (name.text or None) if name else None,
                _target(fields, keys, book, read),
                fields,
                levels.printed,
                levels.inferred,
                row.width,
                _standard_numbers(fields, book, read),
            )
        )
    return tuple(out)


def _renamed(fields: dict[str, Field], renamed: dict[str, str]) -> dict[str, Field]:
    """Fields under their column's meaning; 定性 among directions says the type, not a direction."""
    out = {}
    for key, field in fields.items():
        name = renamed.get(key, key)
        if name in ("direction", "sign") and field.text in TYPES:
            name = "value_type" if "value_type" not in fields else name
        out[name] = field
    return out


def _standard_numbers(fields: dict[str, Field], book: Book, read: Read) -> tuple[Quantity, ...]:
    """Quantities in the standard cell; most standards are words and cost nothing here."""
    standard = fields.get("standard")
    if standard is None or not any(char.isdigit() for char in standard.raw):
        return ()
    return _once(read, standard.text, "", "", book).numbers


def _target(fields: dict[str, Field], keys: tuple[str, ...], book: Book, read: Read) -> Target:
    """The value as printed: sign, value, unit with one space between where they are columns."""
    value, sign, unit = (fields[k].text if k in fields else "" for k in ("value", "sign", "unit"))
    if value not in FILLERS and is_prompt(value):
        value = ""
    if unit in NO_UNIT:
        unit, keys = "", tuple(key for key in keys if key != "unit")
    if not unit and value and is_bare_number(value) and "name" in fields:
        unit = unit_in_name(fields["name"].text, book)
    target = _once(read, value, sign, unit, book)
    order = [key for key in ("sign", "value", "unit") if key in keys and key in fields]
    if len(order) <= 1:
        return replace(target, raw=fields["value"].raw if "value" in fields else "")
    return replace(target, raw=" ".join(fields[k].text for k in order if fields[k].text))


def _once(read: Read, text: str, sign: str, unit: str, book: Book) -> Target:
    """The value of a text: a cell merged over a thousand rows is read once."""
    found = read.get((text, sign, unit))
    if found is None:
        found = read[text, sign, unit] = parse(text, book, sign=sign, unit=unit)
    return found
