"""Forms with two indicator blocks side by side: 实施期 left, 年度 right (or the other way round).

Level 1, and in some forms the block label, stand once for both. Each printed row becomes two rows;
the ``block`` of a row says which of the two it is.
"""

from __future__ import annotations

from ..model.form import Field
from ..model.place import NOWHERE
from ..model.record import replace
from .columns import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .columns import Column

_TWICE = ("name", "value")
_OWN = ("level2", "name", "value", "standard", "unit", "nature", "note")
PERIOD, ANNUAL = "实施期绩效指标", "年度绩效指标"


def is_doubled(columns: list[Column]) -> bool:
    """Whether name and value stand twice in the head row."""
    keys = {column.key.partition(":")[0] for column in columns if ":" in column.key}
    return keys.issuperset(_TWICE)


def halves(row: Row, columns: list[Column], annual_first: bool) -> tuple[Row, Row]:
    """The left and the right row of a printed row."""
    repeated = {c.key: c.key.partition(":")[0] for c in columns if _repeats(c.key)}
    shared = {k: f for k, f in row.fields.items() if k not in repeated and k not in _OWN}
    left = {k: f for k, f in row.fields.items() if k in _OWN}
    right = {repeated[k]: f for k, f in row.fields.items() if k in repeated}
    if "level2" in row.fields and "level2" not in repeated.values():
        right["level2"] = row.fields["level2"]
    right = {key: replace(field, key=key) for key, field in right.items()}
    names = (ANNUAL, PERIOD) if annual_first else (PERIOD, ANNUAL)
    carried_right = {repeated[k] for k in row.carried if k in repeated} | (row.carried & {*shared})
    return (
        Row({**shared, **left, "block": _block(names[0])}, row.carried, row.width),
        Row({**shared, **right, "block": _block(names[1])}, frozenset(carried_right), row.width),
    )


def _repeats(key: str) -> bool:
    first, colon, _ = key.partition(":")
    return bool(colon) and first in _OWN


def says_something(row: Row) -> bool:
    """A half that is blank, or only carried down from above, is no row."""
    keys = ("name", "value", "level2")
    return any(k in row.fields and row.fields[k].text and k not in row.carried for k in keys)


def in_block(row: Row, printed: str) -> Row:
    """The row with the block label that heads it."""
    field = Field("block", printed, printed)
    return replace(row, fields={**row.fields, "block": field}) if printed else row


def _block(name: str) -> Field:
    """Which half this is. Nothing beside the row says so: the raw text is blank."""
    return Field("block", "", "", NOWHERE, view=name)
