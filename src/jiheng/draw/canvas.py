"""One SVG being drawn: shapes in tenths of a pixel, text that stays inside, no ids, no styles.

Every shape has a class (the page's style sheet colours it) and the same colour as an attribute
(a page without the style sheet, a print, a text program still show it). Unknown is hatched with
drawn lines, not with a pattern: patterns need ids, and ids collide on a page of forty charts.
"""

from __future__ import annotations

from unicodedata import east_asian_width

from ..model.shown import clean
from .inks import INKS, TEXTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SMALL, NORMAL = 11, 12
_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def esc(text: str) -> str:
    """Text in which nothing is markup."""
    return clean(text).translate(_SIGNS)


def tenths(number: int) -> str:
    """125 → "12.5"."""
    sign, size = "-" * (number < 0), abs(number)
    return f"{sign}{size // 10}" + (f".{size % 10}" if size % 10 else "")


def wide(text: str, size: int = SMALL) -> int:
    """About how many tenths of a pixel the text is wide; rather too many."""
    return sum(size * (10 if east_asian_width(c) in "WFA" else 6) for c in text)


def cut(text: str, room: int, size: int = SMALL) -> str:
    """The text, with an ellipsis where there is no room for all of it."""
    if wide(text, size) <= room:
        return text
    room -= wide("…", size)
    while text and wide(text, size) > room:
        text = text[:-1]
    return text + "…"


class Canvas:
    """``width`` × ``height`` pixels; all other lengths are tenths."""

    def __init__(self, kind: str, width: int, height: int) -> None:
        self.kind, self.width, self.height = kind, width * 10, height * 10
        self.body: list[str] = []

    def rect(self, x: int, y: int, w: int, h: int, ink: str, rx: int = 0) -> None:
        if w <= 0 or h <= 0:
            return
        round_ = f' rx="{tenths(min(rx, w // 2, h // 2))}"' if rx else ""
        at = f'x="{tenths(x)}" y="{tenths(y)}" width="{tenths(w)}" height="{tenths(h)}"'
        self.body.append(f"<rect {at}{round_}{_ink(ink)}/>")

    def line(self, x1: int, y1: int, x2: int, y2: int, ink: str) -> None:
        (x1, y1), (x2, y2) = self._within([(x1, y1), (x2, y2)])
        at = f'x1="{tenths(x1)}" y1="{tenths(y1)}" x2="{tenths(x2)}" y2="{tenths(y2)}"'
        self.body.append(f"<line {at}{_ink(ink)}/>")

    def poly(self, points: Sequence[tuple[int, int]], ink: str) -> None:
        """A line through the points."""
        said = " ".join(f"{tenths(x)},{tenths(y)}" for x, y in self._within(points))
        self.body.append(f'<polyline points="{said}"{_ink(ink)}/>')

    def shape(self, points: Sequence[tuple[int, int]], ink: str) -> None:
        """A closed shape."""
        said = " ".join(f"{tenths(x)},{tenths(y)}" for x, y in self._within(points))
        self.body.append(f'<polygon points="{said}"{_ink(ink)}/>')

    def _within(self, points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The points, moved to the edge where they lie beyond it."""
        return [(min(max(x, 0), self.width), min(max(y, 0), self.height)) for x, y in points]

    def dot(self, x: int, y: int, r: int, ink: str, title: str = "") -> None:
        inside = f"><title>{esc(title)}</title></circle>" if title else "/>"
        at = f'cx="{tenths(x)}" cy="{tenths(y)}" r="{tenths(r)}"'
        self.body.append(f"<circle {at}{_ink(ink)}{inside}")

    def boxes(self, boxes: Sequence[tuple[int, int, int, int]], ink: str) -> None:
        """Many rectangles of one ink as one path: a year of days stays small."""
        if boxes:
            said = "".join(
                f"M{tenths(x)} {tenths(y)}h{tenths(w)}v{tenths(h)}h{tenths(-w)}z"
                for x, y, w, h in boxes
            )
            self.body.append(f'<path d="{said}"{_ink(ink)}/>')

    def hatch(self, boxes: Sequence[tuple[int, int, int, int]], step: int = 40) -> None:
        """What is not known: a pale ground with diagonal lines from the drawing's own grid."""
        self.boxes(boxes, "unknown")
        self.stripes(boxes, "hatch", step)

    def stripes(self, boxes: Sequence[tuple[int, int, int, int]], ink: str, step: int = 40) -> None:
        """Diagonal lines within the boxes."""
        lines = []
        for x, y, w, h in boxes:
            for total in range(-(-(x + y) // step) * step, x + y + w + h, step):
                x1, x2 = max(x, total - y - h), min(x + w, total - y)
                if x2 > x1:
                    d = tenths(x2 - x1)
                    lines.append(f"M{tenths(x1)} {tenths(total - x1)}l{d} -{d}")
        if lines:
            self.body.append(f'<path d="{"".join(lines)}"{_ink(ink)}/>')

    def text(
        self,
        x: int,
        y: int,
        text: str,
        ink: str = "label",
        anchor: str = "start",
        size: int = SMALL,
        room: int = 0,
    ) -> None:
        """Text on its base line, moved or cut where it would leave the drawing."""
        whole = clean(text)
        text = cut(whole, min(room or self.width, self.width), size)
        if not text:
            return
        length = wide(text, size)
        before = {"start": 0, "middle": length // 2, "end": length}[anchor]
        x = min(max(x, before), self.width - (length - before))
        y = min(max(y, size * 9), self.height - size * 3)
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        full = f"<title>{esc(whole)}</title>" if text != whole else ""
        self.body.append(
            f'<text x="{tenths(x)}" y="{tenths(y)}"{place}{_words(ink, size)}>'
            f"{full}{esc(text)}</text>"
        )

    def group(self, title: str, start: int) -> None:
        """Everything drawn since body position ``start`` gets one tooltip."""
        self.body[start:] = ["<g>", f"<title>{esc(title)}</title>", *self.body[start:], "</g>"]

    def svg(self, title: str, desc: str = "") -> str:
        """The whole drawing."""
        w, h = tenths(self.width), tenths(self.height)
        more = f"<desc>{esc(desc)}</desc>" if desc else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="jd jd-{self.kind}" role="img" '
            f'aria-label="{esc(title)}" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
            f"<title>{esc(title)}</title>{more}{''.join(self.body)}</svg>"
        )


def _ink(name: str) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in INKS[name].items())
    return f' class="jd-{name}"{attributes}'


def _words(name: str, size: int) -> str:
    weight = ' font-weight="600"' if name in ("strong", "bad-text") else ""
    return f' class="jd-{name}" fill="{TEXTS[name]}" font-size="{size}"{weight}'
