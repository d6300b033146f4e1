"""Whether a form's money is pay, and whose: what the rules about allowances share.

Pay is recognised by the project's name, never by a row alone: a project that buys cameras may
well pay one temporary hand. Words are in policy/terms.yaml.
"""

from __future__ import annotations

from ..model.record import record
from .per_head import HEADS
from .words import has, squeeze, terms, without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Form, Indicator
    from ..policy import Book

STAFF, AUXILIARY, RECIPIENT, UNSAID = "staff", "auxiliary", "recipient", "unsaid"
# Rows that say who receives; those about satisfaction and effects name the public at large.
OUTPUTS = ("quantity", "quality", "cost")
GOALS = ("period_goal", "annual_goal")


@record
class Pay:
    """``payees`` is one of the four words above; ``rows`` state the pay (rates, else costs)."""

    payees: str
    rows: tuple[Indicator, ...]


def pay_of(form: Form, book: Book) -> Pay | None:
    """What a pay project pays, None for any other project."""
    name = squeeze(form.text("project_name"))
    if has(name, terms(book, "not-pay")):
        return None
    strong = has(name, terms(book, "pay"))
    if not strong and not (has(name, terms(book, "pay-loosely")) and _own(name, book)):
        return None
    rows = _rows(form, book)
    if not strong and not rows:
        return None
    return Pay(_payees(form, name, book), rows)


def is_staff(text: str, book: Book) -> bool:
    """Whether the text names people on the unit's own establishment."""
    return has(without(text, terms(book, "not-staff")), terms(book, "staff"))


def is_auxiliary(text: str, book: Book) -> bool:
    """Whether the text names people who work for the unit without a post."""
    return has(text, terms(book, "auxiliaries"))


def _own(text: str, book: Book) -> bool:
    return is_staff(text, book) or is_auxiliary(text, book)


def _payees(form: Form, name: str, book: Book) -> str:
    """Who is paid: by the project's name first, then by its goals, then by its rows."""
    rows = "\n".join(row.name or "" for row in form.indicators)
    counted = "\n".join(row.name or "" for row in form.indicators if row.family in OUTPUTS)
    goals = "".join(form.text(key) for key in GOALS)
    for said, received in ((name, name), (goals, goals), (rows, counted)):
        if has(received, terms(book, "recipients")):
            return RECIPIENT
        if is_staff(said, book):
            return STAFF
        if is_auxiliary(said, book):
            return AUXILIARY
    return UNSAID


def _rows(form: Form, book: Book) -> tuple[Indicator, ...]:
    """Rows with a rate per head and period; where there is none, cost rows named for pay."""
    rates = tuple(row for row in form.indicators if row.family != "economic" and _is_rate(row))
    return rates or tuple(
        row
        for row in form.indicators
        if row.family == "cost" and has(row.name or "", terms(book, "pay-words"))
    )


def _is_rate(row: Indicator) -> bool:
    unit = row.target.unit
    return (
        unit is not None
        and unit.is_money_rate
        and unit.per[0] in HEADS
        and row.target.low is not None
    )
