"""Text → tokens: the smallest pieces that may have been cells."""

from __future__ import annotations

from ...model.record import record
from ..vocabulary import look_up, plain, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

JOIN = 7
LABEL = 40  # characters of a label at most; with what its brackets hold:
BRACKETED = 200


_first: dict[int, tuple[object, frozenset[str]]] = {}


class Words:
    """Known words of two characters or more, found by their first two."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self.by_first: dict[str, list[str]] = {}
        for word in sorted(self.words, key=len, reverse=True):
            if len(word) > 1:
                self.by_first.setdefault(word[:2], []).append(word)

    def at(self, text: str, at: int = 0) -> Iterator[str]:
        """The words that stand at a place of a text, longest first."""
        near = self.by_first.get(text[at : at + 2], ())
        return (word for word in near if text.startswith(word, at))


@record
class Token:
    """A piece of text. ``line`` counts from 1; ``first`` opens its line; ``weak``: only a single
    space parts it from the piece before; blank tokens are empty cells between two pipes.
    """

    text: str
    line: int
    first: bool = False
    weak: bool = False


def tokens(text: str) -> list[Token]:
    """Cut at pipes where the text is mostly piped, else at lines, tabs and spaces."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    if "--" in clean:
        clean = "\n".join("" if _is_rule(line) else line for line in clean.split("\n"))
    return list(_piped(clean) if clean.count("|") >= 6 else _lined(clean))


def is_piped(text: str) -> bool:
    """Whether blank tokens mean empty cells."""
    return text.count("|") >= 6


def _is_rule(line: str) -> bool:
    """The |---|---| line under a Markdown head."""
    return "--" in line and not line.strip("|-: \t")


def _piped(text: str) -> Iterator[Token]:
    line = 1
    for piece in text.split("|"):
        parts = piece.split("\n")
        said = [(number, part.strip()) for number, part in enumerate(parts) if part.strip()]
        if not said:
            yield Token("", line)
        for number, part in said:
            yield Token(part, line + number, first=number > 0)
        line += len(parts) - 1


def _lined(text: str) -> Iterator[Token]:
    for number, line in enumerate(text.split("\n"), 1):
        first = True
        for cell in _cells(line):
            weak = False
            for word in cell.split(" "):
                if word:
                    yield Token(word, number, first, weak)
                    first, weak = False, True


def _cells(line: str) -> list[str]:
    """A line cut at tabs, U+3000 and runs of two or more spaces."""
    marked = line.replace("\u3000", "\t").replace("\xa0", " ").replace("  ", "\t")
    return [part.strip() for part in marked.split("\t") if part.strip()]


def match(items: Sequence[Token], start: int, known: Mapping[str, str]) -> tuple[int, str] | None:
    """The longest join of tokens from ``start`` that ``known`` holds.

    Returns (number of tokens, meaning). Blank tokens end a join. One token may be longer where
    brackets say more about it (绩效指标（权重90分，其中…）).
    """
    first = _first_of(known)
    begin = items[start].text[:2]
    if begin not in first and len(begin) > 1 and begin.isalnum():
        return None  # what a label begins with stays as it is, whatever follows
    found = None
    joined = ""
    for count in range(1, JOIN + 1):
        if start + count > len(items) or not items[start + count - 1].text:
            break
        joined += squeeze(items[start + count - 1].text)
        if joined[:2] not in first and len(joined) > 1 and joined[:2].isalnum():
            break
        if len(joined) > LABEL and (count > 1 or not _bracketed(joined)):
            break
        bracket = "(" in joined or "（" in joined
        meaning = look_up(known, joined) if bracket else known.get(plain(joined))
        if meaning is not None:
            found = count, meaning
    return found


def _first_of(known: Mapping[str, str]) -> frozenset[str]:
    """The first two characters of every known word."""
    found = _first.get(id(known))
    if found is None or found[0] is not known:
        found = _first[id(known)] = known, frozenset(word[:2] for word in known)
    return found[1]


def _bracketed(text: str) -> bool:
    return len(text) <= BRACKETED and text[-1] in "）)" and len(plain(text)) <= LABEL
