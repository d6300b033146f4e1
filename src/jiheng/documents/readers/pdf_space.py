"""Places on a page: whole hundredths of a point, matrices, quarter turns."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Box = tuple[int, int, int, int]

FAR = 20_000
"""Points from the origin; PDF's own largest page has 14,400."""

IDENTITY = (1, 0, 0, 1, 0, 0)


def times(m: Any, n: Any) -> Any:
    """The matrix that does ``m`` first and ``n`` after it."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def corners(matrix: Any, box: Box, outer: Any) -> Box | None:
    a, b, c, d, e, f = times(matrix, outer)
    xs = [a * x + c * y + e for x in box[::2] for y in box[1::2]]
    ys = [b * x + d * y + f for x in box[::2] for y in box[1::2]]
    return box_of(min(xs), min(ys), max(xs), max(ys))


def box_of(left: Any, bottom: Any, right: Any, top: Any) -> Box | None:
    """Points as whole hundredths; None for what lies off every page or is no number."""
    if -FAR < left < FAR and -FAR < bottom < FAR and -FAR < right < FAR and -FAR < top < FAR:
        return round(left * 100), round(bottom * 100), round(right * 100), round(top * 100)
    return None


def turned(box: Box, turn: int) -> Box:
    """A box after so many quarter turns clockwise about the origin."""
    left, bottom, right, top = box
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return box
