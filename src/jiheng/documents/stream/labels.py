"""Form fields in a token stream: the label, and what follows it up to the next label."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from ...model.form import Field
from ...model.place import Address
from ..inline import fields as inline_fields
from ..inline import money_unit
from ..labelled import GOALS, SUMS, parents_among
from ..nameunits import is_bare_number
from ..settle import MONEY_FIELDS
from ..vocabulary import plain, squeeze
from .tokens import Token, Words, match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..vocabulary import Vocabulary

AMOUNTS = frozenset((*MONEY_FIELDS, "total_score"))
_ALIKE = 3  # characters that two texts side by side begin with
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
        hit = match(items, at, words.labels)
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
        if key == "total_score" and plain(printed) in SUMS and _in_funds(items, at, words):
            key = "budget_amount"
        at += count
        value, at = _value(items, at, words, piped, key)
        if key == "total_score":
            value = _total(value, items[at].text if at < len(items) else "")
        if key != "unit_of_money":
            yield Field(key, value, plain(printed), Address(line=token.line))


def _in_funds(items: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """Whether the sum at ``at`` opens the money of the form: 项目资金 （万元） ¦ 合计 ¦ 100."""
    return any(match(items, n, words.parts) for n in range(max(0, at - 2), at))


def _goal_heads(items: Sequence[Token], at: int, words: Vocabulary) -> list[tuple[str, str, int]]:
    """Goal labels that follow one another: (field, printed words, end)."""
    out: list[tuple[str, str, int]] = []
    while at < len(items):
        hit = match(items, at, words.labels)
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
    end = at
    while end < len(items) and not (
        match(items, end, words.labels) or match(items, end, words.heads)
    ):
        end += 1
    texts, at = _beside(items, at, end, len(under), piped)
    fields = [
        Field(key, text, plain(printed), Address(line=line))
        for (key, printed, _), (text, line) in zip(under, texts, strict=False)
    ]
    return fields, at


def _beside(
    items: Sequence[Token], at: int, end: int, wanted: int, piped: bool
) -> tuple[list[tuple[str, int]], int]:
    """The texts of ``wanted`` cells, which stood side by side, and where they end.

    One cell, line or piece each; where there are more pieces than that, two texts part where the
    second begins like the first (目标1 …目标1 …).
    """
    if piped:
        said = [i for i in range(at, end) if items[i].text][:wanted]
        return [(items[i].text, items[i].line) for i in said], said[-1] + 1 if said else at
    for count in (_line_ends(items, at, end), range(at + 1, end + 1)):
        cuts = [at, *count]
        if len(cuts) - 1 == wanted:
            return [_text(items[i:j]) for i, j in pairwise(cuts)], end
        again = [i for i in cuts[1:-1] if _restarts(items[at].text, items[i].text)]
        if wanted == 2 and len(again) == 1:
            return [_text(items[at : again[0]]), _text(items[again[0] : end])], end
    ends = _line_ends(items, at, end)[:wanted]
    return [_text(items[i:j]) for i, j in pairwise([at, *ends])], (ends or [at])[-1]


def _line_ends(items: Sequence[Token], at: int, end: int) -> list[int]:
    """Where each line from ``at`` on ends."""
    return [i for i in range(at + 1, end + 1) if i == end or items[i].line != items[i - 1].line]


def _restarts(first: str, text: str) -> bool:
    """Whether a text begins as the first one does, by number (目标1) or by its first words."""
    return first[:_ALIKE] == text[:_ALIKE] and len(text) > _ALIKE


def _text(items: Sequence[Token]) -> tuple[str, int]:
    """Tokens as one text, with the spaces and line ends that were between them."""
    out = ""
    for n, token in enumerate(items):
        if n:
            out += "\n" if token.line != items[n - 1].line else " " if token.weak else ""
        out += token.text
    return out, items[0].line


def _value(
    items: Sequence[Token], at: int, words: Vocabulary, piped: bool, key: str
) -> tuple[str, int]:
    """The value after a label: the next cell where there are cells, else up to the next label."""
    if at < len(items) and key in MONEY_FIELDS and squeeze(items[at].text) in SUMS:
        at += 1
    if at >= len(items) or match(items, at, words.labels) or match(items, at, words.parts):
        return "", at
    if piped:
        return items[at].text, at + 1
    parts = [items[at].text]
    line = items[at].line
    at += 1
    while at < len(items) and not _begins_other(items, at, words, key):
        token = items[at]
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


def _begins_other(items: Sequence[Token], at: int, words: Vocabulary, key: str) -> bool:
    """Whether the token begins something else: a label, a part of the form, a further amount."""
    if match(items, at, words.labels) or match(items, at, words.parts):
        return True
    if key in AMOUNTS and is_bare_number(items[at].text):
        return True
    return items[at].first and (key not in LONG or bool(match(items, at, words.heads)))


def _total(value: str, after: str) -> str:
    """总分 ¦ 100 ¦ 96: the second number is the score, a lone 100 the sum of the weights."""
    if after.replace(".", "", 1).isdigit():
        return after
    return "" if value == "100" else value


@lru_cache(maxsize=4)
def _long_labels(words: Vocabulary) -> Words:
    return Words(word for word in words.labels if len(word) >= 4)


def _prefixed(token: Token, words: Vocabulary, after: str) -> Iterator[Field]:
    """A label run together with its value: ``项目名称某项目``; several of them in one token.

    Goal labels run together without a value (总体目标年度目标) have it in the token ``after``.
    """
    text = token.text
    spots: list[tuple[int, str]] = []
    at = next((n for n, char in enumerate(text) if char not in "：:"), 0)
    known = _long_labels(words)
    while at < len(text) - 3:
        label = next(known.at(text, at), "")
        if label:
            spots.append((at, label))
        elif not spots:
            return
        at += len(label) or 1
    for index, (start, label) in enumerate(spots):
        end = spots[index + 1][0] if index + 1 < len(spots) else len(text)
        value = text[start + len(label) : end].lstrip("：:")
        if not value and index and end == len(text) and words.labels[label] in GOALS:
            value = after
        if value and value != "表" and not value.startswith((*words.parts, "表（", "表(")):
            yield Field(words.labels[label], value, label, Address(line=token.line))
