"""Level names that a copy put between the words of a head: 一级指标 二级指标 数量指标 三级指标"""

from __future__ import annotations

from ..columns import CORE
from .heads import level_at
from .tokens import match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..vocabulary import Vocabulary
    from .tokens import Token


def in_order(items: list[Token], words: Vocabulary) -> list[Token]:
    """The tokens with such a level name moved behind the head it interrupts."""
    at = 0
    while at < len(items):
        one = match(items, at, words.heads)
        two = match(items, at + one[0], words.heads) if one and at + one[0] < len(items) else None
        if not one or not two or (one[1], two[1]) != ("level1", "level2"):
            at += 1
            continue
        at += one[0] + two[0]
        level = level_at(items, at, words, 2) or level_at(items, at, words, 1)
        end = at + level[0] if level else at
        core = False
        while level and end < len(items) and (hit := match(items, end, words.heads)):
            core = core or hit[1] in CORE
            end += hit[0]
        if level and core:
            cut = at + level[0]
            items = [*items[:at], *items[cut:end], *items[at:cut], *items[end:]]
    return items
