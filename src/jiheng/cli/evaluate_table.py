"""The living table of the page: target, actual, bar, verdict, evidence, points; and the traces."""

from __future__ import annotations

from .. import draw
from ..model.result import Ratio
from ..score.exact import fraction, of_fraction
from ..score.labels import basis, family, figure, table
from ..score.numbers import percent, points, yuan
from ..score.words import LIGHTS, assumption
from .evaluate_rows import JOINT, lines
from .html_marks import esc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.result import RowResult
    from .evaluate_rows import Line
    from .evaluate_run import Case, Ground

CHIPS = {"MET": "met", "NOT_MET": "not", "CANNOT_JUDGE": "cant"}
HEADS = (
    ("", "指标", "目标", "实际", "进度", "判定", "佐证", "得分"),
    ("", "Indicator", "Target", "Actual", "Progress", "Verdict", "Evidence", "Points"),
)
CLASSES = ("ref", "name", "num target", "num actual", "bar", "verdict", "num proof", "num score")
CEILINGS = ("<=", "<")
HOUR = 3600  # seconds: hours are kept as so many of them
LONGEST = 10_000  # below, a pair of whole numbers says something


def living(case: Case, made: Ground, lang: str) -> str:
    """Every row, in groups of the form."""
    heads = HEADS[lang == "en"]
    kinds = ("", "", "num", "num", "", "", "num", "num")
    head = "".join(f'<th class="{k}">{h}</th>' for k, h in zip(kinds, heads, strict=True))
    out, group = [f'<tr class="head">{head}</tr>'], ""
    told = lines(case, made, lang, few=True)
    whole = lines(case, made, lang)
    for result, line, full in zip(case.result.rows, told, whole, strict=True):
        if result.family != group:
            group = result.family
            out.append(f'<tr class="group"><td colspan="8">{esc(family(group, lang))}</td></tr>')
        out.append(_row(case, made, result, line, full, lang))
    out.append(_execution(case, heads, lang))
    return f'<table class="live">{"".join(out)}</table>'


def _row(case: Case, made: Ground, result: RowResult, line: Line, full: Line, lang: str) -> str:
    heads = HEADS[lang == "en"]
    anchor = f"f{case.form.index}-{line.ref}-{abs(hash_of(case.path))}"
    chip = CHIPS.get(line.standing, "open")
    rows = sum(made.tracer.trace(used).rows for used in result.actual.used)
    zh = lang == "zh"
    proof = f'<a href="#{anchor}">{rows:,} {"条" if zh else "rows"}</a>' if rows else "–"
    pair = f'<span class="pair">{esc(line.pair)}</span>' if line.pair else ""
    cells = (
        line.ref,
        f"{esc(line.name)}{_notes(line, lang)}",
        esc(line.target),
        f'<span title="{esc(_whole(result, full))}">{esc(line.actual) or "–"}</span>{pair}',
        _bar(result),
        f'<span class="v {chip}">{esc(line.verdict)}</span>{_light(result.light, lang)}',
        proof,
        f'{line.score}<span class="of"> / {line.weight}</span>',
    )
    return _tr(cells, heads)


def _tr(cells: Iterable[str], heads: Iterable[str]) -> str:
    named = zip(CLASSES, heads, cells, strict=True)
    drawn = "".join(f'<td class="{k}" data-h="{esc(h)}">{cell}</td>' for k, h, cell in named)
    return f"<tr>{drawn}</tr>"


def hash_of(path: str) -> int:
    """A short stable number for a path: anchors of two files must differ."""
    from zlib import crc32

    return crc32(path.encode("utf-8", "replace"))


def _notes(line: Line, lang: str) -> str:
    zh, joint = lang == "zh", JOINT[lang == "en"]
    said = f'<span class="note">{esc(joint.join(line.notes))}</span>' if line.notes else ""
    if line.missing:
        need = "须说明原因" if zh else "a reason is needed"
        return f'{said}<span class="note need">{need}</span>'
    if line.reason:
        head = "原因：" if zh else "reason: "
        return f'{said}<span class="note">{head}{esc(line.reason)}</span>'
    return said


def _whole(result: RowResult, full: Line) -> str:
    """On hover: the exact yuan, the exact pair."""
    value = result.actual.value
    if value is None:
        return full.actual
    if result.actual.unit == "元":
        return f"{yuan(value)} 元"
    return f"{value} = {full.actual}" if value.den > 1 else full.actual


