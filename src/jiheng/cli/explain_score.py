"""``jiheng explain FORM#F1.C1 --evidence STORE``: from the points back to the cell and the rows."""

from __future__ import annotations

from ..score.labels import basis, figure
from ..score.notes import assumed
from ..score.numbers import actual, amount, is_wide, percent, points, wan, yuan
from ..score.words import assumption, reason, standing
from .common import view_of
from .evaluate_forms import cases, forms_of
from .evaluate_rows import EXECUTION, JOINT, SMALL
from .evaluate_run import SYNTHETIC, ground
from .evaluate_table import figure_text
from .evaluate_text import ground_lines
from .explain_points import arithmetic
from .explain_records import records, step
from .labels import part, where
from .parser import Misuse
from .screen import Screen
from .sink import Sink
from .targets import SIGNS, in_base, reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from ..model.form import Form, Indicator
    from ..model.result import Binding, Judgement, Ratio, Reading, RowResult
    from .evaluate_run import Case, Ground


def run(options: Namespace, what: str) -> int:
    """Explain the score of one row, or of the budget execution (F1.EXEC)."""
    from ..model.refusal import Refusal

    made = ground(options)
    options.paths = [options.file]
    forms = []
    for one in forms_of(options, made.book):
        if isinstance(one, Refusal):
            raise one
        forms.append(one)
    wanted = what.replace("#", ".").lower()
    known = [f"F{f.index}.{ref}" for _, f in forms for ref in (*_refs(f), EXECUTION)]
    named = [one for one in known if wanted in (one.lower(), one.lower().partition(".")[2])]
    if not named:
        from .misuse import unknown

        raise Misuse(
            unknown("这一行" if options.lang == "zh" else "row", what, known, options.lang)
        )
    mine = [(path, f) for path, f in forms if any(n.startswith(f"F{f.index}.") for n in named)]
    with Sink(getattr(options, "output", "")) as sink:
        screen = Screen(sink.write, view_of(options, made.book))
        for case in cases(mine, made, lambda path, rows: None):
            if isinstance(case, Refusal):
                raise case
            for name in named:
                if name.startswith(f"F{case.form.index}."):
                    explain(case, name.partition(".")[2], made, screen)
    return 0


def _refs(form: Form) -> list[str]:
    return [row.ref for row in form.indicators]


def explain(case: Case, ref: str, made: Ground, screen: Screen) -> None:
    """The seven steps from the form to the points."""
    lang = screen.view.lang
    if made.synthetic:
        screen.line(SYNTHETIC, "warning")
    if ref == EXECUTION:
        _execution(case, made, screen)
    else:
        pairs = zip(case.result.rows, case.form.indicators, strict=True)
        row, printed = next(pair for pair in pairs if pair[0].ref == ref)
        screen.line(f"F{case.form.index}.{ref} {row.name}", "bold")
        screen.line(f"{case.name} · {case.path}", "dim")
        screen.blank()
        _cell(case, printed, screen)
        _measure(row, case.bound.get(ref), screen)
        _actual(row, printed, screen)
        records(row.actual.used, made, screen)
        _verdict(row, printed, screen)
        _points(row, case, made, screen)
    screen.blank()
    for text in ground_lines(made, lang):
        screen.line(text, "dim")
    screen.blank()


def _cell(case: Case, printed: Indicator, screen: Screen) -> None:
    lang = screen.view.lang
    place = case.form.at(printed)
    raw = " ".join(place.raw.split())
    cell = f"{part('value', lang)}“{raw}” · {where(place.address, lang)}"
    step(screen, 1, "表上", "Form", cell)
    base = in_base(printed.target)
    said = f"{reading(printed.target, lang)}{f' = {base}' if base else ''}"
    step(screen, 2, "读作", "Read as", said)


def _measure(row: RowResult, bound: Binding | None, screen: Screen) -> None:
    from ..score.measures import measure

    if not bound and not row.measure:
        step(screen, 3, "计量", "Measure", reason("not-bound", screen.view.lang), "warning")
        return
    title = measure(row.measure).title if screen.view.lang == "zh" else ""
    step(screen, 3, "计量", "Measure", f"{row.measure} {title}".strip())
    if bound:
        said = [
            f"{key}={value if isinstance(value, str) else '、'.join(value)}"
            for key, value in bound.parameters.items()
        ]
        screen.parts([bound.code, *said], "dim", indent=8)


