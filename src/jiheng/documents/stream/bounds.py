"""Where the parts of a form begin and end in a token stream: titles, level names, the foot."""

from __future__ import annotations

from ..titles import is_title, year_line
from ..vocabulary import plain
from .heads import find_head, level_at
from .tokens import match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..vocabulary import Vocabulary
    from .tokens import Token

ENDS = frozenset(
    "total_score grade preparer phone date signatory".split()
    + "project_leader project_name reporting_unit".split()
)
END_WORDS = (
    "备注",
    "注",
    "说明",
    "其他需要说明事项",
    "其他需要说明的问题",
    "评价结论",
    "存在问题",
    "审核意见",
)


def _title_at(items: Sequence[Token], at: int) -> int:
    """How many tokens of one line from ``at`` on make a title, 0 for none."""
    joined = ""
    for count in range(1, 8):
        if at + count > len(items) or (count > 1 and items[at + count - 1].line != items[at].line):
            break
        joined += items[at + count - 1].text
        if is_title(joined):
            return count + _year_after(items, at + count)
    return 0


def _year_after(items: Sequence[Token], at: int) -> int:
    """1 where the year of a title stands behind it in the same line: ``某表 （2022年度）``."""
    return int(at < len(items) and items[at].weak and bool(year_line(items[at].text)))


def last_title(items: Sequence[Token]) -> tuple[int, int]:
    """Where the last title begins and ends; (0, 0) where there is none."""
    for at in range(len(items) - 1, -1, -1):
        count = _title_at(items, at)
        if count:
            return at, at + count
    return 0, 0


def anchor_at(
    items: Sequence[Token], at: int, words: Vocabulary, levels: dict[str, tuple[str, int]]
) -> tuple[int, dict[str, str]] | None:
    """Level names at ``at``: (tokens taken, level key → printed text)."""
    one, two = level_at(items, at, words, 1), level_at(items, at, words, 2)
    if one:
        after = level_at(items, at + one[0], words, 2)
        if after:
            return one[0] + after[0], {"level1": one[1], "level2": after[1]}
        if two and words.level2_name(two[1]) == "成本指标":
            return two[0], {"level2": two[1]}
        if not two or "level1" not in levels:
            return one[0], {"level1": one[1]}
        parents = words.parents(words.level2_name(two[1]) or "")
        if words.level1_name(levels["level1"][0]) not in parents:
            return one[0], {"level1": one[1]}
    return (two[0], {"level2": two[1]}) if two else None


def ends_at(items: Sequence[Token], at: int, words: Vocabulary) -> bool:
    token = items[at]
    if not token.text:
        return False
    hit = match(items, at, words.labels)
    if hit and hit[1] in ENDS:
        return True
    bare = plain(token.text.split("：")[0].split(":")[0])
    if bare in END_WORDS or bare.endswith("意见") or _title_at(items, at):
        return True
    return find_head(items, at, words) is not None


def rows_are_lines(items: Sequence[Token]) -> bool:
    """Most lines hold at least two cells' worth: then a row does not begin in mid-line."""
    lines: dict[int, int] = {}
    for token in items[:400]:
        if token.text:
            lines[token.line] = lines.get(token.line, 0) + 1
    several = sum(1 for count in lines.values() if count >= 2)
    return len(lines) > 1 and several * 2 >= len(lines)
