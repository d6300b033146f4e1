"""项目支出绩效自评表 (annex of 财预〔2020〕10号) and 项目支出绩效运行监控表 (财预〔2019〕136号).

Of any form, with what the evaluation and the people say. Rows still open print a word and no
points, the last row names their weight, and there is no grade while there are any.
"""

from __future__ import annotations

from . import form_funds
from .form_declaration import caption
from .form_result import actual, points, score, total
from .form_rows import level, table
from .form_sheet import CELL, LABEL, TEXT, WIDTH, Box, Sheet, across, marks, raw, spread
from .form_words import foot, shares

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...model.form import Form, Indicator
    from ...model.result import FormResult, RowResult
    from .form_sheet import Row

    Entries = Mapping[str, Mapping[str, str]]

SELF_COLUMNS = {
    "block": "绩效指标",
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "value": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
}
MONITORING_COLUMNS = {
    "block": "绩效指标",
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "value": "年度指标值",
    "progress": "监控期执行情况",
    "forecast": "全年预计完成情况",
    "reason": "偏差原因说明",
    "possibility": "完成目标可能性",
    "note": "备注",
}
FUNDS = {
    "planned": "年初预算数",
    "spent": "监控期执行数",
    "rate": "监控期执行率",
    "year": "全年预计执行数",
}
WHO = (120, 1000), (120, 520, 640, 1000)


def self_evaluation(
    form: Form,
    result: FormResult | None = None,
    entries: Entries | None = None,
    completion: str = "",
) -> Sheet:
    """The 自评表. ``entries``: what people wrote, by ref and column (``reason``, ``note`` …);
    ``completion``: how the year's goal was reached, in words.
    """
    found, said = _by_ref(result), entries or {}
    cells = [_self_row(row, found.get(row.ref), said.get(row.ref, {})) for row in form.indicators]
    funds = form_funds.rows(
        form,
        list(form_funds.HEADS.items()),
        form_funds.self_total(form, result),
        form_funds.printed(form, "execution_part_"),
    )
    goal = _goals(form, completion or raw(form, "goal_completion"))
    body = table(form, list(SELF_COLUMNS), cells, SELF_COLUMNS)
    rows = (*_who(form), *funds, *goal, *body, _total(form, result))
    return _sheet(form, "项目支出绩效自评表", "自评", rows)


def monitoring(
    form: Form,
    result: FormResult | None = None,
    entries: Entries | None = None,
    month: int = 0,
) -> Sheet:
    """The 监控表; ``month``: the last month of the period, which heads the columns where it can.

    ``entries``: ``forecast``, ``reason``, ``possibility``, ``note`` by ref, and by "" the
    form's own ``year`` (全年预计执行数).
    """
    found, said = _by_ref(result), entries or {}
    period = f"1-{month}月" if month in (6, 7, 8, 9, 10) else "监控期"
    heads = MONITORING_COLUMNS | {"progress": f"{period}执行情况"}
    rows = [(row, found.get(row.ref), said.get(row.ref, {})) for row in form.indicators]
    cells = [_monitoring_row(*row) for row in rows]
    money = {"planned": raw(form, "execution_planned") or raw(form, "budget_amount")}
    money |= form_funds.spent(form, result) if result else {}
    money |= {k: text for k, text in said.get("", {}).items() if k in FUNDS}
    names = {key: text.replace("监控期", period) for key, text in FUNDS.items()}
    funds = form_funds.rows(form, list(names.items()), money, {"rate": ""})
    goal = across(("年度总体目标", raw(form, "annual_goal")), WHO[0], (LABEL, TEXT))
    body = table(form, list(MONITORING_COLUMNS), cells, heads)
    return _sheet(form, "项目支出绩效运行监控表", "监控", (*_who(form), *funds, goal, *body))


def _sheet(form: Form, title: str, word: str, rows: tuple[Row, ...]) -> Sheet:
    own = raw(form, "title")
    year = f"（{form.fiscal_year}年度）" if form.fiscal_year else ""
    if word in own:
        title, year = own, year if form.year_from == "line" else ""
    return Sheet(title, rows, marks(form), year, (caption(form),), (foot(form),), True)


def _who(form: Form) -> list[Row]:
    unit = form.text("implementing_unit") or form.text("reporting_unit")
    said = ("主管部门", raw(form, "department"), "实施单位", unit)
    return [
        across(("项目名称", raw(form, "project_name")), WHO[0], (LABEL, CELL)),
        across(said, WHO[1], (LABEL, CELL, LABEL, CELL)),
    ]


def _goals(form: Form, completion: str) -> list[Row]:
    """The goal beside what came of it, under their heads."""
    middle = 560
    return [
        (
            Box("年度总体目标", 0, 120, LABEL, 2),
            Box("预期目标", 120, middle, LABEL),
            Box("实际完成情况", middle, WIDTH, LABEL),
        ),
        (Box(raw(form, "annual_goal"), 120, middle, TEXT), Box(completion, middle, WIDTH, TEXT)),
    ]


def _self_row(row: Indicator, found: RowResult | None, said: Mapping[str, str]) -> dict[str, str]:
    out = _common(row)
    out |= {key: _cell(row, key) for key in ("actual", "weight", "score", "reason")}
    if found is not None:
        out |= {
            "actual": actual(found, row.target) or out["actual"],
            "weight": points(found.points.weight),
            "score": score(found),
        }
    return out | {key: text for key, text in said.items() if key in SELF_COLUMNS}


def _monitoring_row(
    row: Indicator, found: RowResult | None, said: Mapping[str, str]
) -> dict[str, str]:
    out = _common(row)
    asked = ("progress", "forecast", "reason", "possibility", "note")
    out |= {key: _cell(row, key) for key in asked}
    if found is not None:
        out["progress"] = actual(found, row.target)
    return out | {key: text for key, text in said.items() if key in MONITORING_COLUMNS}


def _common(row: Indicator) -> dict[str, str]:
    """Levels, name and target as printed, sign and unit with the number."""
    return {
        "level1": level(row, "level1"),
        "level2": level(row, "level2"),
        "name": _cell(row, "name"),
        "value": row.target.raw,
    }


def _cell(row: Indicator, key: str) -> str:
    field = row.fields.get(key)
    return field.raw if field else ""


def _by_ref(result: FormResult | None) -> dict[str, RowResult]:
    return {row.ref: row for row in result.rows} if result else {}


def _total(form: Form, result: FormResult | None) -> Row:
    """总分 under the weights and the points; what is open, or the grade, at the end."""
    edges = spread(shares(list(SELF_COLUMNS)))[5:]
    if result is None:
        whole, points_, note = "", raw(form, "total_score"), raw(form, "grade")
    else:
        whole, points_, note = total(result)
    kinds = (LABEL, CELL, CELL, TEXT)
    return across(("总分", whole, points_, note), edges, kinds)
