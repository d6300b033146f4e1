"""The drawings of one form: money against time, days of availability, costs, surveys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .. import draw
from ..model.result import Ratio
from ..score.exact import fraction, of_fraction
from ..score.numbers import percent, wan
from ..score.series import availability, spending
from .html_marks import esc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model.result import RowResult
    from ..score.series import Day
    from .evaluate_run import Case

WAN = 10_000
QUARTERS = (("一季度", "Q1"), ("二季度", "Q2"), ("三季度", "Q3"), ("四季度", "Q4"))


def charts(case: Case, lang: str) -> str:
    """All that the form has numbers for, as one block."""
    figures = [*_money(case, lang), *_costs(case, lang), *_surveys(case, lang), *_days(case, lang)]
    return f'<div class="charts">{"".join(figures)}</div>' if figures else ""


def _box(title: str, drawing: str, *, full: bool = False, said: str = "") -> str:
    kind = "chart full" if full else "chart"
    under = f"<p>{esc(said)}</p>" if said else ""
    return f'<div class="{kind}"><h3>{esc(title)}</h3>{under}{drawing}</div>'


def in_wan(money: Ratio) -> Ratio:
    """Yuan as 万元."""
    return Ratio(money.num, money.den * WAN)


def _money(case: Case, lang: str) -> Iterator[str]:
    """Cash by month against an even pace through the year."""
    spent, code = case.result.execution, case.result.code
    if spent is None:
        return
    year = case.data.year
    told = spending(case.data, code)
    today = case.data.as_of
    points: list[tuple[date, Ratio]] = [(date(year, 1, 1), Ratio(0))]
    for one in told:
        month = int(one.month[5:])
        last = date(year, month + 1, 1) if month < 12 else date(year, 12, 31)
        points.append((min(last, today), in_wan(one.total)))
    plan = []
    if spent.budget is not None:
        plan = [(date(year, 1, 1), Ratio(0)), (date(year, 12, 31), in_wan(spent.budget))]
    title = execution_title(case, lang)
    names = ("已支付", "均匀进度") if lang == "zh" else ("paid", "even pace")
    unit = "万元" if lang == "zh" else "10,000 yuan"
    now = today if today < date(year, 12, 31) else None
    yield _box(
        title,
        draw.both(
            draw.curve, points, plan, title=title, unit=unit, now=now, names=names, lang=lang
        ),
    )


def execution_title(case: Case, lang: str) -> str:
    """What the money has come to: "执行落后时间 24.74 个点"."""
    spent, zh = case.result.execution, lang == "zh"
    if spent is None or spent.rate is None:
        return "没有预算数，不能算执行率" if zh else "No budget is known"
    gap = fraction(spent.elapsed) - fraction(spent.rate)
    if spent.elapsed.num == spent.elapsed.den:
        rest = of_fraction(fraction(spent.budget or Ratio(0)) - fraction(spent.paid))
        over = rest.num < 0
        left = wan(Ratio(abs(rest.num), rest.den), None, 2)
        head = percent(spent.rate, Ratio(1))
        if zh:
            return f"全年执行 {head}，{'超出' if over else '余'} {left} 万元"
        side = "over by" if over else "left"
        return f"{head} of the year's budget paid, {side} {left} (10,000 yuan)"
    points = draw.plain(abs(gap) * 100)
    if zh:
        return f"执行{'落后' if gap > 0 else '快于'}时间 {points} 个点"
    return f"Execution is {points} points {'behind' if gap > 0 else 'ahead of'} time"


def _costs(case: Case, lang: str) -> Iterator[str]:
    """The parts of the money against the cap: cost rows, or the quarters of the only one."""
    rows = [row for row in case.result.rows if row.measure == "cost_sum" and row.actual.value]
    spent, zh = case.result.execution, lang == "zh"
    if len(rows) > 1 and spent:
        parts = [
            (f"{row.ref} {row.name}", in_wan(row.actual.value)) for row in rows if row.actual.value
        ]
        cap, name = spent.budget, ("预算" if zh else "budget")
    elif rows:
        parts = _quarters(case, rows[0], lang)
        cap, name = rows[0].judgement.target, ("成本目标" if zh else "cost target")
    else:
        return
    if cap is None:
        return
    whole = sum((fraction(part) for _, part in parts), start=fraction(Ratio(0)))
    gap = fraction(in_wan(cap)) - whole
    size = draw.plain(abs(gap))
    if zh:
        what = "各项成本合计" if len(rows) > 1 else f"{rows[0].name}支付"
        side = "低于" if gap >= 0 else "超出"
        title = f"{what} {draw.plain(whole)} 万元，{side}{name} {size} 万元"
    else:
        side = "below" if gap >= 0 else "above"
        title = f"Costs come to {draw.plain(whole)}, {size} {side} the {name} (10,000 yuan)"
    unit = "万元" if zh else "10,000 yuan"
    yield _box(
        title,
        draw.both(
            draw.waterfall, parts, in_wan(cap), title=title, unit=unit, cap_name=name, lang=lang
        ),
    )


def _quarters(case: Case, row: RowResult, lang: str) -> list[tuple[str, Ratio]]:
    items = case.bound[row.ref].words("item")
    told = spending(case.data, case.result.code, items)
    out = []
    for number, names in enumerate(QUARTERS):
        mine = told[number * 3 : number * 3 + 3]
        fen = sum((fraction(one.paid) for one in mine), start=fraction(Ratio(0)))
        if mine:
            out.append((names[lang == "en"], in_wan(of_fraction(fen))))
    return out


def _days(case: Case, lang: str) -> Iterator[str]:
    """Availability of each group of points, day by day."""
    asked = [one for one in case.bound.values() if one.measure == "availability"]
    groups = tuple(dict.fromkeys(word for one in asked for word in one.words("group")))
    if not groups:
        return
    found = availability(case.data, groups)
    if not found:
        return
    aims = [
        fraction(row.judgement.target)
        for row in case.result.rows
        if row.measure == "availability" and row.judgement.target
    ]
    rows = [(group, [one.share for one in days]) for group, days in found.items()]
    title = _days_title(found, lang)
    yield _box(
        title,
        draw.both(
            draw.heat,
            rows,
            title=title,
            first=case.data.first,
            target=max(aims, default=None),
            wide=1220,
            lang=lang,
        ),
        full=True,
    )


def _days_title(found: Mapping[str, Sequence[Day]], lang: str) -> str:
    zh = lang == "zh"
    parts = []
    for group, days in found.items():
        down = sum(1 for one in days if one.down)
        parts.append(f"{group} {down} 天" if zh else f"{group} {down}")
    blind = {one.day for days in found.values() for one in days if one.share is None}
    if zh:
        tail = f"；{len(blind)} 天状态不明" if blind else ""
        return f"有点位中断的日子：{'、'.join(parts)}{tail}"
    tail = f"; {len(blind)} days not known" if blind else ""
    return f"Days with some point down: {', '.join(parts)}{tail}"


def _surveys(case: Case, lang: str) -> Iterator[str]:
    """Each survey with its interval."""
    zh = lang == "zh"
    for row in case.result.rows:
        ends, value = row.actual.beside.get("ci"), row.actual.value
        if not isinstance(ends, tuple) or value is None:
            continue
        aim = row.judgement.target
        low, high = (Decimal(str(end)) for end in ends)
        sure = row.judgement.demonstrated
        if zh:
            tail = "95% 区间在目标的一侧" if sure else "95% 区间跨过目标，尚不能证明"
            title = f"{row.name} {percent(value, aim)}，{tail}"
        else:
            tail = "the interval is clear of the target" if sure else "not demonstrated"
            title = f"{row.name} {percent(value, aim)}, {tail}"
        beside = row.actual.beside
        said = (
            f"有效答卷 {beside['n']} 份，其中满意 {beside['f']} 份；对象 {beside['N']} 人，"
            f"需要样本 {beside['needed']} 份，剔除 {beside['removed']} 份"
            if zh
            else f"{beside['f']} of {beside['n']} valid answers; {beside['N']} people, "
            f"{beside['needed']} answers needed, {beside['removed']} removed"
        )
        drawing = draw.both(
            draw.interval, value, low, high, aim, wide=560, narrow=300, title=title, lang=lang
        )
        yield _box(title, drawing, said=said)
