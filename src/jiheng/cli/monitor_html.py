"""``monitor --format html``: the same page as the evaluation, told as of a day in the year."""

from __future__ import annotations

from collections import Counter

from .. import draw
from ..score.early import BAD
from ..score.labels import family
from ..score.numbers import percent
from .evaluate_charts import charts, execution_title
from .evaluate_html import execution_kpi, head, kpi, page
from .evaluate_rows import stated
from .evaluate_table import CEILINGS
from .html_marks import esc
from .monitor_rows import rows_now
from .monitor_words import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.result import RowResult
    from ..score.early import Early
    from .evaluate_run import Case, Ground
    from .monitor_rows import Now
    from .output import View

TITLE = ("绩效运行监控", "How the year runs")
HEADS = (
    ("", "指标", "目标", "截至当日", "进度", "目前", "完成", "灯"),
    ("", "Indicator", "Target", "To date", "Progress", "State", "Done", "Light"),
)
CLASSES = ("ref", "name", "num target", "num actual", "bar", "verdict", "num proof", "num score")


def write(cases: Sequence[Case], made: Ground, send: Callable[[str], object], view: View) -> None:
    """The page."""
    lang = view.lang
    page(TITLE[lang == "en"], [_form(case, made, lang) for case in cases], made, send, lang)


def _form(case: Case, made: Ground, lang: str) -> str:
    found = warnings(case, made, lang)
    rests = (
        "；".join(stated(case, made, lang)) if lang == "zh" else "; ".join(stated(case, made, lang))
    )
    return (
        f'<section class="form">{head(case, made, lang)}{_kpis(case, found, lang)}'
        f"{_warned(found, lang)}{_table(case, lang)}"
        f'<p class="stated">{esc(rests)}</p>{charts(case, lang)}</section>'
    )


def _kpis(case: Case, found: Sequence[tuple[Early, str]], lang: str) -> str:
    zh = lang == "zh"
    spent = case.result.execution
    gone = spent.elapsed if spent else None
    boxes = [execution_kpi(case, lang)]
    boxes.append(
        kpi(
            "时间进度" if zh else "Of the year",
            percent(gone) if gone else "–",
            execution_title(case, lang),
        )
    )
    boxes.append(_counts(case, lang))
    loud = sum(one.level == BAD for one, _ in found)
    boxes.append(
        kpi(
            "预警" if zh else "Warnings",
            str(len(found)),
            (f"其中 {loud} 条须立即处理" if zh else f"{loud} of them urgent") if loud else "",
            "bad" if loud else "warn" if found else "good",
        )
    )
    return f'<div class="kpis">{"".join(boxes)}</div>'


def _counts(case: Case, lang: str) -> str:
    """How the rows stand to date."""
    now = rows_now(case, lang)
    met = sum(one.chip == "met" for one in now)
    found = Counter(one.state for one in now if one.chip != "met")
    others = " · ".join(f"{state} {n}" for state, n in found.items())
    name = "目前达到目标的指标" if lang == "zh" else "Targets met to date"
    return kpi(name, f"{met} <small>/ {len(now)}</small>", others)


def _warned(found: Sequence[tuple[Early, str]], lang: str) -> str:
    if not found:
        text = (
            "没有预警：执行和可以折算的数量都跟上了时间" if lang == "zh" else "Nothing to warn of"
        )
        return f'<p class="calm">{text}</p>'
    items = "".join(
        f'<li class="{one.level}"><span class="ref">{one.ref}</span>{esc(text)}</li>'
        for one, text in found
    )
    return f'<ul class="warnings">{items}</ul>'


def _table(case: Case, lang: str) -> str:
    heads = HEADS[lang == "en"]
    kinds = ("", "", "num", "num", "", "", "num", "num")
    head_ = "".join(f'<th class="{k}">{h}</th>' for k, h in zip(kinds, heads, strict=True))
    out, group = [f'<tr class="head">{head_}</tr>'], ""
    for row, now in zip(case.result.rows, rows_now(case, lang), strict=True):
        if row.family != group:
            group = row.family
            out.append(f'<tr class="group"><td colspan="8">{esc(family(group, lang))}</td></tr>')
        cells = _cells(row, now, case)
        drawn = "".join(
            f'<td class="{k}" data-h="{esc(h)}">{cell}</td>'
            for k, h, cell in zip(CLASSES, heads, cells, strict=True)
        )
        out.append(f"<tr>{drawn}</tr>")
    return f'<table class="live">{"".join(out)}</table>'


def _cells(row: RowResult, now: Now, case: Case) -> tuple[str, ...]:
    note = f'<span class="note">{esc(now.note)}</span>' if now.note else ""
    light = f'<span class="light {now.light}"></span>{esc(now.word)}' if now.light else ""
    aim, bar = row.judgement.target, ""
    if aim is not None and not row.actual.word:
        spent = case.result.execution
        gone = spent.elapsed if row.light and spent else None
        ceiling = row.judgement.op in CEILINGS
        bar = draw.bar(row.actual.value, aim, ceiling=ceiling, elapsed=gone)
    return (
        now.ref,
        f"{esc(now.name)}{note}",
        esc(now.target),
        esc(now.actual) or "–",
        bar,
        f'<span class="v {now.chip}">{esc(now.state)}</span>',
        esc(now.share),
        light,
    )
