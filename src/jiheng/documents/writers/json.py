"""A form as plain data: the keys of the published form schema (docs/reference/form.schema.json).

Texts are trimmed, blank ones are null; numbers are Decimal, for an encoder that keeps digits.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ...model.form import Amount, Form, Indicator

HEAD = ("reporting_unit", "project_name", "department", "implementing_unit", "project_code")
TEXTS = ("period", "period_goal", "annual_goal", "goal_completion", "total_score")
FOOT = ("preparer", "phone", "date", "signatory")
PRINTED_NUMBERS = ("weight", "score")
PRINTED_TEXTS = ("actual", "direction", "value_type", "scoring_rule")


def form_data(form: Form) -> dict[str, Any]:
    """The form with every field; a field the layout lacks and a blank one are both null."""
    budget = form.amounts.get("budget_amount")
    out: dict[str, Any] = {
        "index": form.index,
        "layout": form.layout,
        "form_kind": form.kind,
        "title": _text(form, "title"),
        "fiscal_year": form.fiscal_year,
        "unit_of_money": form.money_unit,
    }
    out |= {key: _text(form, key) for key in HEAD}
    out |= {
        "budget_amount": _text(form, "budget_amount"),
        "budget_amount_number": budget.number if budget else None,
        "budget_amount_yuan": budget.yuan if budget else None,
        "higher_level_funds": _text(form, "higher_level_funds"),
        "funds": funds(form),
    }
    out |= {key: _text(form, key) for key in TEXTS}
    out["indicators"] = [row_data(row, form.columns) for row in form.indicators]
    out |= {key: _text(form, key) for key in FOOT}
    out["notes"] = [
        {"kind": note.kind, "detail": note.detail, "address": address_data(note.address)}
        for note in form.notes
    ]
    return out


def row_data(row: Indicator, columns: tuple[str, ...]) -> dict[str, Any]:
    """One indicator row; columns that only some layouts print are there only where printed."""
    target = row.target
    out: dict[str, Any] = {
        "ref": row.ref,
        "level1": row.level1,
        "level1_inferred": row.level1_inferred,
        "level2": row.level2,
        "level3": row.name,
        "value_raw": target.raw.strip() or None,
        "comparator": target.comparator,
        "number": target.number,
        "unit": target.unit_text,
        "kind": target.kind,
        "op": target.op,
        "low": target.low,
        "high": target.high,
        "start": target.start,
        "end": target.end,
        "confidence": target.confidence,
        "standard": row.standard,
    }
    out |= {key: plain_number(row.text(key)) for key in PRINTED_NUMBERS if key in columns}
    out |= {key: row.text(key) or None for key in PRINTED_TEXTS if key in columns}
    return out


def address_data(address: Any) -> dict[str, Any]:
    """The parts of an address that apply."""
    names = ("page", "sheet", "table", "row", "column", "line")
    return {name: getattr(address, name) for name in names if getattr(address, name)}


def funds(form: Form) -> dict[str, Any] | None:
    """All money cells by printed label, where the form prints the parts of its funds."""
    if not set(form.amounts) - {"budget_amount", "higher_level_funds"}:
        return None
    return {_label(form, key): _printed(amount) for key, amount in form.amounts.items()}


def plain_number(text: str) -> Any:
    """A printed weight or score as a number; the text itself where it is none; blank is null."""
    from decimal import Decimal, InvalidOperation

    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text or None
    return value if value.is_finite() else text


def _text(form: Form, key: str) -> str | None:
    return form.text(key) or None


def _label(form: Form, key: str) -> str:
    field = form.fields.get(key)
    label = field.label.strip() or key if field else key
    return f"实施期：{label}" if key.startswith("period_") and "实施期" not in label else label


def _printed(amount: Amount) -> str | None:
    return amount.raw.strip() or None
