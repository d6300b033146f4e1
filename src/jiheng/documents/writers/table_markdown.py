"""``convert -o OUT.md``: each form as printed, from which it can be read again (markdown.py), then
its rows with raw and normal form side by side, without empty columns.
"""

from __future__ import annotations

from ...model.shown import clean
from .markdown import form_text
from .table_rows import KEYS, cells, headings, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...model.form import Document, Form

OF_THE_FORM = 4
"""So many of the columns are the same for the whole form, and stand in its heading."""


_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~&!"})


def escape(text: str) -> str:
    """Text of a form as Markdown text: nothing in it is markup."""
    return clean(text).translate(_SPECIAL)


def write(documents: Iterable[Document], lang: str) -> Iterator[str]:
    """All forms, a piece each."""
    between = ""
    for document in documents:
        for form in document.forms:
            yield between + _form(document.path, form, lang)
            between = "\n"


def _form(path: str, form: Form, lang: str) -> str:
    untitled, counted = ("（无标题）", "项指标") if lang == "zh" else ("(untitled)", "indicators")
    name = form.text("project_name") or form.text("title") or untitled
    about = (escape(path), escape(form.text("title")), f"{len(form.indicators)} {counted}")
    head = f"## {form.index}. {escape(name)}\n\n{' · '.join(filter(None, about))}\n"
    head += "\n" + form_text(form)
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
