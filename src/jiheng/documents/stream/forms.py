"""Token stream → drafts of forms, to be finished like those read from tables."""

from __future__ import annotations

from ...model.form import Field
from ...model.place import Address
from ..build import Draft
from ..columns import LEVELS, Column, Row
from ..groups import UNITS, Groups
from ..labelled import SUMS
from ..titles import title_field, year_line
from .align import Laid, lay
from .bounds import ENDS, anchor_at, ends_at, last_title, rows_are_lines
from .glued import is_glued, unglue
from .heads import Head, find_head
from .labels import label_fields
from .leads import cells_of, lead_at
from .mixed import in_order
from .scored import part
from .tokens import Token, is_piped, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...policy import Book
    from ..vocabulary import Vocabulary
    from .leads import Lines

    Found = dict[str, str]

LIMIT = 300_000  # characters; a longer text is no form that was copied and pasted


def drafts(text: str, words: Vocabulary, book: Book) -> list[Draft]:
    """The forms of a text, [] where no head of an indicator table is found."""
    if len(text) > LIMIT or not ("指标" in text or "三级" in text):
        return []
    items = tokens(text)
    glued = is_glued(items, words)
    if glued:
        items = unglue(items, words, book)
    items = in_order(items, words)
    piped = is_piped(text)
    heads = _heads(items, words)
    out: list[Draft] = []
    floor = 0
    for number, head in enumerate(heads):
        stop = heads[number + 1].start if number + 1 < len(heads) else len(items)
        draft = Draft()
        before = items[floor : head.start]
        start, end = last_title(before)
        if end:
            raw = "".join(token.text for token in before[start:end])
            draft.fields["title"] = title_field(raw, Address(line=before[start].line))
        draft.year = next((y for t in before[start:] if (y := year_line(t.text))), None)
        for field in label_fields(before[end:], words, piped):
            if field.key != "total_score" or field.label not in SUMS:
                draft.offer(field)
        block = _Block(draft, head, words, book, piped)
        floor = head.end + block.read(items[head.end : stop])
        for field in label_fields(items[floor:stop], words, piped):
            if field.key in ENDS:
                block.draft.offer(field)
        if glued:
            part([*block.done, block.draft], book)
        out += [*block.done, block.draft]
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


class _Block:
    """The rows under one head; in a wide table they belong to several projects."""

    def __init__(
        self, draft: Draft, head: Head, words: Vocabulary, book: Book, piped: bool
    ) -> None:
        self.draft, self.head, self.words, self.book, self.piped = draft, head, words, book, piped
        self.keys = [key for key, _ in head.columns if key not in ("level1", "level2")]
        self.done: list[Draft] = []
        self.levels: dict[str, tuple[str, int]] = {}
        self.chunk: list[Token] = []
        self.per_line = False
        self.groups = Groups()
        self.leveled = any(key in LEVELS for key, _ in head.columns)
        draft.begin_block([Column(k, i, i + 1, w) for i, (k, w) in enumerate(head.columns)], 0)

    def read(self, items: Sequence[Token]) -> int:
        """Read the rows into drafts; returns how many tokens they took."""
        self.per_line = rows_are_lines(items)
        at, started = 0, False
        while at < len(items) and not (started and ends_at(items, at, self.words)):
            lead = lead_at(items, at, self.head, self.words)
            if lead:
                self._next_project(lead)
                at += sum(len(line) for line in lead)
                continue
            anchor = anchor_at(items, at, self.words, self.levels) if self.leveled else None
            if anchor:
                at, started = self._open_family(items, at, *anchor), True
                continue
            if items[at].text or self.piped:
                self.chunk.append(items[at])
            at += 1
        self._flush()
        return at

    def _open_family(self, items: Sequence[Token], at: int, count: int, found: Found) -> int:
        self._flush()
        if "level1" in found:
            self.levels.pop("level2", None)
        self.levels |= {key: (text, items[at].line) for key, text in found.items()}
        self._blank_family(items, at + count)
        return at + count

    def _flush(self) -> None:
        while self.chunk and not self.chunk[-1].text:
            self.chunk.pop()
        if not self.levels and self.leveled:
            self.chunk.clear()  # what stands before the first level name is no indicator
        rows = lay(self.chunk, self.keys, self.book, piped=self.piped, per_line=self.per_line)
        _rows(self.draft, rows, self.keys, self.levels, self.head)
        self.chunk.clear()

    def _blank_family(self, items: Sequence[Token], at: int) -> None:
        """A level-2 name with nothing below it is a row left blank on the form."""
        if "level2" not in self.levels:
            return
        after = next((i for i in range(at, len(items)) if items[i].text), None)
        words = self.words
        if (
            after is None
            or anchor_at(items, after, words, self.levels)
            or ends_at(items, after, words)
        ):
            _rows(self.draft, [Laid({})], self.keys, self.levels, self.head)

    def _next_project(self, lead: Lines) -> None:
        """Begin the project of the last line; the lines before it sum up what it belongs to."""
        self._flush()
        for line in lead[:-1]:
            self.groups.sum(cells_of(line, self.head))
        if self.draft.rows:
            self.done.append(self.draft)
            self.draft = Draft()
            self.draft.take_over(self.done[-1])
        own = cells_of(lead[-1], self.head)
        above = {key: field for key, field in self.draft.fields.items() if key in UNITS}
        self.draft.fields |= own | self.groups.project(above | own)


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
