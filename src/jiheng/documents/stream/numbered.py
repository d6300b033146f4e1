"""Numbered rows of a table that was scrambled: ``指标7：名称 值 值 分``.

Only rows that hold exactly as many cells as the heads name are read; of every other numbered row
a note says that it could not be put together.
"""

from __future__ import annotations

from ...model.form import Field, Note
from ...model.place import Address
from ..build import Draft
from ..columns import Column, Row
from ..values import parse
from .heads import level_at
from .labels import LONG, label_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...policy import Book
    from ..vocabulary import Vocabulary
    from .tokens import Token

FEWEST = 4  # rows alike; fewer may be chance
CELLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("value", ("指标值", "目标值")),
    ("actual", ("完成值", "实际值")),
    ("weight", ("分值", "权重")),
    ("score", ("得分",)),
)
LEVELS = ("level1", "level2")


def numbered(items: Sequence[Token], words: Vocabulary, book: Book) -> Draft | None:
    """The form of a scrambled text whose rows are numbered, None where too few agree."""
    text = "".join(token.text for token in items)
    keys = [key for key, said in CELLS if any(word in text for word in said)]
    spots = [n for n, token in enumerate(items) if _name(token.text)]
    if len(spots) < FEWEST or "value" not in keys:
        return None
    draft = Draft()
    draft.begin_block([Column(k, n, n + 1, "") for n, k in enumerate((*LEVELS, "name", *keys))], -2)
    for field in label_fields(items[: spots[0]], words, piped=False):
        if field.key not in LONG:  # the words of the head are mixed into them
            draft.offer(field)
    levels: dict[str, Field] = {}
    for spot, after in zip(spots, [*spots[1:], len(items)], strict=True):
        levels = _levels(items, spot, levels, words)
        cells = list(items[spot + 1 : _until(items, spot + 1, after, words)])
        if _fits(cells, keys, book):
            draft.rows.append((_row(items[spot], cells, keys, levels), ""))
        else:
            draft.notes.append(Note("row-unread", items[spot].text, _at(items[spot])))
    return draft if len(draft.rows) >= FEWEST else None


def _name(text: str) -> str:
    """``指标7：名称`` → 名称, "" where the text is no numbered name."""
    head, colon, name = text.replace("：", ":", 1).partition(":")
    return name if colon and head.startswith("指标") and head[2:].isdigit() else ""


def _until(items: Sequence[Token], start: int, stop: int, words: Vocabulary) -> int:
    """A row ends at the next level name."""
    return next((n for n in range(start, stop) if level_at(items, n, words, 2)), stop)


def _levels(
    items: Sequence[Token], spot: int, old: dict[str, Field], words: Vocabulary
) -> dict[str, Field]:
    """Level names printed right before the row take the place of those in force."""
    for start in range(max(0, spot - 3), spot):
        for level in (2, 1):
            found = level_at(items, start, words, level)
            if found and start + found[0] == spot and not words.head(found[1]):
                key = f"level{level}"
                return old | {key: Field(key, found[1], "", _at(items[start]))}
    return old


def _fits(cells: Sequence[Token], keys: Sequence[str], book: Book) -> bool:
    return len(cells) == len(keys) and all(
        _is_points(cell.text) if key in ("weight", "score") else _is_value(cell.text, book)
        for key, cell in zip(keys, cells, strict=True)
    )


def _is_points(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and len(text) <= 5


def _is_value(text: str, book: Book) -> bool:
    return parse(text, book).kind not in ("empty", "filler")


def _row(name: Token, cells: Sequence[Token], keys: Sequence[str], levels: dict[str, Field]) -> Row:
    fields = dict(levels) | {"name": Field("name", name.text, "", _at(name))}
    for key, cell in zip(keys, cells, strict=True):
        fields[key] = Field(key, cell.text, "", _at(cell))
    return Row(fields, frozenset(LEVELS), len(keys) + 3)


def _at(token: Token) -> Address:
    return Address(line=token.line)
