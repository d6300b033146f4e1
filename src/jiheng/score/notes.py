"""What is said beside an evaluated row: why it is open, other readings, what is unknown."""

from __future__ import annotations

from .labels import figure
from .numbers import amount, is_wide, percent
from .words import LIGHTS, reason, standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.form import Indicator
    from ..model.result import Reading, RowResult

SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}


def assumed(result: RowResult) -> tuple[str, ...]:
    """Codes of all that a row rests on, each once; of an open one, what its figure rests on."""
    codes = (*result.judgement.assumptions, *result.actual.assumptions, *result.points.assumptions)
    return tuple(dict.fromkeys(codes))


def needs_reason(result: RowResult) -> bool:
    """Whether somebody must explain it: missed, or far over its target."""
    return result.judgement.standing.value == "NOT_MET" or result.points.reason_needed


def notes(result: RowResult, row: Indicator, lang: str) -> Iterator[str]:
    """Why it is open, what else it could be read as, what is unknown, what must be explained."""
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
