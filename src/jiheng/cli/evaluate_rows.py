"""What is said of one evaluated row: the same words in the text, the page and the workbook."""

from __future__ import annotations

from ..model.record import record
from .evaluate_labels import figure
from .evaluate_numbers import actual, amount, is_wide, pair, percent, points
from .evaluate_words import LIGHTS, assumption, reason, standing
from .targets import SIGNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.form import Indicator
    from ..model.result import Reading, RowResult
    from .evaluate_run import Case, Ground

EXECUTION = "EXEC"
JOINT = ("；", "; ")
SMALL = 1000


@record
class Line:
    """A row in words. ``pair``: the whole numbers behind a share, "" where they say little.

    ``notes``: why it is open, what else it could be read as, what is unknown, what must be
    explained. ``assumed``: codes of its assumptions. ``missing``: it needs a reason and has none.
    """

    ref: str
    name: str
    target: str
    actual: str
    pair: str
    standing: str
    verdict: str
    score: str
    weight: str
    notes: tuple[str, ...]
    assumed: tuple[str, ...]
    reason: str = ""
    missing: bool = False

    @property
    def points(self) -> str:
        """ "11.46/12.50", with "–" for the score of an open row."""
        return f"{self.score}/{self.weight}"


def lines(case: Case, made: Ground, lang: str, *, few: bool = False) -> tuple[Line, ...]:
    """Every row of a form, in its order."""
    rows = zip(case.result.rows, case.form.indicators, strict=True)
    return tuple(_line(result, row, case, made, lang, few) for result, row in rows)


def _line(
    result: RowResult, row: Indicator, case: Case, made: Ground, lang: str, few: bool
) -> Line:
    found, told, given = result.actual, result.judgement, result.points
    said = made.reason(case, result.ref)
    short = found.value and found.value.den <= SMALL
    return Line(
        result.ref,
        result.name,
        " ".join(row.target.raw.split()),
        actual(found, told, row.target, lang, few=few),
        pair(found.value, found.unit) if found.value and short else "",
        told.standing.value,
        standing(told.standing.value, lang),
        points(given.score),
        points(given.weight),
        tuple(_notes(result, row, lang)),
        assumed(result),
        said,
        needs_reason(result) and not said,
    )


def assumed(result: RowResult) -> tuple[str, ...]:
    """Codes of all that a row rests on, each once; of an open one, what its figure rests on."""
    codes = (*result.judgement.assumptions, *result.actual.assumptions, *result.points.assumptions)
    return tuple(dict.fromkeys(codes))


def needs_reason(result: RowResult) -> bool:
    """Whether somebody must explain it: missed, or far over its target."""
    return result.judgement.standing.value == "NOT_MET" or result.points.reason_needed


def _notes(result: RowResult, row: Indicator, lang: str) -> Iterator[str]:
    zh, found, told = lang == "zh", result.actual, result.judgement
    if told.reason:
        yield reason(told.reason, lang)
    if found.incomplete and found.incomplete != told.reason:
        yield reason(found.incomplete, lang)
    if result.light:
        head = "进度" if zh else "progress"
        yield f"{head} {LIGHTS[result.light] if zh else result.light}"
    if told.op and told.printed and told.op != told.printed:
        signs = (SIGNS[told.op], SIGNS[told.printed])
        said = "按 {} 判定，表上写的是 {}" if zh else "judged by {}; the form prints {}"
        yield said.format(*signs)
    yield from _readings(result, row, lang)
    if found.low is not None and found.high is not None and found.low != found.high:
        ends = [percent(end, told.target) for end in (found.low, found.high)]
        yield (
            "未知时段全算中断 {} · 全算在线 {}" if zh else "unknown as down {}, as up {}"
        ).format(*ends)
    if told.demonstrated is False:
        yield (
            ("在 95% 置信水平上尚不能证明" if zh else "not demonstrated at the 95 % level")
            if "ci" in found.beside
            else ("未知部分可能改变结论" if zh else "the unknown may decide")
        )
    if result.points.over:
        yield "超出目标过多，须说明" if zh else "far over the target: to be explained"


def _readings(result: RowResult, row: Indicator, lang: str) -> Iterator[str]:
    """Other readings that come to another verdict; those under another sign together."""
    told = result.judgement
    other = [one for one in told.readings if one.standing is not told.standing]
    for one in other:
        if not told.op or one.op == told.op:
            yield _reading(one, result, row, lang)
    turned = [one for one in other if told.op and one.op != told.op]
    if turned:
        joint = "，" if lang == "zh" else ", "
        said = joint.join(_reading(one, result, row, lang) for one in turned)
        sign = SIGNS[turned[0].op]
        yield f"若按 {sign} 解读：{said}" if lang == "zh" else f"read as {sign}: {said}"


def _reading(one: Reading, result: RowResult, row: Indicator, lang: str) -> str:
    found, aim = result.actual, result.judgement.target
    value = amount(one.value, found.unit, is_wide(row.target), aim, lang, True)
    return f"{figure(one.name, lang)} {value} {standing(one.standing.value, lang)}"


def stated(case: Case, made: Ground, lang: str) -> list[str]:
    """What every output states of a form: weights, deadline mode, default basis, assumptions."""
    codes: dict[str, None] = dict.fromkeys(case.result.assumptions)
    for result in case.result.rows:
        codes |= dict.fromkeys(assumed(result))
    return [assumption(code, lang) for code in codes]


def missing(case: Case, made: Ground) -> list[str]:
    """Rows that need a reason and have none."""
    needy = (row.ref for row in case.result.rows if needs_reason(row))
    return [ref for ref in needy if not made.reason(case, ref)]
