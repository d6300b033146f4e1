"""What looks like a form in a text and could not be read: said, never passed over in silence."""

from __future__ import annotations

from ..model.form import Note
from ..model.place import Address
from .stream.numbered import numbered
from .stream.tokens import match, tokens
from .titles import is_title, title_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..policy import Book
    from .build import Draft
    from .stream.tokens import Token
    from .vocabulary import Vocabulary

LIMIT = 300_000  # characters
NEAR = 120  # tokens after a title in which the labels of its form stand
FEWEST = 3  # labels; prose names one or two
CUT = "没有找到指标栏，文件可能不完整"
TORN = "有指标的文字，但行列已经打散，读不出来"


def rescued(source: str, words: Vocabulary, book: Book) -> tuple[Draft | None, tuple[Note, ...]]:
    """What can still be read of a text in which no form was found, and what cannot."""
    if len(source) > LIMIT or "绩效" not in source:
        return None, ()
    items = tokens(source)
    draft = numbered(items, words, book)
    if draft is None:
        return None, tuple(_unread(items, words))
    title = next((t for t in items if is_title(t.text)), None)
    if title:
        draft.fields["title"] = title_field(title.text, Address(line=title.line))
    return draft, ()


def _unread(items: Sequence[Token], words: Vocabulary) -> Iterator[Note]:
    """A note for each title that labels of a form follow."""
    spots = [n for n, token in enumerate(items) if is_title(token.text)]
    for n, spot in enumerate(spots):
        stop = spots[n + 1] if n + 1 < len(spots) else len(items)
        keys = _labels(items[spot : min(stop, spot + NEAR)], words)
        if "project_name" in keys and len(keys) >= FEWEST:
            heads = _heads(items[spot:stop], words)
            why = TORN if {"level2", "name"} <= heads else CUT
            title = items[spot].text
            yield Note("unknown-layout", f"{title}（{why}）", Address(line=items[spot].line))


def _labels(items: Sequence[Token], words: Vocabulary) -> set[str]:
    found = (match(items, n, words.labels) for n in range(len(items)))
    inline = {
        words.label(head) for t in items for head in t.text.replace("：", ":").split(":")[:-1]
    }
    return {hit[1] for hit in found if hit} | {key for key in inline if key}


def _heads(items: Sequence[Token], words: Vocabulary) -> set[str]:
    found = (match(items, n, words.heads) for n in range(len(items)))
    return {hit[1] for hit in found if hit}
