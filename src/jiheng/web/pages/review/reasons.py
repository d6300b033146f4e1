"""Reasons at single cells, gathered while one reads, given when the form is returned.

They wait in the reviewer's session: nobody else reads them before he returns the form.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jiheng.model.form import Form

from ...cards import heads
from ...models import Step

MOST = 100
LONGEST = 2000


def _key(step: Step) -> str:
    return f"{step.pk}:{step.version_id or 0}"


def gathered(request: HttpRequest, step: Step) -> list[dict[str, str]]:
    """The reasons so far, oldest first."""
    found: list[dict[str, str]] = request.session.get("reasons", {}).get(_key(step), [])
    return found


def keep(request: HttpRequest, step: Step, ref: str, column: str, text: str) -> None:
    """One more; a second one at the same cell takes the place of the first."""
    others = [
        one for one in gathered(request, step) if (one["ref"], one["column"]) != (ref, column)
    ]
    made = [*others, {"ref": ref[:40], "column": column[:40], "text": text.strip()[:LONGEST]}]
    _put(request, step, made[-MOST:])


def drop(request: HttpRequest, step: Step, ref: str, column: str) -> None:
    """One less."""
    kept = [one for one in gathered(request, step) if (one["ref"], one["column"]) != (ref, column)]
    _put(request, step, kept)


def clear(request: HttpRequest, step: Step) -> None:
    """They were given."""
    _put(request, step, [])


def _put(request: HttpRequest, step: Step, made: list[dict[str, str]]) -> None:
    held: dict[str, Any] = request.session.get("reasons", {})
    held[_key(step)] = made
    request.session["reasons"] = {key: value for key, value in held.items() if value}


def columns(form: Form) -> list[tuple[str, str]]:
    """Columns to choose from."""
    return heads(form)


def place_name(form: Form, ref: str, column: str) -> str:
    """A cell as people call it: C1 指标名 · 指标值; a field by its label."""
    row = next((one for one in form.indicators if one.ref == ref), None)
    if row is not None:
        head = dict(heads(form)).get(column, "")
        return f"{ref} {row.name}" + (f" · {head}" if head else "")
    field = form.fields.get(ref)
    return field.label.strip("：: \u3000") if field and field.label else ref
