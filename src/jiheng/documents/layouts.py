"""Which layout (版式) a form follows: the most demanding layout file whose demands are met."""

from __future__ import annotations

from .titles import title_view
from .vocabulary import bare, plain, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ..policy import Book
    from .build import Draft

    Demand = tuple[str, tuple[str, ...]]
    Layout = tuple[str, int, list[Demand], list[Demand]]

UNKNOWN = "unknown"
KINDS = ("labels", "heads", "printed", "levels", "title", "state")
NATURES = frozenset(("sign", "direction", "value_type"))
SHAPES = ("across", "incell")
# A word of the title, or where the indicators stand, says more than a column many layouts share.
TITLE_WORTH = 5
_cache: dict[int, tuple[object, list[Layout]]] = {}


def match(draft: Draft, keys: tuple[str, ...], book: Book, blank: bool = False) -> str:
    """The layout's id (file stem), or "unknown". Of equals the first by name."""
    have = _facts(draft, keys, blank)
    best, most = UNKNOWN, -1
    for name, worth, bans, wants in _prepared(book):
        if worth > most and _all(wants, have) and not _any(bans, have):
            best, most = name, worth
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


def _prepared(book: Book) -> list[Layout]:
    """The layouts as they are compared, made once for a book."""
    topic = book.topics["layouts"]
    if id(topic) not in _cache:
        made = [_layout(name, entry) for name, entry in topic.items() if not name.startswith("_")]
        _cache[id(topic)] = topic, made
    return _cache[id(topic)][1]


def _layout(name: str, entry: Any) -> Layout:
    """Its name, how much it demands, what it forbids and what it requires."""
    wants, bans = (list(_asked(entry.get(part) or {})) for part in ("requires", "forbids"))
    worth = sum(TITLE_WORTH if k == "title" or word in SHAPES else 1 for k, word in wants)
    return name, worth, [_plainly(*one) for one in bans], [_plainly(*one) for one in wants]


def _asked(part: Any) -> Iterator[tuple[str, Any]]:
    return ((kind, word) for kind in KINDS for word in part.get(kind) or ())


def _plainly(kind: str, word: Any) -> Demand:
    """A list inside a list means "one of these"."""
    said = (word,) if isinstance(word, str) else word
    return kind, tuple(map(_COMPARED.get(kind, str), said))


_COMPARED: dict[str, Callable[[str], str]] = {"levels": bare, "printed": plain}


def _met(demand: Demand, have: dict[str, frozenset[str]]) -> bool:
    kind, words = demand
    if kind == "title":
        return any(word in title for word in words for title in have["title"])
    return not have[kind].isdisjoint(words)


def _all(demands: list[Demand], have: dict[str, frozenset[str]]) -> bool:
    return all(_met(one, have) for one in demands)


def _any(demands: list[Demand], have: dict[str, frozenset[str]]) -> bool:
    return any(_met(one, have) for one in demands)
