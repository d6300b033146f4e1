"""A form as a page: boxes on a grid, the same for Word, Excel and print; no file format here.

Edges run from 0 to WIDTH, so that the rows above the indicators may split where those below do
not. Text goes in as it is printed.
"""

from __future__ import annotations

from ...model.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...model.form import Form

WIDTH = 1000
LABEL, TEXT, CELL = "label", "text", "cell"
SYNTHETIC = "合成数据 SYNTHETIC"


@record
class Box:
    """A cell from edge ``left`` to ``right``, ``down`` rows high.

    ``kind``: LABEL (printed words), TEXT (running text, to the left), CELL (a value, centred).
    """

    text: str
    left: int
    right: int
    kind: str = CELL
    down: int = 1


Row = tuple[Box, ...]


@record
class Sheet:
    """One form. ``above``: lines before the title (the mark of a made-up form); ``year``: one in
    the middle below it; ``below``: lines at the left (unit, money). ``rows`` have no box where one
    from above still stands. ``wide``: landscape.
    """

    title: str
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    year: str = ""
    below: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    wide: bool = False

    def edges(self) -> list[int]:
        """Every edge but the first, in order."""
        return sorted({box.right for row in self.rows for box in row})


def across(texts: Iterable[str], edges: Sequence[int], kinds: Sequence[str]) -> Row:
    """Boxes side by side; ``edges`` are their right ends."""
    lefts = (0, *edges)
    return tuple(
        Box(text, left, right, kind)
        for text, left, right, kind in zip(texts, lefts, edges, kinds, strict=False)
    )


def spread(shares: Sequence[int], start: int = 0) -> list[int]:
    """Right edges of columns with these shares of the width from ``start`` on."""
    whole, out, taken = sum(shares), [], 0
    for share in shares:
        taken += share
        out.append(start + (WIDTH - start) * taken // whole)
    return out


def marks(form: Form) -> tuple[str, ...]:
    """The line that says a form is made up, where it is."""
    said = [note.detail.strip() for note in form.notes if note.kind == "synthetic"]
    return tuple(text if SYNTHETIC in text else f"{SYNTHETIC} {text}" for text in said[:1])


def raw(form: Form, key: str) -> str:
    """The printed text of a field, "" where the form has none."""
    field = form.fields.get(key)
    return field.raw if field else ""
