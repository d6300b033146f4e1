"""``convert -o OUT.json``: the forms of ``show --format json``, each with its file, each indicator
with its normal form and its place (docs/reference/form.schema.json).
"""

from __future__ import annotations

from decimal import localcontext

from ...model.quantity import PRECISION
from .encode import encode
from .json import address_data, form_data
from .table_rows import address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ...model.form import Document, Form, Indicator, Target


def write(documents: Iterable[Document], lang: str) -> Iterator[str]:
    """One list with the forms of all files, piece by piece. The keys are the same in any language.

    Each form stands one blank further in than alone: the text is that of the list encoded whole.
    """
    before = "["
    for document in documents:
        for form in document.forms:
            with localcontext(prec=PRECISION):
                text = encode(converted(document.path, form))
            yield before + "\n " + text.replace("\n", "\n ")
            before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def converted(path: str, form: Form) -> dict[str, Any]:
    """One form."""
    data = {"file": path} | form_data(form)
    for row, out in zip(form.indicators, data["indicators"], strict=True):
        out["normal"] = normal(row.target)
        out["place"] = place(form, row)
    return data


def normal(target: Target) -> dict[str, Any]:
    """What the value was read as, in its own unit and in the base of that unit."""
    unit = target.unit
    scale = unit.scale if unit else None
    return {
        "op": target.op,
        "low": target.low,
        "high": target.high,
        "unit": unit.text if unit else target.unit_text,
        "base_unit": "/".join((unit.base, *unit.per)) if unit else None,
        "base_low": None if scale is None or target.low is None else target.low * scale,
        "base_high": None if scale is None or target.high is None else target.high * scale,
        "kind": target.kind,
        "start": target.start,
        "end": target.end,
        "confidence": target.confidence,
        "reports": list(target.reports),
    }


def place(form: Form, row: Indicator) -> dict[str, Any]:
    """The stable key that findings use, and the address in the file."""
    return {"key": form.at(row).key, "address": address_data(address(row))}
