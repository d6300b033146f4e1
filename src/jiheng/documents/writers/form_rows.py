"""The indicator part of a page: heads, rows, and what is merged downwards."""

from __future__ import annotations

from ..content import goes_on
from .form_sheet import CELL, LABEL, TEXT, Box, spread
from .form_words import head, shares

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...model.form import Form, Indicator
    from .form_sheet import Row

RUNNING = ("name", "standard", "scoring_rule", "reason", "note")
LEVELS = ("level1", "level2")
Cells = list[dict[str, str]]


def table(form: Form, columns: Sequence[str], cells: Cells, heads: Mapping[str, str]) -> list[Row]:
    """Heads and rows; a block label stands left of the rows it heads, its head with them.

    ``cells``: the texts of each indicator by column; a column a row lacks goes on from above.
    """
    edges = spread(shares(columns))
    said = {key: heads.get(key) or head(form, key) for key in columns}
    out: list[Row] = []
    for start, end in _parts(form):
        block = form.indicators[start].text("block") if start < end else ""
        names = said | ({"block": block} if block else {})
        place = dict(zip(columns, zip((0, *edges), edges, strict=False), strict=True))
        down = {"block": end - start + 1}
        out.append(tuple(Box(names[key], *place[key], LABEL, down.get(key, 1)) for key in columns))
        for number in range(start, end):
            out.append(_row(form, number, (start, end), place, cells))
    return out


def texts(form: Form, columns: Sequence[str]) -> Cells:
    """What the form prints in these columns, row by row."""
    return [_texts(form, number, columns) for number in range(len(form.indicators))]


def _texts(form: Form, number: int, columns: Sequence[str]) -> dict[str, str]:
    row = form.indicators[number]
    above = form.indicators[number - 1] if number else None
    out = {}
    for key in columns:
        field = row.fields.get(key)
        if field is None and key in ("direction", "sign") and "value_type" not in columns:
            field = row.fields.get("value_type")
        if key in LEVELS:
            out[key] = level(row, key)
        elif above is None or not goes_on(field, above.fields.get(key), key):
            out[key] = field.raw if field else ""
    return out


def level(row: Indicator, key: str) -> str:
    """A level name: as in its cell, else as it is in force there from a merged cell above."""
    field = row.fields.get(key)
    filled = row.level2 if key == "level2" else row.level1_printed
    return field.raw if field and field.text else filled or ""


def _parts(form: Form) -> list[tuple[int, int]]:
    """The rows of each block, from and to."""
    blocks = [row.text("block") for row in form.indicators]
    starts = [n for n, block in enumerate(blocks) if not n or block != blocks[n - 1]] or [0]
    return list(zip(starts, [*starts[1:], len(blocks)], strict=True))


def _row(
    form: Form,
    number: int,
    part: tuple[int, int],
    place: Mapping[str, tuple[int, int]],
    cells: Cells,
) -> Row:
    boxes = []
    for key, (left, right) in place.items():
        if key == "block" or (number > part[0] and _same(cells, number, key)):
            continue
        down = 1
        while number + down < part[1] and _same(cells, number + down, key):
            down += 1
        kind = TEXT if key in RUNNING else LABEL if key in LEVELS else CELL
        boxes.append(Box(cells[number].get(key, ""), left, right, kind, down))
    return tuple(boxes)


def _same(cells: Cells, number: int, key: str) -> bool:
    """Whether a cell goes on from the row above; level 2 only under the same level 1."""
    own, above = cells[number], cells[number - 1]
    if key not in LEVELS:
        return key not in own
    if key == "level2" and "level1" in own and not _same(cells, number, "level1"):
        return False
    return bool(own.get(key, "").strip()) and own.get(key) == above.get(key)
