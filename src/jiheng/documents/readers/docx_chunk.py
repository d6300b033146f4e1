"""Whole files inside a Word document (altChunk): some systems paste a form in as a web page."""

from __future__ import annotations

from ...model.refusal import Refusal
from ..limits import part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..grid import Grid
    from .docx_package import Package

KINDS = ("html", "mht", "rtf", "text", "wordml", "docx")


def chunk(package: Package, relation: str, path: str) -> Grid | None:
    """The file that an altChunk names; None where it is missing, broken or of another kind."""
    from ..openers import READERS
    from ..sniff import kind_of

    _, name = package.relations(package.body).get(relation, ("", ""))
    if not name:
        return None
    data = part(package.archive, name, path)
    try:
        kind = kind_of(data, path)
        if kind == "docx":
            from .docx import read

            inside: Grid = read(data, path, chunks=False)
            return inside
        return READERS[kind]()(data, path) if kind in KINDS else None
    except Refusal:
        return None