def _actual(row: RowResult, printed: Indicator, screen: Screen) -> None:
    lang, found = screen.view.lang, row.actual
    zh = lang == "zh"
    said = actual(found, row.judgement, printed.target, lang) or (
        reason(found.incomplete, lang) if found.incomplete else reason("evidence-not-due", lang)
    )
    if found.value and found.unit == "1":
        exactly = percent(found.value, row.judgement.target, 5)
        said = f"{found.value} = {exactly}" if found.value.den <= SMALL else exactly
    if found.value and found.unit == "元":
        said = f"{yuan(found.value)} 元" if zh else f"{yuan(found.value)} yuan"
        said += f" = {wan(found.value)} 万元" if zh and is_wide(printed.target) else ""
    step(screen, 4, "实际", "Actual", said)
    parts = []
    if found.value:
        head = "分子 {} · 分母 {}" if zh else "numerator {} · denominator {}"
        parts.append(head.format(f"{found.value.num:,}", f"{found.value.den:,}"))
    if found.basis:
        parts.append(f"{'口径：' if zh else 'basis: '}{basis(found.basis, lang)}")
    if found.coverage:
        parts.append(f"{'覆盖' if zh else 'coverage'} {percent(found.coverage, places=4)}")
    if found.low and found.high:
        ends = [percent(end, row.judgement.target, 4) for end in (found.low, found.high)]
        parts.append(("下限 {} · 上限 {}" if zh else "low {} · high {}").format(*ends))
    screen.parts(parts, indent=8)
    beside = [f"{figure(key, lang)} {figure_text(value)}" for key, value in found.beside.items()]
    screen.parts(beside, "dim", indent=8)
    codes = assumed(row)
    if codes:
        text = JOINT[not zh].join(assumption(code, lang) for code in codes)
        screen.line(text, "dim", indent=8, head="假定：" if zh else "assumed: ", head_style="dim")


def _verdict(row: RowResult, printed: Indicator, screen: Screen) -> None:
    lang, told, found = screen.view.lang, row.judgement, row.actual
    wide = is_wide(printed.target)
    said = standing(told.standing.value, lang)
    if told.reason:
        said += (
            f"：{reason(told.reason, lang)}" if lang == "zh" else f": {reason(told.reason, lang)}"
        )
    elif found.value and told.target and told.op:
        said = _held(found.value, told.op, told, row, wide, lang)
    style = {"MET": "good", "NOT_MET": "error"}.get(told.standing.value, "warning")
    step(screen, 6, "判定", "Verdict", said, style)
    for one in told.readings:
        held = _held(one.value, one.op, one, row, wide, lang)
        screen.line(f"{figure(one.name, lang)} {held}", "dim", indent=8)


def _held(
    value: Ratio, op: str, told: Judgement | Reading, row: RowResult, wide: bool, lang: str
) -> str:
    """ "113.25 万元 < 151 万元 → 未达成": what is so, not what was asked."""
    aim, unit = row.judgement.target, row.actual.unit
    left = amount(value, unit, wide, aim, lang, False)
    right = amount(aim, unit, wide, None, lang, False) if aim else ""
    sign = SIGNS.get(op, op)
    sign = sign if told.standing.value != "NOT_MET" else NOT.get(sign, f"≠ {sign}")
    return f"{left} {sign} {right} → {standing(told.standing.value, lang)}"


NOT = {"≥": "<", ">": "≤", "≤": ">", "<": "≥", "=": "≠", "≈": "≠"}


def _points(row: RowResult, case: Case, made: Ground, screen: Screen) -> None:
    lang, given = screen.view.lang, row.points
    zh = lang == "zh"
    if given.score is None:
        text = (
            f"– / {points(given.weight)}（未判定，不给分）" if zh else f"– / {points(given.weight)}"
        )
        step(screen, 7, "得分", "Points", text, "warning")
        return
    text = f"{points(given.score)} / {points(given.weight)}"
    step(screen, 7, "得分", "Points", text, "bold")
    for line in arithmetic(row, made.scheme, lang):
        screen.line(line, indent=8, head="│ ", head_style="dim")
    said = made.reason(case, row.ref)
    if said:
        screen.line(said, indent=8, head="偏差原因：" if zh else "reason: ")


def _execution(case: Case, made: Ground, screen: Screen) -> None:
    """Budget execution: money, budget in force, rate, points."""
    spent, lang = case.result.execution, screen.view.lang
    zh, given = lang == "zh", case.result.execution_points
    name = "预算执行率" if zh else "budget execution"
    screen.line(f"F{case.form.index}.{EXECUTION} {name}", "bold")
    screen.line(f"{case.name} · {case.path}", "dim")
    screen.blank()
    if spent is None:
        step(screen, 4, "实际", "Actual", reason("not-bound", lang), "warning")
        return
    budget = yuan(spent.budget) if spent.budget else "–"
    said = f"{yuan(spent.paid)} ÷ {budget}"
    if spent.rate:
        said += f" = {percent(spent.rate, places=4)}"
    step(screen, 4, "实际", "Actual", said)
    records(spent.used, made, screen)
    if given.score is None:
        text = "年度未结束，不给分" if zh else "the year is not over"
        step(screen, 7, "得分", "Points", text, "warning")
        return
    step(screen, 7, "得分", "Points", f"{points(given.score)} / {points(given.weight)}", "bold")
    rate = percent(spent.rate, places=6) if spent.rate else ""
    text = f"{points(given.weight)} × {rate} = {points(given.score)}"
    cap = "（不超过分值）" if zh else " (never more than the weight)"
    screen.line(text + cap, indent=8, head="│ ", head_style="dim")
