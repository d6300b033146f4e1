"""The performance target form (绩效目标表) as data: fields, indicators, target values."""

from __future__ import annotations

from decimal import Decimal

from .place import NOWHERE, Address, Place
from .quantity import Quantity, Unit
from .record import maker, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_place = maker(Place)  # a check asks for thousands


@record
class Note:
    """Something a reader could not read, recovered, or inferred; rules turn it into a finding.

    ``kind`` is one of the words in documents/grid.py (NOTE_KINDS); ``detail`` is for people.
    """

    kind: str
    detail: str = ""
    address: Address = NOWHERE


@record
class Field:
    """One printed value. ``raw`` is the text exactly as in the file, never rewritten.

    ``view`` is what the value says where the raw text holds more (a seal mark, export residue).
    """

    key: str
    raw: str
    label: str = ""
    address: Address = NOWHERE
    notes: tuple[Note, ...] = ()
    view: str = ""

    @property
    def text(self) -> str:
        """The value without white space (U+3000 and NBSP too) at its ends."""
        return self.view or self.raw.strip()


@record
class Target:
    """A target value (指标值): the raw text and its normal form side by side.

    ``comparator``: what is *printed*, by sign or unmistakable word (">=", "<=", ">", "<", "="),
    else None. ``op``: the normal form, which may be implied (confidence "implied") and may also
    be "between" or "~". ``low``/``high``: the number(s) as printed, in ``unit`` (low == high for
    one number). ``unit_text``: the unit as printed, without brackets. ``kind``: quant, rate,
    range, date, deadline, range-date, range-year, freq, schedule, qual, bool, relative,
    reimburse, bands, text+rate, empty, filler, unreadable … (budget-performance 4.5).
    ``start``/``end``: ISO dates (may be partial, "2023-12" or "12-31"). ``numbers``: every
    quantity found, in order. ``reports``: words for what must be reported and never repaired in
    silence (see documents/values.py).
    """

    raw: str
    kind: str = "empty"
    comparator: str | None = None
    op: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit | None = None
    unit_text: str | None = None
    confidence: str = "explicit"
    start: str | None = None
    end: str | None = None
    numbers: tuple[Quantity, ...] = ()
    reports: tuple[str, ...] = ()

    @property
    def number(self) -> Decimal | None:
        """The one number of the value, or None where there is none or more than one."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def quantity(self) -> Quantity | None:
        """The one number with its unit, or None."""
        return (
            None if self.number is None or self.unit is None else Quantity(self.number, self.unit)
        )


@record
class Indicator:
    """One level-3 row. ``ref`` is family letter and ordinal inside the form: N1, L1, T1, C1 …

    ``level1``/``level2`` are filled down merged cells; ``level1_printed`` is what fill-down alone
    gives, and ``level1_inferred`` says that level 2 contradicted it (STR02). ``family``: quantity,
    quality, timeliness, cost, economic, social, ecological, sustainable, satisfaction, other.
    ``fields``: the row's cells by column key (level1, level2, name, value, unit, standard, weight,
    actual, score, …) with their addresses; ``width`` counts the row's cells (merged ones included).
    ``standard_numbers``: quantities found in the standard cell (3003.8元/处).
    """

    number: int
    ref: str
    family: str
    level1: str | None
    level2: str | None
    name: str | None
    target: Target
    fields: Mapping[str, Field]
    level1_printed: str | None = None
    level1_inferred: bool = False
    width: int = 0
    standard_numbers: tuple[Quantity, ...] = ()

    def text(self, key: str) -> str:
        """The trimmed text of a column, "" where the row lacks it."""
        field = self.fields.get(key)
        return field.text if field else ""

    @property
    def standard(self) -> str | None:
        """绩效标准 as printed, None where blank."""
        return self.text("standard") or None


@record
class Amount:
    """A money cell. ``unit`` is the one in the cell, else the form's; ``yuan`` the value in 元."""

    raw: str
    number: Decimal | None = None
    unit: str | None = None
    yuan: Decimal | None = None
    unit_in_cell: bool = False


@record
class Form:
    """One form of a file. ``index`` counts from 1. ``layout`` is the id of the layout matched.

    ``columns``: column keys in printed order. ``amounts``: money fields by key, parsed.
    ``fields`` keys include title, reporting_unit, unit_of_money, project_name, department,
    implementing_unit, project_code, budget_amount, higher_level_funds, period, period_goal,
    annual_goal, goal_completion, total_score, preparer, phone, date, signatory (a key is absent
    where the form has no such cell; present with raw "" where the cell is blank).
    ``year_from``: what states ``fiscal_year``: title, line (（2023年度） below the title), field
    (period or project name) or date (only the day of filing).
    """

    index: int
    layout: str
    kind: str
    fields: Mapping[str, Field]
    indicators: tuple[Indicator, ...]
    columns: tuple[str, ...] = ()
    fiscal_year: int | None = None
    money_unit: str | None = None
    amounts: Mapping[str, Amount] = {}
    notes: tuple[Note, ...] = ()
    blank: bool = False
    year_from: str = ""

    def text(self, key: str) -> str:
        """The trimmed text of a field, "" where it is blank or absent."""
        field = self.fields.get(key)
        return field.text if field else ""

    def place(self, key: str = "") -> Place:
        """The place of a form field, or of the whole form."""
        field = self.fields.get(key)
        if field is None:
            title = self.fields.get("title")
            return Place(self.index, key, address=title.address if title else NOWHERE)
        return _place(self.index, key, "value", field.label, field.raw, field.address)

    def at(self, row: Indicator, part: str = "value") -> Place:
        """The place of one cell of an indicator row ("" for the row)."""
        field = row.fields.get(part)
        if field is not None:
            return _place(self.index, row.ref, part, row.name or "", field.raw, field.address)
        named = row.fields.get("name")
        return _place(
            self.index, row.ref, part, row.name or "", "", named.address if named else NOWHERE
        )


@record
class Document:
    """A file as read: its forms, and what was noticed on the way. ``digest`` is SHA-256 hex."""

    path: str
    digest: str
    format: str
    forms: tuple[Form, ...]
    notes: tuple[Note, ...] = ()
