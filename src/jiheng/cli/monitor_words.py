"""Early warnings in words, in Chinese and English."""

from __future__ import annotations

from .. import draw
from ..score.early import early
from ..score.numbers import amount, is_wide, percent
from ..score.words import LIGHTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..score.early import Early
    from .evaluate_run import Case, Ground

WORDS = {
    "execution-behind": (
        "预算执行落后时间 {gap} 个点（{light}灯）",
        "execution is {gap} points behind time ({light})",
    ),
    "row-behind": ("进度落后于时间（{light}灯）", "progress is behind time ({light})"),
    "ceiling-passed": (
        "已超过上限 {gap}，年内无法回到目标以内",
        "over the ceiling by {gap}: it cannot be met any more",
    ),
    "rate-below": ("截至当日低于目标 {gap}", "below the target to date by {gap}"),
    "money-ahead": (
        "资金快于进度：执行没有落后，数量只到{light}灯",
        "money is ahead of progress: the quantity shows {light}",
    ),
    "no-value": ("还没有记录，没有当前完成值", "no records yet, so no value to date"),
}


def warnings(case: Case, made: Ground, lang: str) -> list[tuple[Early, str]]:
    """The warnings of a form, each with its sentence."""
    return [(one, sentence(one, case, lang)) for one in early(case.result, made.book)]


def sentence(one: Early, case: Case, lang: str) -> str:
    """One warning in words."""
    zh = lang == "zh"
    light = LIGHTS[one.light] if zh else one.light
    text = WORDS[one.kind][not zh].format(gap=_gap(one, case, lang), light=light)
    if one.kind != "execution-behind":
        name = next((row.name for row in case.result.rows if row.ref == one.ref), "")
        return f"{name}{'：' if zh else ': '}{text}"
    return text


def _gap(one: Early, case: Case, lang: str) -> str:
    if one.gap is None:
        return ""
    if one.kind == "execution-behind":
        return draw.plain(
            one.gap.num * 100 if one.gap.den == 1 else (one.gap.num * 100, one.gap.den)
        )
    rows = zip(case.result.rows, case.form.indicators, strict=True)
    row, printed = next(pair for pair in rows if pair[0].ref == one.ref)
    if row.actual.unit == "1":
        points = percent(one.gap, None, 2).removesuffix("%")
        return f"{points} 个点" if lang == "zh" else f"{points} points"
    return amount(one.gap, row.actual.unit, is_wide(printed.target), None, lang, False)
