"""Which layout (版式) a form follows: the most demanding layout file whose demands are met."""

from __future__ import annotations

from .titles import title_view
from .vocabulary import bare, plain, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..policy import Book
    from .build import Draft

UNKNOWN = "unknown"
KINDS = ("labels", "heads", "printed", "levels", "title", "state")
NATURES = frozenset(("sign", "direction", "value_type"))
SHAPES = ("across", "incell")
# A word of the title, or where the indicators stand, says more than a column many layouts share.
TITLE_WORTH = 5


def match(draft: Draft, keys: tuple[str, ...], book: Book, blank: bool = False) -> str:
    """The layout's id (file stem), or "unknown". Of equals the first by name."""
    have = _facts(draft, keys, blank)
    best, most = UNKNOWN, -1
    for name, layout in book.topics["layouts"].items():
        if name.startswith("_"):
            continue
        demands = _demands(layout, have)
        if demands > most:
            best, most = name, demands
    return best


def _facts(draft: Draft, keys: tuple[str, ...], blank: bool) -> dict[str, frozenset[str]]:
    """What a layout may ask for, by kind of demand."""
    fields = [field for field in draft.fields.values() if field.key != "title"]
    levels = (row.fields[k].text for row, _ in draft.rows for k in _LEVELS if k in row.fields)
    natures = ("nature",) if NATURES & set(keys) else ()
    shapes = (*(("twice",) if draft.twice else ()), *((draft.shape,) if draft.shape else ()))
    return {
        "labels": frozenset(draft.fields),
        "heads": frozenset((*keys, *natures, *shapes)),
        "printed": frozenset(
            (*(plain(f.label) for f in fields), *(plain(c.printed) for c in draft.columns))
        ),
        "levels": frozenset(bare(text) for text in levels if text),
        "state": frozenset(("blank",) if blank else ()),
        "title": frozenset((squeeze(title_view(draft.text("title"))),)),
    }


_LEVELS = ("level1", "level2")


def _demands(layout: Any, have: dict[str, frozenset[str]]) -> int:
    """How many demands the layout makes, -1 where one is not met."""
    wants, bans = (layout.get(part) or {} for part in ("requires", "forbids"))
    if any(_met(kind, word, have) for kind, word in _asked(bans)):
        return -1
    total = 0
    for kind, word in _asked(wants):
        if not _met(kind, word, have):
            return -1
        total += TITLE_WORTH if kind == "title" or word in SHAPES else 1
    return total


def _asked(part: Any) -> Iterator[tuple[str, Any]]:
    return ((kind, word) for kind in KINDS for word in part.get(kind) or ())


def _met(kind: str, word: Any, have: dict[str, frozenset[str]]) -> bool:
    """A list inside a list means "one of these"."""
    if not isinstance(word, str):
        return any(_met(kind, one, have) for one in word)
    if kind == "title":
        return any(word in title for title in have["title"])
    if kind in ("labels", "heads", "state"):
        return word in have[kind]
    return (bare(word) if kind == "levels" else plain(word)) in have[kind]
