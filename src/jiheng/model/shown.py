"""What any output needs to show text of a form safely: one clean line, and a spot in words."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .form import Indicator
    from .place import Address


def clean(text: str) -> str:
    """The text as one line without control characters.

    A cell may hold escape sequences or direction overrides; printed raw they would repaint the
    reader's terminal. White space becomes one blank, other controls become U+FFFD.
    """
    if text.isprintable():
        return text
    return "".join(map(_safe, text))


def _safe(char: str) -> str:
    if char.isprintable():
        return char
    if char in "\t\n\r\v\f\xa0\u2028\u2029" or char.isspace():
        return "\u3000" if char == "\u3000" else " "
    return "" if char in "\u200b\u200c\u200d\u2060\ufeff\xad" else "\ufffd"


def where(address: Address, lang: str) -> str:
    """The spot in the file: 第 45 行, or 表 1 第 7 行第 4 列; "" where it has none."""
    zh = lang == "zh"
    out = []
    if address.page:
        out.append(f"第 {address.page} 页" if zh else f"page {address.page}")
    if address.sheet:
        out.append(f"工作表 {address.sheet}" if zh else f"sheet {address.sheet}")
    if address.line:
        out.append(f"第 {address.line} 行" if zh else f"line {address.line}")
    elif address.table or address.row:
        out.append(_cell(address, zh))
    return " ".join(out) if zh else ", ".join(out)


def _cell(address: Address, zh: bool) -> str:
    table = (f"表 {address.table}" if zh else f"table {address.table}") if address.table else ""
    row = (f"第 {address.row} 行" if zh else f"row {address.row}") if address.row else ""
    column = (
        (f"第 {address.column} 列" if zh else f"column {address.column}") if address.column else ""
    )
    return (
        f"{table} {row}{column}" if zh else " ".join(filter(None, (table, row, column)))
    ).strip()


def covered(rows: Sequence[Indicator], key: str) -> list[int]:
    """How many rows each cell of a level column covers, drawn; 0 where it is covered from above."""
    same = [(row.level1,) if key == "level1" else (row.level1, row.level2) for row in rows]
    out = [1] * len(rows)
    for number in range(len(rows) - 1, 0, -1):
        if same[number] == same[number - 1] and same[number][-1]:
            out[number - 1] += out[number]
            out[number] = 0
    return out
