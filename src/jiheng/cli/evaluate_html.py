"""``evaluate --format html``: one page that needs nothing else, and prints on A4."""

from __future__ import annotations

from collections import Counter
from os.path import basename

from .. import __version__, draw
from ..score.exact import shown
from ..score.numbers import percent, points, wan
from ..score.words import LIGHTS, standing
from .evaluate_charts import charts
from .evaluate_rows import missing, stated
from .evaluate_run import SYNTHETIC
from .evaluate_style import STYLE
from .evaluate_table import living, traces
from .evaluate_text import ground_lines, total_line
from .html import policy
from .html_marks import esc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .evaluate_run import Case, Ground
    from .output import View

TITLE = ("绩效指标完成情况", "What the indicators come to")


def write(cases: Sequence[Case], made: Ground, send: Callable[[str], object], view: View) -> None:
    """The page."""
    lang = view.lang
    page(TITLE[lang == "en"], [_form(case, made, lang) for case in cases], made, send, lang)


def page(
    title: str, sections: Sequence[str], made: Ground, send: Callable[[str], object], lang: str
) -> None:
    """A page of sections under one head; the ribbon where records are made up."""
    style = STYLE + draw.style()
    send(
        f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-Hans"}">\n<head>\n'
        f'<meta charset="utf-8">\n{policy(style, "")}\n<title>{esc(title)}</title>\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<style>{style}</style>\n</head>\n<body>\n"
    )
    day = f"截至 {made.as_of}" if lang == "zh" else f"as of {made.as_of}"
    send(
        f'<header><h1><span class="mark">绩衡</span>{esc(title)}</h1>'
        f"<p>{day} · {esc(made.scheme.name)}</p></header>"
    )
    send(f'<div class="synthetic">{SYNTHETIC}</div>\n' if made.synthetic else "")
    send(f"<main>{''.join(sections)}</main>\n<footer>")
    send(f"{'<br>'.join(map(esc, ground_lines(made, lang)))}<br>绩衡 Jiheng {__version__}")
    send("</footer>\n</body>\n</html>\n")


def head(case: Case, made: Ground, lang: str) -> str:
    """Name, unit, year and file of a form."""
    zh = lang == "zh"
    unit = case.form.text("implementing_unit") or case.form.text("department")
    year = f"{case.form.fiscal_year} 年度" if zh else f"{case.form.fiscal_year}"
    said = esc(" · ".join(filter(None, (unit, year, basename(case.path)))))
    marked = f"<b>{SYNTHETIC}</b>" if made.synthetic else ""
    return f'<h2>{esc(case.name)}</h2><p class="sub">{said}{marked}</p>'


def _form(case: Case, made: Ground, lang: str) -> str:
    kind = "total" if case.result.open else "total good"
    joint = "；" if lang == "zh" else "; "
    rests = ("本表所据：" if lang == "zh" else "Rests on: ") + joint.join(stated(case, made, lang))
    return (
        f'<section class="form">{head(case, made, lang)}{_kpis(case, made, lang)}'
        f"{living(case, made, lang)}"
        f'<p class="{kind}">{esc(total_line(case, lang))}</p>'
        f'<p class="stated">{esc(rests)}</p>'
        f"{charts(case, lang)}{traces(case, made, lang)}</section>"
    )


def _kpis(case: Case, made: Ground, lang: str) -> str:
    zh, result = lang == "zh", case.result
    needy = missing(case, made)
    boxes = [execution_kpi(case, lang)]
    tail = f"未判定 {points(result.open)} 分" if zh else f"{points(result.open)} open"
    if not result.open:
        tail = f"等次 {result.grade}" if zh else f"grade {result.grade}"
    boxes.append(
        kpi(
            "得分（已判定部分）" if zh else "Points (judged rows)",
            f"{shown(result.total, 2)} <small>/ {points(result.judged)}</small>",
            tail,
        )
    )
    boxes.append(counts_kpi(case, lang))
    boxes.append(
        kpi(
            "须说明原因" if zh else "Reasons needed",
            f"{len(needy)} <small>{'行' if zh else 'rows'}</small>",
            " ".join(needy) or ("都已说明" if zh else "none"),
            "bad" if needy else "good",
        )
    )
    return f'<div class="kpis">{"".join(boxes)}</div>'


def kpi(name: str, value: str, tail: str, kind: str = "") -> str:
    """A box with a number; ``value`` may hold markup of ours."""
    return (
        f'<div class="kpi {kind}"><span>{esc(name)}</span><b>{value}</b>'
        f"<span>{esc(tail)}</span></div>"
    )


def execution_kpi(case: Case, lang: str) -> str:
    """Money against the budget and the time."""
    zh, spent = lang == "zh", case.result.execution
    name = "预算执行" if zh else "Execution"
    if spent is None or spent.rate is None:
        return kpi(name, "–", "没有预算数" if zh else "no budget is known")
    budget = wan(spent.budget, None, 2) if spent.budget else "–"
    light = LIGHTS[spent.light] if zh else spent.light
    dot = f'<i class="light {spent.light}"></i>'
    unit = "万元 · 时间" if zh else "(10,000 yuan) · time"
    tail = f"{wan(spent.paid, None, 2)} / {budget} {unit} {percent(spent.elapsed)} · {light}"
    return kpi(name, f"{dot}{percent(spent.rate)}", tail)


def counts_kpi(case: Case, lang: str) -> str:
    """How many rows have which verdict."""
    zh = lang == "zh"
    found = Counter(standing(row.judgement.standing.value, lang) for row in case.result.rows)
    met = found.pop(standing("MET", lang), 0)
    others = " · ".join(f"{word} {n}" for word, n in found.items())
    name = "达到目标的指标" if zh else "Targets met"
    return kpi(name, f"{met} <small>/ {len(case.result.rows)}</small>", others)
