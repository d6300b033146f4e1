"""The execution row of a self-evaluation: money planned and spent, rate, points and score.

    项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    年度资金总额     | 90         | 90         | 89.974     | 10   | 99.97% | 10

Taken are the row of the total and that of the fiscal money below it. Where cells were lost, so
that head and row do not fit, nothing is: a number in the wrong column is worse than none.
"""

from __future__ import annotations

from ..model.form import Field
from .vocabulary import plain, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..policy import Book
    from .grid import Cell
    from .vocabulary import Vocabulary

    Heads = list[tuple[str, Cell]]  # a head that says nothing here has key ""

# The rows that are taken, and what their fields begin with: the total, and the fiscal part of it.
ROWS = {"budget_amount": "execution_", "fund_fiscal": "execution_part_"}
SPENT = "spent"
MOST = 40  # characters of a head
NEEDED = 3  # heads, SPENT among them, before a row is one of heads


class Execution:
    """Remembers the heads above the funds rows of a form."""

    def __init__(self, words: Vocabulary, book: Book) -> None:
        self.words = words
        known = book.topics["layouts"]["_base"]["execution"]
        self.known = {plain(word): key for key, found in known.items() for word in found}
        self.heads: Heads = []

    def row(self, own: list[Cell], spans: bool) -> Iterator[Field]:
        """The fields of a row of money; a row of heads is remembered for those below it."""
        heads = [(self._head(cell), cell) for cell in own]
        known = [key for key, _ in heads if key]
        if len(known) >= NEEDED and SPENT in known:
            self.heads = heads[next(n for n, (key, _) in enumerate(heads) if key) :]
            return
        for at, cell in enumerate(own if self.heads else ()):
            if prefix := ROWS.get(self.words.label(cell.text) or ""):
                yield from self._cells(prefix, own[at + 1 :], spans)
                return

    def _cells(self, prefix: str, cells: list[Cell], spans: bool) -> Iterator[Field]:
        """The cells of a row of money under their heads."""
        for (key, head), cell in (_under if spans else _in_order)(self.heads, cells):
            if key:
                yield Field(prefix + key, cell.text, plain(head.text), cell.address, cell.notes)

    def _head(self, cell: Cell) -> str:
        """What a cell heads, brackets of a formula (执行率（B/A）) apart; "" for anything else."""
        return self.known.get(plain(cell.text), "") if len(cell.text) <= MOST else ""


def _under(heads: Heads, cells: list[Cell]) -> Iterator[tuple[tuple[str, Cell], Cell]]:
    """Each head with the cell that stands under it."""
    for key, head in heads:
        end = head.column + head.colspan
        under = (c for c in cells if c.column < end and head.column < c.column + c.colspan)
        if cell := next(under, None):
            yield (key, head), cell


def _in_order(heads: Heads, cells: list[Cell]) -> Iterator[tuple[tuple[str, Cell], Cell]]:
    """One cell a head, where none is missing among them; what is over must be padding."""
    last = max(n for n, (key, _) in enumerate(heads) if key)
    over = [cell for cell in cells[len(heads) :] if squeeze(cell.text)]
    if len(cells) > last and not over:
        yield from zip(heads, cells, strict=False)
