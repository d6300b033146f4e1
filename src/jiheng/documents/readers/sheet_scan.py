"""The quick way through a worksheet: its plain cells are cut out before the rest is parsed.

Nearly every cell of a sheet is ``<c r="B2" s="1" t="s"><v>7</v></c>``, and one pass of a pattern
takes them all; a tree of them costs ten times as much time and memory. What is left, the sheet with
its rows and the cells that are not plain, is parsed and judged as always: a plain cell is complete
XML in itself, so the rest is well-formed exactly if the whole was.
"""

from __future__ import annotations

from ..limits import NODES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Pattern

    Plain = tuple[str, str | None, str | None, str | None]
    """Letters of the column, style, kind, value."""

SHOWN = r"[^<>&\x00-\x1f\ufffe\uffff]"
CELL = (
    r'<c r="([A-Z]{1,2}|[A-W][A-Z]{2})[0-9]{1,7}"(?: s="([0-9]{1,6})")?(?: t="(s|n|b|e|str)")?'
    rf"(?:/>|>(?:<f>{SHOWN}+</f>(?=<v>[^<]))?<v>({SHOWN}*)</v></c>)"
)
GROUPS = 5
"""What stands before a cell, and its four parts."""
BEGIN, END = "<sheetData>", "</sheetData>"
NODES_OF_CELL = 5
_pattern: list[Pattern[str]] = []


class Scan:
    """The plain cells of a worksheet, by the ordinal of their row."""

    def __init__(self, head: str, parts: list[str], tail: str) -> None:
        between = parts[0::GROUPS]
        self.rest = "".join([head, *between, tail]).encode()
        """The worksheet without them."""
        self._columns = [parts[group::GROUPS] for group in range(1, GROUPS)]
        self._first: list[int] = []
        """Of each row, the place of its first cell among all; then the end of the last row."""
        for at, said in enumerate(between):
            if said:
                self._first += [at] * said.count("<row")
        self._first.append(len(self._columns[0]))

    def __len__(self) -> int:
        return len(self._first) - 1

    def row(self, ordinal: int) -> Iterable[Plain]:
        """The plain cells of a row in order."""
        run = slice(self._first[ordinal], self._first[ordinal + 1])
        letters, styles, kinds, values = self._columns
        return zip(letters[run], styles[run], kinds[run], values[run], strict=True)

    def letters(self, ordinal: int) -> set[str]:
        """The columns of the plain cells of a row."""
        return set(self._columns[0][self._first[ordinal] : self._first[ordinal + 1]])


def scan(data: bytes) -> Scan | None:
    """The worksheet cut apart; None where it is not written the usual way."""
    opening = data[:100]
    if data.count(b"<!") or b"<?" in data[5:] or not _is_utf8(opening):
        return None
    if data.count(b"<c ") * NODES_OF_CELL > NODES:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    start = text.find(BEGIN) + len(BEGIN)
    end = text.find(END, start)
    if start < len(BEGIN) or end < 0 or not text.startswith("<row", start):
        return None
    if not _pattern:
        import re

        _pattern.append(re.compile(CELL))
    return Scan(text[:start], _pattern[0].split(text[start:end]), text[end:])


def _is_utf8(opening: bytes) -> bool:
    declared = opening.partition(b"?>")[0].lower()
    return opening[:1] == b"<" and (b"encoding=" not in declared or b'"utf-8"' in declared)
