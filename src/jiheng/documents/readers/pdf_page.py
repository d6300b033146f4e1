"""One page of a PDF as glyphs and ruling lines. Only this module and page_image know PDFium.

Lengths are whole hundredths of a point (1 pt = 1/72 inch), y upwards, the page turned the way it
is read. PDFium is not thread-safe: of one process, one thread at a time has a file open.
"""

from __future__ import annotations

from _thread import RLock
from contextlib import contextmanager

from ...model.refusal import Refusal
from ..limits import damaged, too_large
from .pdf_space import FAR, IDENTITY, box_of, corners, times, turned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .pdf_space import Box

    Glyph = tuple[str, int, int, int, int]
    Stroke = tuple[int, int, int]

THIN = 250
"""A filled shape up to this wide is a ruling line."""

PATHS = 30_000
"""Drawn shapes of one page that are looked at; a drawing with more is no table."""

POINTS = 200
"""Points of one shape; a table drawn in one stroke has fewer than four a cell."""

DEPTH = 4
"""Forms (reused drawings) inside forms."""

GLYPHS = 200_000
"""Letters of one page; a full page of small print has 6,000."""

PASSWORD = 4
UNREAD = "\ufffd"
PDFIUM = RLock()
GLYPH, PATH, IMAGE, FORM = 1, 2, 3, 5


class Sheet:
    """A page: its glyphs (character, left, bottom, right, top), its horizontal and vertical
    strokes (start, end, position), and how much of it pictures cover, in percent.
    """

    __slots__ = ("across", "box", "crowded", "down", "glyphs", "number", "pictured", "unread")

    def __init__(self, number: int) -> None:
        self.number = number
        self.box: Box = (0, 0, 0, 0)
        self.glyphs: list[Glyph] = []
        self.across: list[Stroke] = []
        self.down: list[Stroke] = []
        self.pictured = 0
        self.unread = 0
        self.crowded = False


