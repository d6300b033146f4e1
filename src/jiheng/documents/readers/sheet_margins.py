"""Print headers and footers of worksheets: some offices keep the title or 单位：万元 there."""

from __future__ import annotations

import re

from ...model.place import Address
from ..grid import Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Za-z&])')
PARTS = re.compile("&[LCR]")
COUNTED = ("&P", "&N", "&p", "&n")


ORDER = ("first", "odd", "even")


def printed(margins: dict[str, str], sheet: str) -> tuple[list[Line], list[Line]]:
    """The lines before and after a sheet, from its oddHeader, evenFooter …"""
    heads = [margins.get(f"{kind}Header", "") for kind in ORDER]
    feet = [margins.get(f"{kind}Footer", "") for kind in ORDER]
    return _lines(heads, sheet), _lines(feet, sheet)


def _lines(texts: Iterable[str], sheet: str) -> list[Line]:
    """What headers or footers say, each part once; page numbers, dates and names say nothing."""
    found: dict[str, None] = {}
    for text in texts:
        for part in PARTS.split(text[:4_096]):
            if not any(code in part for code in COUNTED):
                for line in CODE.sub(_letter, part).splitlines():
                    found |= {line.strip(): None} if line.strip() else {}
    return [Line(line, Address(sheet=sheet)) for line in found]


def _letter(code: re.Match[str]) -> str:
    return "&" if code[0] == "&&" else ""
