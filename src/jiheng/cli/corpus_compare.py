"""One form as read against the same form typed by hand: which rows, which fields, which values.

White space never counts. A row is the same row where its three level names and its printed value
are the same; its other cells are compared on the rows that match.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ..model.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    Data = Mapping[str, Any]

NOT_COMPARED = frozenset({"id", "source", "locator", "notes", "complete", "indicators", "funds"})
ROW_KEY = ("level1", "level2", "level3", "value_raw")
VALUE_KEYS = ("comparator", "number", "unit")


@record
class Difference:
    """``kind``: missing or extra (a row), field (above or below the rows), cell, value (a row's).

    ``row`` is the number of the row among the typed ones (of an extra row: among those read).
    """

    kind: str
    key: str = ""
    row: int = 0
    expected: str = ""
    found: str = ""


@record
class Score:
    """Counts: rows typed, read and the same; fields, cells and values compared and the same."""

    rows: int = 0
    read: int = 0
    hit: int = 0
    fields: int = 0
    fields_ok: int = 0
    cells: int = 0
    cells_ok: int = 0
    values: int = 0
    values_ok: int = 0


@record
class Compared:
    """How well one form was read. No form at all: every row and field of the truth is missing."""

    score: Score
    differences: tuple[Difference, ...] = ()


def total(scores: Iterable[Score]) -> Score:
    """The sum of counts."""
    out = Score()
    for one in scores:
        names = Score.__annotations__
        out = replace(out, **{name: getattr(out, name) + getattr(one, name) for name in names})
    return out


def compare(truth: Data, form: Data | None) -> Compared:
    """The typed form against the one read (both with the keys of the form schema)."""
    found = form or {"indicators": ()}
    differences = list(_fields(truth, found))
    fields = [key for key in truth if key not in NOT_COMPARED]
    score = Score(fields=len(fields), fields_ok=len(fields) - len(differences))
    pairs, missing, extra = _pair(truth["indicators"], found["indicators"])
    for number in missing:
        differences.append(Difference("missing", "", number, _row(truth, number)))
    for number in extra:
        differences.append(Difference("extra", "", number, "", _row(found, number)))
    score = replace(score, rows=len(pairs) + len(missing), read=len(pairs) + len(extra))
    score = replace(score, hit=len(pairs))
    for number, typed, ours in pairs:
        wrong = list(_cells(number, typed, ours))
        differences += wrong
        values = sum(key in VALUE_KEYS for key in typed)
        cells = len(typed) - values - len(ROW_KEY)
        bad = sum(one.kind == "value" for one in wrong)
        now = Score(
            cells=cells,
            cells_ok=cells - len(wrong) + bad,
            values=values,
            values_ok=values - bad,
        )
        score = total((score, now))
    return Compared(score, tuple(differences))


def likeness(truth: Data, form: Data) -> tuple[int, int]:
    """How much a form looks like the typed one: rows the same, then filled fields the same."""
    pairs, _, _ = _pair(truth["indicators"], form["indicators"])
    filled = [key for key in truth if key not in NOT_COMPARED and truth[key] not in (None, "")]
    return len(pairs), sum(same(truth[key], form.get(key)) for key in filled)


def best(truths: list[Data], forms: list[Data]) -> list[Data | None]:
    """For each typed form of one file the form meant, each form at most once, the surest first."""
    ranked = sorted(
        (
            (likeness(truth, form), -t, -f)
            for t, truth in enumerate(truths)
            for f, form in enumerate(forms)
        ),
        reverse=True,
    )
    out: dict[int, int] = {}
    for like, t, f in ranked:
        if any(like) and -t not in out and -f not in out.values():
            out[-t] = -f
    return [forms[out[t]] if t in out else None for t in range(len(truths))]


def same(expected: object, found: object) -> bool:
    """Equal but for white space; "10" and 10 are one number; blank and null are one nothing."""
    expected, found = _squeezed(expected), _squeezed(found)
    if expected == found:
        return True
    if isinstance(expected, str) == isinstance(found, str):
        return False
    one, other = _number(expected), _number(found)
    return one is not None and one == other


def _squeezed(value: object) -> object:
    return "".join(value.split()) or None if isinstance(value, str) else value


def _number(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _fields(truth: Data, form: Data) -> Iterator[Difference]:
    for key, expected in truth.items():
        if key not in NOT_COMPARED and not same(expected, form.get(key)):
            yield Difference("field", key, 0, _text(expected), _text(form.get(key)))


def _cells(number: int, typed: Data, ours: Data) -> Iterator[Difference]:
    for key, expected in typed.items():
        if key not in ROW_KEY and not same(expected, ours.get(key)):
            kind = "value" if key in VALUE_KEYS else "cell"
            yield Difference(kind, key, number, _text(expected), _text(ours.get(key)))


def _pair(
    typed: Iterable[Data], ours: Iterable[Data]
) -> tuple[list[tuple[int, Data, Data]], list[int], list[int]]:
    """Rows that are the same, with the typed row's number; the numbers missing, and left over."""
    left = dict(enumerate(ours, 1))
    by_key: dict[tuple[object, ...], list[int]] = {}
    for number, row in left.items():
        by_key.setdefault(_key(row), []).append(number)
    pairs: list[tuple[int, Data, Data]] = []
    missing: list[int] = []
    for number, row in enumerate(typed, 1):
        hits = by_key.get(_key(row))
        if hits:
            pairs.append((number, row, left.pop(hits.pop(0))))
        else:
            missing.append(number)
    return pairs, missing, list(left)


def _key(row: Data) -> tuple[object, ...]:
    return tuple(_squeezed(row.get(name)) for name in ROW_KEY)


def _row(form: Data, number: int) -> str:
    row = form["indicators"][number - 1]
    return " | ".join(_text(row.get(name)) for name in ROW_KEY)


def _text(value: object) -> str:
    if value is None:
        return ""
    return " ".join(value.split()) if isinstance(value, str) else str(value)