def sheets(data: bytes, path: str) -> Iterator[Sheet]:
    """The pages in order. Raises Refusal where the file is locked or damaged."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    with opened(data, path) as pdf:
        for number in range(len(pdf)):
            page = raw.FPDF_LoadPage(pdf.raw, number)
            if not page:
                at, at_en = f"第 {number + 1} 页读不出来", f"page {number + 1} cannot be read"
                raise damaged(path, at, at_en)
            try:
                yield _Page(raw, page, path).sheet(number + 1)
            finally:
                raw.FPDF_ClosePage(page)


@contextmanager
def opened(data: bytes, path: str) -> Iterator[Any]:
    """The file as PDFium holds it, for this thread alone.

    Raises Refusal where it is locked or damaged.
    """
    import pypdfium2

    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code == PASSWORD:
                raise _locked(path) from error
            raise damaged(path, "PDF 结构读不出来", "its PDF structure cannot be read") from error
        try:
            yield pdf
        finally:
            pdf.close()


def pixels(data: bytes, number: int) -> Any:
    """A page as it looks, as rows of blue, green and red: 200 dpi, less of a very large page."""
    from fractions import Fraction

    with opened(data, "") as pdf:
        page = pdf[number - 1]
        inches = max(1, *(int(side) // 72 for side in page.get_size()))
        scale = Fraction(min(200, 4_000 // inches), 72)
        return page.render(scale=scale).to_numpy()[:, :, :3].copy()


def _locked(path: str) -> Refusal:
    return Refusal(
        path,
        "PDF 文件有打开密码",
        "请用密码打开，取消密码保护后另存，或提供原始的 Word 文件",
        problem_en="the PDF file needs a password to open",
        remedy_en="Open it with its password and save it without, or give the original Word file",
    )


class _Page:
    """Reads one open page."""

    def __init__(self, raw: Any, page: Any, path: str) -> None:
        self.raw, self.page, self.file = raw, page, path
        self.turn = 0
        self.left = PATHS

    def sheet(self, number: int) -> Sheet:
        """The page with everything on it turned upright."""
        raw = self.raw
        out = Sheet(number)
        text = raw.FPDFText_LoadPage(self.page)
        if text:
            try:
                self.turn = _leaning(raw, text)
                self.glyphs(text, out)
            finally:
                raw.FPDFText_ClosePage(text)
        rect = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(self.page, rect)
        box = box_of(rect.left, rect.bottom, rect.right, rect.top)
        out.box = turned(box or (0, 0, 0, 0), self.turn)
        covered, item_of, kind_of = 0, raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
        for index in range(raw.FPDFPage_CountObjects(self.page)):
            item = item_of(self.page, index)
            if kind_of(item) != GLYPH:
                covered += self.shape(item, out, IDENTITY, 0)
        width, height = out.box[2] - out.box[0], out.box[3] - out.box[1]
        out.pictured = min(100, covered * 100 // max(1, width * height))
        out.crowded = self.left <= 0
        return out

    def glyphs(self, text: Any, out: Sheet) -> None:
        """Every printed character; the blanks and line ends that PDFium adds are left out."""
        raw, rect, turn = self.raw, self.raw.FS_RECTF(), self.turn
        count = raw.FPDFText_CountChars(text)
        if count > GLYPHS:
            said = f"第 {out.number} 页有 {count} 个字"
            raise too_large(self.file, said, f"page {out.number} has {count} letters")
        unicode_of, loose_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
        for index in range(count):
            code = unicode_of(text, index)
            if code in (10, 13) or (code == 32 and raw.FPDFText_IsGenerated(text, index)):
                continue
            if not loose_box(text, index, rect):
                continue
            box = box_of(rect.left, rect.bottom, rect.right, rect.top)
            if box is None:
                continue
            char = _character(raw, text, index, code)
            out.unread += char == UNREAD
            out.glyphs.append((char, *(turned(box, turn) if turn else box)))

    def shape(self, item: Any, out: Sheet, matrix: Any, depth: int) -> int:
        """Collect the strokes of one drawn thing; gives the area a picture covers."""
        kind = self.raw.FPDFPageObj_GetType(item)
        if kind == GLYPH:
            return 0
        self.left -= 1
        if self.left < 0:
            return 0
        if kind == PATH:
            self.path(item, out, matrix)
        elif kind == IMAGE:
            box = corners(_matrix(self.raw, item), (0, 0, 1, 1), matrix)
            return (box[2] - box[0]) * (box[3] - box[1]) if box else 0
        elif kind == FORM and depth < DEPTH:
            inner = times(_matrix(self.raw, item), matrix)
            count = self.raw.FPDFFormObj_CountObjects(item)
            return sum(
                self.shape(self.raw.FPDFFormObj_GetObject(item, n), out, inner, depth + 1)
                for n in range(max(0, count))
            )
        return 0

    def path(self, item: Any, out: Sheet, matrix: Any) -> None:
        """Straight strokes of a drawn shape, and filled shapes so thin that they are strokes."""
        from ctypes import c_int

        fill, stroke = c_int(), c_int()
        self.raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        for points in self.subpaths(item, times(_matrix(self.raw, item), matrix)):
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            left, bottom, right, top = turned((min(xs), min(ys), max(xs), max(ys)), self.turn)
            if top - bottom <= THIN:
                out.across.append((left, right, (bottom + top) // 2))
            elif right - left <= THIN:
                out.down.append((bottom, top, (left + right) // 2))
            elif stroke.value:
                self.edges(points, out)

    def edges(self, points: list[tuple[int, int]], out: Sheet) -> None:
        """The level and upright edges of a drawn outline."""
        from itertools import pairwise

        for (x, y), (u, v) in pairwise(points):
            left, bottom, right, top = turned(
                (min(x, u), min(y, v), max(x, u), max(y, v)), self.turn
            )
            if top - bottom < 80:
                out.across.append((left, right, bottom))
            elif right - left < 80:
                out.down.append((bottom, top, left))

    def subpaths(self, item: Any, matrix: Any) -> Iterator[list[tuple[int, int]]]:
        """The pieces of a shape as points; those with curves or too many points say nothing."""
        from ctypes import c_float

        raw, x, y = self.raw, c_float(), c_float()
        points: list[tuple[int, int]] = []
        count = raw.FPDFPath_CountSegments(item)
        for index in range(count if count <= PATHS else 0):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            a, b, c, d, e, f = matrix
            u, v = a * x.value + c * y.value + e, b * x.value + d * y.value + f
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if 1 < len(points) <= POINTS:
                    yield points
                points = []
            if not (-FAR < u < FAR and -FAR < v < FAR) or kind == raw.FPDF_SEGMENT_BEZIERTO:
                points = []
                continue
            points.append((round(u * 100), round(v * 100)))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if 1 < len(points) <= POINTS:
            yield points


def _character(raw: Any, text: Any, index: int, code: int) -> str:
    """What a glyph shows; UNREAD where the file does not say."""
    if code == 2:  # PDFium's mark for a hyphen at the end of a line
        return "-"
    if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or 0xFFF0 <= code <= 0xFFFF:
        return UNREAD
    if 0xE000 <= code <= 0xF8FF:
        from .symbols import character

        return character(code, _font(raw, text, index)) or UNREAD
    return UNREAD if raw.FPDFText_HasUnicodeMapError(text, index) == 1 else chr(code)


def _font(raw: Any, text: Any, index: int) -> str:
    """The font's name without the mark of a subset: ABCDEF+Symbol is Symbol."""
    from ctypes import c_int, create_string_buffer

    flags, buffer = c_int(), create_string_buffer(128)
    size = raw.FPDFText_GetFontInfo(text, index, buffer, len(buffer), flags)
    name = buffer.value.decode("utf-8", "replace") if 0 < size <= len(buffer) else ""
    return name.split("+")[-1].removesuffix("MT")


def _leaning(raw: Any, text: Any) -> int:
    """Quarter turns that set most of the letters upright: wide pages are often stored lying."""
    from math import degrees

    count = raw.FPDFText_CountChars(text)
    votes = [0, 0, 0, 0]
    for index in range(0, count, max(1, count // 40)):
        angle = raw.FPDFText_GetCharAngle(text, index)
        if angle >= 0:
            votes[int(degrees(angle) + 45) // 90 % 4] += 1
    return (4 - votes.index(max(votes))) % 4


def _matrix(raw: Any, item: Any) -> Any:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)
