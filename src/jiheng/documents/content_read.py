"""Edited content → Document: the fields and rows go to what gives a file's rows their meaning.

Not by way of a page of text: which cell is what is known here, and nothing that somebody types
into a cell (合计, a label, a title) may move the others.
"""

from __future__ import annotations

from ..model.form import Document, Field, Note
from ..model.place import Address
from ..model.record import replace
from .build import Draft, finish
from .columns import LEVELS, Column, Row
from .content_check import validate
from .inline import unsealed
from .titles import title_field
from .vocabulary import vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..model.form import Form
    from ..policy import Book

FORMAT = "content"
FOOT = frozenset(("preparer", "phone", "date", "signatory"))


def document_of(content: Mapping[str, Any], book: Book, path: str = "") -> Document:
    """The document whose one form the content is. Raises Refusal for malformed content.

    ``path`` is what the form is called, which has no file.
    """
    from .content import digest

    form = form_of(content, book)
    return Document(path or form.text("project_name"), digest(content), FORMAT, (form,))


def form_of(content: Mapping[str, Any], book: Book) -> Form:
    """The form that the content says.

    Its addresses: a field stands in a row of its own of table 1, those of the foot below the
    tables; indicator *n* in row *n* of table 2.
    """
    validate(content, book)
    draft = Draft()
    labels = content.get("labels", {})
    if content["title"]:
        draft.fields["title"] = title_field(content["title"], Address(row=1))
    if content["unit"] or "unit_of_money" in labels:
        label = labels.get("unit_of_money", "")
        draft.fields["unit_of_money"] = _field("unit_of_money", content["unit"], label, 2)
    for row, (key, raw) in enumerate(content["fields"].items(), 3):
        draft.fields[key] = _field(key, raw, labels.get(key, ""), row)
    if "year" in content:
        draft.year = int(content["year"])
    if "synthetic" in content:
        draft.notes.append(Note("synthetic", content["synthetic"]))
    heads = content.get("heads", {})
    draft.columns = [
        Column(key, n, n + 1, heads.get(key, "")) for n, key in enumerate(content["columns"])
    ]
    above: dict[str, Field] = {}
    for number, texts in enumerate(content["rows"], 1):
        line = _row(number, texts, draft.columns, above)
        above = line.fields
        draft.rows.append((line, texts.get("block", "")))
    form = finish(draft, 1, book, vocabulary(book))
    return replace(form, layout=content["layout"])


def _field(key: str, raw: str, label: str, row: int) -> Field:
    """A field; the place of a seal before its value is no part of what it says."""
    said = unsealed(raw)
    view = "" if said == raw.strip() or said.startswith(("：", ":")) else said
    at = Address(table=0 if key in FOOT else 1, row=row, column=1)
    return Field(key, raw, label, at, view=view)


def _row(
    number: int, texts: Mapping[str, str], columns: list[Column], above: Mapping[str, Field]
) -> Row:
    """A row; a cell it lacks goes on from above, and so does a level name said again."""
    fields: dict[str, Field] = {}
    carried = set()
    for column in columns:
        key, over = column.key, above.get(column.key)
        if key == "block":
            if column.printed:
                at = Address(table=2, row=number, column=column.start + 1)
                fields[key] = Field(key, texts.get(key, ""), column.printed, at)
            continue
        raw = texts.get(key)
        again = key in LEVELS and over is not None and over.raw == raw
        if over is not None and (again or (raw is None and key not in LEVELS)):
            fields[key] = over
            carried |= set() if again else {key}
        else:
            at = Address(table=2, row=number, column=column.start + 1)
            fields[key] = Field(key, raw or "", column.printed, at)
    return Row(fields, frozenset(carried), len(columns))
