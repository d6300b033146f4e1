"""A standard and its scoring rule run together: ``反映培训人数按标准发放得10分，每少1人扣1分``.

The rule begins where the condition of its first 得N分 begins. What tells it, each by a weight: a
number before 得, a word the values or other rules of the table use, the noun a standard ends in
(情况, 人数 …), a word that opens a condition (按, 达到 …), a comma. Where nothing tells, the cell
stays whole and says so.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from ...model.form import Note
from ...model.record import record, replace
from ..vocabulary import squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from ...model.form import Field
    from ...policy import Book
    from ..build import Draft
    from ..columns import Column

GLUED = "cells-glued"
_STOPS = "，,；;。：:、 \u3000\n"
_SIGNS = "≥≤≧≦＞＜><=＝"
_NUMERIC = frozenset("0123456789.%％‰以上下内及含" + _SIGNS)
_SURE = 3  # the least weight that is believed
_SHORT, _LONG, _FEW = 6, 12, 4  # characters: a rule alone; a long condition; a short standard


@record
class Said:
    """What policy and the table know: nouns, openers, and words that values and rules use."""

    nouns: tuple[str, ...]
    openers: tuple[str, ...]
    known: frozenset[str]


def part(drafts: Sequence[Draft], book: Book) -> None:
    """Cut the cells of all rows under one head where the rule has a column, and it is blank."""
    pair = _columns(drafts[0].columns) if drafts else None
    if pair is None:
        return
    before, column = pair
    rows = [row.fields for draft in drafts for row, _ in draft.rows]
    glued = [fields for fields in rows if _is_glued(fields, before)]
    words = book.topics["lexicon"]["scoring"]
    values = {squeeze(fields["value"].text) for fields in rows if "value" in fields}
    known = {*values, *book.topics["lexicon"]["qualitative"], *words["grades"]}
    for _ in range(2):  # the second time with the conditions found the first time
        said = Said(tuple(words["nouns"]), tuple(words["openers"]), frozenset(known))
        cuts = [_cut(fields[before].text, _name(fields), said) for fields in glued]
        texts = [fields[before].text for fields in glued]
        known |= {t[cut : _mark(t)] for t, cut in zip(texts, cuts, strict=True) if cut is not None}
    done = {id(fields): cut for fields, cut in zip(glued, cuts, strict=True)}
    for draft in drafts:
        draft.rows = [
            (
                replace(row, fields=_parted(row.fields, done[id(row.fields)], before, column))
                if id(row.fields) in done
                else row,
                block,
            )
            for row, block in draft.rows
        ]


def _columns(columns: Sequence[Column]) -> tuple[str, Column] | None:
    """The column before the scoring rule's, which must be a standard, and the rule's own."""
    for left, right in pairwise(columns):
        if left.key == "standard" and right.key == "scoring_rule":
            return left.key, right
    return None


def _is_glued(fields: dict[str, Field], before: str) -> bool:
    rule = fields.get("scoring_rule")
    return before in fields and not (rule and rule.text) and _mark(fields[before].text) >= 0


def _parted(
    fields: dict[str, Field], cut: int | None, before: str, column: Column
) -> dict[str, Field]:
    whole = fields[before]
    if cut is None:
        return fields | {before: replace(whole, notes=(*whole.notes, Note(GLUED)))}
    left, right = whole.text[:cut].rstrip(), whole.text[cut:]
    rule = replace(whole, key=column.key, label=column.printed, raw=right)
    return fields | {before: replace(whole, raw=left), column.key: rule}


def _name(fields: dict[str, Field]) -> str:
    return squeeze(fields["name"].text) if "name" in fields else ""


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    import re

    return re.compile(r"[得扣计加给减][满全]?\d*\.?\d*分|不[得扣]分")


def _mark(text: str) -> int:
    """Where the first 得N分 or 扣N分 stands, -1 for nowhere."""
    found = _marks().search(text)
    return found.start() if found else -1


def _cut(text: str, name: str, said: Said) -> int | None:
    """Where the rule begins; None where nothing tells."""
    mark = _mark(text)
    ends = _noun_ends(text[:mark], said)
    best, most = None, _SURE - 1
    for at in range(mark):
        weight = _weight(text, at, mark, name, at in ends, said)
        if weight > most or (weight == most and best is not None and at in ends):
            best, most = at, weight
    return best


def _weight(text: str, at: int, mark: int, name: str, after_noun: bool, said: Said) -> int:
    lead, before = text[at:mark].strip(), text[:at]
    if not lead or (before and _splits_number(text, at)):
        return -9
    opened = next((word for word in said.openers if lead.startswith(word)), "")
    number = lead.removeprefix(opened)
    weight = 3 * (before[-1:] in _STOPS and bool(before)) + 2 * bool(opened)
    weight += 6 * (_is_number(number) and (not before or bool(opened) or lead[0] not in "以及含"))
    weight += 4 * (lead in said.known)
    if after_noun and at >= _FEW:
        weight += 3 + 2 * (len(name) > 1 and before.endswith(name[-2:]))
    if not before:
        weight += 3 * (mark <= _SHORT)
    elif any(before.endswith(word) for word in said.openers) and not after_noun:
        weight -= 3
    return weight - 2 * (len(lead) > _LONG) - 3 * (0 < at < _FEW)


def _is_number(text: str) -> bool:
    return any(char.isdigit() for char in text) and all(char in _NUMERIC for char in text)


def _splits_number(text: str, at: int) -> bool:
    left, right = text[at - 1], text[at]
    return (left.isdigit() or left in "." + _SIGNS) and (
        right.isdigit() or right in ".%％‰" + _SIGNS
    )


def _noun_ends(text: str, said: Said) -> frozenset[int]:
    """Where a noun a standard may end in has ended: the longest word at each place, in order.

    A noun right after a word that opens a condition (按标准发放) is part of the condition.
    """
    ends = set()
    at = 0
    while at < len(text):
        word = max((w for w in said.nouns if text.startswith(w, at)), key=len, default="")
        if word and not any(text[:at].endswith(opener) for opener in said.openers):
            ends.add(at + len(word))
        at += len(word) or 1
    return frozenset(ends)
