"""Sheets → .docx: A4, 宋体, real merged cells, one form a page; the same sheets, the same bytes."""

from __future__ import annotations

from .docx import ESCAPES
from .docx_parts import PARTS, package
from .form_sheet import LABEL, TEXT, WIDTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .form_sheet import Box, Sheet

FONT = "宋体"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHORT, LONG = 11906, 16838  # A4, in twentieths of a point
MARGIN = 1134
STYLES = {
    # name: (alignment, half points, bold, colour)
    "mark": ("center", 18, False, "808080"),
    "title": ("center", 36, True, ""),
    "year": ("center", 21, False, ""),
    "below": ("left", 21, False, ""),
    "label": ("center", 21, True, ""),
    "cell": ("center", 21, False, ""),
    "text": ("left", 21, False, ""),
}


def write(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one document, each on its own page and its own way round."""
    last = len(sheets) - 1
    body = "".join(_sheet(sheet, last=place == last) for place, sheet in enumerate(sheets))
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    )
    return package(PARTS | {"word/styles.xml": _styles(), "word/document.xml": document})


def _styles() -> str:
    """The house's own styles: nothing depends on what is installed but the font's name."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"/>'
    out = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    ]
    for name, (align, size, bold, colour) in STYLES.items():
        look = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
        out.append(
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
            f'<w:name w:val="{name}"/><w:pPr><w:jc w:val="{align}"/></w:pPr>'
            f'<w:rPr>{fonts}{look}<w:sz w:val="{size}"/></w:rPr></w:style>'
        )
    return "".join(out) + "</w:styles>"


def _sheet(sheet: Sheet, *, last: bool) -> str:
    above = [_paragraph(text, "mark") for text in sheet.above]
    below = [_paragraph(sheet.year, "year")] if sheet.year else []
    below += [_paragraph(text, "below") for text in sheet.below if text]
    foot = [_paragraph(text, "below") for text in sheet.foot]
    page = _page(sheet.wide)
    end = page if last else f"<w:p><w:pPr>{page}</w:pPr></w:p>"
    return "".join((*above, _paragraph(sheet.title, "title"), *below, _table(sheet), *foot, end))


def _page(wide: bool) -> str:
    size = (
        f'w:w="{LONG}" w:h="{SHORT}" w:orient="landscape"'
        if wide
        else f'w:w="{SHORT}" w:h="{LONG}"'
    )
    sides = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    margins = f'<w:pgMar {sides} w:header="720" w:footer="720" w:gutter="0"/>'
    return f"<w:sectPr><w:pgSz {size}/>{margins}</w:sectPr>"


def _table(sheet: Sheet) -> str:
    whole = (LONG if sheet.wide else SHORT) - 2 * MARGIN
    edges = sheet.edges()
    points = [whole * edge // WIDTH for edge in edges]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(
        f'<w:gridCol w:w="{right - left}"/>'
        for left, right in zip([0, *points], points, strict=False)
    )
    head = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    return head + "".join(_rows(sheet, edges, whole)) + "</w:tbl>"


def _rows(sheet: Sheet, edges: list[int], whole: int) -> list[str]:
    """Rows with their own boxes, and with those that come down from above continued."""
    out = []
    open_boxes: list[tuple[int, Box]] = []
    for number, row in enumerate(sheet.rows):
        open_boxes = [(start, box) for start, box in open_boxes if start + box.down > number]
        cells = [(box, True) for box in row] + [(box, False) for _, box in open_boxes]
        cells.sort(key=lambda pair: pair[0].left)
        body = "".join(_cell(box, own, edges, whole) for box, own in cells)
        height = '<w:trPr><w:cantSplit/><w:trHeight w:val="454"/></w:trPr>'
        out.append(f"<w:tr>{height}{body}</w:tr>")
        open_boxes += [(number, box) for box in row if box.down > 1]
    return out


def _cell(box: Box, own: bool, edges: list[int], whole: int) -> str:
    spanned = sum(1 for edge in edges if box.left < edge <= box.right)
    width = whole * box.right // WIDTH - whole * box.left // WIDTH
    span = f'<w:gridSpan w:val="{spanned}"/>' if spanned > 1 else ""
    merge = ""
    if box.down > 1:
        merge = '<w:vMerge w:val="restart"/>' if own else "<w:vMerge/>"
    style = {LABEL: "label", TEXT: "text"}.get(box.kind, "cell")
    lines = box.text.split("\n") if own else [""]
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        '<w:vAlign w:val="center"/></w:tcPr>'
        + "".join(_paragraph(line, style) for line in lines)
        + "</w:tc>"
    )


def _paragraph(text: str, style: str) -> str:
    pieces = text.translate(ESCAPES).split("\t")
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in pieces
    )
    run = f"<w:r>{runs}</w:r>" if runs else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'
