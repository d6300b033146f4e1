"""Forms → Markdown from which our own reader makes the same forms.

The rows stand in HTML tables, as Markdown allows: a pipe table knows no merged cells, no second
line in a cell and no place for a blank one at an unknown level. What is printed goes in as it is.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...model.form import Field, Form, Indicator

LABELS = {
    "reporting_unit": "填报单位",
    "project_name": "项目名称",
    "department": "主管部门",
    "implementing_unit": "实施单位",
    "project_code": "项目编码",
    "budget_amount": "预算金额",
    "higher_level_funds": "该项目支出上级资金",
    "period": "项目支出实施期",
    "period_goal": "实施期绩效目标",
    "annual_goal": "本年度绩效目标",
    "goal_completion": "实际完成情况",
    "total_score": "总分",
    "preparer": "填表人",
    "phone": "联系电话",
    "date": "填报日期",
    "signatory": "单位负责人签字",
}
"""Where a form was not read from a file, and has no labels of its own."""

HEADS = {
    "block": "绩效指标",
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "value": "指标值",
    "sign": "指标性质",
    "unit": "计量单位",
    "standard": "绩效标准",
    "weight": "分值",
    "actual": "实际完成值",
    "score": "得分",
    "reason": "偏差原因分析",
    "note": "备注",
    "scoring_rule": "评分标准",
    "direction": "指标方向",
    "value_type": "指标类型",
}
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"})


def write(forms: Iterable[Form]) -> Iterator[str]:
    """A piece of Markdown a form, with a blank line between."""
    for number, form in enumerate(forms):
        yield ("\n" if number else "") + form_text(form)


def form_text(form: Form) -> str:
    """One form: its title, its fields, its rows."""
    title = form.fields.get("title")
    unit = form.text("unit_of_money")
    parts = [f"<h2>{_text(title.raw)}</h2>"] if title else []
    if form.fiscal_year and not (title and str(form.fiscal_year) in title.raw):
        parts.append(f"<p>（{form.fiscal_year}年度）</p>")
    parts += [f"<p>单位：{_text(unit)}</p>"] if unit else []
    parts += [_table(_labelled(form)), _table(_rows(form))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _labelled(form: Form) -> Iterator[str]:
    """A row a field; two fields of one cell (a code before a name) are one row."""
    seen: set[tuple[str, str]] = set()
    for key, field in form.fields.items():
        label = field.label or LABELS.get(key, "")
        if key in ("title", "unit_of_money") or not label or (label, field.raw) in seen:
            continue
        seen.add((label, field.raw))
        cells = [label, field.raw]
        if key == "total_score":
            cells.append(field.raw)  # a lone number there is the sum of the weights
        yield "".join(f"<td>{_text(cell)}</td>" for cell in cells)


def _rows(form: Form) -> Iterator[str]:
    """The heads, then the indicators; a cell merged downwards in the file is so here."""
    if not form.columns:
        return
    yield "".join(f"<th>{_text(_head(form, key))}</th>" for key in form.columns)
    table = [[_cell(row, key, form.columns) for key in form.columns] for row in form.indicators]
    for number, row in enumerate(table):
        cells = []
        for column, field in enumerate(row):
            above = table[number - 1][column] if number else None
            if _is_same(above, field):
                continue
            height = 1
            while number + height < len(table) and _is_same(table[number + height][column], field):
                height += 1
            span = f' rowspan="{height}"' if height > 1 else ""
            cells.append(f"<td{span}>{_text(field.raw if field else '')}</td>")
        yield "".join(cells)


def _head(form: Form, key: str) -> str:
    printed = next((row.fields[key].label for row in form.indicators if key in row.fields), "")
    core, colon, own = key.partition(":")
    return printed or (own if colon else HEADS.get(core, core))


def _cell(row: Indicator, key: str, columns: Sequence[str]) -> Field | None:
    """The cell of a column; 定性 in a column of directions was read as the type of the value."""
    if key in row.fields or "value_type" in columns or key not in ("direction", "sign"):
        return row.fields.get(key)
    return row.fields.get("value_type")


def _is_same(one: Field | None, other: Field | None) -> bool:
    """Whether two rows show one cell of the file."""
    if one is None or other is None:
        return False
    place = one.address
    return place == other.address and bool(place.row or place.line) and one.raw == other.raw


def _table(rows: Iterable[str]) -> str:
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n{body}\n</table>" if body else ""


def _text(text: str) -> str:
    """Text of a form as HTML; a blank line would end the table for Markdown, and <br> is none."""
    return text.translate(ESCAPES)
