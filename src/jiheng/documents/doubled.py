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
    from .build import Draft
    from .columns import Column

_TWICE = ("name", "value")
_OWN = ("level2", "name", "value", "standard", "unit", "nature", "note")
PERIOD, ANNUAL = "实施期绩效指标", "年度绩效指标"


def part(draft: Draft) -> None:
    """Two blocks side by side become rows of their own, all of the left block first.

    Of blocks one below the other (长期绩效指标, 年度绩效指标) each row says which it is in.
    """
    draft.twice = is_doubled(draft.columns)
    if not draft.twice:
        if len({block for _, block in draft.rows}) > 1:
            draft.rows = [(_in_block(row, block), block) for row, block in draft.rows]
        return
    annual_first = _is_annual_first(draft)
    pairs = [_halves(row, draft.columns, annual_first) for row, _ in draft.rows]
    draft.rows = [(pair[n], "") for n in (0, 1) for pair in pairs if _says_something(pair[n])]
    draft.columns = [c for c in draft.columns if ":" not in c.key or c.key.startswith("field:")]


def _is_annual_first(draft: Draft) -> bool:
    """Whether the annual goal stands left of the long one; 实施期 is the left half elsewhere."""
    period, annual = draft.fields.get("period_goal"), draft.fields.get("annual_goal")
    if not period or not annual or "年" not in annual.label:
        return False
    left, right = annual.address, period.address
    return (left.table, left.row) == (right.table, right.row) and left.column < right.column


def is_doubled(columns: list[Column]) -> bool:
    """Whether name and value stand twice in the head row."""
    keys = {column.key.partition(":")[0] for column in columns if ":" in column.key}
    return keys.issuperset(_TWICE)


def _halves(row: Row, columns: list[Column], annual_first: bool) -> tuple[Row, Row]:
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


def _says_something(row: Row) -> bool:
    """A half that is blank, or only carried down from above, is no row."""
    keys = ("name", "value", "level2")
    return any(k in row.fields and row.fields[k].text and k not in row.carried for k in keys)


def _in_block(row: Row, printed: str) -> Row:
    """The row with the block label that heads it."""
    field = Field("block", printed, printed)
    return replace(row, fields={**row.fields, "block": field}) if printed else row


def _block(name: str) -> Field:
    """Which half this is. Nothing beside the row says so: the raw text is blank."""
    return Field("block", "", "", NOWHERE, view=name)
