"""Pictures of pages → sheets of glyphs and ruling lines, with RapidOCR (extra ``jiheng[ocr]``).

The models are inside the library's wheel: nothing leaves the machine and nothing is fetched. What
comes out goes the same way as a PDF with a text layer (pdf_rules, pdf_text); every cell and line
carries a note, for a recognised sign may be a wrong one. Lengths as in pdf_page.
"""

from __future__ import annotations

from functools import cache

from ...model.form import Note
from ...model.record import replace
from ...model.refusal import Refusal
from ..grid import Grid, Line, Table
from ..limits import damaged, too_large
from .pdf_page import Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.place import Address

    Pixels = tuple[str, int, int, int, int]

PIXELS = 40_000_000
LONGEST = 3_600
"""Pixels of the longer side that are looked at; A4 at 300 dpi has 3,508."""
LONG_SIDE = 84_200
"""The longer side of A4 in hundredths of a point: a picture does not say how large it was."""
FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "GIF", "WEBP")
PAGES = 50
LEAST_SCORE = "0.3"
INSTALL = 'pip install "jiheng[ocr]"'


def available() -> bool:
    """Whether the extra is installed."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # the classifier of upside-down lines turns ≧90% round
    return RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})


def pictures(data: bytes, path: str) -> Iterator[Any]:
    """The pages of a picture file, upright, as pixels. Raises Refusal where it is damaged."""
    from io import BytesIO

    import numpy
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > PIXELS:
                raise too_large(path, "图片过大", "the picture has too many pixels")
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number >= PAGES or (number and image.format not in {"TIFF"}):
                    return
                page = ImageOps.exif_transpose(frame).convert("RGB")
                page.thumbnail((LONGEST, LONGEST))
                yield numpy.asarray(page)[:, :, ::-1]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise damaged(path, "图片打不开", "the picture cannot be opened") from error


def sheet_of(image: Any, number: int) -> Sheet:
    """A page of pixels (blue, green, red) as glyphs and strokes."""
    image = _upright(image)
    height, width = int(image.shape[0]), int(image.shape[1])
    longest = max(height, width)
    out = Sheet(number)

    def at(pixels: Any) -> int:
        return int(pixels) * LONG_SIDE // longest

    out.box = (0, 0, at(width), at(height))
    for level, found in ((True, out.across), (False, out.down)):
        for x, y, wide, tall in _strokes(image, level):
            if level:
                found.append((at(x), at(x + wide), at(height - y - tall // 2)))
            else:
                found.append((at(height - y - tall), at(height - y), at(x + wide // 2)))
    for word in _words(image):
        out.glyphs += [(c, at(a), at(height - b), at(z), at(height - t)) for c, a, t, z, b in word]
    return out


def _words(image: Any) -> Iterator[list[Pixels]]:
    """Each line of text as characters with left, upper, right and lower edge in pixels."""
    from decimal import Decimal

    found = _engine()(image, return_word_box=True)
    if found.boxes is None:
        return
    lines = zip(found.boxes, found.txts, found.scores, found.word_results, strict=True)
    for box, text, score, words in lines:
        if text.strip() and Decimal(str(score)) >= Decimal(LEAST_SCORE):
            ys = [int(y) for _, y in box]
            inset = (max(ys) - min(ys)) // 8
            yield list(_spread(words, min(ys) + inset, max(ys) - inset))


def _spread(words: Any, top: int, bottom: int) -> Iterator[Pixels]:
    """The characters side by side; only a gap of half a letter is one, the rest is inaccuracy."""
    placed = []
    for text, _, box in words:
        left, right = min(int(x) for x, _ in box), max(int(x) for x, _ in box)
        for index, char in enumerate(text):
            wide = right - left
            start = left + wide * index // len(text)
            placed.append((char, start, left + wide * (index + 1) // len(text)))
    for index, (char, left, right) in enumerate(placed):
        after = placed[index + 1][1] if index + 1 < len(placed) else right
        near = after - right < (bottom - top) // 2
        yield char, left, top, after if near and after > left else right, bottom


def _ink(image: Any) -> Any:
    """Black on white as 255 on 0, also where the paper is grey."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 35, 15
    )


def _strokes(image: Any, level: bool) -> list[tuple[int, int, int, int]]:
    """Long thin runs of ink: longer than any stroke of a letter."""
    import cv2

    height, width = image.shape[:2]
    least = max(height, width) // 50
    shape = (least, 1) if level else (1, least)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
    runs = cv2.morphologyEx(_ink(image), cv2.MORPH_OPEN, kernel)
    runs = cv2.dilate(runs, cv2.getStructuringElement(cv2.MORPH_RECT, (9, 3) if level else (3, 9)))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(runs)
    most = max(height, width) // 100
    out = []
    for x, y, wide, tall, _ in boxes[1:].tolist():
        if (tall if level else wide) <= most:
            out.append((x, y, wide, tall))
    return out


def _upright(image: Any) -> Any:
    """The page turned by the small angle at which most long lines lean."""
    import cv2
    import numpy

    height, width = image.shape[:2]
    least = width // 6
    lines = cv2.HoughLinesP(
        _ink(image), 1, numpy.pi * numpy.reciprocal(numpy.float64(1_800)), 200, None, least, 8
    )
    if lines is None:
        return image
    angles = []
    for x, y, u, v in lines.reshape(-1, 4).tolist():
        angle = numpy.degrees(numpy.arctan2(v - y, u - x))
        if abs(angle) < 8:
            angles.append(angle)
    lean = numpy.median(angles) if angles else 0
    if abs(lean) * 20 < 1:  # a twentieth of a degree: two pixels over a page
        return image
    turn = cv2.getRotationMatrix2D((width // 2, height // 2), lean, 1)
    return cv2.warpAffine(image, turn, (width, height), borderValue=(255, 255, 255))


def marked(grid: Grid, pages: set[int]) -> Grid:
    """A note on every cell and line of the pages that were recognised."""

    def notes(text: str, at: Address, old: tuple[Note, ...]) -> tuple[Note, ...]:
        told = at.page in pages and text.strip()
        return (*old, Note("recognised", f"第 {at.page} 页", at)) if told else old

    blocks: list[Line | Table] = []
    for block in grid.blocks:
        if isinstance(block, Table):
            cells = [replace(c, notes=notes(c.text, c.address, c.notes)) for c in block.cells]
            blocks.append(replace(block, cells=tuple(cells)))
        else:
            blocks.append(replace(block, notes=notes(block.text, block.address, block.notes)))
    return replace(grid, blocks=tuple(blocks))


def read(data: bytes, path: str) -> Grid:
    """A picture of a form. Raises Refusal where the extra is not installed."""
    if not available():
        raise Refusal(
            path,
            "这是图片，要先识别文字才能检查",
            f"请提供原始的 .docx 文件，或安装文字识别组件（{INSTALL}）后再检查",
            problem_en="this is an image: its text must be recognised first",
            remedy_en=f"Give the original .docx file, or install text recognition ({INSTALL})",
        )
    from .pdf import grid_of_sheets

    sheets = (sheet_of(page, n) for n, page in enumerate(pictures(data, path), 1))
    grid = grid_of_sheets(sheets, path)
    return marked(replace(grid, format="picture"), set(range(1, PAGES + 1)))
