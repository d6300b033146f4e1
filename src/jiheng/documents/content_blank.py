"""A new form of a named layout, with the words printed on it and no value yet."""

from __future__ import annotations

from ..model.refusal import Refusal
from .vocabulary import plain, vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..policy import Book

    Content = dict[str, Any]

HEAD = ("reporting_unit", "project_name", "department", "implementing_unit", "project_code")
MIDDLE = ("project_attribute", "project_leader", "budget_amount", "higher_level_funds")
GOALS = ("period", "period_goal", "annual_goal", "goal_completion")
FOOT = ("preparer", "phone", "date", "signatory")
ALWAYS = ("reporting_unit", "project_name", "department", "budget_amount", "annual_goal")
COLUMNS = (
    *("block", "level1", "level2", "name", "nature", "value", "unit", "standard", "progress"),
    *("forecast", "weight", "actual", "score", "possibility", "reason", "note"),
)
CORE = ("level2", "name", "value")
TITLES = {
    "目标表": "项目支出绩效目标表",
    "申报表": "项目支出绩效目标申报表",
    "批复表": "项目支出绩效目标批复表",
    "自评表": "项目支出绩效自评表",
    "监控表": "项目支出绩效运行监控表",
}
WORKED = ("自评表", "监控表")  # forms that state how the goal was reached
MADE = ("annual_goal", "goal_completion")


def blank(layout: str, book: Book, **fields: str) -> Content:
    """An empty form: a row for each level-2 name, the words of the layout, 万元.

    ``fields`` are texts by field key, and ``title``, ``unit``, ``synthetic``; ``year`` goes before
    the title. Raises Refusal for a layout that does not print one indicator a row.
    """
    entry = book.topics["layouts"].get(layout)
    wanted = (entry or {}).get("requires") or {}
    heads = wanted.get("heads") or []
    columns = [key for key in COLUMNS if key in heads]
    if entry is None or set(heads) - set(columns) or not set(CORE) <= set(heads):
        raise Refusal(
            layout,
            "没有这种版式，或不能从空表填起",
            "请选用县级目标表、中央申报表或自评表等常用版式",
            problem_en="there is no such layout, or no empty form can be made of it",
            remedy_en="Choose a common layout, such as hunan-county",
        )
    kind = str(entry.get("kind", "目标表"))
    title = TITLES.get(kind, TITLES["目标表"])
    year = fields.pop("year", "")
    keys = {*ALWAYS, *(wanted.get("labels") or ()), *FOOT, *(MADE if kind in WORKED else ())}
    ordered = [key for key in (*HEAD, *MIDDLE, *GOALS, *FOOT) if key in keys]
    out: Content = {
        "layout": layout,
        "title": fields.pop("title", f"{year}年{title}" if year else title),
        "unit": fields.pop("unit", "万元"),
        "columns": columns,
        "rows": [_row(columns, *levels) for levels in _levels(layout, book)],
        "labels": {key: _word(key, "labels", entry, book) for key in ordered},
        "heads": {key: _word(key, "heads", entry, book) for key in columns},
    }
    if "synthetic" in fields:
        out["synthetic"] = fields.pop("synthetic")
    out["fields"] = dict.fromkeys(ordered, "") | fields
    from .content_check import validate

    validate(out, book, layout)
    return out


def _row(columns: list[str], level1: str, level2: str) -> dict[str, str]:
    said = {"level1": level1, "level2": level2}
    return {key: said.get(key, "") for key in columns if key != "block"}


def _levels(layout: str, book: Book) -> list[tuple[str, str]]:
    """Level names of the official table: cost stands under 产出指标 until the core set of 2021."""
    words = vocabulary(book)
    own_cost = "2021" in layout or "2026" in layout
    out = [(parents[0], name) for name in words.entries if (parents := words.parents(name))]
    dropped = ("成本指标",) if own_cost else ("经济成本指标", "社会成本指标", "生态环境成本指标")
    kept = [(one, two) for one, two in out if two not in dropped and one != "预算执行率"]
    first = [pair for pair in kept if pair[0] == "成本指标"]
    return first + [pair for pair in kept if pair not in first]


def _word(key: str, part: str, entry: Any, book: Book) -> str:
    """The word this layout prints: one it demands, else its own first, else the common one."""
    base = book.topics["layouts"]["_base"]
    common = (base[part].get(key) or []) if part in base else []
    own = ((entry.get(part) or {}).get(key)) or []
    words = {plain(word): word for word in (*own, *common)}
    for asked in (entry.get("requires") or {}).get("printed") or ():
        for word in (asked,) if isinstance(asked, str) else asked:
            if plain(word) in words:
                return str(words[plain(word)])
    return str(own[0] if own else common[0]) if own or common else ""
