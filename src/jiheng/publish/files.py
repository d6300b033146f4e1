"""A publication as files: JSON, CSV for a spreadsheet, one HTML page. Same data, same bytes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Publication = Mapping[str, Any]

COLUMNS = {
    "ref": "编号",
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "value": "指标值",
    "standard": "绩效标准",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "open": "未评原因",
    "explanation": "说明",
}
GUARDED = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "<br>"})


def to_json(data: Publication) -> str:
    """The publication as JSON, keys in order."""
    from json import dumps

    return dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def to_csv(data: Publication) -> str:
    """One row an indicator, with a mark for Excel that it is UTF-8; no cell is a formula."""
    from csv import writer
    from io import StringIO

    out = StringIO()
    table = writer(out, lineterminator="\r\n")
    about = ("年度", "单位", "项目名称", "内容摘要")
    table.writerow([*about, *COLUMNS.values()])
    fields = data["fields"]
    unit = fields.get("reporting_unit") or fields.get("department") or ""
    own = [
        *(str(data["year"] or ""), unit.strip(), fields.get("project_name", "").strip()),
        data["made_from"]["content"],
    ]
    for row in data["rows"]:
        table.writerow([guarded(text) for text in (*own, *(row.get(k) or "" for k in COLUMNS))])
    mark = "# 合成数据 SYNTHETIC\r\n" if data["synthetic"] else ""
    return "\ufeff" + mark + out.getvalue()


def guarded(text: str) -> str:
    """The text with a quote before it where a spreadsheet would compute it."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(GUARDED) or text[:1] in GUARDED else text


def to_html(data: Publication, style_href: str = "") -> str:
    """A page of the form and its result; nothing in it is fetched but ``style_href``."""
    style = f'<link rel="stylesheet" href="{_text(style_href)}">' if style_href else ""
    title = _text(f"{data['fields'].get('project_name', '').strip()} {data['title']}".strip())
    mark = "<p>合成数据 SYNTHETIC</p>\n" if data["synthetic"] else ""
    names = [key for key in COLUMNS if any(row.get(key) for row in data["rows"])]
    labels = data["labels"]
    fields = "".join(
        f"<tr><th>{_text(labels.get(key, key))}</th><td>{_text(text)}</td></tr>"
        for key, text in data["fields"].items()
        if text.strip()
    )
    head = "".join(f"<th>{COLUMNS[key]}</th>" for key in names)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{_text(row.get(key) or '')}</td>" for key in names) + "</tr>"
        for row in data["rows"]
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        f"<title>{title}</title>{style}</head>\n<body>\n{mark}<h1>{title}</h1>\n"
        f"<table>{fields}</table>\n{_summary(data['result'])}"
        f"<table><tr>{head}</tr>\n{body}</table>\n{_findings(data['findings'])}"
        f"<p>内容摘要（SHA-256）：{data['made_from']['content']}</p>\n</body></html>\n"
    )


def _summary(result: Mapping[str, Any] | None) -> str:
    """The total, or what is still open: never a grade beside open weight."""
    if result is None:
        return ""
    if result["final"]:
        grade = f"，等级：{result['grade']}" if result["grade"] else ""
        said = f"总分 {result['total']}{grade}"
    else:
        rows = "、".join(result["open_rows"])
        said = f"已评 {result['judged']} 分，得 {result['total']} 分；"
        said += f"未评 {result['open']} 分（{rows}）"
    return f"<p>{_text(said)}（截至 {_text(result['as_of'])}）</p>\n"


def _findings(findings: list[Mapping[str, Any]]) -> str:
    items = "".join(f"<li>{_text(one['zh'])}</li>" for one in findings if not one["folded"])
    return f"<ul>{items}</ul>\n" if items else ""


def _text(text: str) -> str:
    return text.translate(ESCAPES)
