"""The rows of a file under its headings, some thousand at a time, column by column."""

from __future__ import annotations

from itertools import islice

from .fault import Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .heading import Heading, Source

SLICE = 32_768  # rows held as text at a time


def slices(
    source: Source, heading: Heading, faults: list[Fault]
) -> Iterator[tuple[list[int], dict[str, list[str]]]]:
    """Row numbers and texts by canonical column; rows of another width go to ``faults``."""
    width, ragged = len(heading.cells), source.encoding == "xlsx"
    rows = (one for one in source.rows() if one[0] > heading.row and any(one[1]))
    while taken := list(islice(rows, SLICE)):
        good = []
        for number, cells in taken:
            if len(cells) != width:
                if ragged and len(cells) < width:
                    cells = [*cells, *[""] * (width - len(cells))]
                elif len(cells) < width or any(cells[width:]):
                    more = (str(len(cells)), str(width))
                    faults.append(Fault(number, "", "", "cells", more))
                    continue
            good.append((number, cells))
        if good:
            columns = list(zip(*(cells[:width] for _, cells in good), strict=True))
            found = heading.match.found.items()
            yield [number for number, _ in good], {name: list(columns[at]) for at, name in found}


def texts(
    source: Source, heading: Heading, names: Sequence[str], wanted: Collection[int]
) -> dict[int, str]:
    """Some columns of some rows as the file has them, in a second pass."""
    found = {}
    for numbers, columns in slices(source, heading, []) if wanted else ():
        for at, number in enumerate(numbers):
            if number in wanted:
                parts = (columns[name][at] for name in names if name in columns)
                found[number] = " ".join(part.strip() for part in parts)
    return found
