"""The form as a flat table: what ``convert`` writes to .csv, .xlsx and .md."""

from __future__ import annotations

from ...model.shown import where
from .json import plain_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from ...model.form import Document, Form, Indicator
    from ...model.place import Address

    Cell = str | int | Decimal | None

COLUMNS = (
    *(("file", "文件"), ("form", "表序"), ("title", "标题"), ("project", "项目名称")),
    *(("row", "编号"), ("level1", "一级指标"), ("level2", "二级指标"), ("level3", "三级指标")),
    *(("value_raw", "指标值原文"), ("comparator", "印出的符号"), ("op", "读作"), ("low", "下限")),
    *(("high", "上限"), ("unit", "单位"), ("kind", "类别"), ("start", "开始"), ("end", "结束")),
    *(("confidence", "把握"), ("standard", "绩效标准"), ("weight", "分值"), ("actual", "完成值")),
    *(("score", "得分"), ("reports", "待说明"), ("place", "位置")),
)
"""Key and Chinese heading, in order. The keys are stable; new columns are added at the end."""
KEYS = tuple(key for key, _ in COLUMNS)


def headings(lang: str) -> tuple[str, ...]:
    """The first row: Chinese names, or with English the stable keys."""
    return KEYS if lang == "en" else tuple(name for _, name in COLUMNS)


def rows(documents: Iterable[Document], lang: str) -> Iterator[tuple[Cell, ...]]:
    """One tuple an indicator, in the order of ``COLUMNS``; numbers stay Decimal."""
    for document in documents:
        for form in document.forms:
            for row in form.indicators:
                yield cells(document.path, form, row, lang)


def cells(path: str, form: Form, row: Indicator, lang: str) -> tuple[Cell, ...]:
    """One indicator: what is printed, and what it was read as."""
    target = row.target
    return (
        path,
        form.index,
        form.text("title") or None,
        form.text("project_name") or None,
        row.ref,
        row.level1,
        row.level2,
        row.name,
        target.raw.strip() or None,
        target.comparator,
        target.op,
        target.low,
        target.high,
        target.unit.text if target.unit else target.unit_text,
        target.kind,
        target.start,
        target.end,
        target.confidence,
        row.standard,
        plain_number(row.text("weight")),
        row.text("actual") or None,
        plain_number(row.text("score")),
        " ".join(target.reports) or None,
        where(address(row), lang) or None,
    )


def address(row: Indicator) -> Address:
    """Where the row stands in the file: its value, else its name."""
    from ...model.place import NOWHERE

    field = row.fields.get("value") or row.fields.get("name")
    return field.address if field else NOWHERE


def shown(cell: Cell) -> str:
    """The cell as text: every digit, no exponent; blank is ""."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    return str(cell) if isinstance(cell, int) else f"{cell:f}"
