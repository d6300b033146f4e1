"""Lines on a terminal: labels in colour, text wrapped under itself, tables that fit."""

from __future__ import annotations

from .console import paint
from .width import clean, pad, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .output import View

GAP = 2
NARROWEST = 6


class Screen:
    """Writes lines that fit the view's width."""

    def __init__(self, write: Callable[[str], object], view: View) -> None:
        self.write = write
        self.view = view

    def cells(self, text: str) -> int:
        """How wide the text stands here."""
        return width(text, self.view.wide_signs)

    def blank(self) -> None:
        """An empty line."""
        self.write("\n")

    def line(
        self,
        text: str,
        style: str = "plain",
        *,
        indent: int = 0,
        head: str = "",
        head_style: str = "plain",
    ) -> None:
        """``head`` and then the text, wrapped so that it hangs under its own beginning."""
        view = self.view
        head = clean(head)
        hang = indent + self.cells(head)
        if view.width - hang < NARROWEST:
            hang = indent + GAP
        start = " " * indent + paint(head_style, head, view.colour)
        for piece in wrap(clean(text), view.width - hang, view.wide_signs):
            self.write(f"{start}{paint(style, piece, view.colour)}".rstrip(" ") + "\n")
            start = " " * hang

    def parts(self, parts: Sequence[str], style: str = "plain", *, indent: int = 0) -> None:
        """Parts with a dot between them; a new line begins between parts where that is enough."""
        room = self.view.width - indent
        line = ""
        for part in filter(None, parts):
            longer = f"{line} · {part}" if line else part
            if line and self.cells(longer) > room:
                self.line(line, style, indent=indent)
                longer = part
            line = longer
        self.line(line, style, indent=indent)

    def rule(self, cells: int, indent: int = 0) -> None:
        """A line of that many cells."""
        sign = "─"
        self.write(" " * indent + sign * (cells // self.cells(sign)) + "\n")

    def table(self, rows: Sequence[Sequence[str]], *, indent: int = 0, head: bool = True) -> None:
        """Columns side by side; the widest give way first, and their cells wrap."""
        if not rows:
            return
        cleaned = [[clean(cell) for cell in row] for row in rows]
        sizes = self._sizes(cleaned, indent)
        for number, row in enumerate(cleaned):
            self._row(row, sizes, indent, "bold" if head and not number else "plain")
            if head and not number:
                self.rule(sum(sizes) + GAP * (len(sizes) - 1), indent)

    def _sizes(self, rows: list[list[str]], indent: int) -> list[int]:
        count = max(len(row) for row in rows)
        sizes = [
            max((self.cells(row[i]) for row in rows if i < len(row)), default=0)
            for i in range(count)
        ]
        room = self.view.width - indent - GAP * (count - 1)
        while sum(sizes) > room and max(sizes) > NARROWEST:
            sizes[sizes.index(max(sizes))] -= 1
        return sizes

    def _row(self, row: list[str], sizes: list[int], indent: int, style: str) -> None:
        view = self.view
        parts = [wrap(cell, size, view.wide_signs) for cell, size in zip(row, sizes, strict=False)]
        for level in range(max(len(part) for part in parts)):
            shown = [
                pad(part[level] if level < len(part) else "", size, view.wide_signs)
                for part, size in zip(parts, sizes, strict=False)
            ]
            text = (" " * GAP).join(shown).rstrip(" ")
            self.write(" " * indent + paint(style, text, view.colour) + "\n")
