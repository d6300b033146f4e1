"""Ruling lines → tables: columns and rows from the lines, merged cells from the lines missing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pdf_page import Stroke

NEAR = 300
"""Lines this near are one line, and a line that ends this near to another meets it."""

SHORT = 400
"""A shorter line is a letter's or a picture's."""

MOST = 2_500
"""Lines of one direction on one page; a drawing with more is no table."""

SLOTS = 60_000
"""Rows times columns of one table."""


class Ruled:
    """A ruled table. ``xs`` rise, ``ys`` fall; cells are (row, column, rowspan, colspan)."""

    __slots__ = ("cells", "owner", "xs", "ys")

    def __init__(self, xs: list[int], ys: list[int]) -> None:
        self.xs, self.ys = xs, ys
        self.cells: list[tuple[int, int, int, int]] = []
        self.owner: list[list[int]] = []

    @property
    def area(self) -> int:
        return (self.xs[-1] - self.xs[0]) * (self.ys[0] - self.ys[-1])

    def at(self, x: int, y: int) -> int:
        """The cell at a point, -1 outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return -1
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, -y, key=_minus), len(self.ys) - 1) - 1
        return self.owner[row][column]


def _minus(y: int) -> int:
    return -y


def ruled(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[Ruled]:
    """The tables of a page, small before large; a box of one cell is none."""
    level, upright = joined(across), joined(down)
    if max(len(level), len(upright)) > MOST:
        return []
    out = []
    for rows, columns in _connected(level, upright):
        xs = _edges([p for *_, p in columns], [z for a, b, _ in rows for z in (a, b)])
        ys = _edges([p for *_, p in rows], [z for a, b, _ in columns for z in (a, b)])[::-1]
        if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > SLOTS:
            continue
        table = Ruled(xs, ys)
        _cells(table, rows, columns)
        if len(table.cells) > 1:
            out.append(table)
    return sorted(out, key=lambda table: table.area)


def joined(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes on one line, end to end, as one; short ones left out."""
    groups: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: s[2]):
        if not groups or stroke[2] - groups[-1][0][2] > NEAR:
            groups.append([])
        groups[-1].append(stroke)
    out: list[Stroke] = []
    for group in groups:
        place = group[len(group) // 2][2]
        start, end, _ = min(group)
        for a, b, _ in sorted(group):
            if a > end + NEAR:
                out.append((start, end, place))
                start, end = a, b
            end = max(end, b)
        out.append((start, end, place))
    return [stroke for stroke in out if stroke[1] - stroke[0] >= SHORT]


def _connected(
    level: list[Stroke], upright: list[Stroke]
) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Lines that meet one another, directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    places = [place for *_, place in upright]
    for one, (a, b, y) in enumerate(level):
        for other in range(bisect_left(places, a - NEAR), bisect_right(places, b + NEAR)):
            low, high, _ = upright[other]
            if low - NEAR <= y <= high + NEAR:
                parent[root(one)] = root(len(level) + other)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for index in range(len(parent)):
        rows, columns = groups.setdefault(root(index), ([], []))
        if index < len(level):
            rows.append(level[index])
        else:
            columns.append(upright[index - len(level)])
    lone = [columns[0] for rows, columns in groups.values() if not rows]
    out = [(rows, columns) for rows, columns in groups.values() if rows and columns]
    for _, columns in out:
        columns += [stroke for stroke in lone if _alongside(stroke, columns)]
    return out


def _alongside(stroke: Stroke, columns: list[Stroke]) -> bool:
    """Whether a line that meets no other runs along the whole of a table: the side of cells that
    are merged from one page to the next."""
    low, high = min(a for a, _, _ in columns), max(b for _, b, _ in columns)
    return abs(stroke[0] - low) <= 2 * NEAR and abs(stroke[1] - high) <= 2 * NEAR


def _edges(places: list[int], ends: list[int]) -> list[int]:
    """Where lines stand, rising; with the outermost ends of the others, for an open side."""
    out: list[int] = []
    for place in sorted(places):
        if not out or place - out[-1] > NEAR:
            out.append(place)
    if out[0] - min(ends) > 2 * NEAR:
        out.insert(0, min(ends))
    if max(ends) - out[-1] > 2 * NEAR:
        out.append(max(ends))
    return out


def _cells(table: Ruled, rows: list[Stroke], columns: list[Stroke]) -> None:
    """Fill in the cells: from a free corner rightwards, then downwards, up to a line."""
    height, width = len(table.ys) - 1, len(table.xs) - 1
    below, beside = _walls(table, rows, columns)
    table.owner = [[-1] * width for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if table.owner[row][column] >= 0:
                continue
            right = column + 1
            while right < width and not beside[row][right - 1] and table.owner[row][right] < 0:
                right += 1
            bottom = row + 1
            while bottom < height and not any(below[bottom - 1][column:right]):
                if any(beside[bottom][column : right - 1]) or _taken(table, bottom, column, right):
                    break
                bottom += 1
            for r in range(row, bottom):
                table.owner[r][column:right] = [len(table.cells)] * (right - column)
            table.cells.append((row, column, bottom - row, right - column))


def _taken(table: Ruled, row: int, start: int, end: int) -> bool:
    return any(owner >= 0 for owner in table.owner[row][start:end])


def _walls(
    table: Ruled, rows: list[Stroke], columns: list[Stroke]
) -> tuple[list[list[bool]], list[list[bool]]]:
    """For every slot whether a line stands below it, and right of it."""
    xs, ys = table.xs, table.ys
    height, width = len(ys) - 1, len(xs) - 1
    below = [[False] * width for _ in range(height)]
    beside = [[False] * width for _ in range(height)]
    for start, end, place in rows:
        row = _nearest(ys, place) - 1
        if row >= 0:
            for column in range(width):
                if _covers(start, end, xs[column], xs[column + 1]):
                    below[row][column] = True
    for start, end, place in columns:
        column = _nearest(xs, place) - 1
        if column >= 0:
            for row in range(height):
                if _covers(start, end, ys[row + 1], ys[row]):
                    beside[row][column] = True
    return below, beside


def _covers(start: int, end: int, low: int, high: int) -> bool:
    """Whether a line runs along an edge; it may fall short by NEAR, of a tiny edge by less."""
    slack = min(NEAR + 100, (high - low) // 2)
    return start - slack <= low and end + slack >= high


def _nearest(places: list[int], place: int) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - place))
