"""Forms → .docx in the county layout (budget-performance 2.2, L1), as Word itself would save it.

The upper rows split at other edges than the indicator rows, so that six columns stand on a grid
of twelve; 本年度绩效指标, level 1 and level 2 are merged downwards. Text goes in as it is.
"""

from __future__ import annotations

from ...model.record import record
from .docx_parts import PARTS, package

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.form import Form, Indicator

WIDTH = 9360
"""Of the table, in twentieths of a point."""
UNIT_LINE = (WIDTH,)
NAME_ROW = (1560, 4620, 6060, WIDTH)
MONEY_ROW = (1560, 4120, 6240, WIDTH)
WIDE_ROW = (1740, WIDTH)
INDICATOR_ROW = (1080, 2160, 3660, 6300, 7860, WIDTH)
EDGES = sorted({*UNIT_LINE, *NAME_ROW, *MONEY_ROW, *WIDE_ROW, *INDICATOR_ROW})
HEADINGS = ("本年度\n绩效指标", "一级指标", "二级指标", "三级指标", "指标值及单位", "绩效标准")
WIDE = (
    ("项目支出实施期", "period"),
    ("实施期绩效目标", "period_goal"),
    ("本年度绩效目标", "annual_goal"),
)
FOOT = (
    ("填表人", "preparer"),
    ("联系电话", "phone"),
    ("填报日期", "date"),
    ("单位负责人签字", "signatory"),
)
ESCAPES = {
    **{code: None for code in range(32) if chr(code) not in "\t\n"},
    **dict.fromkeys((0xFFFE, 0xFFFF, *range(0xD800, 0xE000))),
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}


@record
class Box:
    """One cell to write. ``merge``: "restart", "continue" or "" (downwards)."""

    text: str
    merge: str = ""
    left: bool = False
    ruled: bool = True


def write(forms: Sequence[Form], banner: str = "") -> bytes:
    """The forms as one document, each on its own page, ``banner`` as a line above each title.

    The same forms give the same parts, byte for byte.
    """
    body = "".join(_form(form, banner, first=place == 0) for place, form in enumerate(forms))
    return package(PARTS | {"word/document.xml": _document(body)})


def _document(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"'
        ' w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _form(form: Form, banner: str, *, first: bool) -> str:
    lines = [(banner, "banner"), (_raw(form, "title"), "title")] if banner else []
    lines = lines or [(_raw(form, "title"), "title")]
    above = [
        _paragraph(text, style, new_page=not first and place == 0)
        for place, (text, style) in enumerate(lines)
    ]
    foot = "    ".join(f"{label}：{_raw(form, key)}" for label, key in FOOT)
    return "".join(above) + _table(form) + _paragraph(foot, "foot")


def _table(form: Form) -> str:
    grid = "".join(
        f'<w:gridCol w:w="{right - left}"/>'
        for left, right in zip([0, *EDGES], EDGES, strict=False)
    )
    head = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="form"/>'
        f'<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    return head + "".join((*_upper(form), *_lower(form.indicators))) + "</w:tbl>"


def _upper(form: Form) -> list[str]:
    """The rows above the indicators."""
    unit = _raw(form, "reporting_unit")
    seal = "" if "盖章" in unit else "（盖章）"
    line = f"填报单位：{seal}{unit}{' ' * 46}单位：{_raw(form, 'unit_of_money')}"
    name = (
        Box("项目支出名称"), Box(_raw(form, "project_name")),
        Box("预算部门"), Box(_raw(form, "department")),
    )  # fmt: skip
    money = (
        Box("年度本级\n预算金额"), Box(_raw(form, "budget_amount")),
        Box("该项目支出上级资金"), Box(_raw(form, "higher_level_funds")),
    )  # fmt: skip
    wide = [_row(WIDE_ROW, (Box(label), Box(_raw(form, key), left=True))) for label, key in WIDE]
    return [
        _row(UNIT_LINE, (Box(line, left=True, ruled=False),)),
        _row(NAME_ROW, name),
        _row(MONEY_ROW, money),
        *wide,
    ]


def _lower(indicators: Sequence[Indicator]) -> list[str]:
    """The headings and the indicator rows."""
    first, *others = HEADINGS
    out = [_row(INDICATOR_ROW, (Box(first, "restart"), *map(Box, others)))]
    above: tuple[str, str] = ("", "")
    for row in indicators:
        level1 = _printed(row, "level1", row.level1_printed or row.level1)
        level2 = _printed(row, "level2", row.level2)
        same1 = level1 == above[0] and bool(level1)
        same2 = same1 and level2 == above[1]
        boxes = (
            Box("", "continue"),
            Box("", "continue") if same1 else Box(level1, "restart"),
            Box("", "continue") if same2 else Box(level2, "restart"),
            Box(_cell(row, "name")),
            Box(_cell(row, "value")),
            Box(_cell(row, "standard")),
        )
        out.append(_row(INDICATOR_ROW, boxes))
        above = (level1, level2)
    return out


def _printed(row: Indicator, key: str, filled: str | None) -> str:
    """A level label: as in its cell, else as it is in force there from a merged cell above."""
    return _cell(row, key).strip() or filled or ""


def _raw(form: Form, key: str) -> str:
    field = form.fields.get(key)
    return field.raw if field else ""


def _cell(row: Indicator, key: str) -> str:
    field = row.fields.get(key)
    return field.raw if field else ""


def _row(edges: Sequence[int], boxes: Sequence[Box]) -> str:
    cells, left = [], 0
    for right, box in zip(edges, boxes, strict=True):
        spanned = sum(1 for edge in EDGES if left < edge <= right)
        cells.append(_box(box, right - left, spanned))
        left = right
    return (
        '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454"/></w:trPr>'
        + "".join(cells)
        + "</w:tr>"
    )


def _box(box: Box, width: int, spanned: int) -> str:
    span = f'<w:gridSpan w:val="{spanned}"/>' if spanned > 1 else ""
    merge = {
        "": "",
        "restart": '<w:vMerge w:val="restart"/>',
        "continue": "<w:vMerge/>",
    }[box.merge]
    open_sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "right"))
    borders = "" if box.ruled else f"<w:tcBorders>{open_sides}</w:tcBorders>"
    properties = (
        f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{borders}'
        '<w:vAlign w:val="center"/></w:tcPr>'
    )
    style = "text" if box.left else "cell"
    paragraphs = "".join(_paragraph(line, style) for line in box.text.split("\n"))
    return f"<w:tc>{properties}{paragraphs}</w:tc>"


def _paragraph(text: str, style: str, *, new_page: bool = False) -> str:
    page = "<w:pageBreakBefore/>" if new_page else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{page}</w:pPr>'
    pieces = text.translate(ESCAPES).split("\t")
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in pieces
    )
    return f"<w:p>{properties}{f'<w:r>{runs}</w:r>' if runs else ''}</w:p>"
