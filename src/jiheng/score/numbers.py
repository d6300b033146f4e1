"""Exact numbers as people read them: percentages, 万元, counts. A miss never looks like a hit."""

from __future__ import annotations

from ..model.result import Ratio
from .exact import compare, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.form import Target
    from ..model.result import Actual, Judgement

WAN = 10_000
MOST = 8  # decimals, to tell two unlike numbers apart
FEW = 1000  # below: the pair itself says something ("11/12")
_EN = {"元": "yuan", "人": "people", "个": "units"}


def plain(text: str) -> str:
    """Digits without the zeros that a decimal part ends with, thousands apart."""
    whole, dot, rest = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    groups = f"{int(whole.removeprefix('-')):,}"
    rest = rest.rstrip("0")
    return f"{sign}{groups}{dot if rest else ''}{rest}"


def near(one: Ratio, aim: Ratio | None, places: int, *, down: bool = False) -> str:
    """The number, half up (cut: ``down``), with more decimals where it would pass for the aim."""
    for digits in range(places, MOST + 1):
        text = shown(one, digits, down=down)
        if aim is None or compare(_read(text), aim) == compare(one, aim):
            return text
    return text


def _read(text: str) -> Ratio:
    whole, _, rest = text.partition(".")
    return Ratio(int(whole + rest), 10 ** len(rest))


def percent(one: Ratio, aim: Ratio | None = None, places: int = 2) -> str:
    """A share as "99.96%"; one below 100 % is cut, not rounded, when the aim is 100 %."""
    if one.num in (0, one.den):
        return "100%" if one.num else "0%"
    target = None if aim is None else Ratio(aim.num * 100, aim.den)
    down = aim is not None and aim.num == aim.den
    return f"{near(Ratio(one.num * 100, one.den), target, places, down=down)}%"


def yuan(one: Ratio, aim: Ratio | None = None) -> str:
    """Money in yuan with thousands apart and fen."""
    text = near(one, aim, 2)
    whole, _, rest = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.removeprefix('-')):,}.{rest}"


def wan(one: Ratio, aim: Ratio | None = None, places: int = 6) -> str:
    """Money in 万元: all six decimals that a fen can need, or two on a screen."""
    target = None if aim is None else Ratio(aim.num, aim.den * WAN)
    return plain(near(Ratio(one.num, one.den * WAN), target, places))


def amount(one: Ratio, unit: str, wide: bool, aim: Ratio | None, lang: str, few: bool) -> str:
    """A number in the unit of its measure; ``wide``: money in 万元; ``few``: two decimals of it."""
    if unit == "1":
        return percent(one, aim)
    if unit == "元":
        if lang == "en":
            return f"{yuan(one, aim)} yuan"
        return f"{wan(one, aim, 2 if few else 6)} 万元" if wide else f"{yuan(one, aim)} 元"
    text = plain(near(one, aim, 2)) if one.num % one.den else f"{one.num // one.den:,}"
    return f"{text} {unit if lang == 'zh' else _EN.get(unit, unit)}".strip()


def is_wide(target: Target) -> bool:
    """Whether the form speaks of this money in 万元."""
    unit = target.unit
    return bool(unit and unit.family == "money" and unit.scale >= WAN)


def actual(found: Actual, told: Judgement, target: Target, lang: str, *, few: bool = False) -> str:
    """The actual value of a row: the number, or the word; "" where there is none."""
    if found.word:
        return found.word
    if found.value is None:
        return ""
    return amount(found.value, found.unit, is_wide(target), told.target, lang, few)


def pair(one: Ratio, unit: str) -> str:
    """The whole numbers behind a share: "11/12"; "" where they say nothing to a reader."""
    return str(one) if unit == "1" and one.den > 1 else ""


def points(hundredths: int | None) -> str:
    """Points with two decimals; "–" while open."""
    if hundredths is None:
        return "–"
    return f"{hundredths // 100}.{hundredths % 100:02}"
