"""Form fields in a token stream: the label, and what follows it up to the next label."""

from __future__ import annotations

from ...model.form import Field
from ...model.place import Address
from ..inline import fields as inline_fields
from ..inline import money_unit
from ..labelled import GOALS, parents_among
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
            before = items[at - 1].text if at else ""
            yield Field("unit_of_money", unit, before + token.text, Address(line=token.line))
        hit = match(items, at, words.labels, plain)
        if hit is None:
            yield from inline_fields(token.text, Address(line=token.line), words)
            after = items[at + 1].text if at + 1 < len(items) else ""
            yield from _prefixed(token, words, after)
            at += 1
            continue
        goals = _goal_heads(items, at, words)
        if len(goals) > 1:
            at = goals[-1][2]
            found, at = _goal_texts(items, at, words, piped, goals)
            yield from found
            continue
        count, key = hit
        printed = "".join(t.text for t in items[at : at + count])
        at += count
        value, at = _value(items, at, words, piped, key)
        if key == "total_score":
            value = _total(value, items[at].text if at < len(items) else "")
        if key != "unit_of_money":
            yield Field(key, value, plain(printed), Address(line=token.line))


def _goal_heads(items: Sequence[Token], at: int, words: Vocabulary) -> list[tuple[str, str, int]]:
    """Goal labels that follow one another: (field, printed words, end)."""
    out: list[tuple[str, str, int]] = []
    while at < len(items):
        hit = match(items, at, words.labels, plain)
        if hit is None or hit[1] not in GOALS:
            break
        out.append((hit[1], "".join(t.text for t in items[at : at + hit[0]]), at + hit[0]))
        at += hit[0]
    return out


def _goal_texts(
    items: Sequence[Token],
    at: int,
    words: Vocabulary,
    piped: bool,
    heads: Sequence[tuple[str, str, int]],
) -> tuple[list[Field], int]:
    """The texts under goal heads, in order; the first head may be the head of the others."""
    under = heads[parents_among([key for key, _, _ in heads]) :]
    texts: list[tuple[str, int]] = []
    while at < len(items) and len(texts) < len(under):
        if match(items, at, words.labels, plain) or match(items, at, words.heads, plain):
            break
        line = items[at].line
        value, at = (items[at].text, at + 1) if piped else _line(items, at)
        if value:
            texts.append((value, line))
    fields = [
        Field(key, text, plain(printed), Address(line=line))
        for (key, printed, _), (text, line) in zip(under, texts, strict=False)
    ]
    return fields, at


def _line(items: Sequence[Token], at: int) -> tuple[str, int]:
    """The rest of the line from ``at`` on."""
    text, line = items[at].text, items[at].line
    at += 1
    while at < len(items) and items[at].line == line:
        text += (" " if items[at].weak else "") + items[at].text
        at += 1
    return text, at


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


def _total(value: str, after: str) -> str:
    """总分 ¦ 100 ¦ 96: the second number is the score, a lone 100 the sum of the weights."""
    if after.replace(".", "", 1).isdigit():
        return after
    return "" if value == "100" else value


def _prefixed(token: Token, words: Vocabulary, after: str) -> Iterator[Field]:
    """A label run together with its value: ``项目名称某项目``; several of them in one token.

    Goal labels run together without a value (总体目标年度目标) have it in the token ``after``.
    """
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
        if not value and index and end == len(text) and words.labels[label] in GOALS:
            value = after
        if value:
            yield Field(words.labels[label], value, label, Address(line=token.line))
