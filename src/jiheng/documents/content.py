"""A form as people edit it: the printed text of every cell, as plain data for JSON.

    {"layout": "hunan-county", "title": "2023年…绩效目标表", "unit": "万元",
     "fields": {"project_name": "…"}, "columns": ["level1", …],
     "rows": [{"level1": "产出指标", "name": "…", "value": "≥95%"}]}

Numbers, references, families and targets are never kept: ``document_of`` (documents/content_read)
reads them from the text again, with what reads a file. Level names stand in every row, so that a
row may be moved or deleted; a blank one continues the row above, as on paper. Any other cell that
a row *lacks* is a merged one and continues the cell above; "" is a blank cell.
Beside these keys: ``labels`` and ``heads`` (the words printed beside a field and above a column),
``year`` (of a line such as （2023年度）) and ``synthetic`` (the mark of a made-up form).

What is lost: where a cell stood in its file and what its reader noted of it (a sign stored as a
picture, rows of another width), the project's own columns of a table with one project a row, which
are fields here, a row of dots that held no indicator, and, where indicators stand across, the head
above each single cell.
"""

from __future__ import annotations

from ..model.digest import sha256_hex
from .columns import FIELD, LEVELS
from .content_blank import blank
from .content_check import validate
from .content_read import document_of, form_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..model.form import Field, Form, Indicator

    Content = dict[str, Any]

__all__ = ["blank", "changed", "content_of", "digest", "document_of", "form_of", "validate"]

# A field read out of another one's cell: it is read from there again.
DERIVED = {
    "department": ("reporting_unit", "higher_department"),
    "project_code": ("project_name",),
    "phone": ("project_leader", "preparer", "signatory"),
    "budget_amount": ("fund_fiscal", "fund_own", "fund_other"),
    "period": ("start",),
}
APART = ("title", "unit_of_money")


def content_of(form: Form) -> Content:
    """The printed text of a form; ``document_of`` makes the same form of it."""
    own = {k: f for k, f in form.fields.items() if not is_derived(k, f, form.fields)}
    columns = [key for key in form.columns if not key.startswith(FIELD)]
    heads = _heads(form, columns)
    out: Content = {
        "layout": form.layout,
        "title": form.fields["title"].raw if "title" in form.fields else "",
        "fields": {key: _said(field) for key, field in own.items() if key not in APART},
        "columns": columns,
        "rows": [_row(form, n, columns, heads) for n in range(len(form.indicators))],
        "unit": form.fields["unit_of_money"].raw if "unit_of_money" in form.fields else "",
        "labels": {key: field.label for key, field in own.items() if field.label},
        "heads": heads,
    }
    if form.year_from == "line":
        out["year"] = str(form.fiscal_year)
    marks = [note.detail for note in form.notes if note.kind == "synthetic"]
    return out | ({"synthetic": marks[0]} if marks else {})


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON (sorted keys, no blanks, UTF-8)."""
    from json import dumps

    text = dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256_hex(text.encode())


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(place, old text, new text) of every printed text that differs.

    A place is ``title``, ``unit``, a field key, or ``rows/3/value`` with the row's number from 1.
    Rows are compared in order: which indicator became which is the business of jiheng.compare.
    """
    before, after = _texts(old), _texts(new)
    keys = dict.fromkeys((*before, *after))
    return [
        (key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    ]


def _texts(content: Mapping[str, Any]) -> dict[str, str]:
    rows = enumerate(content["rows"], 1)
    cells = {f"rows/{n}/{key}": text for n, row in rows for key, text in row.items()}
    return {"title": content["title"], "unit": content["unit"], **content["fields"], **cells}


def is_derived(key: str, field: Field, fields: Mapping[str, Field]) -> bool:
    """Whether the field was read out of the cell of another that is here too."""
    return any(
        (base := fields.get(other)) is not None
        and base.address == field.address
        and base.label == field.label
        and (base.raw == field.raw or key == "period")
        for other in DERIVED.get(key, ())
    )


def _said(field: Field) -> str:
    """The raw text, unless the field says more than its own cell (a unit with its code)."""
    return field.raw if field.view in field.raw else field.view


def _row(form: Form, at: int, columns: list[str], heads: Mapping[str, str]) -> dict[str, str]:
    row = form.indicators[at]
    above = form.indicators[at - 1] if at else None
    own = dict(row.fields)
    if "value_type" not in columns and "value_type" in own:  # 定性 in a column of directions
        lacking = [key for key in ("direction", "sign") if key in columns and key not in own]
        same = [key for key in lacking if heads.get(key) == own["value_type"].label]
        own |= dict.fromkeys((same or lacking)[:1], own["value_type"])
    out: dict[str, str] = {}
    for key in columns:
        field = own.get(key)
        if key in LEVELS:
            out[key] = _level(row, key, field)
        elif key == "block" or (above and goes_on(field, above.fields.get(key), key)):
            continue
        else:
            out[key] = field.raw if field else ""
    block = row.fields.get("block")  # its view says which of two halves side by side
    return out | {"block": block.view or block.raw} if block and block.text else out


def _level(row: Indicator, key: str, field: Field | None) -> str:
    """The level name in force as printed; blank where it was inferred against what is printed."""
    if key == "level1" and row.level1_inferred:
        return ""
    printed = row.level1_printed if key == "level1" else row.level2
    return field.raw if field and field.text else printed or ""


def goes_on(field: Field | None, above: Field | None, key: str) -> bool:
    """Whether a cell is the one above, merged over both rows."""
    if field is None or above is None or key == "name":
        return False
    place = field.address
    whole = bool(place.row or place.sheet) and bool(place.column)
    return whole and place == above.address and field.raw == above.raw


def _heads(form: Form, columns: list[str]) -> dict[str, str]:
    """The printed head of each column, by the first row that has a cell there."""
    out: dict[str, str] = {}
    for row in form.indicators:
        for key, field in row.fields.items():
            if field.label:
                out.setdefault(key, field.label)
    return {key: out[key] for key in columns if key in out}
