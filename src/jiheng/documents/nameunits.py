"""Units printed in the indicator's name: ``造林总面积（亩）`` with the value 80000."""

from __future__ import annotations

from .units import parse_unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..policy import Book

_SIGNS = "≥≤≧≦＞＜><=＝*×xX＊ "


def is_bare_number(text: str) -> bool:
    """Digits with separators and nothing else."""
    bare = text.replace(",", "").replace("，", "").replace(".", "", 1).strip()
    return bool(bare) and bare.isascii() and bare.isdigit()


def unit_in_name(name: str, book: Book) -> str:
    """The unit in the last brackets of a name, template signs such as ``≥**`` left out, or ""."""
    text = name.rstrip()
    if not text.endswith((")", "）")):
        return ""
    start = max(text.rfind("("), text.rfind("（"))
    inner = text[start + 1 : -1].strip().lstrip(_SIGNS).strip()
    if start < 0 or not inner or len(inner) > 12:
        return ""
    unit = parse_unit(inner, book)
    return inner if unit is not None and unit.family != "other" else ""
