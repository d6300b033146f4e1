"""Questions about what a row measures; the words are in policy/measurable.yaml."""

from __future__ import annotations

from .figures import row_object
from .parts import shared
from .words import has

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..model.form import Field, Form, Indicator
    from ..policy import Book

GOALS = ("annual_goal", "period_goal")


def measurable(book: Book, key: str) -> Any:
    """A list of policy/measurable.yaml."""
    return book.topics["measurable"][key]


def goal(form: Form) -> Field | None:
    """The goal of the year, else that of the project; None where the form has no such cell."""
    found = [form.fields[key] for key in GOALS if key in form.fields]
    return next((field for field in found if field.text), found[0] if found else None)


def goals(form: Form) -> str:
    """Both goals and the project's name: all that a form says of what it is for."""
    return "".join(form.text(key) for key in (*GOALS, "project_name"))


def is_spoken_of(row: Indicator, said: str, book: Book) -> bool:
    """Whether the object of a row shares two characters in a row with a text."""
    return shared(row_object(row, book.topics["reconcile"]), said) >= 2


def pays(text: str, book: Book) -> bool:
    """Whether a text is about handing out money."""
    return has(text, measurable(book, "paying"))
