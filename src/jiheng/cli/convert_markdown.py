"""``convert -o OUT.md``: a heading and a table a form, without its empty columns."""

from __future__ import annotations

from .convert_rows import KEYS, cells, headings, shown
from .labels import count, word
from .markdown import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.form import Document, Form

OF_THE_FORM = 4
"""So many of the columns are the same for the whole form, and stand in its heading."""


def write(documents: Sequence[Document], lang: str) -> str:
    """All forms."""
    parts = [_form(document.path, form, lang) for document in documents for form in document.forms]
    return "\n".join(parts)


def _form(path: str, form: Form, lang: str) -> str:
    name = form.text("project_name") or form.text("title") or word("untitled", lang)
    about = (
        escape(path),
        escape(form.text("title")),
        count("indicators", len(form.indicators), lang),
    )
    head = f"## {form.index}. {escape(name)}\n\n{' · '.join(filter(None, about))}\n"
    table = [[shown(cell) for cell in cells(path, form, row, lang)] for row in form.indicators]
    kept = [
        place
        for place, key in enumerate(KEYS)
        if place >= OF_THE_FORM and (key == "row" or any(row[place] for row in table))
    ]
    if not table:
        return head
    names = headings(lang)
    lines = [
        _line([names[place] for place in kept]),
        _line(["---"] * len(kept)),
        *(_line([escape(row[place]) for place in kept]) for row in table),
    ]
    return head + "\n" + "\n".join(lines) + "\n"


def _line(values: Sequence[str]) -> str:
    return f"| {' | '.join(values)} |"
