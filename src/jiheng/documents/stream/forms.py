"""Token stream → drafts of forms, to be finished like those read from tables."""

from __future__ import annotations

from ...model.form import Field
from ...model.place import Address
from ..build import Draft
from ..columns import Column, Row
from ..titles import is_title, title_view
from ..vocabulary import plain
from .align import Laid, lay
from .glued import is_glued, unglue
from .heads import Head, find_head, level_at
from .labels import label_fields
from .tokens import Token, is_piped, match, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...policy import Book
    from ..vocabulary import Vocabulary

LIMIT = 2_000_000
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


def drafts(text: str, words: Vocabulary, book: Book) -> list[Draft]:
    """The forms of a text, [] where no head of an indicator table is found."""
    if len(text) > LIMIT or "指标" not in text:
        return []
    items = tokens(text)
    if is_glued(items):
        items = unglue(items, words, book)
    piped = is_piped(text)
    heads = _heads(items, words)
    out: list[Draft] = []
    floor = 0
    for number, head in enumerate(heads):
        stop = heads[number + 1].start if number + 1 < len(heads) else len(items)
        draft = Draft()
        before = items[floor : head.start]
        _title(draft, before)
        for field in label_fields(_since_title(before), words, piped):
            if not draft.text(field.key):
                draft.fields[field.key] = field
        end = _block(draft, items[head.end : stop], head, words, book, piped)
        floor = head.end + end
        for field in label_fields(items[floor:stop], words, piped):
            if field.key in ENDS and not draft.text(field.key):
                draft.fields[field.key] = field
        out.append(draft)
    return out


def _heads(items: Sequence[Token], words: Vocabulary) -> list[Head]:
    out: list[Head] = []
    at = 0
    while at < len(items):
        head = find_head(items, at, words)
        if head:
            out.append(head)
            at = head.end
        else:
            at += 1
    return out


def _title_at(items: Sequence[Token], at: int) -> int:
    """How many tokens of one line from ``at`` on make a title, 0 for none."""
    joined = ""
    for count in range(1, 8):
        if at + count > len(items) or (count > 1 and items[at + count - 1].line != items[at].line):
            break
        joined += items[at + count - 1].text
        if is_title(joined):
            return count
    return 0


def _since_title(items: Sequence[Token]) -> Sequence[Token]:
    last = 0
    for at in range(len(items)):
        count = _title_at(items, at)
        if count:
            last = at + count
    return items[last:]


def _title(draft: Draft, items: Sequence[Token]) -> None:
    for at in range(len(items) - 1, -1, -1):
        count = _title_at(items, at)
        if count:
            raw = "".join(token.text for token in items[at : at + count])
            view = title_view(raw)
            address = Address(line=items[at].line)
            draft.fields["title"] = Field(
                "title", raw, "", address, view=view if view != raw else ""
            )
            return


def _block(
    draft: Draft, items: Sequence[Token], head: Head, words: Vocabulary, book: Book, piped: bool
) -> int:
    """Read the rows under a head into the draft; returns how many tokens they took."""
    keys = [key for key, _ in head.columns]
    draft.begin_block([Column(k, i, i + 1, w) for i, (k, w) in enumerate(head.columns)], 0)
    free_keys = [k for k in keys if k not in ("level1", "level2")]
    per_line = _rows_are_lines(items, len(free_keys))
    levels: dict[str, tuple[str, int]] = {}
    chunk: list[Token] = []
    at = 0
    started = False

    def flush() -> None:
        _rows(
            draft,
            lay(chunk, free_keys, book, piped=piped, per_line=per_line),
            free_keys,
            dict(levels),
            head,
        )
        chunk.clear()

    while at < len(items):
        token = items[at]
        if started and _ends(items, at, words):
            break
        anchor = _anchor(items, at, words, levels)
        if anchor:
            flush()
            count, found = anchor
            if "level1" in found:
                levels.pop("level2", None)
            levels.update({k: (text, token.line) for k, text in found.items()})
            _blank_family(draft, items, at + count, levels, words, head)
            at, started = at + count, True
            continue
        if token.text or piped:
            chunk.append(token)
        at += 1
    while chunk and not chunk[-1].text:
        chunk.pop()
    flush()
    return at


def _blank_family(
    draft: Draft,
    items: Sequence[Token],
    at: int,
    levels: dict[str, tuple[str, int]],
    words: Vocabulary,
    head: Head,
) -> None:
    """A level-2 name with nothing below it is a row left blank on the form."""
    if "level2" not in levels:
        return
    follower = next((i for i in range(at, len(items)) if items[i].text), None)
    if follower is None or _anchor(items, follower, words, levels) or _ends(items, follower, words):
        _rows(draft, [Laid({})], [k for k, _ in head.columns], dict(levels), head)


def _anchor(
    items: Sequence[Token], at: int, words: Vocabulary, levels: dict[str, tuple[str, int]]
) -> tuple[int, dict[str, str]] | None:
    """Level names at ``at``: (tokens taken, level key → printed text)."""
    one, two = level_at(items, at, words, 1), level_at(items, at, words, 2)
    if one:
        after = level_at(items, at + one[0], words, 2)
        if after:
            return one[0] + after[0], {"level1": one[1], "level2": after[1]}
        if not two or "level1" not in levels:
            return one[0], {"level1": one[1]}
        parents = words.parents(words.level2_name(two[1]) or "")
        if words.level1_name(levels["level1"][0]) not in parents:
            return one[0], {"level1": one[1]}
    return (two[0], {"level2": two[1]}) if two else None


def _ends(items: Sequence[Token], at: int, words: Vocabulary) -> bool:
    token = items[at]
    if not token.text:
        return False
    hit = match(items, at, words.labels, plain)
    if hit and hit[1] in ENDS:
        return True
    bare = plain(token.text.split("：")[0].split(":")[0])
    return (
        bare in END_WORDS or bool(_title_at(items, at)) or find_head(items, at, words) is not None
    )


def _rows_are_lines(items: Sequence[Token], width: int) -> bool:
    """Most lines hold at least two cells' worth: then a row does not begin in mid-line."""
    lines: dict[int, int] = {}
    for token in items[:400]:
        if token.text:
            lines[token.line] = lines.get(token.line, 0) + 1
    several = sum(1 for count in lines.values() if count >= 2)
    return bool(lines) and several * 2 >= len(lines)


def _rows(
    draft: Draft,
    laid: Sequence[Laid],
    keys: Sequence[str],
    levels: dict[str, tuple[str, int]],
    head: Head,
) -> None:
    words_of = dict(head.columns)
    for row in laid:
        fields: dict[str, Field] = {}
        for key, (text, line) in levels.items():
            fields[key] = Field(key, text, words_of.get(key, ""), Address(line=line))
        for index, tokens_ in row.cells.items():
            key = keys[index]
            text = _joined(tokens_)
            fields[key] = Field(key, text, words_of[key], Address(line=tokens_[0].line))
        draft.rows.append((Row(fields, frozenset(levels), len(head.columns)), ""))


def _joined(items: Sequence[Token]) -> str:
    out = items[0].text
    for token in items[1:]:
        out += (" " if token.weak else "") + token.text
    return out