def _light(light: str, lang: str) -> str:
    if not light:
        return ""
    word = LIGHTS[light] if lang == "zh" else light
    return f' <span class="light {light}" title="{word}"></span>{word}'


def _bar(result: RowResult) -> str:
    """Actual against target; where something is unknown, what is sure and what may be more."""
    found, aim = result.actual, result.judgement.target
    if found.word or aim is None:
        return ""
    value, more = found.value, None
    if found.low is not None and found.high is not None:
        value = found.low
        more = of_fraction(fraction(found.high) - fraction(found.low))
    return draw.bar(value, aim, ceiling=result.judgement.op in CEILINGS, unknown=more)


def _execution(case: Case, heads: tuple[str, ...], lang: str) -> str:
    """The execution rate, where the form does not print it as a row of its own."""
    given, spent = case.result.execution_points, case.result.execution
    if not given.weight:
        return ""
    rate = spent.rate if spent else None
    name = "预算执行率" if lang == "zh" else "Budget execution"
    drawn = draw.bar(rate, Ratio(1), elapsed=spent.elapsed if spent else None) if rate else ""
    light = _light(spent.light, lang) if spent else ""
    said = percent(rate, Ratio(1)) if rate else "–"
    score = f'{points(given.score)}<span class="of"> / {points(given.weight)}</span>'
    group = f'<tr class="group"><td colspan="8">{family("execution", lang)}</td></tr>'
    return group + _tr(("", name, "", said, drawn, light, "", score), heads)


def traces(case: Case, made: Ground, lang: str) -> str:
    """Row by row: how it was counted, the figures beside it, the records and their files."""
    zh = lang == "zh"
    heads = ("行", "怎样算", "有关数字", "所据记录") if zh else ("Row", "How", "Figures", "Records")
    body = "".join(
        _trace(case, made, result, line, lang)
        for result, line in zip(case.result.rows, lines(case, made, lang), strict=True)
    )
    head = "".join(f"<th>{word}</th>" for word in heads)
    title = f"逐行依据（{len(case.result.rows)} 行）" if zh else "What each row rests on"
    return (
        f"<details><summary>{title}</summary><div class=scroll><table class=trace>"
        f"<tr>{head}</tr>{body}</table></div></details>"
    )


def _trace(case: Case, made: Ground, result: RowResult, line: Line, lang: str) -> str:
    from ..score.measures import measure

    found, joint = result.actual, JOINT[lang == "en"]
    how = measure(result.measure).title if result.measure else ""
    said = [how if lang == "zh" else result.measure, basis(found.basis, lang)]
    said += [assumption(code, lang) for code in line.assumed]
    beside = [f"{figure(key, lang)} {figure_text(value)}" for key, value in found.beside.items()]
    sources = []
    for used in found.used:
        trace = made.tracer.trace(used)
        files = "<br>".join(
            f'{esc(one.file)} {one.rows:,} <span class="sha">{one.digest[:12]}</span>'
            for one in trace.batches
        )
        unit = "条" if lang == "zh" else "rows"
        sources.append(f"{esc(table(trace.table, lang))} {trace.rows:,} {unit}<br>{files}")
    anchor = f"f{case.form.index}-{line.ref}-{abs(hash_of(case.path))}"
    cells = (
        f"{line.ref} {esc(line.name)}",
        esc(joint.join(filter(None, said))),
        esc(joint.join(beside)),
    )
    drawn = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr id="{anchor}">{drawn}<td class=src>{"<br>".join(sources)}</td></tr>'


def figure_text(value: object) -> str:
    """A figure beside an actual: whole, with two decimals, or as the pair it is."""
    if isinstance(value, Ratio):
        if value.den in (1, HOUR) and not value.num % value.den:
            return f"{value.num // value.den:,}"
        return (
            f"{value}" if 1 < value.den <= LONGEST and value.den not in (100, HOUR) else yuan(value)
        )
    if isinstance(value, tuple):
        return " – ".join(f"{percent(_decimal(str(end)))}" for end in value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _decimal(text: str) -> Ratio:
    from decimal import Decimal

    from ..score.exact import of_decimal

    return of_decimal(Decimal(text))
