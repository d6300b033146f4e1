"""``monitor --format json``: as ``evaluate``, with the warnings of each form."""

from __future__ import annotations

from ..score.numbers import percent
from .evaluate_json import exact, form_data, ground_data
from .jsonout import encode
from .monitor_words import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .evaluate_run import Case, Ground
    from .output import View


def write(cases: Sequence[Case], made: Ground, send: Callable[[str], object], view: View) -> None:
    """One object: the ground, then the forms."""
    lang = view.lang
    forms = [form_data(case, made, lang) | warned(case, made, lang) for case in cases]
    send(encode({**ground_data(made), "forms": forms}) + "\n")


def warned(case: Case, made: Ground, lang: str) -> dict[str, Any]:
    """The early warnings of a form."""
    return {
        "warnings": [
            {
                "kind": one.kind,
                "ref": one.ref,
                "level": one.level,
                "gap": exact(one.gap, percent(one.gap)) if one.gap else None,
                "text": text,
            }
            for one, text in warnings(case, made, lang)
        ]
    }
