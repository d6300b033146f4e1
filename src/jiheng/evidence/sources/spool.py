"""Canonical rows from elsewhere, written down before they are looked at.

An import reads its source more than once and names it by its digest; a server may answer
differently each time. So the rows are first written to a file of our own, in one go.
"""

from __future__ import annotations

import csv
import os
from hashlib import sha256

from ...model.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

MOST = 4 << 30  # bytes on the disk
LONGEST = 100_000  # characters of a cell; csv reads no more than 131,072


class Spool:
    """Rows of text under canonical names, as an import reads them (heading.Source).

    ``origin``: what the store's chain says of where they are from.
    """

    encoding = "utf-8"

    def __init__(
        self,
        folder: str,
        name: str,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        origin: Mapping[str, Any] | None = None,
        told: Callable[[int], object] = lambda rows: None,
    ) -> None:
        self.path = self.name = name
        self.origin = origin if origin is not None else {}
        self._place = os.path.join(folder, "rows.csv")
        self.count = self._write(heads, rows, told)
        self.size = os.path.getsize(self._place)
        self.done = 0
        total = sha256()
        with open(self._place, "rb") as file:
            while block := file.read(1 << 20):
                total.update(block)
        self.digest = total.hexdigest()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(row number from 1 with the headings, cells)."""
        with open(self._place, encoding="utf-8", newline="") as file:
            for number, cells in enumerate(csv.reader(file), 1):
                yield number, cells
                self.done = min(self.size, self.size * number // (self.count + 1))
        self.done = self.size

    def _write(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        told: Callable[[int], object],
    ) -> int:
        count = 0
        with open(self._place, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(heads)
            for count, row in enumerate(rows, 1):
                writer.writerow([self._fit(cell, count) for cell in row])
                if not count & 4095:
                    told(count)
                    if file.tell() > MOST:
                        raise Refusal(
                            self.path,
                            "取回的数据超过 4 GB",
                            "请缩短期间，分几次取",
                            problem_en="handed over more than 4 GB",
                            remedy_en="Take shorter periods",
                        )
        return count

    def _fit(self, cell: str, number: int) -> str:
        """A cell that can be written down; what cannot becomes a sign that the import refuses."""
        if len(cell) > LONGEST:
            raise Refusal(
                self.path,
                f"第 {number} 行有一格超过 {LONGEST:,} 个字",
                "请核对 columns 所指的栏目",
                problem_en=f"row {number} has a cell of more than {LONGEST:,} characters",
                remedy_en="Check the fields that columns names",
            )
        if "\0" in cell:
            cell = cell.replace("\0", "\ufffd")
        try:
            cell.encode()
        except UnicodeEncodeError:  # half a character, as JSON can write it
            cell = cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return cell
