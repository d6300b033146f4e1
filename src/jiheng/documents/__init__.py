"""Bytes ↔ form. ``read`` is the way in: bytes → Grid → Document."""

from __future__ import annotations

from ..model.digest import sha256_hex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Document
    from ..policy import Book
    from .grid import Grid


def grid_of(data: bytes, path: str, book: Book) -> Grid:
    """The file as tables and lines. Raises Refusal for what cannot be read."""
    from .sniff import reader_for

    return reader_for(data, path, book)(data, path)


def read(data: bytes, path: str, book: Book) -> Document:
    """The file with its forms. A file without a form has an empty ``forms``, never a refusal."""
    from ..model.form import Document
    from .recognise import recognise

    grid = grid_of(data, path, book)
    forms, notes = recognise(grid, book)
    return Document(path, sha256_hex(data), grid.format, forms, (*grid.notes, *notes))
