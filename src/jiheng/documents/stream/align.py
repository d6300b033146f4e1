"""Lay tokens over columns at the least cost: which token is the name, which the value …

Each row is a pass over the columns from left to right; a token goes to the current column (joined
to what is there), to a later one, or opens a new row. The costs say how odd that would be. Work is
tokens × columns², nothing is searched blindly.
"""

from __future__ import annotations

from ...model.record import record
from ..build import DIRECTIONS, TYPES
from ..nameunits import is_bare_number
from ..units import parse_unit
from ..values import parse
from .tokens import Token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...policy import Book

SIGNS = frozenset(
    "≥ ≤ = ＝ ═ > < ≧ ≦ ＞ ＜ >= <= == => 大于等于 小于等于 等于 大于 小于".split()
    + "不低于 不高于 不少于 不超过 定性".split()
)
SKIP = {
    "name": 60,
    "value": 40,
    "sign": 12,
    "nature": 12,
    "unit": 5,
    "weight": 10,
    "score": 8,
    "actual": 10,
}
JOINED = {"name": 9, "value": 16, "standard": 3, "reason": 3, "note": 3, "scoring_rule": 3}
LONGEST_UNIT = 5
TEXTS = frozenset(("standard", "reason", "note", "scoring_rule", "source"))


@record
class Laid:
    """One row: column index → tokens laid there."""

    cells: dict[int, tuple[Token, ...]]


def lay(
    items: Sequence[Token], columns: Sequence[str], book: Book, *, piped: bool, per_line: bool
) -> list[Laid]:
    """The rows the tokens make, columns being keys in order (the first is the name)."""
    if not items or not columns:
        return []
    kinds = [key.partition(":")[0] for key in columns]
    costs = [_costs(token.text, kinds, book) for token in items]
    back = _best(items, columns, costs, piped, per_line)
    return _rows(items, back)


def _best(
    items: Sequence[Token],
    columns: Sequence[str],
    costs: list[list[int]],
    piped: bool,
    per_line: bool,
) -> list[tuple[int, bool]]:
    """For each token its column and whether it opens a row, at the least total cost."""
    width = len(columns)
    skips = [SKIP.get(key, 2) * (3 if piped else 1) for key in columns]
    ahead = [sum(skips[:c]) for c in range(width + 1)]
    tail = [sum(SKIP.get(key, 2) for key in columns[c:]) for c in range(width + 1)]
    best = [ahead[c] + costs[0][c] for c in range(width)]
    came: list[list[tuple[int, bool]]] = [[(-1, True)] * width]
    for index in range(1, len(items)):
        token = items[index]
        fresh = [best[p] + tail[p + 1] + _new_row(token, per_line) for p in range(width)]
        row_from = min(range(width), key=fresh.__getitem__)
        now, steps = [], []
        for c in range(width):
            options = [(fresh[row_from] + ahead[c], (row_from, True))]
            options.append(
                (best[c] + _join(token, columns[c], piped, items[index - 1].text), (c, False))
            )
            options += [
                (best[p] + ahead[c] - ahead[p + 1] + _step(token, per_line), (p, False))
                for p in range(c)
            ]
            cost, step = min(options, key=lambda option: option[0])
            now.append(cost + costs[index][c])
            steps.append(step)
        best = now
        came.append(steps)
    last = min(range(width), key=lambda c: best[c] + tail[c + 1])
    return _trace(came, last)


def _trace(came: list[list[tuple[int, bool]]], last: int) -> list[tuple[int, bool]]:
    out = []
    column = last
    for steps in reversed(came):
        before, opens = steps[column]
        out.append((column, opens))
        column = before
    return out[::-1]


def _new_row(token: Token, per_line: bool) -> int:
    if not per_line:
        return 0
    return 0 if token.first else 30


def _step(token: Token, per_line: bool) -> int:
    """Going on to the next column across a line break is odd where rows are lines."""
    return 12 if per_line and token.first else 0


def _join(token: Token, key: str, piped: bool, before: str) -> int:
    if not token.text:
        return 4  # a cell too many at the end of a row
    base = JOINED.get(key, 25)
    if key == "value" and len(token.text) > LONGEST_UNIT and _is_next_name(before, token.text):
        base += 30  # 4443 ¦ 某某人员数量: the name of the next row
    if piped:
        return base + 60
    return base if token.weak else base + (10 if token.first else 6)


def _is_next_name(before: str, text: str) -> bool:
    return is_bare_number(before) and not any(char.isdigit() for char in text)


def _rows(items: Sequence[Token], placed: Sequence[tuple[int, bool]]) -> list[Laid]:
    rows: list[dict[int, tuple[Token, ...]]] = []
    for token, (column, opens) in zip(items, placed, strict=True):
        if opens:
            rows.append({})
        rows[-1][column] = (*rows[-1].get(column, ()), token)
    return [Laid(row) for row in rows]


def _costs(text: str, keys: Sequence[str], book: Book) -> list[int]:
    """How odd the text would be in each column."""
    measured = bool({"name", "value", "actual"} & set(keys)) and _measures(text, book)
    return [_cost(text, key, book, measured) for key in keys]


def _measures(text: str, book: Book) -> bool:
    return parse(text, book).kind not in ("qual", "empty", "filler")


def _cost(text: str, key: str, book: Book, measured: bool) -> int:
    """How odd the text would be in a column of this kind; 0 is just right."""
    if not text:
        return {"name": 45, "value": 15}.get(key, 0)
    if key in ("name", "value", "actual") and (text[0] == "%" or text in TYPES or text == "-"):
        return 120
    if key in ("sign", "nature"):
        return 0 if text in SIGNS or text in DIRECTIONS or text in TYPES else 80
    if key == "direction":
        return 0 if text in DIRECTIONS else 80
    if key == "value_type":
        return 0 if text in TYPES else 80
    if key == "unit":
        return _unit_cost(text, book)
    if key in ("weight", "score"):
        return 0 if _is_points(text) else 80
    if key == "name":
        return (60 if text in SIGNS else 25) if measured and len(text) <= 12 else 0
    if key in ("value", "actual"):
        short = 6 if len(text) <= 8 else 14 if len(text) <= 16 else 24
        return 0 if measured and len(text) <= 20 else short
    return 12 if key in TEXTS else 15


def _unit_cost(text: str, book: Book) -> int:
    if text in ("-", "—", "/"):
        return 4
    unit = parse_unit(text, book)
    return 60 if unit is None else 12 if unit.family == "other" else 0


def _is_points(text: str) -> bool:
    bare = text.rstrip("分").replace(".", "", 1)
    return text in ("—", "-", "/") or (bare.isascii() and bare.isdigit() and len(bare) <= 5)
