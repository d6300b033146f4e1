"""Find the head of an indicator table in a token stream, and the order of its columns."""

from __future__ import annotations

from ...model.record import record
from ..columns import CORE
from ..nameunits import is_bare_number
from ..vocabulary import plain
from .tokens import Token, match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..vocabulary import Vocabulary

UNKNOWN_RUN = 2


@record
class Head:
    """Token positions [start, end) of a head, its columns in printed order with their words.

    ``fields`` are label columns before level 1 (a wide table has one project a row).
    """

    start: int
    end: int
    columns: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...] = ()


def find_head(items: Sequence[Token], start: int, words: Vocabulary) -> Head | None:
    """The head that begins exactly at ``start``, or None."""
    if not items[start].text:
        return None
    first = match(items, start, words.heads)
    wide = match(items, start, words.labels) if not first else None
    if not first and not wide:
        return None
    found: list[tuple[str, str]] = []
    at, unknown = start, 0
    end = start
    while at < len(items) and len(found) < 24:
        hit = match(items, at, words.heads) or _label(items, at, words)
        if hit and not (hit[1] in ("level1", "level2") and any(k == hit[1] for k, _ in found)):
            count, key = hit
            found.append((key, "".join(token.text for token in items[at : at + count])))
            at += count
            end, unknown = at, 0
            continue
        core = any(key in CORE for key, _ in found)
        if hit or _is_level(items, at, words) or unknown >= UNKNOWN_RUN or not core:
            break
        if items[at].text:
            unknown += 1
            found.append((f"other:{items[at].text}", items[at].text))
        at += 1
    while found and found[-1][0].startswith("other:"):
        found.pop()
    return _head(start, end, found)


def _label(items: Sequence[Token], at: int, words: Vocabulary) -> tuple[int, str] | None:
    hit = match(items, at, words.labels)
    return (hit[0], f"field:{hit[1]}") if hit else None


def _is_level(items: Sequence[Token], at: int, words: Vocabulary) -> bool:
    return bool(level_at(items, at, words, 1) or level_at(items, at, words, 2))


def _head(start: int, end: int, found: list[tuple[str, str]]) -> Head | None:
    keys = {key for key, _ in found}
    small = {"name", "value"} <= keys and keys & {"unit", "nature"}
    if (len(keys & CORE) < 3 or not keys & {"name", "value"}) and not small:
        return None
    columns = _ordered([pair for pair in found if pair[0] != "block"])
    first_level = next(i for i, (key, _) in enumerate(columns) if key in CORE)
    fields = tuple(
        (key[6:], word) for key, word in columns[:first_level] if key.startswith("field:")
    )
    rest = [pair for pair in columns[first_level:] if not pair[0].startswith("field:")]
    return Head(start, end, tuple(_distinct(rest)), fields)


def _ordered(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Two-storey heads come upper row first: level names go to the front, a second value head with
    its sign and unit takes the place of the first.
    """
    keys = [key for key, _ in found]
    if "level1" not in keys or "value" not in keys or keys.index("value") > keys.index("level1"):
        return found
    cut = keys.index("level1")
    upper, lower = found[:cut], found[cut:]
    low_keys = [key for key, _ in lower]
    if "value" not in low_keys:
        return lower + upper
    after_name = (
        max((i for i, key in enumerate(low_keys) if key in CORE - {"value"}), default=0) + 1
    )
    rest = [pair for pair in upper if pair[0] != "value"]
    return lower[:after_name] + lower[after_name:] + rest


def _distinct(columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for key, word in columns:
        name = f"{key}:{word}" if any(k == key for k, _ in out) else key
        out.append((name, word))
    return out


def _begins_other(text: str, words: Vocabulary) -> bool:
    """Whether no level name begins like this, whatever follows."""
    begin = text[:2]
    known = begin in words.level_begins or begin[0].isdigit()  # or numbered
    return len(begin) > 1 and begin.isalnum() and not known


def level_at(
    items: Sequence[Token], at: int, words: Vocabulary, level: int
) -> tuple[int, str] | None:
    """A level-1 or level-2 name at ``at``: (tokens, printed text); it says 指标 or is short."""
    joined = ""
    best = None
    if at < len(items) and items[at].text[-1:].isdecimal() and is_bare_number(items[at].text):
        return None  # a weight or an amount in the cell before
    for count in range(1, 7):
        if at + count > len(items) or not items[at + count - 1].text:
            break
        if items[at + count - 1].text in ("-", "—", "/", "定量", "定性"):
            break
        joined += items[at + count - 1].text
        if len(joined) > 30 or _begins_other(joined, words):
            break
        name = words.level1_name(joined) if level == 1 else words.level2_name(joined)
        if name and (
            "指标" in joined
            or joined.endswith("值")
            or len(plain(joined)) <= 5
            or "满意度" in joined
        ):
            best = count, joined
    return best
