"""What stands on the sheets of the workbook: summary, rows, execution by month, traces."""

from __future__ import annotations

from decimal import Decimal

from ..model.result import Ratio
from ..score.exact import shown
from ..score.labels import basis, table
from ..score.numbers import percent, points
from ..score.series import spending
from ..score.words import LIGHTS, assumption
from .evaluate_rows import JOINT, lines, missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .evaluate_run import Case, Ground

    Cell = str | int | Decimal | None
    Sheet = tuple[str, tuple[tuple[str, int], ...], Iterable[tuple[Cell, ...]]]

SHEETS = {
    "sum": (
        ("汇总", "Summary"),
        ("项目", 22),
        ("预算（元）", 15),
        ("已支付（元）", 15),
        ("执行率", 11),
        ("时间进度", 10),
        ("灯", 5),
        ("权责发生（元）", 15),
        ("得分", 9),
        ("已判定分值", 10),
        ("未判定分值", 10),
        ("未判定的行", 13),
        ("等次", 8),
        ("须说明原因的行", 18),
    ),
    "rows": (
        ("指标", "Rows"),
        ("项目", 14),
        ("行", 5),
        ("指标", 18),
        ("目标", 11),
        ("实际", 14),
        ("实际（元）", 13),
        ("分子", 13),
        ("分母", 13),
        ("口径", 9),
        ("判定", 8),
        ("得分", 7),
        ("分值", 7),
        ("说明", 32),
        ("偏差原因", 12),
        ("假定", 24),
    ),
    "months": (
        ("执行", "Execution"),
        ("项目", 28),
        ("月份", 10),
        ("当月支付（元）", 18),
        ("累计支付（元）", 18),
        ("预算（元）", 18),
        ("累计执行率", 12),
    ),
    "traces": (
        ("依据", "Evidence"),
        ("项目", 16),
        ("行", 6),
        ("指标", 20),
        ("记录", 16),
        ("条数", 10),
        ("来源文件", 22),
        ("其中条数", 10),
        ("文件 SHA-256", 36),
    ),
}
ENGLISH = {
    "项目": "Project",
    "预算（元）": "Budget (yuan)",
    "已支付（元）": "Paid (yuan)",
    "执行率": "Execution",
    "时间进度": "Of the year",
    "灯": "Light",
    "权责发生（元）": "Accrual (yuan)",
    "得分": "Points",
    "已判定分值": "Judged",
    "未判定分值": "Open",
    "未判定的行": "Open rows",
    "等次": "Grade",
    "须说明原因的行": "Reasons needed",
    "行": "Row",
    "指标": "Indicator",
    "目标": "Target",
    "实际": "Actual",
    "实际（元）": "Actual (yuan)",
    "分子": "Numerator",
    "分母": "Denominator",
    "口径": "Basis",
    "判定": "Verdict",
    "分值": "Weight",
    "说明": "Notes",
    "偏差原因": "Reason",
    "假定": "Assumptions",
    "月份": "Month",
    "当月支付（元）": "Paid (yuan)",
    "累计支付（元）": "Paid so far (yuan)",
    "累计执行率": "Execution so far",
    "记录": "Records",
    "条数": "Count",
    "来源文件": "File",
    "其中条数": "Of these",
    "文件 SHA-256": "SHA-256 of the file",
    "预警": "Warning",
    "级别": "Level",
}


def sheets(cases: Sequence[Case], made: Ground, lang: str) -> Iterator[Sheet]:
    """The four sheets of an evaluation."""
    yield named("sum", lang, [_sum(case, made, lang) for case in cases])
    yield named("rows", lang, [row for case in cases for row in _rows(case, made, lang)])
    yield named("months", lang, [row for case in cases for row in _months(case)])
    yield named("traces", lang, [row for case in cases for row in _traces(case, made, lang)])


def named(key: str, lang: str, rows: Iterable[tuple[Cell, ...]]) -> Sheet:
    """A sheet with its heads in the language asked for."""
    names, *columns = SHEETS[key]
    english = lang == "en"
    heads = tuple((ENGLISH[str(n)] if english else str(n), int(w)) for n, w in columns)
    return str(names[english]), heads, rows


def money(one: Ratio | None) -> Decimal | None:
    """Yuan with two decimals."""
    return None if one is None else Decimal(shown(one, 2))


def _sum(case: Case, made: Ground, lang: str) -> tuple[Cell, ...]:
    result, spent = case.result, case.result.execution
    rate = spent.rate if spent else None
    return (
        case.name,
        money(spent.budget) if spent else None,
        money(spent.paid) if spent else None,
        percent(rate, places=4) if rate else "",
        percent(spent.elapsed) if spent else "",
        (LIGHTS[spent.light] if lang == "zh" else spent.light) if spent else "",
        money(spent.accrual) if spent else None,
        Decimal(shown(result.total, 2)),
        Decimal(points(result.judged)),
        Decimal(points(result.open)),
        " ".join(result.open_rows),
        result.grade,
        " ".join(missing(case, made)),
    )


def _rows(case: Case, made: Ground, lang: str) -> Iterator[tuple[Cell, ...]]:
    joint = JOINT[lang == "en"]
    for line, result in zip(lines(case, made, lang), case.result.rows, strict=True):
        found = result.actual
        value, score = found.value, result.points.score
        yield (
            case.name,
            line.ref,
            line.name,
            line.target,
            line.actual,
            money(value) if value and found.unit == "元" else None,
            value.num if value else None,
            value.den if value else None,
            basis(found.basis, lang),
            line.verdict,
            None if score is None else Decimal(points(score)),
            Decimal(line.weight),
            joint.join(line.notes),
            line.reason,
            joint.join(assumption(code, lang) for code in line.assumed),
        )


def _months(case: Case) -> Iterator[tuple[Cell, ...]]:
    spent = case.result.execution
    if spent is None:
        return
    for one in spending(case.data, case.result.code):
        rate = ""
        if spent.budget and spent.budget.num:
            pair = (one.total.num * spent.budget.den, one.total.den * spent.budget.num)
            rate = percent(Ratio(*pair), places=4)
        yield case.name, one.month, money(one.paid), money(one.total), money(spent.budget), rate


def _traces(case: Case, made: Ground, lang: str) -> Iterator[tuple[Cell, ...]]:
    for row in case.result.rows:
        for used in row.actual.used:
            trace = made.tracer.trace(used)
            start = (case.name, row.ref, row.name, table(used.table, lang), trace.rows)
            if not trace.batches:
                yield (*start, "", None, "")
            for one in trace.batches:
                yield (*start, one.file, one.rows, one.digest)
