"""The figures as tables to take away: a name → heads and rows of text and exact numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from jiheng.score import words
from jiheng.score.labels import family

from ...summing import STANDINGS
from . import beside, charts
from .asked import Asked
from .compared import compared
from .counts import OPEN, Figures, figures, kept, members, price_groups
from .views import by_gap, listed

MOST = 100_000  # rows of one file
Row = list[Any]
Table = tuple[list[str], Iterable[Row]]


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen).scaleb(-2)


def _share(part: int | None, whole: int | None) -> Decimal | None:
    """A percentage with four places, half up."""
    if not whole or part is None:
        return None
    return Decimal((2 * part * 1_000_000 + whole) // (2 * whole)).scaleb(-4)


def _points(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)


def _price(micro: int) -> Decimal:
    return Decimal(micro).scaleb(-6).normalize()


def _sums(row: Figures) -> Row:
    return [
        row["projects"], _yuan(row["budget"]), _yuan(row["planned"]), _yuan(row["paid"]),
        _share(row["paid"], row["planned"]), _share(row["gone"], row["days"]),
        *(row[name.lower()] or 0 for name in STANDINGS), _points(row["open"]),
        row["errors"] or 0, row["warnings"] or 0,
    ]  # fmt: skip


SUMS = ["项目数", "表内预算（元）", "核算预算（元）", "已支付（元）", "执行率（%）",
        "时间进度（%）", "达成", "未达成", "未到期", "佐证不全", "无法判断", "未判定分值",
        "错误", "提醒"]  # fmt: skip


def units(one: Asked, _: QueryDict) -> Table:
    """Execution and verdicts by unit."""
    found = kept("all", one, figures)["units"]
    return ["单位", *SUMS], ([row["unit_name"], *_sums(row)] for row in found)


def years(one: Asked, _: QueryDict) -> Table:
    """The same by year."""
    found = kept("all", one, figures)["years"]
    return ["年度", *SUMS], ([str(row["year"]), *_sums(row)] for row in found)


def projects(one: Asked, _: QueryDict) -> Table:
    """Execution by project."""
    heads = ["年度", "单位", "项目", "预算（元）", "已支付（元）", "执行率（%）", "时间进度（%）",
             "截至"]  # fmt: skip
    return heads, (
        [str(row.project.year), row.project.unit.name, row.project.name, _yuan(row.planned),
         _yuan(row.paid), _share(row.paid, row.planned), _share(row.gone, row.days),
         row.as_of.isoformat() if row.as_of else ""]
        for row in by_gap(one)[:MOST].iterator(chunk_size=2_000)
    )  # fmt: skip


def families(one: Asked, _: QueryDict) -> Table:
    """Verdicts by family."""
    found = kept("all", one, figures)["families"]
    heads = ["指标类别", "指标数", "达成", "未达成", "未到期", "佐证不全", "无法判断", "未判定分值"]
    return heads, (
        [family(row["family"], "zh"), row["rows"], *(row[name] for name in STANDINGS),
         _points(row["open"])]
        for row in found
    )  # fmt: skip


def findings(one: Asked, _: QueryDict) -> Table:
    """Findings by rule."""
    found = kept("all", one, figures)["codes"]
    names = {"error": "错误", "warning": "提醒", "info": "提示"}
    return ["编号", "问题", "级别", "项目数", "处数"], (
        [row["code"], charts.rule_name(row["code"]), names.get(row["severity"], row["severity"]),
         row["projects"], row["places"]]
        for row in found
    )  # fmt: skip


def open_weight(one: Asked, _: QueryDict) -> Table:
    """Open weight by what is missing."""
    found = kept("all", one, figures)["reasons"]
    return ["判定", "缺什么", "分值", "指标数", "项目数"], (
        [words.standing(row["standing"], "zh"),
         charts.reason(row["standing"], row["reason"]), _points(row["points"]), row["rows"],
         row["projects"]]
        for row in found
    )  # fmt: skip


def _due(found: list[Figures], head: str, *, stages: bool) -> Table:
    lines = beside.deadlines(found, stages=stages)["lines"]
    keys = ("kept", "late", "overdue", "waiting", "unknown")
    heads = [head, "按期", "逾期完成", "逾期未完成", "未到期", "时刻不明"]
    return heads, ([line["name"], *(line[key] for key in keys)] for line in lines)


def deadlines(one: Asked, _: QueryDict) -> Table:
    """Deadlines by stage."""
    return _due(kept("all", one, figures)["stages"], "环节", stages=True)


def deadlines_units(one: Asked, _: QueryDict) -> Table:
    """Deadlines by unit."""
    return _due(kept("all", one, figures)["late_units"], "单位", stages=False)


def prices(one: Asked, said: QueryDict) -> Table:
    """Prices of one object (``object``, ``per``), or the objects that several projects price."""
    name, per = said.get("object", ""), said.get("per", "")
    if not name:
        heads = ["对象", "单位", "项目数", "单位数", "最低（元）", "最高（元）"]
        return heads, (
            [row["object"], f"元/{row['per']}", row["projects"], row["units"],
             _price(row["low"]), _price(row["high"])]
            for row in price_groups(one)[:MOST]
        )  # fmt: skip
    found = list(members(one, Q(object=name, per=per))[:MOST])
    heads = ["年度", "单位", "项目", "行号", "对象", "表内写法", f"元/{per}", "是中位数的几倍"]
    group = compared({"members": found}, one) if found else {"members": []}
    return heads, (
        [str(row["year"]), row["unit"], row["name"], row["ref"], row["object"], row["text"],
         _price(row["micro"]), row["times_text"]]
        for row in group["members"]
    )  # fmt: skip


def rows(one: Asked, said: QueryDict) -> Table:
    """The rows behind a figure."""
    found, _, _ = listed(one, said)
    heads = ["年度", "单位", "项目", "行号", "指标", "判定", "原因", "分值"]

    def made() -> Iterable[Row]:
        for row in found[:MOST].iterator(chunk_size=2_000):
            standing = getattr(row, "standing", "")
            yield [
                str(row.project.year), row.project.unit.name, row.project.name, row.ref, row.name,
                words.standing(standing, "zh") if standing else row.code,
                charts.reason(standing, row.reason) if standing in OPEN else "",
                _points(row.weight) if standing else None,
            ]  # fmt: skip

    return heads, made()


TABLES: dict[str, Callable[[Asked, QueryDict], Table]] = {
    "units": units, "projects": projects, "years": years, "families": families,
    "findings": findings, "open": open_weight, "deadlines": deadlines,
    "deadlines-units": deadlines_units, "prices": prices, "rows": rows,
}  # fmt: skip
