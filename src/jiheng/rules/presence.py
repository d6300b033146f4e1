"""What a form has, lacks, and may have lost: cells the layout does not print, rows beyond a cut.

A blank cell, a cell the layout never had and a cell that a cut-off text has lost are three
different things (budget-performance 5.0); only the first is a finding.
"""

from __future__ import annotations

from ..model.finding import insufficient, not_applicable
from ..model.place import Place
from ..model.record import replace
from .words import has, level1_name, squeeze, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.finding import Verdict
    from ..model.form import Amount, Form, Indicator
    from ..model.place import Address
    from ..policy import Book

# Reasons every rule about a single cell shares: {**CELL} in its ``reasons``.
CELL = {
    "no-cell": ("版式没有这一格", "the layout has no such cell"),
    "head-lost": ("没有读到表头，看不出有没有这一格", "the head of the form was not read"),
    "unread": ("这一格没有读清楚", "the cell could not be read with certainty"),
}
# Reasons of the rules about families of indicators.
FAMILY = {
    "no-levels": ("表里没有一级、二级指标栏", "the form has no level columns"),
    "cut-off": (
        "文字没有贴全，或挤成一片，可能还有别的指标",
        "the text is cut off or squeezed together; rows may be missing",
    ),
    "unknown-level2": ("二级指标用了别的名称", "a level-2 name is not a known one"),
    "internal": ("只管内部运转的项目，不要求", "the project serves the unit itself"),
}
_HEAD = ("project_name", "department", "reporting_unit", "implementing_unit", "project_code")
_RANKS = {"产出指标": 0, "成本指标": 0, "投入指标": 0, "效益指标": 1, "满意度指标": 2}
OUTPUTS, EFFECTS, SATISFACTION = 0, 1, 2


def without_cell(form: Form, key: str) -> Verdict:
    """The verdict on a cell that was not found: the layout lacks it, or its head was lost."""
    lost = form.layout == "unknown" or not any(name in form.fields for name in _HEAD)
    place = form.place(key)
    return insufficient(place, "head-lost") if lost else not_applicable(place, "no-cell")


def is_target_form(form: Form) -> bool:
    """Whether the funds cells are one number each: later stages print three columns of them."""
    return form.kind not in ("自评表", "监控表")


def is_text(form: Form) -> bool:
    """Whether the form came as plain text, which carries no pictures and may be cut off."""
    return any(field.address.line for row in form.indicators for field in row.fields.values())


def is_squeezed(form: Form) -> bool:
    """Text that lost its lines: several rows stand on one, and what is missing cannot be seen."""
    fields = [field for row in form.indicators for field in row.fields.values()]
    if not is_text(form) or any(field.address.table for field in fields):
        return False
    lines = {row.fields["name"].address.line for row in form.indicators if "name" in row.fields}
    return 2 * len(lines) <= len(form.indicators)


def is_internal(form: Form, book: Book) -> bool:
    """A project that pays wages or interest: it serves nobody outside, and its rates are fixed."""
    return has(form.text("project_name"), terms(book, "internal-projects"))


def is_named(row: Indicator, book: Book) -> bool:
    """Whether somebody wrote a name; 指标1： and …… are prompts of the template."""
    name = squeeze(row.name or "").strip("：:.。…·-—0123456789一二三")
    return bool(name) and name not in terms(book, "no-name")


def is_stated(row: Indicator, book: Book) -> bool:
    """Whether the row says something: a family that is printed and left blank has no indicator."""
    return is_named(row, book) or row.target.kind not in ("empty", "filler")


def rank(row: Indicator, book: Book) -> int | None:
    """Where the level-1 group of a row stands in a form: outputs, effects, satisfaction."""
    return _RANKS.get(level1_name(row.level1 or "", book) or "")


def may_go_on(form: Form, book: Book, group: int) -> bool:
    """Whether rows of a group may stand beyond the end of a text that was cut off.

    A form is whole where something is printed below its rows, or where it did not come as text.
    A text that ends among the outputs, or in a row without a value, may be a part of one.
    """
    if is_squeezed(form):
        return True
    last = form.indicators[-1]
    end = max(field.address.line for field in last.fields.values())
    if not end or any(field.address.line > end for field in form.fields.values()):
        return False
    at = rank(last, book)
    torn = "value" in form.columns and not last.text("value")
    return at is None or at == OUTPUTS or (torn and group >= at)


def says_none(amount: Amount, book: Book) -> bool:
    """Whether an amount cell says that there is none: 无, -, /, 0."""
    word = squeeze(amount.raw)
    return word in book.topics["lexicon"]["empty"] or amount.number == 0


def torn_rows(form: Form) -> list[tuple[str, Place]]:
    """The rows with more or fewer cells than the head has columns, each with "cells/columns"."""
    notes = [note for note in form.notes if note.kind == "row-width"]
    return [(note.detail, _row_at(form, note.address)) for note in notes]


def _row_at(form: Form, address: Address) -> Place:
    """The row a cell address lies in; the bare address where no indicator row came of it."""
    line = replace(address, column=0)
    for row in form.indicators:
        if any(replace(field.address, column=0) == line for field in row.fields.values()):
            return replace(form.at(row, ""), address=address)
    return Place(form.index, address=address)
