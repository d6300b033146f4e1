"""A report as JSON and back, whole: every record, every digit, nothing that runs when it is read.

For our own journal only; what others may read is docs/reference/report.schema.json.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from json import dumps, loads
from zlib import compress, decompress

from ..model import finding, form, place, quantity
from ..model.finding import Report
from ..model.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

NOUNS: dict[str, type] = {
    name: kind
    for module in (finding, form, place, quantity)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and (hasattr(kind, "_fields") or issubclass(kind, Enum))
}
"""The records and word lists of the model, by name: a new one needs nothing here."""

MADE: dict[str, Callable[..., Any]] = {
    **NOUNS,
    "Decimal": Decimal,
    "tuple": lambda *values: values,
    "map": lambda *values: dict(zip(values[::2], values[1::2], strict=True)),
    "Refusal": lambda file, problem, remedy, problem_en, remedy_en, where: Refusal(
        file, problem, remedy, problem_en=problem_en, remedy_en=remedy_en, where=where
    ),
}
PLAIN = (str, int, bool, type(None))


def packed(report: Report) -> str:
    """The report in a line of printable ASCII."""
    return b64encode(compress(dumps(_data(report), separators=(",", ":")).encode(), 1)).decode()


def unpacked(text: str) -> Report:
    """The report again. ValueError, or zlib's error, where the text is damaged."""
    made: Report = _made(loads(decompress(b64decode(text, validate=True))))
    return made


def _data(value: Any) -> Any:
    """A list with the kind first, or the value itself where JSON has its kind."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind.__name__ in NOUNS:
        if isinstance(value, Enum):
            return [kind.__name__, value.value]
        return [kind.__name__, *(_data(getattr(value, name)) for name in value._fields)]
    if kind is tuple:
        return ["tuple", *map(_data, value)]
    if isinstance(value, Mapping):
        return ["map", *(_data(one) for pair in value.items() for one in pair)]
    if isinstance(value, Refusal):
        return ["Refusal", *(getattr(value, name) for name in SAID)]
    if kind is Decimal:
        return ["Decimal", str(value)]
    raise TypeError(f"no way to keep {kind.__name__}")


SAID = ("file", "problem", "remedy", "problem_en", "remedy_en", "where")


def _made(data: Any) -> Any:
    if type(data) is list:
        return MADE[data[0]](*map(_made, data[1:]))
    return data
