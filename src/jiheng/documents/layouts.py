"""Which layout (版式) a form follows: the most demanding layout file whose demands are met."""

from __future__ import annotations

from .vocabulary import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..policy import Book
    from .build import Draft

UNKNOWN = "unknown"


def match(draft: Draft, keys: tuple[str, ...], book: Book) -> str:
    """The layout's id (file stem), or "unknown"."""
    printed = {plain(field.label) for field in draft.fields.values()}
    printed |= {plain(column.printed) for column in draft.columns}
    best, most = UNKNOWN, -1
    for name, layout in book.topics["layouts"].items():
        if name.startswith("_"):
            continue
        demands = _demands(layout, set(draft.fields), set(keys), printed)
        if demands > most:
            best, most = name, demands
    return best


def _demands(layout: Any, labels: set[str], heads: set[str], printed: set[str]) -> int:
    """How many demands the layout makes, -1 where one is not met."""
    wants = layout.get("requires") or {}
    bans = layout.get("forbids") or {}
    natures = {"sign", "direction", "value_type"}
    have = {*heads, *(["nature"] if heads & natures else [])}
    needs = (
        (wants.get("labels") or [], labels),
        (wants.get("heads") or [], have),
        ([plain(word) for word in wants.get("printed") or []], printed),
    )
    if any(set(asked) - found for asked, found in needs):
        return -1
    if set(bans.get("heads") or []) & have or set(bans.get("labels") or []) & labels:
        return -1
    return sum(len(asked) for asked, _ in needs)
