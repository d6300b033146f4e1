"""Where a project begins in a wide table that lost its cells: before level 1, or in lines above.

505 某某局                ¦ 80.00     a sum row
505006 ¦ 某项目           ¦ 30.00     a project; its indicators begin in the next line
"""

from __future__ import annotations

from ...model.form import Field
from ...model.place import Address
from ...model.record import replace
from ..groups import code_of
from ..nameunits import is_bare_number
from ..vocabulary import squeeze
from .heads import level_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..vocabulary import Vocabulary
    from .heads import Head
    from .tokens import Token

    Lines = list[Sequence[Token]]


def lead_at(items: Sequence[Token], at: int, head: Head, words: Vocabulary) -> Lines:
    """The lines that lead to the next level-1 name; the last one is the project's, [] for none."""
    if len(head.fields) < 2 or not items[at].first:
        return []
    lines: Lines = []
    while at < len(items):
        end = at + 1
        while end < len(items) and not items[end].first:
            end += 1
        level = next((n for n in range(at, end) if level_at(items, n, words, 1)), None)
        if level is not None:
            if level - at >= 2 and not lines:
                return [items[at:level]]
            return lines if level == at else []
        if not _is_line_of_money(items[at:end], head):
            return []
        lines.append(items[at:end])
        at = end
    return []


def _is_line_of_money(line: Sequence[Token], head: Head) -> bool:
    """A code, a name and an amount, alone in their line."""
    said = [token.text for token in line if token.text]
    return (
        any(key == "budget_amount" for key, _ in head.fields)
        and 2 <= len(said) <= len(head.fields)
        and bool(code_of(said[0]))
        and is_bare_number(said[-1])
    )


def cells_of(line: Sequence[Token], head: Head) -> dict[str, Field]:
    """The line laid over the project columns: numbers to money, others in order."""
    out: dict[str, Field] = {}
    fields = list(head.fields)
    for token in _code_apart(line, head):
        money = any(key == "budget_amount" for key, _ in fields) and is_bare_number(token.text)
        while money and fields[0][0] != "budget_amount":
            if fields[0][0] == "unit_code" and code_of(token.text) == token.text:
                break
            fields.pop(0)
        if not fields:
            break
        key, printed = fields.pop(0)
        out[key] = Field(key, token.text, printed, Address(line=token.line))
    return out


def _code_apart(line: Sequence[Token], head: Head) -> list[Token]:
    """Cut the code off the name it was run together with, where the head has a column for it."""
    first = line[0]
    code = code_of(first.text)
    rest = squeeze(first.text)[len(code) :].lstrip("-_ ")
    if head.fields[0][0] != "unit_code" or not code or not rest:
        return list(line)
    return [replace(first, text=code), replace(first, text=rest, first=False), *line[1:]]
