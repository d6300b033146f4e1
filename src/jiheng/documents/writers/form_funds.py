"""The money rows of 自评表 and 监控表: planned, in force and spent, their rate and points."""

from __future__ import annotations

from itertools import pairwise

from .form_result import executed, money, points, share
from .form_sheet import CELL, LABEL, Box, raw, spread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.form import Form
    from ...model.result import FormResult
    from .form_sheet import Row

NONE = "—"
UNITS = {"万元": 10_000, "元": 1, "千元": 1000, "百万元": 1_000_000, "亿元": 100_000_000}
SELF = ("planned", "budget", "spent", "points", "rate", "score")
HEADS = {
    "planned": "年初预算数",
    "budget": "全年预算数",
    "spent": "全年执行数",
    "points": "分值",
    "rate": "执行率",
    "score": "得分",
}
PARTS = (
    ("fund_fiscal", "其中：当年财政拨款"),
    ("fund_carryover", "上年结转资金"),
    ("fund_other", "其他资金"),
)
MORE = (
    ("higher_level_funds", "其中：上级资金"),
    ("fund_own", "单位自筹"),
    ("fund_local", "地方资金"),
)
LEFT, NAMES = 120, 300
"""Right edges of the label column and of the names of the rows."""


def rows(
    form: Form, heads: Sequence[tuple[str, str]], total: dict[str, str], part: dict[str, str]
) -> list[Row]:
    """The block: heads, the year's total, its parts. Texts by the keys of ``heads``."""
    lines = [("年度资金总额", total), *_parts(form, part)]
    unit = form.money_unit or "万元"
    edges = (NAMES, *spread([1] * len(heads), NAMES))
    top = (Box(f"项目资金（{unit}）", 0, LEFT, LABEL, len(lines) + 1), Box("", LEFT, NAMES, LABEL))
    places = list(pairwise(edges))
    out: list[Row] = [
        (*top, *(Box(name, *at, LABEL) for (_, name), at in zip(heads, places, strict=True)))
    ]
    for name, texts in lines:
        cells = (
            Box(texts.get(key, ""), *at, CELL) for (key, _), at in zip(heads, places, strict=True)
        )
        out.append((Box(name, LEFT, NAMES, LABEL), *cells))
    return out


def _parts(form: Form, part: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """The parts that the official table prints, and the form's own where it states them."""
    blank = {"points": NONE, "rate": NONE, "score": NONE}
    out = []
    for key, name in (*PARTS, *MORE):
        said = raw(form, key)
        if (key, name) in MORE and not said.strip():
            continue
        executed_part = part if key == "fund_fiscal" else {}
        planned = {"planned": said} if said else {}
        out.append((name, blank | planned | executed_part))
    return out


def self_total(form: Form, result: FormResult | None) -> dict[str, str]:
    """The year's total of a self-evaluation: as printed, and as the records say."""
    out = printed(form, "execution_")
    out.setdefault("planned", raw(form, "budget_amount"))
    if result is None:
        return out
    out["points"] = points(result.execution_points.weight)
    out["score"] = executed(result.execution_points)
    return out | spent(form, result)


def spent(form: Form, result: FormResult) -> dict[str, str]:
    """Budget in force, money paid and the rate, where the evaluation counted them."""
    found = result.execution
    if found is None:
        return {}
    unit = UNITS.get(form.money_unit or "万元", 10_000)
    out = {"spent": money(found.paid, found.budget, unit)}
    if found.budget is not None:
        out["budget"] = money(found.budget, None, unit)
    if found.rate is not None:
        out["rate"] = share(found.rate)
    return out


def printed(form: Form, prefix: str) -> dict[str, str]:
    """The cells that the form itself prints there."""
    said = {key: raw(form, prefix + key) for key in SELF}
    return {key: text for key, text in said.items() if text}
