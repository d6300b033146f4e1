"""Form fields in a token stream: the label, and what follows it up to the next label."""

from __future__ import annotations

from ...model.form import Field
from ...model.place import Address
from ..inline import fields as inline_fields
from ..inline import money_unit
from ..vocabulary import plain
from .tokens import Token, match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..vocabulary import Vocabulary

LONG = ("annual_goal", "period_goal", "goal_completion", "project_overview", "basis")


def label_fields(items: Sequence[Token], words: Vocabulary, piped: bool) -> Iterator[Field]:
    """Every labelled value of the tokens, in order."""
    at = 0
    while at < len(items):
        token = items[at]
        unit = money_unit(token.text)
        if unit:
            yield Field("unit_of_money", unit, token.text, Address(line=token.line))
        hit = match(items, at, words.labels, plain)
        if hit is None:
            yield from inline_fields(token.text, Address(line=token.line), words)
            yield from _prefixed(token, words)
            at += 1
            continue
        count, key = hit
        printed = "".join(t.text for t in items[at : at + count])
        at += count
        value, at = _value(items, at, words, piped, key)
        if key != "unit_of_money":
            yield Field(key, value, plain(printed), Address(line=token.line))


def _value(
    items: Sequence[Token], at: int, words: Vocabulary, piped: bool, key: str
) -> tuple[str, int]:
    """The value after a label: the next cell where there are cells, else up to the next label."""
    if at >= len(items) or match(items, at, words.labels, plain):
        return "", at
    if piped:
        return items[at].text, at + 1
    parts = [items[at].text]
    line = items[at].line
    at += 1
    while at < len(items) and not match(items, at, words.labels, plain):
        token = items[at]
        if token.first and (key not in LONG or match(items, at, words.heads, plain)):
            break
        if token.line != line:
            parts.append("\n")
        elif token.weak:
            parts.append(" ")
        elif key not in LONG:
            break
        parts.append(token.text)
        line = token.line
        at += 1
    return "".join(parts), at


def _prefixed(token: Token, words: Vocabulary) -> Iterator[Field]:
    """A label run together with its value: ``项目名称某项目``; several of them in one token."""
    text = token.text
    spots: list[tuple[int, str]] = []
    at = 0
    while at < len(text) - 3:
        label = next((w for w in words.longest if len(w) >= 4 and text.startswith(w, at)), None)
        if label and (at == 0 or spots):
            spots.append((at, label))
            at += len(label)
        else:
            at += 1
    for index, (start, label) in enumerate(spots):
        end = spots[index + 1][0] if index + 1 < len(spots) else len(text)
        value = text[start + len(label) : end].lstrip("：:")
        if value:
            yield Field(words.labels[label], value, label, Address(line=token.line))
