"""Grid → forms: where each form begins, its fields, its indicator rows.

One pass over lines and table rows. A title begins a form, a head row begins its indicators, a
label row ends them. What is not recognised stays unread and is noted; nothing is guessed.
"""

from __future__ import annotations

from ..model.form import Form, Note
from .build import finish
from .grid import Grid, Line
from .readings import better, in_doubt, warned
from .vocabulary import vocabulary
from .walk import Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..policy import Book


def recognise(grid: Grid, book: Book) -> tuple[tuple[Form, ...], tuple[Note, ...]]:
    """The forms of a grid in order, and notes that belong to the file (unknown layouts)."""
    reader = Reader(vocabulary(book), book)
    for block in grid.blocks:
        if isinstance(block, Line):
            reader.line(block)
        else:
            reader.table(block)
    drafts = reader.close()
    forms = tuple(finish(draft, n, book, reader.words) for n, draft in enumerate(drafts, 1))
    if grid.source and in_doubt(forms, grid.source, reader.words):
        from .stream.forms import drafts as streamed

        loose = streamed(grid.source, reader.words, book)
        others = tuple(finish(draft, n, book, reader.words) for n, draft in enumerate(loose, 1))
        chosen = better(forms, others, reader.words)
        if others and chosen == others:
            return _warned(chosen, grid, book), ()
        forms = chosen
    if grid.source and not forms and not reader.notes:
        from .unread import rescued

        draft, notes = rescued(grid.source, reader.words, book)
        return (finish(draft, 1, book, reader.words),) if draft else (), notes
    return _warned(forms, grid, book), tuple(reader.notes)


def _warned(forms: tuple[Form, ...], grid: Grid, book: Book) -> tuple[Form, ...]:
    """Where white alone parts the rows of a PDF, a note at those that look torn."""
    return warned(forms, grid.source, book) if grid.format == "pdf" and grid.source else forms
