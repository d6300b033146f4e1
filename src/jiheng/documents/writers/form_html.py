"""Sheets → one HTML page that prints as the office's own table; no script, nothing fetched."""

from __future__ import annotations

from .form_sheet import LABEL, TEXT, WIDTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .form_sheet import Box, Row, Sheet

ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "<br>", "\0": None}
)
STYLE = """@page{size:A4;margin:20mm}@page wide{size:A4 landscape;margin:20mm}
body{font:10.5pt SimSun,宋体,"Noto Serif CJK SC",serif;color:#000;background:#fff;margin:0}
section{break-after:page;max-width:170mm;margin:0 auto}section.wide{page:wide;max-width:257mm}
section:last-child{break-after:auto}h1{font-size:18pt;text-align:center;margin:6pt 0}
p{margin:4pt 0;white-space:pre-wrap}p.year{text-align:center}
p.mark{text-align:center;color:#595959;font-size:9pt}
table{border-collapse:collapse;width:100%;table-layout:fixed}tr{break-inside:avoid}
td,th{border:1px solid #000;padding:3pt;text-align:center;vertical-align:middle;
overflow-wrap:anywhere;white-space:pre-wrap}td.text{text-align:left}"""


def write(sheets: Sequence[Sheet], style_href: str = "", lang: str = "zh-Hans") -> str:
    """The page. ``style_href``: a style sheet of the server's own instead of the one inside."""
    style = (
        f'<link rel="stylesheet" href="{_text(style_href)}">'
        if style_href
        else f"<style>{STYLE}</style>"
    )
    name = _text(sheets[0].title.strip() if sheets else "")
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(lang)}"><head><meta charset="utf-8">'
        f"<title>{name}</title>{style}</head>\n<body>\n"
        + "\n".join(section(sheet) for sheet in sheets)
        + "\n</body></html>\n"
    )


def section(sheet: Sheet) -> str:
    """One form, as a part of a page."""
    wide = ' class="wide"' if sheet.wide else ""
    above = "".join(f'<p class="mark">{_text(text)}</p>' for text in sheet.above)
    below = f'<p class="year">{_text(sheet.year)}</p>' if sheet.year else ""
    below += "".join(f"<p>{_text(text)}</p>" for text in sheet.below if text)
    foot = "".join(f"<p>{_text(text)}</p>" for text in sheet.foot)
    edges = sheet.edges()
    columns = "".join(
        f'<col width="{100 * (right - left) // WIDTH}%">'
        for left, right in zip([0, *edges], edges, strict=False)
    )
    rows = "\n".join(_row(row, edges) for row in sheet.rows)
    return (
        f"<section{wide}>{above}<h1>{_text(sheet.title.strip())}</h1>{below}\n"
        f"<table><colgroup>{columns}</colgroup>\n{rows}\n</table>\n{foot}</section>"
    )


def _row(row: Row, edges: list[int]) -> str:
    return f"<tr>{''.join(_cell(box, edges) for box in row)}</tr>"


def _cell(box: Box, edges: list[int]) -> str:
    spanned = sum(1 for edge in edges if box.left < edge <= box.right)
    across = f' colspan="{spanned}"' if spanned > 1 else ""
    down = f' rowspan="{box.down}"' if box.down > 1 else ""
    tag = "th" if box.kind == LABEL else "td"
    name = ' class="text"' if box.kind == TEXT else ""
    return f"<{tag}{across}{down}{name}>{_text(box.text)}</{tag}>"


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode().translate(ESCAPES)
